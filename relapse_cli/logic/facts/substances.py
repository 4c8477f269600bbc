"""Derived facts of one substance entry (rules 2.1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from relapse_cli.logic.answers.moments import Moment, near, parse_moment
from relapse_cli.model.answer import HOURS_PER_DAY, Answer

if TYPE_CHECKING:
    from collections.abc import Collection

    from relapse_cli.logic.facts.reading import Reading

_UNKNOWN = "unknown"
_ALCOHOL = "alcohol"

_SHORT_RUN_DAYS = 3


def substance_class(reading: Reading, entry: Answer) -> str:
    """The class, else ``unknown``."""
    return reading.item_field(reading.roles.substance, entry, "class").text or _UNKNOWN


def source(reading: Reading, entry: Answer) -> str | None:
    """Where it came from: ``None`` for alcohol, else the value or ``unknown``."""
    if substance_class(reading, entry) == _ALCOHOL:
        return None
    return reading.item_field(reading.roles.substance, entry, "source").text or _UNKNOWN


def vs_prescription(reading: Reading, entry: Answer) -> str | None:
    """Compared with the prescription: ``None`` for alcohol; some sources say that there was none."""
    origin = source(reading, entry)
    if origin is None:
        return None
    if origin in reading.bank.sets.without_prescription:
        return "not_prescribed"
    return reading.item_field(reading.roles.substance, entry, "vs_prescription").text or _UNKNOWN


def name(reading: Reading, entry: Answer) -> str | None:
    """The name in lower case, trimmed, or ``None``."""
    text = reading.item_field(reading.roles.substance, entry, "name").text
    return text.strip().lower() if text else None


def moment(reading: Reading, entry: Answer, field: str) -> Moment | None:
    """A date field of the entry, or ``None`` when it is unusable."""
    return parse_moment(reading.item_field(reading.roles.substance, entry, field).text, reading.zone)


def run_days(reading: Reading, entry: Answer) -> float | None:
    """The larger of the stated run and the dated span, in days, over whichever is known."""
    known = []
    if stated := reading.item_field(reading.roles.substance, entry, "run_length").duration:
        known.append(stated.hours / HOURS_PER_DAY)
    first, last = moment(reading, entry, "first_use"), moment(reading, entry, "last_use")
    if first and last:
        known.append(float(abs((last.day - first.day).days) + 1))
    return max(known, default=None)


def short_run(reading: Reading, entry: Answer) -> bool:
    """Whether it went on for three days at most; dates alone do not prove it."""
    stated = reading.item_field(reading.roles.substance, entry, "run_length").duration
    run = run_days(reading, entry)
    return stated is not None and run is not None and run <= _SHORT_RUN_DAYS


def regular(reading: Reading, entry: Answer) -> bool:
    """Four days a week or more, or how often is not known; a short run is never regular."""
    days = reading.item_field(reading.roles.substance, entry, "days_per_week").number
    return (days is None or days >= 4) and not short_run(reading, entry)


def exposed(reading: Reading, entry: Answer) -> bool:
    """Whether the body may be used to it: regular, three days or more, or for how long is not stated."""
    stated = reading.item_field(reading.roles.substance, entry, "run_length").duration
    run = run_days(reading, entry)
    return regular(reading, entry) or stated is None or (run is not None and run >= _SHORT_RUN_DAYS)


def nonpharmacy(reading: Reading, entry: Answer) -> bool:
    """Whether the product did not, or may not, come from a pharmacy."""
    if substance_class(reading, entry) in {"illicit", _UNKNOWN}:
        return True
    return source(reading, entry) in reading.bank.sets.not_from_a_pharmacy


@dataclass(frozen=True, slots=True)
class _Item:
    """One product of those taken together."""

    substance_class: str
    nonpharmacy: bool


def product(reading: Reading, entry: Answer, index: int) -> tuple[str, str]:
    """The key of a product: class and name when both are known, otherwise every entry is its own."""
    known_class, known_name = substance_class(reading, entry), name(reading, entry)
    if known_class == _UNKNOWN or known_name is None:
        return ("", str(index))
    return (known_class, known_name)


def together(reading: Reading, entry: Answer) -> tuple[_Item, ...]:
    """The products that could have been taken together with the entry, itself included (rules 2.1)."""
    mine = moment(reading, entry, "last_use")
    items: dict[tuple[str, str], _Item] = {}
    for index, other in enumerate(reading.entries):
        if other is not entry and not near(mine, moment(reading, other, "last_use")):
            continue
        key = product(reading, other, index)
        known = key in items and items[key].nonpharmacy
        items[key] = _Item(substance_class(reading, other), known or nonpharmacy(reading, other))
    found = [*items.values(), *(_Item(option, option == "illicit") for option in mixed(reading))]
    if opioid_treatment(reading) and not any(item.substance_class == "opioid" for item in found):
        found.append(_Item("opioid", nonpharmacy=False))
    return tuple(found)


def opioid_treatment(reading: Reading) -> bool:
    """Whether opioid dependence is treated with a medicine that is an opioid itself."""
    return reading.answer(reading.roles.opioid_medication).text in reading.bank.sets.opioid_treatment


def mixed(reading: Reading) -> tuple[str, ...]:
    """The options of what was mixed without ``none``; empty when it is unresolved."""
    return tuple(option for option in reading.answer(reading.roles.mixed).options if option != "none")


def count_together(reading: Reading, entry: Answer, classes: Collection[str]) -> float:
    """How many of the products taken together belong to the classes."""
    return float(sum(item.substance_class in classes for item in together(reading, entry)))
