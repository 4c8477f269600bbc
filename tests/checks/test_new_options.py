"""A class or a domain that a bank adds can be named by its rules, and counts in its sets, at once."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from relapse_cli.banks.bank_files import BankFiles, digest_of, find_bank_files
from relapse_cli.banks.language import shipped_words
from relapse_cli.banks.loader import read_bank
from relapse_cli.banks.shipped import find_bank
from relapse_cli.batch.compiled import compile_bank
from relapse_cli.checks.whole import check_whole
from relapse_cli.logic.plan.gap_lines import uncovered_domains
from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.logic.rules.sentences import sentence
from relapse_cli.model.bank import Bank
from relapse_cli.problems import errors_only
from tests.banks_under_test import record_of, shipped_bank
from tests.batch.ways import fast_row, slow_row, written
from tests.logic.plan_bases import Data, entry, interview

EDITS = (
    (
        "event.yaml",
        '            - {id: opioid, label: "Opioid,',
        "            - {id: z_new, label: A new class}\n",
    ),
    ("trigger_sequence.yaml", "            - {id: secrecy, ", "            - {id: grief, label: Grief}\n"),
)
RULES = """
flags:
  - id: U-91
    level: 2
    text: A new class was taken.
    plain: A new class was taken.
    when: {fact: classes, has: [z_new]}
    basis: [seed]
    source: [seed_a]
  - id: U-92
    level: 2
    text: Grief came before it.
    plain: Grief came before it.
    when: {fact: before_domains, has: [grief]}
    basis: [seed]
    source: [seed_a]
"""
TAKEN = ("z_new", "alcohol")


@cache
def grown_bank() -> Bank:
    """The shipped bank with a class that slows breathing and a domain that telling somebody answers."""
    files, problems = find_bank_files(find_bank("post_relapse"))
    assert files is not None, problems
    texts = {name: data.decode() for name, data in files.contents.items()}
    for name, before, option in EDITS:
        text = texts[f"post_relapse/{name}"]
        assert before in text
        texts[f"post_relapse/{name}"] = text.replace(before, option + before, 1)
    sets = texts["post_relapse/sets.yaml"].replace(
        "depressants: [{set: sedatives}", "depressants: [z_new, {set: sedatives}", 1
    )
    texts["post_relapse/sets.yaml"] = sets.replace("[secrecy]", "[secrecy, grief]")
    texts["post_relapse/flags_soon.yaml"] += RULES.replace("\nflags:\n", "\n")
    contents = {name: text.encode() for name, text in texts.items()}
    reading = read_bank(BankFiles(contents, files.shown, digest_of(contents)), [])
    assert reading.bank is not None, reading.problems
    found = check_whole(reading.bank, reading.places, date(2026, 11, 30), shipped_words())
    assert errors_only(found.problems) == []
    return reading.bank


def taken() -> Data:
    """Both within a day, regularly."""
    products = [entry(**{"class": kind, "last_use": "2026-11-20"}) for kind in TAKEN]
    return interview({"event.substance": products})


def test_a_new_class_counts_where_classes_are_counted() -> None:
    """Two that slow breathing were taken together, and each flag that names a set knows it."""
    reading = Evaluation(grown_bank(), record_of(taken()))
    first = reading.entries[0]

    assert reading.fact("classes") == TAKEN
    assert reading.entry_fact("depressants_together", first) == 2
    assert reading.entry_fact("possible_depressants_together", first) == 2
    assert {"U-91", "M-05"} <= set(reading.flags)
    assert reading.bank.flag_by_id["U-91"].when is not None
    assert "“A new class”" in sentence(reading.bank.flag_by_id["U-91"].when, reading.bank)
    assert Evaluation(shipped_bank(), record_of(taken())).entry_fact("depressants_together", first) == 1


def test_a_new_domain_is_told_apart_and_answered() -> None:
    """A rule reads it, and a line that tells somebody leaves no gap for it."""
    told: Data = {
        "sequence.event": [{"what": "the funeral", "when": {"value": 2, "unit": "day"}, "domain": "grief"}]
    }
    reading = Evaluation(grown_bank(), record_of(interview({**told, "contact.told": ["nobody_but_me"]})))

    assert reading.fact("before_domains") == ("grief",)
    assert "U-92" in reading.flags
    assert uncovered_domains(reading) == (() if reading.action("P-TOLD") else ("grief",))


@pytest.mark.parametrize("record", [taken(), interview({})], ids=["taken", "quiet"])
def test_many_records_at_once_count_it_too(record: Data) -> None:
    """The compiled bank agrees with the plain one."""
    bank = grown_bank()
    data = written(record)
    assert fast_row(compile_bank(bank, by=("classes",)), data) == slow_row(bank, data, ("classes",))
