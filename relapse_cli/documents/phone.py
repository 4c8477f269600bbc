"""Whom a patient can call beside the emergency number: by what a number is for, read from its label."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from relapse_cli.model.record import EmergencyNumber, ProfilePin

NumberKind = Literal["emergency", "crisis", "poison", "other"]

KINDS: tuple[tuple[NumberKind, re.Pattern[str]], ...] = (
    ("poison", re.compile(r"poison|toxic", re.IGNORECASE)),
    ("crisis", re.compile(r"crisis|suicid|lifeline|samaritan|emotional|support|talk|listen", re.IGNORECASE)),
    ("emergency", re.compile(r"emergency|ambulance", re.IGNORECASE)),
)
"""What the words of a label say a number is for; the first that fits."""

TITLES: dict[NumberKind, str] = {"crisis": "To talk", "poison": "Poisons"}


def kind_of_number(label: str) -> NumberKind:
    """Return what a number is for."""
    return next((kind for kind, words in KINDS if words.search(label)), "other")


def other_numbers(profile: ProfilePin | None) -> tuple[str, ...]:
    """Return one line for each number but the first: to talk, poisons, then the rest under their labels.

    The first number of a profile is the emergency number and stands alone; a further way to the same service
    would only make a choice of it, so it is left to the clinician's document.
    """
    further = profile.numbers[1:] if profile else ()
    kinds: tuple[NumberKind, ...] = ("crisis", "poison", "other")
    return tuple(line for kind in kinds for line in lines_of(kind, further))


def lines_of(kind: NumberKind, numbers: Iterable[EmergencyNumber]) -> Iterable[str]:
    """Return the lines of one kind of number."""
    for number in numbers:
        if kind_of_number(number.label) == kind:
            title = TITLES.get(kind)
            yield (
                f"{title}: {number.number} ({number.label})" if title else f"{number.label}: {number.number}"
            )
