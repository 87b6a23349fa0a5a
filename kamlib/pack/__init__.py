"""The method pack: what a company may change, as plain YAML; loader and checks."""
