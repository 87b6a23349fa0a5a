"""Arithmetic that several concepts share."""
