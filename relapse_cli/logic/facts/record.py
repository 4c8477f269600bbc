"""Derived facts of a record (rules 2.2, 7.2 and 7.4); `logic/facts/catalogue.py` lists them."""

from __future__ import annotations

from relapse_cli.logic.answers.moments import near
from relapse_cli.logic.facts import substances as entry_facts
from relapse_cli.logic.facts import timeline
from relapse_cli.logic.facts.reading import Reading
from relapse_cli.model.answer import Answer

_NIGHTS = ("night_1", "night_2", "night_3")


def classes(reading: Reading) -> tuple[str, ...]:
    """The classes of all entries and of what was taken in the same 24 hours, in the order of the bank."""
    found = {entry_facts.substance_class(reading, entry) for entry in reading.entries}
    return tuple(c for c in reading.bank.classes if c in found | set(entry_facts.mixed(reading)))


def nonpharmacy(reading: Reading) -> bool:
    """Whether any product did not, or may not, come from a pharmacy."""
    entries = any(entry_facts.nonpharmacy(reading, entry) for entry in reading.entries)
    return entries or "illicit" in entry_facts.mixed(reading)


def mixed_use(reading: Reading) -> bool:
    """Whether more than one product may have been taken within the same 24 hours.

    A medicine that treats opioid dependence acts beside every other depressant, whenever that was.
    """
    if entry_facts.mixed(reading):
        return True
    if entry_facts.opioid_treatment(reading):
        depressants = reading.bank.sets.depressants
        if any(c in depressants and c != "opioid" for c in classes(reading)):
            return True
    uses = [
        (entry_facts.product(reading, entry, index), entry_facts.moment(reading, entry, "last_use"))
        for index, entry in enumerate(reading.entries)
    ]
    return any(
        one[0] != other[0] and near(one[1], other[1])
        for index, one in enumerate(uses)
        for other in uses[index + 1 :]
    )


def withdrawal(reading: Reading) -> str:
    """``off``, ``unknown``, ``none``, ``mild`` or ``strong``; signs of unknown strength are strong."""
    question = (
        reading.roles.followup_withdrawal
        if reading.record.session == "followup"
        else reading.roles.withdrawal
    )
    if not reading.enabled(question) or not reading.reached(question):
        return "off"
    signs = reading.field(question, "signs").options
    if not signs:
        return "unknown"
    if set(signs) == {"none"}:
        return "none"
    return "mild" if reading.field(question, "strength").text == "mild" else "strong"


def _nights(reading: Reading) -> tuple[float | None, float | None, float | None]:
    """The hours of the last three nights, last night first; ``None`` where one is not usable."""
    question = reading.roles.followup_sleep if reading.record.session == "followup" else reading.roles.sleep
    one, two, three = (reading.field(question, night).number for night in _NIGHTS)
    return one, two, three


def sleep_mean(reading: Reading) -> float | None:
    """The mean of the usable nights in hours, or ``None`` when no night is usable."""
    known = [night for night in _nights(reading) if night is not None]
    return sum(known) / len(known) if known else None


def no_sleep_pair(reading: Reading) -> bool:
    """Two nights in a row with one hour of sleep or less each."""
    one, two, three = (night is not None and night <= 1 for night in _nights(reading))
    return two and (one or three)


def three_short(reading: Reading) -> bool:
    """Three nights with three hours of sleep or less each."""
    return all(night is not None and night <= 3 for night in _nights(reading))


def strongest_feeling(reading: Reading) -> str | None:
    """The strongest feeling; the only one when one is selected."""
    if strongest := reading.field(reading.roles.feelings, "strongest").text:
        return strongest
    selected = reading.field(reading.roles.feelings, "selected").options
    return selected[0] if len(selected) == 1 else None


def recurs_from_earlier(reading: Reading) -> bool:
    """The first three domains equal those of the earlier record, order and close variants aside."""
    if reading.earlier is None:
        return False
    mine = timeline.first_three_folded(reading)
    return len(mine) == 3 and mine == timeline.first_three_folded(reading.earlier)


def ifthen_pairs(reading: Reading) -> frozenset[tuple[str, str]]:
    """The if-then pairs that say anything."""
    pairs = (ifthen_pair(reading, item) for item in reading.answer(reading.roles.ifthen).items)
    return frozenset(filter(any, pairs))


def ifthen_pair(reading: Reading, item: Answer) -> tuple[str, str]:
    """An if-then entry as it is compared: without case and with single spaces."""
    first, then = (reading.item_field(reading.roles.ifthen, item, part).text for part in ("if", "then"))
    return normalised(first), normalised(then)


def earliest_is_answered(reading: Reading) -> bool:
    """An if-then line begins at the earliest event, or names it in its if."""
    first = next(iter(timeline.before(reading)), None)
    what = normalised(first.what) if first else ""
    return bool(what) and any(
        _begins_at(what, item, reading) for item in reading.answer(reading.roles.ifthen).items
    )


def _begins_at(what: str, item: Answer, reading: Reading) -> bool:
    first, then = ifthen_pair(reading, item)
    if not (first or then):
        return False
    begins = normalised(reading.item_field(reading.roles.ifthen, item, "begins_at").text)
    return begins == what or what in first


def normalised(text: str | None) -> str:
    """Typed words as they are compared."""
    return " ".join((text or "").lower().split())


def same_plan_as_earlier(reading: Reading) -> bool:
    """The trigger rows and the if-then pairs equal those of the earlier record, and are not both empty."""
    if reading.earlier is None:
        return False
    mine = (reading.fired_rows(), ifthen_pairs(reading))
    return any(mine) and mine == (reading.earlier.fired_rows(), ifthen_pairs(reading.earlier))
