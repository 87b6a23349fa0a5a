"""Chapters for tests of pages."""

from publish.hostile_pages import hostile_notebook, make_notebook

__all__ = ["hostile_notebook", "make_notebook"]
