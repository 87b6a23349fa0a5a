"""Accounts are named by key, name or part of a name; a comma within a name parts nothing."""

import pandas as pd
import pytest

from kamlib import flow
from kamlib.flow.named import account_named, split_names
from kamlib.problems import KamError
from kamlib.run.verbs import parser
from kamlib.run.which import which_accounts

KNOWN = pd.DataFrame({
    "account": ["1", "2", "3", "4", "5"],
    "name": ["Acme, Inc.", "Birch", "ООО Щит, Меч и Ко", "Cedar,Dogwood", "Alder"],
})


@pytest.mark.parametrize(("words", "keys"), [
    (["Acme, Inc."], ["1"]), (["acme,inc."], ["1"]), (["Acme"], ["1"]), (["Acme, In"], ["1"]),
    (["Birch, Acme, Inc., Alder"], ["2", "1", "5"]), (["Acme, Inc.", "Birch"], ["1", "2"]),
    (["щит, меч"], ["3"]), (["Cedar, Dogwood, 2"], ["4", "2"]), (["1,2, 5"], ["1", "2", "5"]),
    (["Birch, , Alder,"], ["2", "5"]), (["Birch,Birch"], ["2"]), (["Birch, Alder"], ["2", "5"]),
])  # fmt: skip
def test_commas_part_names_and_names_may_hold_commas(words, keys):
    assert list(dict.fromkeys(account_named(KNOWN, name) for name in split_names(KNOWN, words))) == keys


def test_every_word_that_names_nobody_is_told():
    with pytest.raises(KamError) as error:
        which_accounts(flow.open_study(), ["Granit, Nobody", "Nowhere"])
    assert [problem.found for problem in error.value.problems] == ["Nobody", "Nowhere"]


@pytest.mark.parametrize("command", ["run x", "forms dossier x", "print x", "handover x", "client-plan x"])
def test_a_command_hands_names_on_as_they_were_typed_and_takes_several(command):
    typed = [*command.split(), "--accounts", "Acme, Inc.", "--accounts", "Birch"]
    assert parser().parse_args(typed).accounts == ["Acme, Inc.", "Birch"]


def test_no_name_is_refused(capsys):
    with pytest.raises(SystemExit):
        parser().parse_args(["run", "x", "--accounts", " , "])
    assert "nothing is typed; write key, all, or an account" in capsys.readouterr().err


def test_a_run_takes_an_account_whose_name_holds_a_comma(make_study):
    yaml = "name: A\ntables: {sales: {from: sales, columns: {account: Client, date: Day, amount: Amount}}}\n"
    folder = make_study(yaml, sales='Client;Day;Amount\n"Acme, Inc.";03.01.2025;5\nBirch;04.01.2025;6\n')
    chosen = which_accounts(flow.open_study(folder), ["Acme, Inc."]).chosen
    assert chosen["name"].tolist() == ["Acme, Inc."]
