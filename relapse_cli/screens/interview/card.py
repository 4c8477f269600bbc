"""The emergency card: what was recorded, and what can be done now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from relapse_cli.logic.answers.in_words import answer_in_words, value_in_words
from relapse_cli.logic.interview.moves import Interview
from relapse_cli.logic.lines.numbers import number_lines
from relapse_cli.logic.lines.placeholders import blanks, fill, placeholders
from relapse_cli.logic.rules.conditions import holds
from relapse_cli.model.known_ids import EMERGENCY_LEVEL, EMERGENCY_RULE, LOCATION, MIXED, MODE, SUBSTANCE
from relapse_cli.model.screen import Card

_SHOWN_APART = frozenset({"emergency_number", "numbers", "service_text", "answers_behind"})
_NO_NUMBERS = "No country is chosen, so no numbers are listed here: call the emergency number you know now."
_CLOSING = (
    "After this you can hand over, go through the open safety questions, set the next contact, or finish. "
    "Everything else is optional now."
)
_NOTHING_TAKEN = "What was taken: not recorded yet"


def standing_card(interview: Interview) -> Card | None:
    """The card of the level-4 flags whose card has been shown, as long as one of them is set."""
    shown = tuple(flag for flag in interview.reading.flags if flag in interview.cards)
    return build_card(interview, shown) if shown else None


def emergency_flags(interview: Interview) -> tuple[str, ...]:
    """The level-4 flags that are set, in the bank's order."""
    known = interview.bank.flag_by_id
    return tuple(flag for flag in interview.reading.flags if known[flag].level == EMERGENCY_LEVEL)


def build_card(interview: Interview, names: Sequence[str]) -> Card:
    """The card of some level-4 flags."""
    flags = [interview.bank.flag_by_id[flag] for flag in names]
    profile = interview.record.profile
    known = profile is not None and bool(profile.numbers)
    others = number_lines(profile, "screen", interview.reading.flags)
    emergency = profile.emergency if profile else None
    return Card(
        title="This is important; let us see to it now",
        found=tuple(flag.text for flag in flags),
        recorded=(*_taken(interview), *_recorded(interview, names)),
        steps=_emergency_steps(interview),
        numbers=others[1:] if emergency else others if known else (_NO_NUMBERS,),
        service=profile.service_text if profile else "",
        location=_location(interview),
        closing=_CLOSING,
        emergency=emergency.spellings if emergency else "",
    )


def _taken(interview: Interview) -> Iterator[str]:
    """Each product with its last use, and what was mixed: what whoever takes over asks for first."""
    reading, questions = interview.reading, interview.bank.questions
    if SUBSTANCE not in questions or not reading.enabled(SUBSTANCE):
        return  # a follow-up does not ask for it
    fields, items = questions[SUBSTANCE].field_by_id, interview.record.answer(SUBSTANCE).items
    for item in items:
        name, kind, last = (item.part(field) for field in ("name", "class", "last_use"))
        said = [str(name.value)] if name.usable else []
        said += [fields["class"].option_in_short(kind.value)] if kind.usable else []
        when = value_in_words(fields["last_use"], last, reading.zone) if last.usable else "not known"
        yield f"Taken: {', '.join(said) or 'product not known'}; last use: {when}"
    if not items:
        yield _NOTHING_TAKEN
    if MIXED in questions and (mixed := interview.record.answer(MIXED)).usable:
        yield f"{questions[MIXED].title}: {answer_in_words(questions[MIXED], mixed, reading.zone)}"


def _recorded(interview: Interview, flags: Sequence[str]) -> tuple[str, ...]:
    """The recorded answers behind some flags, each under its title."""
    reading = interview.reading
    behind = frozenset[str]().union(*(reading.flag_because(flag) for flag in flags))
    rows = []
    for question in interview.bank.questions.values():
        answer = reading.answer(question.id)
        if question.id in behind - {SUBSTANCE, MIXED} and answer.usable and not question.never_export:
            rows.append(f"{question.title}: {answer_in_words(question, answer, reading.zone)}")
    return tuple(rows)


def _emergency_steps(interview: Interview) -> tuple[str, ...]:
    """The bank's own emergency steps, without what the card shows apart and what is filled in at sign-off."""
    rule = interview.bank.action_by_id.get(EMERGENCY_RULE)
    if rule is None:
        return ()
    return tuple(
        fill(part.text, rule.gaps, interview.reading).text
        for part in rule.texts.get("clinician", ())
        if not _SHOWN_APART & set(placeholders(part.text))
        and not blanks(part.text)
        and holds(part.when, interview.reading)
    )


def _location(interview: Interview) -> str | None:
    """Where the person is, unless the session is in person; it stands on the screen and nowhere else."""
    reading = interview.reading
    if LOCATION not in interview.bank.questions or not reading.enabled(LOCATION):
        return None  # a follow-up does not ask for it
    if reading.answer(MODE).text == "in_person":
        return None
    return reading.answer(LOCATION).text or "not recorded"
