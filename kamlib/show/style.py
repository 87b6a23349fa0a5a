"""The look of every figure: a slide of one finding, readable from the back of a room."""

import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.ticker import FuncFormatter
from PIL import Image

from kamlib.show.words import Scale, number, percent, short

# Okabe and Ito's colours, told apart by every kind of eye.
BLUE, ORANGE, GREEN, VERMILION, SKY = "#0072B2", "#E69F00", "#009E73", "#D55E00", "#56B4E9"
GREY, PALE, INK = "#767676", "#D9D9D9", "#222222"
SIZE = (10.0, 5.6)
TITLE, LABEL, SMALL = 19, 14, 13
LEFT, RIGHT = 0.04, 0.97  # margins of title and subtitle, as shares of the width
TITLE_LINE, SUBTITLE_LINE = 0.062, 0.043  # heights, as shares of the height
DPI = 100
NAME_LETTERS = 40  # no name is longer, however much room there is
UNBROKEN = 45  # letters of a part of the subtitle that stay on one line
PALETTE = 96  # colours of a PNG: enough for smooth edges, a third of the size

STYLE: dict[Any, Any] = {
    "font.family": "DejaVu Sans", "font.size": SMALL, "figure.dpi": DPI, "savefig.dpi": DPI,
    "axes.spines.top": False, "axes.spines.right": False, "axes.edgecolor": GREY, "axes.labelcolor": INK,
    "axes.labelsize": LABEL, "axes.linewidth": 0.8, "axes.unicode_minus": True, "text.color": INK,
    "xtick.labelsize": SMALL, "ytick.labelsize": SMALL, "xtick.color": GREY, "ytick.color": GREY,
    "xtick.labelcolor": INK, "ytick.labelcolor": INK, "axes.formatter.use_mathtext": False,
    # Names of clients hold dollar signs; nothing in a figure is a formula.
    "text.parse_math": False, "text.usetex": False, "svg.hashsalt": "kamlib", "path.simplify": True,
}


class SlideCanvas(FigureCanvasAgg):
    """Writes PNGs with a palette and without a date: small enough for a repository, the same every time."""

    def print_figure(self, *where: Any, **how: Any) -> Any:
        """Write the figure; a sign that the font lacks is drawn as a box, without a warning to the reader."""
        with _quiet():
            return super().print_figure(*where, **how)

    def print_png(
        self, filename_or_obj: str | os.PathLike[str] | IO[bytes], **_how: Any
    ) -> None:
        """Draw and write the PNG; metadata and the writer's own options are not used."""
        self.draw()  # type: ignore[no-untyped-call]
        pixels = self.buffer_rgba()  # type: ignore[no-untyped-call]
        drawn = Image.fromarray(np.asarray(pixels)).convert("RGB")
        few = drawn.quantize(PALETTE, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        few.save(filename_or_obj, format="PNG", optimize=True)


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the warning of missing letters from the page: names come in every script."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        yield


@contextmanager
def slide(
    title: str, subtitle: str, *, left: float = 0.1, right: float = 0.95, bottom: float = 0.14
) -> Iterator[tuple[Figure, Axes]]:
    """Open a figure with its finding on top, and close it when its content is drawn.

    The style holds only inside; nothing of matplotlib's settings is changed for others.

    Parameters
    ----------
    title : str
        The finding, one sentence; wrapped to the width.
    subtitle : str
        What is shown, of which period, in which unit.
    left, right, bottom : float
        Edges of the axes, as shares of the figure.

    Yields
    ------
    tuple of Figure and Axes
        To draw on.
    """
    with plt.rc_context(STYLE), _quiet():
        figure, axes = plt.subplots(figsize=SIZE)
        try:
            top = _heading(figure, title, subtitle)
            figure.subplots_adjust(left=left, right=right, bottom=bottom, top=top)
            yield figure, axes
        finally:
            plt.close(figure)
            SlideCanvas(figure)


def note(title: str, sentence: str) -> Figure:
    """Return a slide that says why there is nothing to draw."""
    with slide(title, "") as (figure, axes):
        words = "\n".join(_wrap(figure, sentence, size=LABEL + 2, weight="normal"))
        top = axes.get_position().y1
        figure.text(LEFT, top, words, size=LABEL + 2, va="top", linespacing=1.5)
        # Flat and close to the title: a notebook shows no figure without axes, and cuts what is below them.
        axes.set(position=(LEFT, top, RIGHT - LEFT, 0.01))
        axes.set_axis_off()
    return figure


def subtitle(*parts: str) -> str:
    """Join what, period and unit, leaving out what is empty; a line may break between short parts only."""
    whole = (part.replace(" ", "\u00a0") if len(part) <= UNBROKEN else part for part in parts if part)
    return "\u00a0 ·\u00a0 ".join(whole)


def write(axes: Axes, x: float, y: float, words: str, **how: Any) -> Text:
    """Write on the axes, on white where a line runs below; dollars and brackets are letters like others."""
    white = {"facecolor": "white", "edgecolor": "none", "pad": 1.5, "alpha": 0.85}
    how = {"size": SMALL, "bbox": white, **how}
    return axes.text(x, y, words, parse_math=False, **how)


def at_end(axes: Axes, value: float, place: float, words: str, **how: Any) -> None:
    """Write a label beside the end of a horizontal bar, left of it where the bar goes left."""
    left = value < 0
    how = {"size": SMALL, **how}
    axes.annotate(words, (value, place), xytext=(-6 if left else 6, 0), textcoords="offset points",
                  ha="right" if left else "left", va="center", parse_math=False, **how)


def percent_axis(axis: Axis) -> None:
    """Label an axis of shares in whole percent."""
    axis.set_major_formatter(FuncFormatter(lambda share, _place: percent(share, 0)))


def money_axis(axis: Axis, scale: Scale) -> None:
    """Label an axis of money in a scale, with as many decimals as its ticks need."""
    axis.set_major_formatter(FuncFormatter(lambda amount, _place: _plain(amount / scale.divisor)))


def _plain(value: float) -> str:
    _whole, _point, decimals = f"{value:.4g}".partition(".")
    return number(value, len(decimals))


def bare(axes: Axes) -> None:
    """Take the scale of the bars away where each bar carries its number."""
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)


def names_beside(axes: Axes, names: list[Any]) -> None:
    """Write the names of horizontal bars left of the axis, first on top, cut to the room there is."""
    room = axes.get_position().x0 * SIZE[0] * DPI - 16
    for place, name in enumerate(names):
        axes.annotate(cut(axes, name, room), (0, place), xycoords=("axes fraction", "data"), xytext=(-8, 0),
                      textcoords="offset points", ha="right", va="center", size=SMALL, parse_math=False)
    axes.set_yticks([])
    axes.set_ylim(len(names) - 0.4, -0.6)


def cut(axes: Axes, name: object, room: float) -> str:
    """Return a name that takes at most ``room`` pixels, cut with an ellipsis; measured, not counted."""
    probe = axes.text(0, 0, "", size=SMALL, parse_math=False)
    longest = short(name, NAME_LETTERS)
    for letters in range(len(longest), 0, -1):
        probe.set_text(short(longest, letters))
        if probe.get_window_extent().width <= room:
            break
    words = probe.get_text()
    probe.remove()
    return words


def _heading(figure: Figure, title: str, subtitle: str) -> float:
    """Write title and subtitle; return where the axes may begin."""
    lines, below = _wrap(figure, title), _wrap(figure, subtitle, size=SMALL, weight="normal")
    figure.text(LEFT, 0.965, "\n".join(lines), size=TITLE, weight="bold", va="top", linespacing=1.15)
    place = 0.965 - TITLE_LINE * len(lines) - 0.012
    figure.text(LEFT, place, "\n".join(below), size=SMALL, color=GREY, va="top")
    return place - SUBTITLE_LINE * len(below) - 0.042


def _wrap(figure: Figure, words: str, *, size: float = TITLE, weight: str = "bold") -> list[str]:
    """Break into lines that fit between the margins, measured, not counted."""
    room = (RIGHT - LEFT) * figure.bbox.width
    probe = figure.text(0, 0, "", size=size, weight=weight)
    lines: list[str] = []
    for word in words.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        probe.set_text(longer)
        if lines and probe.get_window_extent().width <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    probe.remove()
    return lines
