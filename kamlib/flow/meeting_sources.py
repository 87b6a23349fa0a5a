"""What a meeting rests on: buying centres, dossiers, plans, wallets, sales and debts, each from its home."""

from dataclasses import dataclass

import pandas as pd

from kamlib.flow.books import kept_books
from kamlib.flow.buying import Buying, buying
from kamlib.flow.credit import credit_limits
from kamlib.flow.dossiers import Dossiers, dossiers
from kamlib.flow.once import once
from kamlib.flow.potential import Potential, potential
from kamlib.flow.prepare import Prepared
from kamlib.flow.settings import InForce, settings_in_force
from kamlib.method.offer_stop import offer_stop
from kamlib.method.promises import promises_told
from kamlib.method.receivables import receivables
from kamlib.method.rivals import rivals
from kamlib.names import plain
from kamlib.study.folder import Study

PERSON = ["account", "person"]


@dataclass(frozen=True)
class Sources:
    """Everything that pages of meetings are made from, for all accounts at once.

    Parameters
    ----------
    study : Study
    today : Timestamp
    force : InForce
        Settings of the section ``meeting``.
    buying : Buying
    dossiers : Dossiers
    potential : Potential
    plans : dict of str to DataFrame
        The tables of the plans as typed.
    promises : DataFrame
        See `promises_told`, with ``account`` and ``line``.
    debts : DataFrame
        See `offer_stop`; no rows where the sales tell no days of payment.
    rivals : DataFrame
        See `rivals`, days counted from ``today``.
    """

    study: Study
    today: pd.Timestamp
    force: InForce
    buying: Buying
    dossiers: Dossiers
    potential: Potential
    plans: dict[str, pd.DataFrame]
    promises: pd.DataFrame
    debts: pd.DataFrame
    rivals: pd.DataFrame

    @property
    def ready(self) -> Prepared:
        """The sales that count."""
        return self.potential.yearly.ready

    def people(self, account: str) -> pd.DataFrame:
        """Return whom we know there and our own team: theirs first, the most influential on top."""
        theirs = of(self.buying.persons, account)
        labels = self.buying.catalogue.set_index("key")["label"]
        held = of(self.buying.roles, account)
        held = held.assign(label=held["role"].map(labels).fillna(held["role"]))
        roles = held.groupby("person", sort=False)["label"].agg(lambda words: ", ".join(dict.fromkeys(words)))
        theirs = theirs.assign(side="theirs", roles=theirs["person"].map(roles).fillna("").astype("str"))
        theirs = theirs.sort_values(["influence", "person"], ascending=[False, True], na_position="last")
        team = of(self.buying.team, account)
        ours = team.assign(side="ours", roles=team["task"], position=team["function"], assumed=False)
        columns = ["side", "person", "position", "roles", "influence", "attitude", "contact", "wanted",
                   "last", "assumed"]
        both = pd.concat([theirs.reindex(columns=columns).astype("object"),
                          ours.reindex(columns=columns).astype("object")], ignore_index=True)
        numbers = dict.fromkeys(["influence", "attitude", "contact", "wanted"], "float64")
        both["last"] = pd.to_datetime(both["last"])
        return both.astype({**numbers, "assumed": "bool"}).fillna({"position": "", "roles": ""})

    def open_core(self, account: str) -> pd.DataFrame:
        """Return the core questions most worth asking; of equal worth first those that a brief uses."""
        return self._most_worth(of(self.dossiers.open_questions, account))

    def to_ask(self, account: str) -> pd.DataFrame:
        """Return those that somebody of theirs could answer: nobody asks a client what our own books say."""
        rows = of(self.dossiers.open_questions, account)
        ours = {plain(who) for who in self.force.value("not_asked")}
        alone = rows["ask"].map(lambda words: {plain(who) for who in words.split(",")} <= ours)
        return self._most_worth(rows[~alone.astype("bool")])

    def _most_worth(self, rows: pd.DataFrame) -> pd.DataFrame:
        core = rows[rows["level"] == "core"]
        core = core.assign(other=~core["used_in"].str.contains("brief"))
        order = core.sort_values(["worth", "other"], ascending=[False, True], kind="stable")
        return order.head(int(self.force.value("questions"))).drop(columns="other").reset_index(drop=True)

    def core(self, account: str) -> pd.DataFrame:
        """Return the core questions with ``valid``; none where nobody keeps a dossier."""
        if not self.has_dossier(account):
            return pd.DataFrame({"words": pd.Series(dtype="str"), "valid": pd.Series(dtype="bool")})
        rows = of(self.dossiers.answers, account)
        asked = rows[(rows["level"] == "core") & (rows["state"] != "not applicable")]
        worth = of(self.dossiers.open_questions, account).set_index("question")["worth"]
        valid = asked["valid"].fillna(False).astype("bool")
        told = asked.assign(valid=valid, worth=asked["question"].map(worth))
        return told.sort_values("worth", ascending=False, kind="stable", ignore_index=True)

    def has_dossier(self, account: str) -> bool:
        """Whether somebody wrote anything into the dossier of the account."""
        return account in set(self.dossiers.kept["account"])

    def topics(self, account: str) -> pd.Series:
        """Return by topic whether something valid is known of it."""
        rows = of(self.dossiers.answers, account)
        known = set(rows.loc[rows["valid"].fillna(False).astype("bool"), "group"])
        topics = ("business", "needs", "procedure", "use")
        return pd.Series({topic: bool(known & set(self.force.value(f"topic_{topic}"))) for topic in topics})

    def overdue(self, account: str) -> pd.DataFrame:
        """Return the promises that are overdue, the oldest first."""
        rows = of(self.promises, account)
        return rows[rows["state"] == "overdue"].sort_values("until", kind="stable", ignore_index=True)

    def expected_objections(self, account: str) -> pd.DataFrame:
        """Return what the dossier knows of objections and complaints; what is sensitive stays there."""
        rows = of(self.dossiers.answers, account)
        asked = rows["question"].isin(list(self.force.value("objection_questions")))
        told = rows[asked & (rows["value"] != "") & (rows["sensitive"] != "yes")]
        return told[told["state"] != "not applicable"].reset_index(drop=True)


@once(books=True)
def meeting_sources(study: Study, *, today: pd.Timestamp, force: InForce | None = None) -> Sources:
    """Return what pages of meetings are made from.

    Parameters
    ----------
    study : Study
    today : Timestamp
        See `kamlib.flow.today`.
    force : InForce, optional
        Settings of the section ``meeting``; without them those of the study.

    Raises
    ------
    KamError
        When something stops the study.
    """
    force = force or settings_in_force(study, "meeting")
    centres = buying(study, settings_in_force(study, "buying"), today=today)
    known = dossiers(study, settings_in_force(study, "dossier"), today=today)
    could = potential(study, settings_in_force(study, "potential"))
    promises = promises_told(kept_books(study, "buying-centre").tables["promises"], today=today)
    return Sources(
        study, today, force, centres, known, could, kept_books(study, "plan").tables, promises,
        _debts(study, could.yearly.ready, today, float(force.value("overdue_least"))),
        rivals(could.wallets, as_of=today))


def of(frame: pd.DataFrame, account: str) -> pd.DataFrame:
    """Return the rows of one account."""
    return frame[frame["account"] == account].reset_index(drop=True)


def _debts(study: Study, ready: Prepared, today: pd.Timestamp, least: float) -> pd.DataFrame:
    """Return open debt beside the credit limits; a limit is known where every legal entity has one."""
    limits = credit_limits(study, ready)
    if not {"due", "paid"} <= set(ready.sales):
        known = limits.assign(owed=float("nan"), overdue=float("nan"))
        return offer_stop(known, overdue_least=least)
    told = receivables(ready.sales, known_until=ready.as_of, day=today)
    return offer_stop(told.merge(limits, on="account", how="outer"), overdue_least=least)
