"""The helper library of the key account management workbook.

The notebooks are the product; this library keeps them short.

Rooms, from the ground up: ``tables`` (what columns mean), ``method`` (the arithmetic), ``pack`` (what a
company may change), ``study`` (files of a study), ``flow`` (the order of steps), ``show`` (figures),
``publish`` (pages to hand out), ``run`` (kernels and the command line).
"""

from kamlib import _faststart as _faststart

__version__ = "0.1.0"
