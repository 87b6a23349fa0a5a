"""The edge to kernels, and the command line."""
