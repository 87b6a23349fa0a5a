"""The dossiers of the key accounts: what is known, what still holds, what to ask; and their workbooks."""

from dataclasses import dataclass

import pandas as pd

from kamlib.flow.books import kept_books
from kamlib.flow.dossier_facts import dossier_facts
from kamlib.flow.dossier_files import attachments
from kamlib.flow.dossier_shown import facts_of_books, known_here
from kamlib.flow.key_accounts import key_accounts, one_account
from kamlib.flow.once import once
from kamlib.flow.settings import InForce, settings_in_force
from kamlib.flow.yearly import yearly
from kamlib.method.dossier_answers import dossier_answers
from kamlib.method.dossier_groups import dossier_groups
from kamlib.method.dossier_questions import dossier_questions
from kamlib.method.dossier_summary import dossier_summary
from kamlib.pack import Template, catalogue, dossier_template
from kamlib.pack.dossier import SHOWS
from kamlib.problems import Problem
from kamlib.study.books import AccountForm
from kamlib.study.books.layout_dossier import NAME, dossier_form
from kamlib.study.folder import Study
from kamlib.text import _


@dataclass(frozen=True)
class Dossiers:
    """The dossiers of all key accounts; frames as the functions of the method give them.

    Parameters
    ----------
    raw : DataFrame
        What people typed; the table ``dossier``.
    template : Template
        The questions in force.
    questions : DataFrame
        See `Template.questions`; criteria by their names on screen.
    accounts : DataFrame
        The key accounts, and any other account that has a dossier; with ``kept``: whether it has one.
    answers : DataFrame
        See `dossier_answers`: one row for each account and question, answered or not.
    summary : DataFrame
        See `dossier_summary`, with ``kept`` and ``manager``.
    groups : DataFrame
        See `dossier_groups`.
    open_questions : DataFrame
        See `dossier_questions`.
    problems : list of Problem
        Workbooks and cells that can't be taken.
    today : Timestamp
    force : InForce
    """

    raw: pd.DataFrame
    template: Template
    questions: pd.DataFrame
    accounts: pd.DataFrame
    answers: pd.DataFrame
    summary: pd.DataFrame
    groups: pd.DataFrame
    open_questions: pd.DataFrame
    problems: list[Problem]
    today: pd.Timestamp
    force: InForce

    @property
    def kept(self) -> pd.DataFrame:
        """The summary of the accounts that have a dossier with an answer in it."""
        return self.summary[self.summary["answered"] > 0].reset_index(drop=True)


@dataclass(frozen=True)
class OneDossier:
    """One account's part of the dossiers.

    ``summary`` is a row; ``facts`` is what the data know, see `dossier_facts`, with ``matter``: the topic in
    words.
    """

    account: str
    name: str
    summary: pd.Series
    answers: pd.DataFrame
    groups: pd.DataFrame
    open_questions: pd.DataFrame
    facts: pd.DataFrame


def template_of(study: Study) -> Template:
    """Return the questions in force: the company's own in the study folder, else the shipped set.

    Raises
    ------
    KamError
        With everything that is wrong in the company's own.
    """
    value = settings_in_force(study, "dossier").value
    return dossier_template(
        value("template"), study.folder, most_core=value("most_core"), criteria=uses_of(study))


def uses_of(study: Study) -> list[str]:
    """Return the keys of criteria and tests that an answer may serve."""
    return [str(key) for name in ("criteria", "tests") for key in catalogue(study.settings, name)["key"]]


@once(books=True)
def dossiers(study: Study, force: InForce, *, today: pd.Timestamp) -> Dossiers:
    """Return the dossiers of all key accounts.

    Parameters
    ----------
    study : Study
    force : InForce
        Settings of the section ``dossier``.
    today : Timestamp
        The day on which answers hold or not.

    Returns
    -------
    Dossiers

    Raises
    ------
    KamError
        When something stops the study, or the company's own questions are wrong.
    """
    template, books = template_of(study), kept_books(study, NAME)
    questions = _in_words(template.questions, study)
    accounts = _accounts(study, set(books.files))
    value = force.value
    raw = books.tables[NAME]
    answers = dossier_answers(raw, questions, accounts, today=today, expires_days=value("expires_days"))
    fresh = value("fresh_from")
    summary = dossier_summary(answers, full_from=value("full_from"), fresh_from=fresh)
    about = accounts[["account", "manager", "kept"]]
    return Dossiers(
        raw, template, questions, accounts, answers, summary.merge(about, on="account", how="left"),
        dossier_groups(answers, fresh_from=fresh), dossier_questions(answers, half_life=value("half_life")),
        [*books.problems, *_to_come(answers, today, books.files)], today, force)


def _to_come(answers: pd.DataFrame, today: pd.Timestamp, files: dict[str, str]) -> list[Problem]:
    """Return a warning for each answer that was learnt on a day that is still to come."""
    late = answers[answers["on"] > today]
    message, remedy = _("is after today: the answer counts as learnt today"), _("write the day it was learnt")
    return [
        Problem("dossier-day", message, remedy, "warning", file=files.get(row["account"], ""),
                column=row["words"], found=f"{row['on'].date()}")
        for row in late.to_dict("records")
    ]  # fmt: skip


def _in_words(questions: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Name criteria as the screen does."""
    labels = {f"criterion: {key}": _("criterion: {}").format(_(label)) for name in ("criteria", "tests")
              for key, label in catalogue(study.settings, name)[["key", "label"]].to_numpy()}
    words = {"plan": _("plan"), "brief": _("brief"), **labels}
    told = [", ".join(words.get(use, use) for use in uses.split(", ")) for uses in questions["used_in"]]
    return questions.assign(used_in=told)


def _accounts(study: Study, written: set[str]) -> pd.DataFrame:
    """Return the key accounts, then every other account that has a dossier."""
    key = key_accounts(study)
    every = yearly(study).accounts
    columns = [name for name in key.columns if name in every]
    others = every.loc[every["account"].isin(written - set(key["account"])), columns]
    found = pd.concat([key, others], ignore_index=True) if len(others) else key
    named = found["manager"].astype("str").where(found["manager"].notna(), "")
    return found.assign(manager=named, kept=found["account"].isin(written))


def one_dossier(study: Study, found: Dossiers, account: str = "") -> OneDossier:
    """Return one account's part; without a name, of the account with most expired answers.

    Parameters
    ----------
    study : Study
    found : Dossiers
    account : str
        Key, name, or a part of the name.

    Raises
    ------
    KamError
        When no account, or more than one, has that name; or there is no key account.
    """
    oldest = found.summary.sort_values(["expired", "account"], ascending=[False, True])
    default = str(oldest["account"].iloc[0]) if len(oldest) and oldest["expired"].iloc[0] else ""
    key, name = one_account(found.accounts, account, default=default)
    answers, groups, questions, facts, summary = (
        frame[frame["account"] == key].reset_index(drop=True)
        for frame in (found.answers, found.groups, found.open_questions, _facts(study), found.summary))
    return OneDossier(key, name, summary.iloc[0], answers, groups, questions, facts)


def _facts(study: Study) -> pd.DataFrame:
    facts = dossier_facts(study)
    matters = {topic: _(words).capitalize() for topic, words in SHOWS.items()}
    return facts.assign(matter=facts["topic"].map(matters))


def dossier_forms(study: Study, accounts: pd.DataFrame) -> list[AccountForm]:
    """Return the dossier of each account as it shall be, before what is written there is carried over.

    Parameters
    ----------
    study : Study
    accounts : DataFrame
        ``account``, ``name``, and ``manager`` as far as known.

    Raises
    ------
    KamError
        When something stops the study, or the company's own questions are wrong.
    """
    study = study.named
    template = template_of(study)
    facts = pd.concat([dossier_facts(study), facts_of_books(study)], ignore_index=True)
    folders = tuple(_(group.label) for group in template.groups.values())
    managers = accounts["manager"] if "manager" in accounts else _managers(study, accounts)
    forms = []
    for account, name, manager in zip(accounts["account"], accounts["name"], managers, strict=True):
        form = dossier_form(
            study=study.name, account=account, name=name, manager=manager if isinstance(manager, str) else "",
            questions=template.questions, known=known_here(facts, account, template),
            files=attachments(study, account, name), currency=study.currency)
        forms.append(AccountForm(account, name, NAME, form, folders=folders))
    return forms


def _managers(study: Study, accounts: pd.DataFrame) -> pd.Series:
    known = yearly(study).accounts
    if "manager" not in known:
        return pd.Series("", index=accounts.index)
    return accounts["account"].map(known.set_index("account")["manager"])
