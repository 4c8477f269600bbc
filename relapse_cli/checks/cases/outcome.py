"""What comes of a case, beside what is expected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from relapse_cli.logic.lines.action_lines import action_line
from relapse_cli.logic.plan.family import may_exist
from relapse_cli.logic.rules.due import choose_due
from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.model.bank_case import Expected, Names

if TYPE_CHECKING:
    from relapse_cli.model.bank import Bank
    from relapse_cli.model.bank_case import Case
    from relapse_cli.model.bank_rules import Due

_WRITTEN = (
    *("level", "flags", "disabled", "lines", "due", "family_sheet"),
    *("extra_contact", "late_contact"),
)
"""What is expected of a case that is written by itself."""

_KEYS = (*_WRITTEN, "asked")
"""In the order in which they rest on each other, so that the first difference is found soon."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that came otherwise than expected; of names, what is missing and what is too much."""

    key: str
    expected: object
    got: object
    missing: tuple[str, ...] = ()
    beyond: tuple[str, ...] = ()


def reading_of(bank: Bank, case: Case) -> Evaluation:
    """A case as its bank reads it."""
    return Evaluation(bank, case.record, case.earlier_record)


def outcome(key: str, reading: Evaluation) -> object:
    """What came of one thing that can be expected."""
    bank = reading.bank
    match key:
        case "level":
            return reading.computed_level
        case "flags":
            return reading.flags
        case "lines":
            return tuple(name for name in bank.action_by_id if reading.action(name))
        case "due":
            return dict(_due(reading))
        case "extra_contact":
            return reading.extra_contact() or "none"
        case "late_contact":
            return reading.contact_after_due()
        case "asked":
            return tuple(_asked(reading))
        case "disabled":
            return tuple(q for q in bank.presented[reading.session] if not reading.enabled(q))
        case _:
            return may_exist(reading)


def _asked(reading: Evaluation) -> Iterator[str]:
    """The questions that are asked, each before the fields that apply in it."""
    for question in reading.asked_questions.values():
        yield question.id
        given = reading.answer(question.id)
        items = given.items if question.type == "event" else (given,)
        for field in question.fields:
            if any(reading.field_enabled(question.id, item, field) for item in items):
                yield f"{question.id}.{field.id}"


def _due(reading: Evaluation) -> Iterator[tuple[str, str]]:
    """The lines that stand, each with when it is due."""
    for name, action in reading.bank.action_by_id.items():
        due = choose_due(action, reading) if reading.action(name) else None
        if due is not None:
            yield name, due_word(due)


def due_word(due: Due) -> str:
    """A due time in the words of its rule, such as ``today`` or ``hours 72``."""
    return due.word if due.n is None else f"{due.word} {due.n}"


def differences(expected: Expected, reading: Evaluation) -> Iterator[Difference]:
    """Yield what came otherwise than expected, one by one, so that whoever asks for one gets it soon."""
    yield from _of_outcome(expected, reading)
    for name, wanted in (expected.texts or {}).items():
        said = _said(name, reading)
        missing = tuple(piece for piece in wanted.those if piece not in said)
        beyond = tuple(piece for piece in wanted.without if piece in said)
        if missing or beyond:
            yield Difference("texts", name, said, missing, beyond)


def _said(name: str, reading: Evaluation) -> str:
    """All that a line says, in every edition and of its time; nothing where it does not stand."""
    line = action_line(reading.bank.action_by_id[name], reading, signed=False)
    if line is None:
        return ""
    time = (line.due.words, line.due.then) if line.due is not None else ()
    texts = (words for text in line.texts.values() for words in (text.heading, *text.beneath))
    return " ".join(filter(None, (*texts, *time)))


def _of_outcome(expected: Expected, reading: Evaluation) -> Iterator[Difference]:
    for key in _KEYS:
        wanted = getattr(expected, key)
        if wanted is None:
            continue
        got = outcome(key, reading)
        if isinstance(wanted, Names):
            assert isinstance(got, tuple)  # noqa: S101 - names are expected of what has names
            yield from _of_names(key, wanted, got)
        elif isinstance(wanted, dict):
            assert isinstance(got, dict)  # noqa: S101 - times are expected of what has times
            yield from _of_times(key, wanted, got)
        elif wanted != got:
            yield Difference(key, wanted, got)


def _of_times(key: str, wanted: dict[str, str], got: dict[str, str]) -> Iterator[Difference]:
    other = {name: got.get(name) for name, word in wanted.items() if got.get(name) != word}
    if other:
        yield Difference(key, {name: wanted[name] for name in other}, other)


def _of_names(key: str, wanted: Names, got: tuple[str, ...]) -> Iterator[Difference]:
    if wanted.exactly is not None:
        missing = tuple(name for name in wanted.exactly if name not in got)
        beyond = tuple(name for name in got if name not in wanted.exactly)
    else:
        missing = tuple(name for name in wanted.those if name not in got)
        beyond = tuple(name for name in wanted.without if name in got)
    if missing or beyond:
        yield Difference(key, wanted, got, missing, beyond)


def expected_of(reading: Evaluation) -> Expected:
    """Everything that came of a case, as what is to come of it from now on."""
    return Expected.model_validate({key: outcome(key, reading) for key in _WRITTEN})
