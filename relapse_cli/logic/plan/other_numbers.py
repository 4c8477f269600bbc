"""In which emergency numbers a record differs from what its profile has today."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from relapse_cli.model.record import EmergencyNumber, Purpose

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from relapse_cli.model.record import ProfilePin

_Number = tuple[str, bool]
"""The digits of a number, and whether a message is written to it."""

_WORDS: dict[Purpose | None, str] = {
    "emergency": "emergency",
    "crisis": "to talk",
    "drugs": "about drugs",
    "child": "for the young",
    "poison_public": "poisons",
    "poison_professional": "poisons, for professionals",
    "domestic": "safety at home",
    None: "without a purpose",
}
_ORDER: tuple[Purpose | None, ...] = (*get_args(Purpose), None)


def other_numbers(pinned: ProfilePin, today: ProfilePin) -> str:
    """Say which numbers a record carries and which its profile has today; empty where they are the same."""
    known = {number: each.purpose for each in today.numbers for number in _spellings(each)}
    then, now = _by_purpose(pinned, known), _by_purpose(today, known)
    differ = [
        f"{_WORDS[purpose]} {_listed(then.get(purpose, ()))}, today {_listed(now.get(purpose, ()))}"
        for purpose in _ORDER
        if _every(then.get(purpose, ())) != _every(now.get(purpose, ()))
    ]
    return "; ".join(differ)


def _by_purpose(
    pin: ProfilePin, known: Mapping[_Number, Purpose | None]
) -> dict[Purpose | None, list[EmergencyNumber]]:
    """The numbers by what they are for; old records do not say it, and today's profile may."""
    found: dict[Purpose | None, list[EmergencyNumber]] = {}
    for each in pin.numbers:
        purpose = each.purpose or known.get(next(iter(_spellings(each))))
        found.setdefault(purpose, []).append(each)
    return found


def _every(numbers: Iterable[EmergencyNumber]) -> frozenset[_Number]:
    return frozenset(number for each in numbers for number in _spellings(each))


def _spellings(number: EmergencyNumber) -> tuple[_Number, ...]:
    """A number and those that reach the same service, however they are written."""
    every = (number.number, *(number.also or ()))
    return tuple(("".join(filter(str.isdigit, text)), bool(number.by_text)) for text in every)


def _listed(numbers: Iterable[EmergencyNumber]) -> str:
    return ", ".join(each.spellings for each in numbers) or "none"
