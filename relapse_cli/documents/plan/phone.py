"""Whom a patient can call beside the emergency number, by what each number is for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from relapse_cli.model.record import EmergencyNumber, ProfilePin, Purpose

_TITLES: dict[Purpose, str] = {"crisis": "To talk", "poison_public": "Poisons"}
_ORDER: tuple[Purpose | None, ...] = ("crisis", "poison_public", "drugs", "child", None)
"""What prints for the patient. A further way to the emergency service would only make a choice of it, the
line for professionals is theirs, and a number about safety at home is nothing for a sheet that is carried
there: all of these stay with the clinician."""


def other_numbers(profile: ProfilePin | None) -> tuple[str, ...]:
    """Return one line for each number but the first: to talk, poisons, then the rest under their labels.

    The first number of a profile is the emergency number and stands alone.
    """
    further = profile.numbers[1:] if profile else ()
    return tuple(
        _number_words(number) for purpose in _ORDER for number in further if number.purpose == purpose
    )


def _number_words(number: EmergencyNumber) -> str:
    """Return a number with what it is for."""
    title = _TITLES.get(number.purpose) if number.purpose else None
    return f"{title}: {number.number} ({number.label})" if title else f"{number.label}: {number.number}"
