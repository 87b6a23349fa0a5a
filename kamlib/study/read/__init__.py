"""Foreign files: from bytes to a typed table, with every problem named."""
