"""Writes the tables as the client's systems would: dialects, headings, order and all."""

from pathlib import Path

import numpy as np
import pandas as pd

from casemaker.company import MANAGERS, dice
from casemaker.dirt import DIRT
from casemaker.entities import group_reasons, tax_number
from casemaker.truth import Truth

NO_BREAK = "\u00a0"
DECIDED_ON = "2026-01-12"
SALES = {
    "code": "Customer code", "day": "Date", "document": "Invoice", "line": "Line", "article": "Article",
    "group": "Product group", "quantity": "Quantity", "amount": "Amount net, RUB", "cost": "Cost, RUB",
    "due": "Due date", "paid": "Paid date", "manager": "Manager",
}
CUSTOMERS = {
    "code": "Код клиента", "name": "Наименование", "tax_id": "ИНН", "address": "Адрес", "town": "Город",
    "segment": "Сегмент", "manager": "Менеджер", "since": "Клиент с",
}
SERVICE = {"code": "Customer code", "year": "Year", "kind": "Cost kind", "amount": "Amount, RUB"}


def write_case(truth: Truth, folder: Path) -> None:
    """Write ``input/`` and ``judgement/`` below a folder."""
    (folder / "input").mkdir(parents=True, exist_ok=True)
    (folder / "judgement").mkdir(exist_ok=True)
    _write(folder / "input" / "sales.csv", sales_table(truth), "utf-8-sig", "\r\n")
    _write(folder / "input" / "customers.csv", customers_table(truth), "cp1251", "\r\n")
    _write(folder / "input" / "service_costs.csv", service_table(truth), "utf-8-sig", "\r\n")
    _decisions(truth, folder / "judgement")


def _write(path: Path, frame: pd.DataFrame, encoding: str, ending: str) -> None:
    text = frame.to_csv(index=False, sep=";", lineterminator=ending)
    path.write_bytes(text.encode(encoding))


def sales_table(truth: Truth) -> pd.DataFrame:
    """Return the sales file as text: documents by day, a totals row at the end."""
    outsiders = truth.outsiders.assign(due=truth.outsiders["day"], paid=truth.outsiders["day"])
    outsiders["manager"] = np.nan
    lines = pd.concat([truth.lines, outsiders], ignore_index=True)
    lines = _numbered(lines)
    text = pd.DataFrame({column: lines[column] for column in SALES}).astype(object)
    for column in ("day", "due", "paid"):
        text[column] = lines[column].dt.strftime("%d.%m.%Y").fillna("")
    for column in ("amount", "cost"):
        text[column] = lines[column].map(money)
    text["quantity"] = lines["quantity"].map("{:.0f}".format)
    text["manager"] = lines["manager"].map(MANAGERS).fillna("")
    total = dict.fromkeys(SALES, "") | {
        "code": "Total", "quantity": f"{lines['quantity'].sum():.0f}",
        "amount": money(_sum(lines["amount"])), "cost": money(_sum(lines["cost"])),
    }
    return pd.concat([text, pd.DataFrame([total])], ignore_index=True).rename(columns=SALES)


def _numbered(lines: pd.DataFrame) -> pd.DataFrame:
    """Documents numbered by day, lines inside them; a number is missing now and then, as in real files."""
    documents = lines.drop_duplicates("order")[["order", "day", "code", "returned_of"]]
    documents = documents.sort_values(["day", "code", "order"], ignore_index=True)
    gaps = dice("numbers").random(len(documents)) < 0.015
    documents["number"] = 40_117 + np.arange(len(documents)) + np.cumsum(gaps)
    letter = np.where(documents["returned_of"].notna(), "R", "S")
    documents["document"] = [f"{a}-{n:06d}" for a, n in zip(letter, documents["number"], strict=True)]
    found = lines.merge(documents[["order", "number", "document"]], on="order")
    found = found.sort_values(["day", "number", "article", "quantity"], kind="stable", ignore_index=True)
    return found.assign(line=found.groupby("document").cumcount() + 1)


def _sum(values: pd.Series) -> float:
    """Sum exact to the kopeck."""
    return int((values * 100).round().astype("int64").sum()) / 100


def money(value: float) -> str:
    """Return an amount as the export prints it: thousands by no-break space, comma, two digits."""
    return f"{value:,.2f}".replace(",", NO_BREAK).replace(".", ",")


def customers_table(truth: Truth) -> pd.DataFrame:
    """Return the customer file as text, with the two parties that are no clients."""
    frame = truth.entities.assign(manager=truth.entities["manager"].map(MANAGERS))
    branch = {"code": DIRT.branch_code, "name": DIRT.branch_name, "tax_id": tax_number(99_000_117),
              "town": "Ростов-на-Дону", "address": "ул. Портовая, д. 8"}
    others = pd.DataFrame([{"code": DIRT.retail_code, "name": DIRT.retail_name}, branch])
    both = pd.concat([others, frame], ignore_index=True).sort_values("code", ignore_index=True)
    both = both[list(CUSTOMERS)]
    both["since"] = pd.to_datetime(both["since"]).dt.strftime("%d.%m.%Y")
    return both.fillna("").rename(columns=CUSTOMERS)


def service_table(truth: Truth) -> pd.DataFrame:
    """Return the costs of service as text."""
    amount, kind = truth.service["amount"].map(money), truth.service["kind"].astype("str")
    frame = truth.service.assign(amount=amount, kind=kind)
    return frame[list(SERVICE)].rename(columns=SERVICE)


def _decisions(truth: Truth, folder: Path) -> None:
    """Return what was decided about the input, as the workbook itself would write it."""
    groups = group_reasons(truth.entities).assign(decided="yes", by="Marta Rey", on=DECIDED_ON)
    groups = groups[["entity", "account", "name", "reason", "decided", "by", "on"]]
    rows = [
        ("pseudo_client", DIRT.retail_code, "leave_out", "leave_out", "Marta Rey", DECIDED_ON,
         "cash sales to nobody in particular"),
        ("internal", DIRT.branch_code, "leave_out", "leave_out", "Marta Rey", DECIDED_ON,
         "transfers to our own branch at cost"),
    ]
    decisions = pd.DataFrame(rows, columns=["what", "subject", "proposal", "decided", "by", "on", "note"])
    for name, frame in (("groups", groups), ("decisions", decisions)):
        text = frame.to_csv(index=False, lineterminator="\n")
        (folder / f"{name}.csv").write_bytes(text.encode("utf-8-sig"))
