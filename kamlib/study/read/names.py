"""Names of tables, made from names of files and sheets."""

import re
from pathlib import PurePath

_ENDINGS = {".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".parquet", ".pq", ".gz", ".tab", ".dat"}


def table_name(file: str, sheet: str = "") -> str:
    """Return the name of the table that a file holds; letters of any alphabet are kept.

    Parameters
    ----------
    file : str
        Name of the file, with or without folder.
    sheet : str
        Name of the sheet, where the file holds several tables.

    Returns
    -------
    str
        Words in lower case joined by ``_``; a name that would begin with a digit begins with ``t_``.

    Examples
    --------
    >>> table_name("input/Order Details.csv"), table_name("OrderDetails.csv")
    ('order_details', 'order_details')
    >>> table_name("dw_FactResellerSales.csv.gz"), table_name("Продажи 2024.xlsx", "Лист1")
    ('dw_fact_reseller_sales', 'продажи_2024_лист1')
    """
    path = PurePath(file)
    while path.suffix.lower() in _ENDINGS and path.stem:
        path = path.with_suffix("")
    name = "_".join(part for part in (snake(path.name), snake(sheet)) if part) or "table"
    return f"t_{name}" if name[0].isdigit() else name


def snake(text: str) -> str:
    """Return ``text`` as words in lower case joined by ``_``.

    Examples
    --------
    >>> snake("SalesYTD per Client, net"), snake("ИтогиГода")
    ('sales_ytd_per_client_net', 'итоги_года')
    """
    words = []
    for piece in re.findall(r"[^\W_]+", text):
        start = 0
        for i in range(1, len(piece)):
            before, here, after = piece[i - 1], piece[i], piece[i + 1 : i + 2]
            if here.isupper() and (before.islower() or (before.isupper() and after.islower())):
                words.append(piece[start:i])
                start = i
        words.append(piece[start:])
    return "_".join(word.lower() for word in words)
