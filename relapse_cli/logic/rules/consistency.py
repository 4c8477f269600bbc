"""Answers that do not seem to agree: questions to ask again, never a block (V-CONSISTENT)."""

from __future__ import annotations

from collections.abc import Iterator

from relapse_cli.logic.answers.moments import parse_moment
from relapse_cli.logic.facts import substances as entry_facts
from relapse_cli.logic.facts.reading import Reading
from relapse_cli.logic.rules.due import agreed_contact
from relapse_cli.model.answer import HOURS_PER_DAY, Answer

_A_YEAR = 330
"""Days from which on a last use may bear the year before, written from habit early in a new one."""
LONG_AGO = "The last use lies about a year or more before this session. Is the year right?"


def consistency_questions(reading: Reading) -> tuple[str, ...]:
    """What to look at once more, in calm words; empty when everything agrees."""
    entries = (words for entry in reading.entries for words in _entry_questions(reading, entry))
    further = (*_now_questions(reading), *_sign_questions(reading), *_contact_questions(reading))
    return tuple(dict.fromkeys([*entries, *further]))


def _entry_questions(reading: Reading, entry: Answer) -> Iterator[str]:
    """Times of one entry that do not fit each other."""
    first = entry_facts.moment(reading, entry, "first_use")
    last = entry_facts.moment(reading, entry, "last_use")
    run = reading.item_field(reading.roles.substance, entry, "run_length").duration
    if first and last and last.day < first.day:
        yield "The last use lies before the first use. Which of the two dates is right?"
    elif first and last and run and run.hours / HOURS_PER_DAY < (last.day - first.day).days:
        yield "The time from first to last use is longer than the length that was given. Which is right?"
    if last and last.start > reading.now:
        yield "The last use lies after the start of this session. Is the date right?"
    if last and (reading.now.date() - last.day).days >= _A_YEAR:
        yield LONG_AGO
    days = reading.item_field(reading.roles.substance, entry, "days_per_week").number
    known_run = entry_facts.run_days(reading, entry)
    if days is not None and days >= 4 and known_run is not None and known_run <= 3:
        yield "Four days a week or more, over three days or less: is that so?"


def _now_questions(reading: Reading) -> Iterator[str]:
    """What is said about now, against what is said about the use."""
    now = reading.answer(reading.roles.use_now).text
    regular = any(entry_facts.regular(reading, entry) for entry in reading.entries)
    if now == "not_taking" and regular and reading.field(reading.roles.stopped, "change").text == "no_change":
        yield "Regular use, nothing stopped or reduced, and not taking it now: do these fit together?"
    prescribed = any(entry_facts.source(reading, e) == "own_prescription" for e in reading.entries)
    treated = reading.answer(reading.roles.opioid_medication).text in (
        *reading.bank.sets.opioid_treatment,
        "naltrexone",
    )
    if now == "as_prescribed_only" and not prescribed and not treated:
        yield "Only the own prescription is taken, and none is among the entries: which medicine is it?"


def _sign_questions(reading: Reading) -> Iterator[str]:
    """Signs against what else is recorded."""
    signs = reading.answer(reading.roles.signs_now).options
    if "bleeding" in signs and "pregnant" not in reading.answer(reading.roles.medical).options:
        yield "A sign in pregnancy is recorded and pregnancy is not: is the person pregnant, or possibly so?"
    if signs == ("none",) and reading.record.answer(reading.roles.signs_now).note:
        yield "No sign is recorded right now, and there is a note beside it: does the note name a sign?"
    if "drowsy" in signs and reading.answer(reading.roles.appearance).text == "clear":
        yield "Drowsy right now, and the person appears clear: which describes them better?"


def _contact_questions(reading: Reading) -> Iterator[str]:
    """The agreed contact against now; one that is past counts as none (rules 7.7)."""
    agreed = reading.field(reading.roles.contact_in(reading.record.session), "when").text
    if parse_moment(agreed, reading.zone) is not None and agreed_contact(reading) is None:
        yield "The next contact lies before the start of this session. Is the date right?"
