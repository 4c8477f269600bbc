"""Faults of a record (V-OPTION): each code once, and a neighbour that is fine."""

from __future__ import annotations

from typing import Any

import pytest

from relapse_cli.logic.answers.check_record import check_record
from relapse_cli.problems import Problem
from tests.banks_under_test import record_of, shipped_bank
from tests.logic.plan_bases import Data, entry, event, follow_up, interview, own, pick

LONG = "x" * 65_536


def faults(data: Data) -> list[Problem]:
    """The faults of a record."""
    return check_record(shipped_bank(), record_of(data))


def week(value: Any) -> Data:
    """An entry with so many days a week."""
    return interview(entries=[entry(days_per_week=value)])


def run(value: Any) -> Data:
    """An entry with such a run."""
    return interview(entries=[entry(run_length=value)])


def last(value: Any) -> Data:
    """An entry with such a date of last use."""
    return interview(entries=[entry(last_use=value)])


def sleep(**fields: Any) -> Data:
    """A sleep answer with some fields."""
    return interview({"safety.sleep": fields})


FILL = {"kind": "fill", "rule": "P-TOLD", "slot": "person", "text": "my sister"}
FAULTY: list[tuple[str, str, Data]] = [
    ("REC_100", "answers.safety.nov", interview({"safety.nov": ["none"]})),
    ("REC_101", "answers.safety.alone", interview({"safety.alone": "true"})),
    ("REC_101", "answers.safety.alone", interview({"safety.alone": 1})),
    ("REC_101", "answers.event.now", interview({"event.now": ["not_taking"]})),
    ("REC_101", "answers.event.now", interview({"event.now": True})),
    ("REC_101", "answers.safety.now", interview({"safety.now": "none"})),
    ("REC_101", "answers.safety.now[0]", interview({"safety.now": [3]})),
    ("REC_101", "answers.safety.sleep", interview({"safety.sleep": 7})),
    ("REC_101", "answers.safety.sleep", interview({"safety.sleep": [7, 7, 7]})),
    ("REC_101", "answers.safety.sleep.night_1", sleep(night_1="7")),
    ("REC_101", "answers.safety.sleep.night_1", sleep(night_1=True)),
    ("REC_101", "answers.safety.sleep.night_1", sleep(night_1=float("nan"))),
    ("REC_101", "answers.safety.sleep.night_1", sleep(night_1=float("inf"))),
    ("REC_101", "answers.safety.sleep.difficulty", sleep(difficulty=7.5)),
    ("REC_101", "answers.event.substance", interview({"event.substance": entry()})),
    ("REC_101", "answers.event.substance[0]", interview({"event.substance": ["zolpidem"]})),
    ("REC_101", "answers.event.substance[0].last_use", last(20261120)),
    ("REC_106", "answers.event.substance[0].last_use", last("0026-11-19")),
    ("REC_106", "answers.event.substance[0].last_use", last("1899-12-31T23:00:00+01:00")),
    ("REC_101", "answers.event.substance[0].run_length", run(3)),
    ("REC_101", "answers.event.time_without", interview({"event.time_without": "7 days"})),
    ("REC_101", "answers.prior.kept", interview({"prior.kept": 3})),
    ("REC_101", "answers.prior.kept", interview({"prior.kept": ["a", "b"]})),
    ("REC_102", "answers.safety.sleep.night_4", sleep(night_4=7)),
    ("REC_102", "answers.event.substance[0].dose", interview(entries=[entry(dose="much")])),
    ("REC_103", "answers.event.now", interview({"event.now": "taking"})),
    ("REC_103", "answers.safety.now[1]", interview({"safety.now": ["head", "heat"]})),
    ("REC_103", "answers.event.substance[0].class", interview(entries=[entry(**{"class": "z-drug"})])),
    ("REC_104", "answers.safety.sleep.difficulty", sleep(difficulty=11)),
    ("REC_104", "answers.safety.sleep.difficulty", sleep(difficulty=-1)),
    ("REC_104", "answers.safety.sleep.night_1", sleep(night_1=24.5)),
    ("REC_104", "answers.safety.sleep.night_1", sleep(night_1=-0.5)),
    ("REC_104", "answers.event.substance[0].days_per_week", week(8)),
    ("REC_104", "answers.contact.worth", interview({"contact.worth": 11})),
    ("REC_104", "answers.event.substance[0].run_length", run({"value": -1, "unit": "day"})),
    ("REC_104", "answers.event.substance[0].run_length", run({"value": 151, "unit": "year"})),
    ("REC_104", "answers.event.substance[0].run_length", run({"value": 10**20, "unit": "day"})),
    ("REC_104", "answers.safety.sleep.night_1", sleep(night_1=10**400)),
    ("REC_107", "answers.event.substance[0].run_length", run({"value": 10**400, "unit": "day"})),
    ("REC_105", "answers.prior.kept", interview({"prior.kept": LONG + "x"})),
    ("REC_105", "answers.prior.kept", interview({"prior.kept": "é" * 32_769})),
    ("REC_106", "answers.event.substance[0].last_use", last("20.11.2026")),
    ("REC_106", "answers.event.substance[0].last_use", last("2026-02-30")),
    ("REC_106", "answers.event.substance[0].last_use", last("2026-11-19T25:00")),
    ("REC_106", "answers.event.substance[0].last_use", last("yesterday")),
    ("REC_106", "answers.revise.next_contact.when", interview({"revise.next_contact": {"when": "soon"}})),
    ("REC_106", "decisions[0].due", interview(decisions=[own("trigger", due="tomorrow")])),
    ("REC_106", "decisions[0].due", interview(decisions=[pick("T-SLEEP", due="2026-13-01")])),
    ("REC_101", "answers.event.substance[0].run_length", run({"value": 3})),
    ("REC_107", "answers.event.substance[0].run_length", run({"unit": "day"})),
    ("REC_107", "answers.event.substance[0].run_length", run({"value": 3, "unit": "fortnight"})),
    ("REC_107", "answers.event.substance[0].run_length", run({"value": "3", "unit": "day"})),
    ("REC_107", "answers.event.substance[0].run_length", run({"value": 3, "unit": "day", "note": "about"})),
    ("REC_110", "answers.safety.alone", interview({"safety.alone": {"value": True, "note": 3}})),
    ("REC_110", "answers.safety.alone", interview({"safety.alone": {"status": "unknown", "note": ["x"]}})),
    ("REC_111", "answers.safety.alone", interview({"safety.alone": {"status": "later"}})),
    ("REC_111", "answers.safety.sleep.night_1", sleep(night_1={"status": "none"})),
    ("REC_112", "answers.safety.alone", interview({"safety.alone": {"status": "unknown", "value": True}})),
    ("REC_112", "answers.safety.alone", interview({"safety.alone": {"status": "declined", "why": "shy"}})),
    (
        "REC_113",
        "answers.contact.feelings.strongest",
        interview({"contact.feelings": {"selected": ["fear", "anger"], "strongest": "shame"}}),
    ),
    ("REC_114", "answers.revise.ifthen", interview({"revise.ifthen": [{"if": "a"}] * 4})),
    ("REC_114", "answers.sequence.event", interview({"sequence.event": [event("mood")] * 21})),
    ("REC_114", "answers.event.substance", interview({"event.substance": [entry()] * 501})),
    ("REC_114", "answers.safety.now", interview({"safety.now": ["chest_pain"] * 501})),
    (
        "REC_114",
        "answers.followup.lines_done",
        follow_up({"followup.lines_done": [{"rule": "P-TOLD", "state": "done"}] * 41}),
    ),
    ("REC_115", "answers.safety.medical", interview({"safety.medical": ["none", "lung"]})),
    ("REC_115", "answers.frame.present", interview({"frame.present": ["partner", "patient_alone"]})),
    (
        "REC_115",
        "answers.safety.withdrawal.signs",
        interview({"safety.withdrawal": {"signs": ["none", "shaking"], "strength": "mild"}}),
    ),
    ("REC_120", "answers.followup.use_since", interview({"followup.use_since": False})),
    ("REC_120", "answers.safety.alone", follow_up({"safety.alone": False})),
    ("REC_121", "finished_at", interview(finished_at="2026-11-20T10:45:00")),
    ("REC_121", "finished_at", interview(finished_at="later")),
    ("REC_121", "started_at", interview(started_at="2026-11-20T10:00:00")),
    ("REC_121", "started_at", interview(started_at="2026-11-20")),
    ("REC_121", "started_at", interview(started_at="2026-02-30T10:00:00+01:00")),
    ("REC_122", "finished_at", interview(finished_at="2026-11-20T09:59:59+01:00")),
    ("REC_122", "finished_at", interview(finished_at="2026-11-20T10:30:00+02:00")),
    ("REC_130", "decisions[0].rule", interview(decisions=[{"kind": "remove", "rule": "P-TELL"}])),
    ("REC_130", "decisions[0].rule", interview(decisions=[FILL | {"rule": "P-TELL"}])),
    ("REC_130", "decisions[0].rule", interview(decisions=[FILL | {"rule": "R-PATTERN"}])),
    ("REC_130", "decisions[0].slot", interview(decisions=[FILL | {"slot": "persn"}])),
]

FINE: list[tuple[str, Data]] = [
    ("REC_100", interview({"safety.now": ["none"]})),
    ("REC_101", interview({"safety.alone": True})),
    ("REC_101", interview({"event.now": {"value": "not_taking", "note": "since Monday"}})),
    ("REC_101", interview({"event.now": None})),
    ("REC_101", interview({"safety.now": []})),
    ("REC_101", sleep(night_1=7.5, difficulty=7)),
    ("REC_101", interview({"prior.kept": "3"})),
    ("REC_101", interview({"event.substance": [{"status": "unknown"}]})),
    ("REC_101", interview({"event.substance": {"value": [entry()], "note": "said twice"}})),
    ("REC_102", sleep(night_3=7)),
    ("REC_103", interview({"event.now": "as_prescribed_only"})),
    ("REC_104", sleep(difficulty=10, night_1=24, night_2=0)),
    ("REC_104", sleep(difficulty=0)),
    ("REC_104", week(7)),
    ("REC_104", week(0)),
    ("REC_104", run({"value": 0, "unit": "day"})),
    ("REC_104", run({"value": 150, "unit": "year"})),
    ("REC_105", interview({"prior.kept": LONG})),
    ("REC_105", interview({"prior.kept": "é" * 32_768})),
    ("REC_106", last("2026-11-19")),
    ("REC_106", last("2026-11-19T22:30")),
    ("REC_106", last("2026-11-19T22:30:00+01:00")),
    ("REC_106", last("2028-02-29")),
    ("REC_106", interview(decisions=[own("trigger", due="2026-11-25")])),
    ("REC_106", interview(decisions=[own("trigger", due=None)])),
    *[
        ("REC_107", run({"value": 3, "unit": unit}))
        for unit in ("minute", "hour", "day", "week", "month", "year")
    ],
    ("REC_107", run({"value": {"value": 3, "unit": "day"}, "note": "about"})),
    ("REC_107", run({"value": 0.5, "unit": "day"})),
    ("REC_110", interview({"safety.alone": {"value": True, "note": "3"}})),
    ("REC_111", interview({"safety.alone": {"status": "unknown"}})),
    ("REC_111", sleep(night_1={"status": "declined"})),
    ("REC_112", interview({"safety.alone": {"status": "declined", "note": "shy"}})),
    ("REC_113", interview({"contact.feelings": {"selected": ["fear", "anger"], "strongest": "anger"}})),
    ("REC_113", interview({"contact.feelings": {"strongest": "anger"}})),
    ("REC_114", interview({"revise.ifthen": [{"if": "a"}] * 3})),
    ("REC_114", interview({"sequence.event": [event("mood")] * 20})),
    ("REC_114", follow_up({"followup.lines_done": [{"rule": "P-TOLD", "state": "done"}] * 40})),
    ("REC_115", interview({"safety.medical": ["none"]})),
    ("REC_115", interview({"safety.medical": ["heart", "lung"]})),
    ("REC_115", interview({"contact.reactions": ["nobody_knows", "silence"]})),
    ("REC_120", follow_up({"followup.use_since": False})),
    ("REC_121", interview(finished_at="2026-11-20T10:45:00+01:00")),
    ("REC_121", interview(started_at="2026-11-20T10:00:00Z")),
    ("REC_122", interview(finished_at="2026-11-20T10:00:00+01:00")),
    ("REC_122", interview(finished_at="2026-11-20T09:30:00+00:00")),
    ("REC_130", interview(decisions=[{"kind": "remove", "rule": "P-TOLD"}])),
    ("REC_130", interview(decisions=[FILL])),
]


@pytest.mark.parametrize(("code", "path", "data"), FAULTY)
def test_fault(code: str, path: str, data: Data) -> None:
    """A fault has its code and its place, and is the only one."""
    assert [(each.code, each.path) for each in faults(data)] == [(code, path)]


@pytest.mark.parametrize(("code", "data"), FINE)
def test_fine(code: str, data: Data) -> None:
    """What lies just beside a fault is fine."""
    assert faults(data) == [], code


KEEPS_OPEN = {"REC_112", "REC_113", "REC_115", "REC_120", "REC_122"}
"""Faults that only keep the plan from being final; every other one stops the record."""


@pytest.mark.parametrize(("code", "path", "data"), FAULTY)
def test_severity(code: str, path: str, data: Data) -> None:
    """Wrong types, unknown names and impossible dates are errors; the rest is told and the work goes on."""
    assert {each.severity for each in faults(data)} == {"warning" if code in KEEPS_OPEN else "error"}


def test_every_code_is_here() -> None:
    """Each code has a faulty record and a fine one."""
    assert {code for code, _, _ in FAULTY} == {code for code, _ in FINE}


def test_all_faults_are_told_at_once() -> None:
    """Two faults in two places are both told."""
    data = interview({"safety.alone": "yes", "safety.medical": ["none", "lung"]})
    assert sorted(each.code for each in faults(data)) == ["REC_101", "REC_115"]


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (interview({"safety.nov": ["none"]}), "safety.now"),
        (interview({"event.now": "still_takin"}), "still_taking"),
        (sleep(nigth_1=7), "night_1"),
        (interview(decisions=[pick("T-SLEEPS")]), "T-SLEEP"),
    ],
)
def test_a_typing_slip_is_answered_with_a_suggestion(data: Data, wanted: str) -> None:
    """A name that is nearly right gets the right one as its remedy."""
    assert [wanted in each.remedy for each in faults(data)] == [True]


def test_a_message_never_repeats_the_patients_words() -> None:
    """Words in a place where an option belongs are not repeated in the message."""
    words = "I could not stand it any longer, and nobody was there"
    for data in (interview({"event.now": words}), interview({"safety.alone": words}), last(words)):
        for each in faults(data):
            assert words not in str(each)
