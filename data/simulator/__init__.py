"""Makes other cases like that in ``data/``: a hidden truth from a seed, then every file from it."""
