"""What a number format of Excel makes of a number: a date, a share, money, an id with zeros in front."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from kamlib.lexicon.money import code_of
from kamlib.study.read.grid import DATE, NUMBER, PERCENT, TEXT

# The formats that Excel knows by number and does not write out (ECMA-376 part 1, 18.8.30).
_DATES_BY_NUMBER = {*range(14, 18), 22, *range(27, 37), *range(50, 59)}
_TIMES_BY_NUMBER = {18, 19, 20, 21, 45, 46, 47}
_PERCENT_BY_NUMBER = {9, 10}


@dataclass(frozen=True)
class Style:
    """How the cells of one style are shown."""

    kind: str = "number"
    zeros: int = 0
    currency: str = ""
    indent: int = 0

    def shown(self, number: str, epoch_1904: bool) -> tuple[str, int]:
        """Return the cell as text and what it is."""
        if self.kind == "number" and not self.zeros:
            return number, NUMBER
        if self.kind == "percent":
            return number, PERCENT
        if self.zeros and number.isdigit():
            return number.zfill(self.zeros), TEXT if len(number) < self.zeros or number[0] == "0" else NUMBER
        if self.kind in ("date", "time"):
            return _moment(number, self.kind, epoch_1904)
        return number, NUMBER


def read_format(number: int, code: str, indent: int = 0) -> Style:
    """Return what a number format means, from its number and its code.

    Examples
    --------
    >>> read_format(14, "").kind, read_format(164, "00000").zeros, read_format(165, '#,##0.00 "zł"').currency
    ('date', 5, 'PLN')
    >>> read_format(166, "[Red]#,##0").kind, read_format(167, "[$-419]d mmm yyyy").kind
    ('number', 'date')
    """
    if number in _DATES_BY_NUMBER:
        return Style("date", indent=indent)
    if number in _TIMES_BY_NUMBER:
        return Style("time", indent=indent)
    if number in _PERCENT_BY_NUMBER:
        return Style("percent", indent=indent)
    first = code.split(";")[0]
    bare = re.sub(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]', "", first).lower()
    if "general" not in bare and re.search(r"[ymdhs]", bare):
        without_times = re.sub(r"h+\W*m{1,2}|m{1,2}\W*s", "", bare)
        dated = re.search(r"[ydm]", without_times) and not re.search(r"\[[hms]+\]", first.lower())
        return Style("date" if dated else "time", indent=indent)
    if "%" in bare:
        return Style("percent", indent=indent)
    zeros = len(bare) if re.fullmatch(r"00+", bare) else 0
    return Style("number", zeros, _currency(first), indent)


def _currency(code: str) -> str:
    for said in re.findall(r'"[^"]*"|\[\$[^\]-]*[^\]]*\]|[€$£¥₽₴₸₹₺₾₼₪₩]', code):
        sign = re.sub(r"^\[\$([^\]-]*).*", r"\1", said).strip('" ')
        if found := code_of(sign):
            return found
    return ""


def _moment(number: str, kind: str, epoch_1904: bool) -> tuple[str, int]:
    """Return a day number as an ISO day, a fraction of a day as a time; what is neither stays a number."""
    try:
        days = float(number)
        if days < 0 or days >= 2_958_466 or (kind == "time" and days >= 1):
            return number, NUMBER
        if kind == "time" or (days < 1 and not epoch_1904):
            return str(timedelta(seconds=round(days * 86_400))), TEXT
        # Excel believes in 29 February 1900; its day numbers are one ahead from then on.
        epoch = datetime(1904, 1, 1) if epoch_1904 else datetime(1899, 12, 31 if days < 60 else 30)
        moment = epoch + timedelta(seconds=round(days * 86_400))
    except (ValueError, OverflowError):
        return number, NUMBER
    midnight = moment.time() == datetime.min.time()
    return moment.date().isoformat() if midnight else moment.isoformat(sep=" "), DATE
