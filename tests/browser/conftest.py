"""The same chapters as in the tests of pages, for a real browser."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "publish"))

from hostile_pages import hostile_notebook, make_notebook

__all__ = ["hostile_notebook", "make_notebook"]
