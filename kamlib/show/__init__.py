"""The edge to eyes: figures and tables."""
