"""What must hold for every slide: all is written inside, nothing overlaps, letters are large, files small."""

import io
from itertools import combinations

from matplotlib.figure import Figure
from matplotlib.text import Text

SPACES = str.maketrans({"\u202f": " ", "\u00a0": " ", "\n": " "})


def texts(figure: Figure) -> list[Text]:
    """All that is written and seen; tick labels outside the range are not."""
    figure.canvas.draw()
    shown = [t for t in figure.findobj(Text) if t.get_visible() and t.get_text().strip()]
    outside = {id(label) for axes in figure.axes for axis in (axes.xaxis, axes.yaxis)
               for tick in [*axis.get_major_ticks(), *axis.get_minor_ticks()]
               for label in (tick.label1, tick.label2)
               if not min(axis.get_view_interval()) <= tick.get_loc() <= max(axis.get_view_interval())}
    return [t for t in shown if id(t) not in outside]


def said(figure: Figure) -> str:
    return " | ".join(t.get_text() for t in texts(figure)).translate(SPACES)


def title(figure: Figure) -> str:
    return figure.texts[0].get_text().translate(SPACES)


def png(figure: Figure) -> bytes:
    file = io.BytesIO()
    figure.savefig(file, format="png")
    return file.getvalue()


def check_slide(figure: Figure) -> None:
    """Fail where a slide could not be shown to a room."""
    written = texts(figure)
    for text in written:
        box = text.get_window_extent()
        assert box.x0 >= 0 and box.y0 >= 0, text.get_text()
        assert box.x1 <= figure.bbox.width and box.y1 <= figure.bbox.height, text.get_text()
    boxes = [(t.get_text(), t.get_window_extent().shrunk(0.98, 0.9)) for t in written]
    assert not [(a, b) for (a, one), (b, two) in combinations(boxes, 2) if one.overlaps(two)]
    assert min(t.get_fontsize() for t in written) >= 12
    assert len(png(figure)) <= 60_000
