"""The same chapters as in the tests of pages, for a real browser."""

from publish.hostile_pages import hostile_notebook, make_notebook

__all__ = ["hostile_notebook", "make_notebook"]
