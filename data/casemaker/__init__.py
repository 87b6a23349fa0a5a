"""Makes the case: first a hidden truth, then every table from it, so that they agree."""
