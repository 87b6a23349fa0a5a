"""matplotlib is loaded elsewhere first: it takes settings from where it is loaded, which may be a study."""

import sys
from contextlib import chdir

with chdir(sys.prefix):
    import matplotlib  # noqa: F401
