"""Records in which every text that somebody typed is hostile, and twins in which it is one plain word."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Any

from relapse_cli.logic.plan.build import plan
from relapse_cli.model.plan import Plan
from relapse_cli.model.record import Record
from tests.banks_under_test import reading_of, shipped_bank, vignette
from tests.documents.hostile import thousand_texts
from tests.signed_records import signed_record

Data = dict[str, Any]

PATIENT, HANDED_OVER = "PR-107", "PR-103"
"""A plan with a page for the patient and the family, and one that is handed over."""

_LONGEST = 150
"""Longer quotations are cut on some pages, with a visible sign."""

_CALENDAR = (
    "\r\nATTENDEE:mailto:a@b.c", "\nEND:VEVENT\r\nBEGIN:VALARM\r\n", "\r\n ", ";VALUE=DATE:", "\\n", ",",
    "\x1b[31m\x9b2J",
)  # fmt: skip
"""What would begin a property in a calendar; they take the place of as many single signs."""

_EVENTS = 20
_DOMAINS = ("conflict", "sleep", "anxiety", "mood", "access", "loneliness", "idealising", "overload")


def answers() -> tuple[str, ...]:
    """A thousand answers; letters round each of them keep it from being no answer at all."""
    texts = (*_CALENDAR, *thousand_texts()[len(_CALENDAR) :])
    return tuple(f"q{text[:_LONGEST]}q" for text in texts)


def plain_word(number: int) -> str:
    """What stands in a twin in the place of an answer."""
    return f"zqx{number:04}xqz"


def record_with(case: str, texts: Iterator[str]) -> Record:
    """The record of a case as it is signed, with each text that can be typed taken from these, in order."""
    data = _typed(case, texts)
    return signed_record(data, lambda _slot: next(texts).encode("utf-8", "replace").decode())


def plan_with(case: str, texts: Iterator[str]) -> Plan:
    """The plan of such a record."""
    return plan(shipped_bank(), record_with(case, texts))


def _typed(case: str, texts: Iterator[str]) -> Data:
    """The answers of a case with a text in each place where one can be typed."""
    data = copy.deepcopy(vignette(case))
    data["path"] = "deep"
    said = data["answers"]
    said["sequence.event"] = [_event(place) for place in range(_EVENTS)]
    reading = reading_of(data)
    for question in shipped_bank().questions.values():
        if question.session != "interview" or question.never_export or not reading.enabled(question.id):
            continue
        fields = [field.id for field in question.fields if field.type in {"text", "long_text"}]
        if question.type in {"text", "long_text"}:
            said[question.id] = {"value": next(texts), "note": next(texts)}
        elif fields and question.type == "event":
            entries = said.get(question.id) or [{}]
            said[question.id] = [entry | {field: next(texts) for field in fields} for entry in entries]
        elif fields:
            said[question.id] = {**said.get(question.id, {}), **{field: next(texts) for field in fields}}
    return data


def _event(place: int) -> Data:
    return {
        "when": {"value": _EVENTS - place, "unit": "hour"},
        "side": "before",
        "precision": "exact",
        "domain": _DOMAINS[place % len(_DOMAINS)],
        "intensity": 9 - place % 5,
        "stage": "emotional",
    }


Typist = Callable[[int], str]


def numbered(typed: Typist) -> Iterator[str]:
    """Texts by their number, without an end."""
    number = 0
    while True:
        yield typed(number)
        number += 1
