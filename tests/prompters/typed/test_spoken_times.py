"""Times as people say them, from several todays: what is read, what is asked back and what is refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from relapse_cli.logic.answers.check_value import check_field
from relapse_cli.model.answer import read_answer
from relapse_cli.model.ask import Anchor, Day, Distance
from relapse_cli.model.reply import AnsweredFields
from relapse_cli.prompters.typed.days.moment import Ambiguous, Resolved
from relapse_cli.prompters.typed.days.read import Unreadable
from relapse_cli.prompters.typed.distance import OpenDistance, Placed, distance_hint
from relapse_cli.prompters.typed.values import read_value
from tests.banks_under_test import shipped_bank

TABLE = Path(__file__).with_name("spoken_times.txt")
ZONE = ZoneInfo("Europe/Berlin")
FIELDS = {
    "distance": ("sequence.event", "when"),
    "past": ("event.substance", "last_use"),
    "future": ("revise.next_contact", "when"),
}


def rows() -> Iterator[tuple[str, str, str, str, str]]:
    """Each row of the table with what its block begins with."""
    block: list[str] = []
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            block = line.removeprefix("## ").split(" | ")
        elif block and line:
            typed, _, expected = line.partition(" => ")
            yield block[0], block[1], block[2].strip("-"), typed.strip(), expected
    assert block, "the table has no block"


def asking(kind: str, now: str, counted_from: str) -> Day | Distance:
    """What is asked in a block."""
    anchor = Anchor(counted_from, "the first use") if counted_from else None
    if kind == "distance":
        return Distance(now, anchor, ZONE)
    ahead = kind == "future"
    return Day(now, "future" if ahead else "past", timed=ahead, anchor=anchor, zone=ZONE)


def told(read: object) -> str:
    """What was read, as the table has it."""
    match read:
        case Placed(words=words):
            return words
        case Resolved(iso=iso, words=words):
            return f"{iso}{' about' if 'about' in words.split() else ''}"
        case OpenDistance(choices=choices, why=why) | Ambiguous(choices=choices, why=why):
            return f"{why} {' | '.join(map(told, choices))}"
        case Unreadable(message=message):
            return message
        case AnsweredFields(fields={"when": {"value": value, "unit": unit}, "side": side}):
            return f"taken: {value} {unit} {side}"
        case {"value": value, "unit": unit}:
            return f"taken: {value} {unit}"
        case _:
            return f"taken: {read}"


def faults(kind: str, read: object) -> str:
    """Why what was read does not fit the question that asks for it."""
    question, field = FIELDS[kind]
    spec = shipped_bank().questions[question].field_by_id[field]
    value = read.iso if isinstance(read, Resolved) else read
    if isinstance(read, Placed | AnsweredFields):
        value = read.fields["when"]
    if not isinstance(value, str | dict):
        return ""
    return "; ".join(map(str, check_field(spec, read_answer(value), "")))


@pytest.mark.parametrize(("kind", "now", "counted_from", "typed", "expected"), list(rows()))
def test_a_spoken_time_has_its_exact_reading(
    kind: str, now: str, counted_from: str, typed: str, expected: str
) -> None:
    """A row of the table: taken, shown first, asked back or refused as it stands there."""
    read = read_value(typed, asking(kind, now, counted_from))
    found = faults(kind, read) or told(read)
    assert found.startswith(expected.removesuffix("…")) if expected.endswith("…") else found == expected


def test_the_table_is_long_and_from_several_todays() -> None:
    """Every kind of reading is in it, and more than one day it is read on."""
    table = list(rows())
    assert len({row[:4] for row in table}) == len(table) >= 150
    assert len({now for _, now, *_ in table}) >= 4
    assert {kind for kind, *_ in table} == set(FIELDS)


@pytest.mark.parametrize("now", sorted({now for _, now, *_ in rows()}))
@pytest.mark.parametrize("away", ["today", "yesterday", "three weeks before"])
def test_every_printed_distance_can_be_the_answer(now: str, away: str) -> None:
    """What is printed as an example is understood on any day, and lies behind."""
    first = {"today": now[:10], "yesterday": "2026-10-24", "three weeks before": "2026-10-01"}[away]
    asked = Distance(now, Anchor(first, "the first use"), ZONE)
    examples = distance_hint().removeprefix("Such as ").rstrip(".").replace(" or ", ", ").split(", ")
    assert len(examples) > 3
    for example in examples:
        assert not isinstance(read_value(example, asked), Unreadable)
