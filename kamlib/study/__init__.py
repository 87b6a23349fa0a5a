"""The edge to files: what a client sent, what people decided."""
