"""``environment.yml`` gives the versions of ``requirements.lock``, no others."""

import re

import yaml

from kamlib.run.environment import ENVIRONMENT, LOCK, environment, pins


def test_the_file_in_the_repository_is_the_one_made_from_the_lock():
    assert ENVIRONMENT.read_text(encoding="utf-8") == environment(LOCK.read_text(encoding="utf-8"))


def test_every_pin_of_the_lock_is_there_with_its_marker():
    lock = LOCK.read_text(encoding="utf-8")
    wanted = [line.rstrip("\\ ") for line in lock.splitlines() if re.match(r"[A-Za-z]", line)]
    *listed, project = yaml.safe_load(ENVIRONMENT.read_text(encoding="utf-8"))["dependencies"][-1]["pip"]
    assert listed == wanted == pins(lock)
    assert project == "-e ."


def test_no_registry_is_named():
    assert "://" not in ENVIRONMENT.read_text(encoding="utf-8")
    lock = LOCK.read_text(encoding="utf-8")
    assert not re.search(r"^\s*--(index|extra-index|find-links)", lock, re.MULTILINE)
