"""Words that exports use, in English, Russian, Polish and German: months, totals, errors, no value."""

import re

_MONTH_FORMS = (
    "jan january янв январь января sty styczeń stycznia januar jänner",
    "feb february фев февр февраль февраля lut luty lutego februar",
    "mar march мар март марта marzec marca mär märz mrz",
    "apr april апр апрель апреля kwi kwiecień kwietnia",
    "may май мая maj maja mai",
    "jun june июн июнь июня cze czerwiec czerwca juni",
    "jul july июл июль июля lip lipiec lipca juli",
    "aug august авг август августа sie sierpień sierpnia",
    "sep sept september сен сент сентябрь сентября wrz wrzesień września",
    "oct october окт октябрь октября paź październik października okt oktober",
    "nov november ноя нояб ноябрь ноября lis listopad listopada",
    "dec december дек декабрь декабря gru grudzień grudnia dez dezember",
)
MONTHS = {form: number for number, forms in enumerate(_MONTH_FORMS, 1) for form in forms.split()}

# No value whatever the column; a person may add words in the settings.
EMPTY_WORDS = ("NULL", "null", "Null", "(null)", "\\N")
# No value where the rest of the column is numbers: accountants write a dash for nothing.
DASHES = ("-", "–", "—", "−", "--")

EXCEL_ERRORS = (
    "#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#GETTING_DATA",
    "#Н/Д", "#ССЫЛКА!", "#ДЕЛ/0!", "#ЗНАЧ!", "#ИМЯ?", "#ЧИСЛО!", "#ПУСТО!",
    "#N/D!", "#N/D", "#ADR!", "#DZIEL/0!", "#ARG!", "#NAZWA?", "#LICZBA!", "#ZERO!",
)

# A word for the sum of the rows above, alone or followed by what it is the sum of.
_TOTAL = (
    r"grand total|sub-?total|totals?|sum|sum total|"
    r"общий итог|промежуточный итог|итого|всего|итог|подытог|усього|разом|"
    r"suma końcowa|suma częściowa|suma|razem|ogółem|łącznie|podsumowanie|"
    r"gesamtsumme|gesamtergebnis|zwischensumme|zwischenergebnis|teilsumme|endsumme|summe|gesamt|insgesamt"
)
_PERIOD = (
    r"(?:q[1-4]|[1-4]q|(?:[1-4]|i{1,3}|iv)[ .-]*(?:-?й )?(?:кв|квартал|kw|kwartał|quarter|quartal)\.?"
    r"|(?:quarter|квартал|kwartał|quartal) (?:[1-4]|i{1,3}|iv)|(?:h[12]|[12]h|[12] полугодие|półrocze [12])"
    rf"|(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})\.?)"
    r"(?:[ ,.'/-]*(?:19|20)?[0-9]{2}(?: ?г(?:ода?)?\.?| ?r(?:oku)?\.?)?)?"
)
# SAP marks sums by stars, one for each level.
TOTAL_ALONE = (
    rf"^(?:{_TOTAL}|\*{{1,9}})(?: (?:общий|итого|ogółem|razem))?\s*[:.]?\s*(?:[0-9]{{4}}|{_PERIOD})?\s*[:.]?$"
)
TOTAL_BEGINS = rf"^(?:{_TOTAL})(?:\s*[:(—–-]|\s+(?:за|по|на|for|of|by|per|w|za|dla|für|je)\s|\s+[0-9])"
TOTAL_ENDS = r"\s(?:total|итог|итого|suma|razem|łącznie|summe|gesamt|ergebnis)\s*:?$"
# A word that a name may begin with too, and a quarter or month by itself: sums only where the numbers say so.
TOTAL_PERHAPS = rf"^(?:(?:{_TOTAL})\s+\S.*|{_PERIOD})$"

# Headings under which whole numbers may be Excel's day numbers or eight digits of a date.
DATE_HEADING = re.compile(
    r"date|datum|fecha|дата|\bdata\b|\bday\b|день|dzień|dnia|termin|срок|period|период|okres|month|месяц|miesiąc",
    re.IGNORECASE,
)
# Headings under which digits are a name, not an amount: nobody adds up telephone numbers.
TEXT_HEADING = re.compile(
    r"phone|телефон|\bтел\b|\btel\b|telefon|\bfax\b|факс|faks|mobile|postal|post ?code|\bzip\b|индекс"
    r"|kod poczt|\bинн\b|\bкпп\b|\bогрн\b|\bокпо\b|\bnip\b|\bregon\b|\bpesel\b|tax ?(?:id|no|number)"
    r"|\bvat ?(?:id|no)|\bean\b|barcode|штрих|\biban\b|account ?no|расч[её]тный сч[её]т"
    # Keys: 1.10 is another article than 1.1.
    r"|\bsku\b|артикул|item[ ._-]?(?:code|id|key)(?![a-z])"
    r"|(?:invoice|document|\bdoc|order|article|material|product|customer|client|contract|\bpart|voucher)"
    r"[ ._-]?(?:no|nr|num|number|id|code|key)(?![a-z])"
    r"|(?:rechnungs?|beleg|auftrags?|artikel|kunden?|debitoren|material)[ ._-]?(?:nr|no|nummer|code)\b"
    r"|(?:код|номер|№) (?:товар|номенклатур|клиент|контрагент|покупател|партн[её]р|документ|накладн)"
    r"|(?:код|номер|№) (?:заказ|счет|договор)"
    r"|(?:kod|indeks|symbol|nr|numer|id) (?:towar|produkt|klient|kontrahent|nabywc|odbiorc|faktur|dokument)"
    r"|(?:nr|numer|id) zam[óo]wieni",
    re.IGNORECASE,
)


def month_in(text: str) -> tuple[int, int] | None:
    """Year and month that a heading names, the year 0 where it names none; None where it is no month.

    Examples
    --------
    >>> month_in("Jan 2024"), month_in("01.2024"), month_in("2024-01"), month_in("styczeń 2024 r.")
    ((2024, 1), (2024, 1), (2024, 1), (2024, 1))
    >>> month_in("March"), month_in("Marża"), month_in("13.2024")
    ((0, 3), None, None)
    """
    plain = re.sub(r"\s*(?:\bг(?:ода?)?|\br|\broku)\.?$", "", text.strip().lower())
    for pattern in _NUMERIC_MONTHS:
        if found := pattern.match(plain):
            return _plausible(int(found["y"]), int(found["m"]))
    if found := re.match(r"^([^\W\d_]+)\.?(?:[\s.,'/-]*((?:19|20)?\d\d))?$", plain):
        word, year = found[1], found[2]
    elif found := re.match(r"^((?:19|20)\d\d)[\s.,/-]*([^\W\d_]+)\.?$", plain):
        year, word = found[1], found[2]
    else:
        return None
    if word not in MONTHS:
        return None
    return _plausible(0 if not year else int(year) + (2000 if len(year) == 2 else 0), MONTHS[word])


_NUMERIC_MONTHS = [
    re.compile(r"^(?P<m>\d{1,2})[./-](?P<y>(?:19|20)\d\d)$"),
    re.compile(r"^(?P<y>(?:19|20)\d\d)[./-](?P<m>\d{1,2})(?:[./-]0?1(?:[ t]00:00(?::00)?)?)?$"),
    re.compile(r"^0?1[./](?P<m>\d{1,2})[./](?P<y>(?:19|20)\d\d)$"),
]


def _plausible(year: int, month: int) -> tuple[int, int] | None:
    return (year, month) if 1 <= month <= 12 else None
