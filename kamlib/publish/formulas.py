"""Formulas as MathML, which every browser draws by itself: no script, no font from elsewhere."""

import re
from xml.etree import ElementTree

from latex2mathml.converter import convert

_ELEMENTS = (
    "math maction menclose merror mfenced mfrac mi mmultiscripts mn mo mover mpadded mphantom mroot mrow ms"
    " mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover"
)
_ATTRIBUTES = (
    "xmlns display mathvariant stretchy fence form separator lspace rspace width height depth linethickness"
    " displaystyle scriptlevel accent accentunder minsize maxsize movablelimits mathsize mathcolor notation"
    " columnalign columnlines rowlines rowspacing columnspacing"
)
_OWN = re.compile(
    rf"</?(?:{_ELEMENTS.replace(' ', '|')})(?: (?:{_ATTRIBUTES.replace(' ', '|')})=\"[^\"<>]*\")* ?/?>"
)


def mathml(latex: str, *, display: str) -> str:
    r"""Return a formula as MathML, or its source as code when it can't be read.

    The converter does not escape what stands in a formula, so its result is taken apart here: its own
    elements stay, everything else becomes text.

    Parameters
    ----------
    latex : str
        The formula without its dollar signs.
    display : {"inline", "block"}
        Within a line, or in a line of its own.

    Examples
    --------
    >>> mathml("x", display="inline").count("<mi>x</mi>")
    1
    >>> "<img" in mathml(r"\text{<img src=x>}", display="inline")
    False
    """
    try:
        return _own_elements(str(convert(latex.strip(), display=display)))
    except Exception:  # its parser has no family of errors of its own
        code = ElementTree.Element("code")
        code.text = latex.strip()
        return ElementTree.tostring(code, encoding="unicode")


def _own_elements(converted: str) -> str:
    texts = (piece.replace("<", "&lt;").replace(">", "&gt;") for piece in _OWN.split(converted))
    elements = [*_OWN.findall(converted), ""]
    return "".join(text + element for text, element in zip(texts, elements, strict=True))
