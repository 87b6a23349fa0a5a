"""Writes a study folder like the case: files as the client's systems would export them, judgement, truth."""

from pathlib import Path

import pandas as pd
import yaml

from kamlib.method import propose_anchors
from simulator.company import HERE, LAST, LEVERS, WORDS, Company, make_company
from simulator.judged import make_judgement
from simulator.sales import make_lines
from simulator.service import make_service
from simulator.stories import answers, tell_stories

CASE = HERE.parent
SALES = {"code": "Customer code", "day": "Date", "invoice": "Invoice", "line": "Line", "article": "Article",
         "group": "Product group", "quantity": "Quantity", "amount": "Amount net, RUB", "cost": "Cost, RUB",
         "due": "Due date", "paid": "Paid date", "manager": "Manager"}
CUSTOMERS = {"code": "Код клиента", "name": "Наименование", "tax_id": "ИНН", "street": "Адрес",
             "town": "Город", "kind": "Сегмент", "manager": "Менеджер", "since": "Клиент с"}
SERVICE = {"code": "Customer code", "year": "Year", "kind": "Cost kind", "amount": "Amount, RUB"}


def write_case(folder: Path, seed: int) -> Company:
    """Write the study of a seed into a folder that is not there or empty.

    Raises
    ------
    FileExistsError
        When something is in the folder.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FileExistsError(f"{folder} is not empty: name another folder, or empty this one first.")
    company = make_company(seed)
    lines = make_lines(company)
    service = make_service(company, lines)
    company.stories.update(tell_stories(company, lines, service))
    _text(folder / "study.yaml", _study(seed))
    _text(folder / "pack.yaml", _pack(company, lines))
    _export(folder / "input" / "sales.csv", _sales(lines), "utf-8-sig")
    _export(folder / "input" / "customers.csv", _customers(company, lines), "cp1251")
    table = service.assign(amount=service["amount"].map(_money))[list(SERVICE)].rename(columns=SERVICE)
    _export(folder / "input" / "service_costs.csv", table, "utf-8-sig")
    for name, table in make_judgement(company, lines).items():
        _text(folder / "judgement" / f"{name}.csv", "\ufeff" + table.to_csv(index=False, lineterminator="\n"))
    _truth(folder / "truth", company)
    return company


def _text(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8"))


def _export(path: Path, table: pd.DataFrame, encoding: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(table.to_csv(index=False, sep=";", lineterminator="\r\n").encode(encoding))


def _money(value: float) -> str:
    """Return an amount as the export prints it: thousands by no-break space, comma, two digits."""
    return f"{value:,.2f}".replace(",", "\u00a0").replace(".", ",")


def _sales(lines: pd.DataFrame) -> pd.DataFrame:
    """Return the sales file as text, a totals row at its end."""
    text = lines[list(SALES)].astype(object)
    for column in ("day", "due", "paid"):
        text[column] = lines[column].dt.strftime("%d.%m.%Y").fillna("")
    for column in ("amount", "cost"):
        text[column] = lines[column].map(_money)
    text["quantity"] = lines["quantity"].map("{:.0f}".format)
    kopecks = {column: int((100 * lines[column]).round().sum()) for column in ("amount", "cost")}
    total = dict.fromkeys(SALES, "") | {"code": "Total", "quantity": f"{lines['quantity'].sum():.0f}"} | {
        column: _money(value / 100) for column, value in kopecks.items()}
    return pd.concat([text, pd.DataFrame([total])], ignore_index=True).rename(columns=SALES)


def _customers(company: Company, lines: pd.DataFrame) -> pd.DataFrame:
    """Return the customer file as text, with the two parties that are no clients."""
    first = lines.groupby("code")["day"].min() - pd.Timedelta(days=9)
    frame = company.entities.assign(since=first.reindex(company.entities.index).dt.strftime("%d.%m.%Y"))
    others = pd.DataFrame([{"code": code, "name": name, "street": street}
                           for code, (name, *_rest, street) in WORDS["not_clients"].items()])
    both = pd.concat([others, frame.reset_index()]).sort_values("code")
    return both[list(CUSTOMERS)].fillna("").rename(columns=CUSTOMERS)


def _study(seed: int) -> str:
    """Return the study file of the case, with a name of its own."""
    lines = (CASE / "study.yaml").read_text(encoding="utf-8").splitlines(keepends=True)
    told = {"name:": f'name: "Seed {seed}: valves and flanges"\n', "  potential.kind:": ""}
    return "".join(next((new for start, new in told.items() if line.startswith(start)), line)
                   for line in lines if not line.startswith("#"))


def _pack(company: Company, lines: pd.DataFrame) -> str:
    """Return what the method takes from this company: scales in money, places, the price of an hour."""
    mine = lines[(lines["year"] == LAST) & lines["code"].isin(company.entities.index)]
    account = mine["code"].map(company.entities["account"])
    revenue, cost = mine.groupby(account)["amount"].sum(), mine.groupby(account)["cost"].sum()
    orders = revenue / mine[mine["of"].isna()].groupby(account)["invoice"].nunique()
    margin = propose_anchors(revenue - cost)
    anchors = {"criteria.potential_history": propose_anchors(revenue),
               "criteria.order_value": propose_anchors(orders), "criteria.profit_potential": margin,
               "tests.large": margin, "tests.promising": margin}
    settings = {f"{name}.anchors": values for name, values in anchors.items()} | {
        "selection.places": 12, "selection.hour_rate": 1500}
    return "".join(f"{name}: {value}\n" for name, value in settings.items())


def _truth(folder: Path, company: Company) -> None:
    """Write what is hidden: who carries what, what each account could buy, the stories with their numbers."""
    folder.mkdir(parents=True)
    entities = company.entities.drop(columns="account_name").round(4)
    accounts = company.accounts[["name", "manager", "wallet", *LEVERS, "would_lose", "can_stop", "attitude",
                                 "hours"]]
    for name, table in (("entities", entities), ("accounts", accounts.round(4))):
        _text(folder / f"{name}.csv", table.to_csv(lineterminator="\n"))
    _text(folder / "stories.yaml", yaml.safe_dump(company.stories, sort_keys=False, allow_unicode=True))
    _text(folder / "ANSWERS.md", answers(company.seed, company.stories))
