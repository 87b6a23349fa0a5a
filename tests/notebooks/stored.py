"""What the stored chapters show as text, and what ANSWERS.md says."""

import re
from functools import cache
from pathlib import Path

import nbformat

PROJECT = Path(__file__).parents[2]
ANSWERS = (PROJECT / "data" / "ANSWERS.md").read_text(encoding="utf-8")


@cache
def shown(number: str, tag: str = "") -> str:
    """Return all outputs of a chapter (of its cells with ``tag``) as text, every space one plain space."""
    [path] = (PROJECT / "notebooks").glob(f"{number}_*.ipynb")
    outputs = [output for cell in nbformat.read(path, 4).cells
               if not tag or tag in cell.metadata.get("tags", [])
               for output in cell.get("outputs", [])]
    texts = (str(output.get("data", {}).get("text/plain", output.get("text", ""))) for output in outputs)
    return re.sub(r"\s+", " ", "\n".join(texts)).replace("−", "-")
