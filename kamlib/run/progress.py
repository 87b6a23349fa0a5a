"""Progress on a terminal: a bar that moves with every cell, and one line a chapter; lines alone elsewhere."""

from types import TracebackType
from typing import Any, TextIO

from kamlib.text import _


class Progress:
    """Shows how far a run is.

    Parameters
    ----------
    cells : int
        Cells of all chapters together.
    screen : text file
        Where to show it; without a bar when it is not a terminal.
    """

    def __init__(self, cells: int, screen: TextIO):
        self._cells = cells
        self._screen = screen
        self._bar: Any = None

    def __enter__(self) -> "Progress":
        if self._screen.isatty():
            from tqdm import tqdm

            form = "{desc:<16} {bar:30} {percentage:3.0f} %  {elapsed}"
            self._bar = tqdm(total=self._cells, file=self._screen, bar_format=form, leave=False)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.close()

    def start(self, chapter: str) -> None:
        """Name the chapter that runs now."""
        if self._bar is not None:
            self._bar.set_description_str(chapter)

    def cell(self) -> None:
        """Move the bar by one cell, never beyond its end: papermill adds a cell to a chapter given values."""
        if self._bar is not None and self._bar.n < self._cells:
            self._bar.update()

    def done(self, chapter: str, seconds: float) -> None:
        """Write the line of a chapter that ran to its end."""
        self.say(_("{chapter:<16} done in {seconds:.0f} s").format(chapter=chapter, seconds=seconds))

    def stopped(self, chapter: str) -> None:
        """Write the line of a chapter that stopped."""
        self.say(_("{chapter:<16} stopped").format(chapter=chapter))

    def say(self, text: str) -> None:
        """Write a line above the bar."""
        if self._bar is not None:
            self._bar.refresh()
            self._bar.write(text, file=self._screen)
        else:
            print(text, file=self._screen, flush=True)
