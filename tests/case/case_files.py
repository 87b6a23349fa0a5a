"""Reads the files of the case with plain pandas, and the numbers that ANSWERS.md states."""

import re
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

DATA = Path(__file__).parents[2] / "data"

SALES = ["code", "date", "invoice", "line", "article", "group", "quantity", "amount", "cost", "due", "paid",
         "manager"]
CUSTOMERS = ["code", "name", "tax_id", "address", "town", "segment", "manager", "since"]


@dataclass(frozen=True)
class Case:
    """Files of the case; ``sales`` is without the totals row and without what was decided to leave out."""

    file: pd.DataFrame
    total: pd.Series
    sales: pd.DataFrame
    customers: pd.DataFrame
    service: pd.DataFrame
    groups: pd.DataFrame
    decisions: pd.DataFrame

    def of(self, name: str, year: int | None = None) -> pd.DataFrame:
        """Sales of the legal entity with a name."""
        mine = self.sales[self.sales["name"] == name]
        return mine if year is None else mine[mine["year"] == year]

    def mln(self, name: str, year: int = 2025) -> float:
        """Revenue of a legal entity in a year, mln."""
        return float(self.of(name, year)["amount"].sum() / 1e6)

    def total_mln(self, year: int = 2025) -> float:
        """Revenue of all accounts in a year, mln."""
        return float(self.sales.loc[self.sales["year"] == year, "amount"].sum() / 1e6)

    def accounts_mln(self, year: int = 2025) -> pd.Series:
        """Revenue by account in a year, mln, the largest first."""
        of_year = self.sales[self.sales["year"] == year]
        return (of_year.groupby("account")["amount"].sum() / 1e6).sort_values(ascending=False)

    def account(self, name: str) -> str:
        """Account of the legal entity with a name."""
        code = str(self.customers.set_index("name")["code"][name])
        return dict(zip(self.groups["entity"], self.groups["account"], strict=True)).get(code, code)


def read_sales(data: Path) -> pd.DataFrame:
    """The sales file with its totals row."""
    frame = pd.read_csv(data / "input" / "sales.csv", sep=";", dtype="str", encoding="utf-8-sig")
    frame.columns = pd.Index(SALES)
    for column in ("quantity", "amount", "cost"):
        frame[column] = as_numbers(frame[column])
    for column in ("date", "due", "paid"):
        frame[column] = pd.to_datetime(frame[column], format="%d.%m.%Y")
    return frame


def as_numbers(text: pd.Series) -> pd.Series:
    """Numbers from text with no-break spaces and a decimal comma."""
    return pd.to_numeric(text.str.replace("\u00a0", "").str.replace(",", "."))


def read_case(data: Path = DATA) -> Case:
    """The case, or a study like it, as its files have it."""
    whole = read_sales(data)
    lines = whole.iloc[:-1]
    customers = pd.read_csv(data / "input" / "customers.csv", sep=";", dtype="str", encoding="cp1251")
    customers.columns = pd.Index(CUSTOMERS)
    service = pd.read_csv(data / "input" / "service_costs.csv", sep=";", dtype="str", encoding="utf-8-sig")
    service.columns = pd.Index(["code", "year", "kind", "amount"])
    service = service.assign(amount=as_numbers(service["amount"]), year=service["year"].astype(int))
    groups, decisions = (
        pd.read_csv(data / "judgement" / f"{name}.csv", dtype="str", encoding="utf-8-sig")
        for name in ("groups", "decisions")
    )
    left_out = decisions.loc[decisions["decided"] == "leave_out", "subject"]
    sales = lines[~lines["code"].isin(left_out)].copy()
    sales["name"] = sales["code"].map(customers.set_index("code")["name"])
    sales["account"] = sales["code"].map(groups.set_index("entity")["account"]).fillna(sales["code"])
    sales["year"] = sales["date"].dt.year
    return Case(lines, whole.iloc[-1], sales, customers, service, groups, decisions)


def service_mln(case: Case, name: str) -> pd.Series:
    """Costs of serving an account in 2025 by kind, mln."""
    mine = case.service[(case.service["code"] == case.account(name)) & (case.service["year"] == 2025)]
    return mine.set_index("kind")["amount"] / 1e6


class Answers:
    """What ANSWERS.md states."""

    def __init__(self, text: str):
        told, _heading, self.exercises = text.partition("\n## Exercises")
        parts = re.split(r"^## Story (\d+):.*$", told, flags=re.MULTILINE)
        self.frame = parts[0]
        self.stories = {int(number): body for number, body in zip(parts[1::2], parts[2::2], strict=True)}

    def numbers(self, story: int | None = None) -> list[str]:
        """Every number of a story, or of the frame, in the order of the text; chapter numbers left out."""
        text = self.frame if story is None else self.stories[story]
        body = re.sub(r"^Chapters? [\d, and]+[.;]", "", text, flags=re.MULTILINE)
        return re.findall(r"(?:(?<=[\s(])[+-])?\d+(?:\.\d+)?", body)


def plain(value: float, digits: int = 1) -> str:
    """A number as the answers write it."""
    return f"{round(value, digits) + 0.0:.{digits}f}"


def percent(share: float, digits: int = 0) -> str:
    """A share as the answers write it."""
    return plain(100 * share, digits)


def signed(share: float, digits: int = 0) -> str:
    """A change as the answers write it."""
    text = percent(share, digits)
    return text if float(text) <= 0 else f"+{text}"
