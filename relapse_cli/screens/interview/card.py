"""The emergency card: what was recorded, and what can be done now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from relapse_cli.logic.interview.moves import Interview
from relapse_cli.logic.lines.handed_over import answers_behind, taken_in_short
from relapse_cli.logic.lines.numbers import number_lines
from relapse_cli.logic.lines.placeholders import blanks, fill, placeholders
from relapse_cli.logic.rules.conditions import holds
from relapse_cli.model.known_ids import EMERGENCY_LEVEL
from relapse_cli.model.line_text import in_plain
from relapse_cli.model.screen import Card

_SHOWN_APART = frozenset({"emergency_number", "numbers", "service_text", "answers_behind"})
_NO_PLACE = {"declined": "rather not said", "unknown": "not known"}
_NO_NUMBERS = "No country is chosen, so no numbers are listed here: call the emergency number you know now."
_ADDED_TITLE = "This comes to the emergency card"
_ADDED_CLOSING = "What the card said before still holds; it can be read again, whole, at any time."
_CLOSING = (
    "After this you can hand over, go through the open safety questions, set the next contact, or finish. "
    "Everything else is optional now."
)


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
    others = number_lines(profile, interview.bank.roles, "screen", interview.reading.flags)
    emergency = profile.emergency if profile else None
    return Card(
        title="This is important; let us see to it now",
        found=tuple(flag.text for flag in flags),
        recorded=tuple(_recorded(interview, names)),
        steps=_emergency_steps(interview),
        numbers=others[1:] if emergency else others if known else (_NO_NUMBERS,),
        service=profile.service_text if profile else "",
        location=_location(interview),
        closing=_CLOSING,
        emergency=emergency.spellings if emergency else "",
    )


def build_added(interview: Interview, shown: Card | None) -> Card:
    """What further level-4 flags add to a card that was seen.

    Args:
        interview: with flags whose card has not been shown.
        shown: the card that was seen last; without one, what can be done is shown whole.
    """
    names = interview.new_cards
    whole = build_card(interview, emergency_flags(interview))
    known = shown or replace(whole, recorded=(), steps=(), numbers=())
    behind = tuple(in_plain(row.words) for row in answers_behind(interview.reading, names))
    taken = tuple(taken_in_short(interview.reading)) if shown else ()
    return replace(
        whole,
        title=_ADDED_TITLE,
        found=tuple(interview.bank.flag_by_id[flag].text for flag in names),
        recorded=_without((*taken, *behind), known.recorded),
        steps=_without(whole.steps, known.steps),
        numbers=_without(whole.numbers, known.numbers),
        service="",
        location=None,
        closing=_ADDED_CLOSING,
    )


def _without(rows: Sequence[str], known: Sequence[str]) -> tuple[str, ...]:
    """The rows that are not known yet."""
    return tuple(row for row in rows if row not in known)


def _recorded(interview: Interview, names: Sequence[str]) -> Iterator[str]:
    """What was taken, and the recorded answers behind some flags."""
    yield from taken_in_short(interview.reading)
    yield from (in_plain(row.words) for row in answers_behind(interview.reading, names))


def _emergency_steps(interview: Interview) -> tuple[str, ...]:
    """The bank's own emergency steps, without what the card shows apart and what is filled in at sign-off."""
    rule = interview.bank.action_by_id.get(interview.bank.roles.emergency_rule)
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
    if reading.roles.location not in interview.bank.questions or not reading.enabled(reading.roles.location):
        return None  # a follow-up does not ask for it
    if reading.answer(reading.roles.mode).text == "in_person":
        return None
    status = reading.record.answer(reading.roles.location).status
    return reading.answer(reading.roles.location).text or _NO_PLACE.get(status or "", "not recorded")
