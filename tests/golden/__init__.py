"""Figures of every chapter on three studies, kept while the code under them moves."""
