"""Pages of meetings made by hand: the fullest one, and one of an account of whom nothing is known."""

import pandas as pd

from kamlib.tables.brief import Brief

TODAY, DAY = pd.Timestamp("2026-01-30"), pd.Timestamp("2026-02-05")
NONE = pd.NaT


def frame(columns: str, *rows: tuple[object, ...]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=columns.split())


def empty_brief(name: str = "Atlas Chem") -> Brief:
    """An account of which nobody has written anything, and which never bought."""
    return Brief(
        "00900", name, "", NONE, TODAY, pd.Timestamp("2025-12-31"), {},
        frame("side person position roles influence attitude contact wanted last assumed comes"),
        frame("words source open proposed"), frame("promise to by until kept state days_overdue"),
        frame("what value before kind period"), {"offer": "unknown"},
        frame("supplier group share our_share base contract_end months"),
        frame("offer amount sheet stock lead_time reference"), frame("group amount"),
        frame("objection question fact concession"), frame("action client_action responsible until late"),
        frame("goal until gain"), frame("mistake item subject"),
        ("meeting", "dossier", "buying-centre", "plan", "wallets", "sales"), "RUB",
    )


def full_brief(words: str = "", *, rows: int = 3, name: str = "Volna Opt") -> Brief:
    """A meeting that is well prepared; every text ends with ``words``, every part has ``rows`` lines."""
    nan, us = float("nan"), f"Lena Mak {words}"

    def many(columns: str, *row: object) -> pd.DataFrame:
        return frame(columns, *[row] * rows)

    theirs = [
        ("theirs", f"Anna Lis {n} {words}", f"head of purchasing {words}", f"buyer, decider {words}", 4.0,
         1.0 if n % 2 else nan, 2.0, 3.0, pd.Timestamp("2025-11-20"), n % 2 == 0, "yes")
        for n in range(rows)]
    ours = ("ours", us, "key account manager", "", nan, nan, nan, nan, NONE, False, "yes")
    given = [("overdue" if n == 0 else "open", 20.0 if n == 0 else nan) for n in range(rows)]
    promises = [
        (f"A price list with the new series {words}", f"Anna Lis {words}", "Lena Mak",
         pd.Timestamp("2026-01-10"), NONE, state, days) for state, days in given]
    head = {
        "time": "10:30-11:30", "place": f"Harbour street 4, second floor {words}", "travel": "45",
        "buffer": "20", "confirms": f"Lena Mak on Wednesday {words}", "leads": "Lena Mak",
        "goal": f"agree on the frame contract {words}",
        "secondary": f"a date for the visit to the store {words}", "fallback": f"a trial lot {words}",
        "agenda": f"their stock programme; flanges; next steps {words}",
        "protocol": f"Mrs Lis, formal {words}",
    }  # fmt: skip
    credit: dict[str, float | str] = {
        "offer": "stopped", "owed": 5.05e6, "overdue": 1.2e6, "oldest_days": 41.0, "fell_due": 0.8e6,
        "credit_limit": 5.0e6, "over_limit": 0.05e6, "room": 0.0}
    return Brief(
        "00459", name, "Lena Mak", DAY, TODAY, pd.Timestamp("2025-12-31"), head,
        frame("side person position roles influence attitude contact wanted last assumed comes",
              *theirs, ours),
        many("words source open proposed", "What do you need in the next year that nobody gives you today? "
             + words, "dossier", True, False),
        frame("promise to by until kept state days_overdue", *promises),
        frame("what value before kind period",
              ("revenue", 44.5e6, 40.1e6, "money", "2025"), ("margin", 7.9e6, 7.2e6, "money", "2025"),
              ("margin_rate", 0.1775, nan, "percent", "2025"),
              ("share_of_wallet", 0.262, nan, "percent", "2025"),
              ("payment_days", 38.0, nan, "days", "bills paid"), ("terms_days", 30.0, nan, "days", "2025")),
        credit,
        many("supplier group share our_share base contract_end months", f"Tekram {words}", f"Flanges {words}",
             0.38, 0.45, 15.2e6, pd.Timestamp("2026-05-31"), 4.0),
        many("offer amount sheet stock lead_time reference", f"Flange kit {words}", 2.0e6, "yes",
             f"200 pieces {words}", f"3 weeks {words}", f"Lira Opt {words}"),
        frame("group amount"),
        many("objection question fact concession", f"Your prices are 8 % above Tekram {words}",
             f"Over which lot? {words}", f"delivery in 3 days {words}", f"2 % for a frame {words}"),
        many("action client_action responsible until late", f"Trial lot of butterfly valves {words}",
             f"names the sites {words}", us, pd.Timestamp("2026-03-01"), False),
        many("goal until gain", f"Half the stock in two years {words}", pd.Timestamp("2027-12-31"), 6.0e6),
        frame("mistake item subject",
              *[("uninformed", "core", f"Which budget calendar do they have? {words}")] * rows,
              ("late", "confirms", ""), ("arguing", "answer", f"too dear {words}"),
              ("product", "stock", f"Flange kit {words}"), ("product", "lead_time", f"Flange kit {words}")),
        (), "RUB",
    )  # fmt: skip


CYRILLIC = ("Акционерное общество «Северо-Западная инженерно-строительная корпорация ЩИТ», "
            "Великий Новгород, <b>&amp;</b> $x^2$ " + "Ш" * 60)
