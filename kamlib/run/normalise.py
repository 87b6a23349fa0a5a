"""The one form of an executed chapter: equal to the byte after every execution with the same results.

Dropped is what differs from run to run and says nothing (times, widget models, versions); renumbered what is
random (cell counts, ids of styled tables); masked what belongs to one machine (addresses of objects,
folders). Results, texts, tags, cell ids and pictures stay.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

KERNEL = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
INJECTED = "injected-parameters"

_STYLER_ID = re.compile(r"\bT_[0-9a-f]{5,}(?=[_\"\s{])")
_ADDRESS = re.compile(r"\b0x[0-9a-f]{6,16}\b")
_KERNEL_FILE = re.compile(r"\S*ipykernel_\d+[/\\]\d+\.py")
_TEXTS = ("text/html", "text/plain", "text/markdown", "image/svg+xml")
_WIDGET = "application/vnd.jupyter.widget-view+json"


def normalise(notebook: Any, *, folders: Mapping[str, str]) -> Any:
    """Return ``notebook`` in its one form; the input stays as it is.

    Parameters
    ----------
    notebook : NotebookNode
        As executed by papermill or saved by JupyterLab.
    folders : mapping of str to str
        Absolute folders and what is written in their place, so that no output names a machine's folders.

    Examples
    --------
    >>> import nbformat.v4 as v4
    >>> cell = v4.new_code_cell("1", id="one", execution_count=7, metadata={"execution": {"at": "noon"}})
    >>> normalise(v4.new_notebook(cells=[cell]), folders={}).cells[0].execution_count
    1
    """
    import nbformat

    result = nbformat.from_dict(notebook)
    result.nbformat, result.nbformat_minor = 4, 5
    result.metadata = nbformat.from_dict(KERNEL)
    mask = _Mask(folders)
    count = 0
    for cell in result.cells:
        _tidy(cell)
        if cell.cell_type == "code":
            count += 1
            cell.execution_count = count
            cell.outputs = [_output(output, count, mask) for output in _merged(cell.outputs)]
    return result


def text_of(notebook: Any) -> str:
    """Return the bytes of a notebook file as text: keys in order, one final newline."""
    import nbformat

    written: str = nbformat.writes(notebook, version=nbformat.NO_CONVERT, sort_keys=True, ensure_ascii=False)
    return written.rstrip("\n") + "\n"


def write(notebook: Any, path: Path) -> None:
    """Write ``notebook`` to ``path`` with the same line ends everywhere."""
    path.write_text(text_of(notebook), encoding="utf-8", newline="\n")


def _tidy(cell: Any) -> None:
    tags = cell.metadata.get("tags", [])
    cell.metadata = type(cell.metadata)({"tags": list(tags)} if tags else {})
    if INJECTED in tags:
        # Papermill gives it a new random id every time.
        cell.id = INJECTED


def _merged(outputs: list[Any]) -> list[Any]:
    """Join neighbouring pieces of one stream: where a kernel cuts them is chance."""
    merged: list[Any] = []
    for output in outputs:
        last = merged[-1] if merged else None
        if last is not None and _stream(output) and _stream(output) == _stream(last):
            last.text += output.text
        else:
            merged.append(output)
    return merged


def _stream(output: Any) -> str:
    return str(output.name) if output.output_type == "stream" else ""


def _output(output: Any, count: int, mask: "_Mask") -> Any:
    if "execution_count" in output:
        output.execution_count = count
    if "text" in output:
        output.text = mask(output.text)
    for key in ("evalue", "ename"):
        if key in output:
            output[key] = mask(output[key])
    if "traceback" in output:
        output.traceback = [mask(line) for line in output.traceback]
    data = output.get("data", {})
    data.pop(_WIDGET, None)
    for kind in _TEXTS:
        if kind in data:
            data[kind] = mask(data[kind])
    return output


class _Mask:
    """Replaces what is random or belongs to one machine; equal ids stay equal throughout a notebook."""

    def __init__(self, folders: Mapping[str, str]):
        self._folders = sorted(folders.items(), key=lambda pair: -len(pair[0]))
        self._ids: dict[str, str] = {}

    def __call__(self, text: str) -> str:
        for folder, name in self._folders:
            text = text.replace(folder, name)
        text = _KERNEL_FILE.sub("cell", text)
        text = _ADDRESS.sub("0x0", text)
        return _STYLER_ID.sub(lambda match: self._id(match[0]), text)

    def _id(self, found: str) -> str:
        return self._ids.setdefault(found, f"T_{len(self._ids):05x}")
