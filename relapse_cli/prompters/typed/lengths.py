"""Numbers and lengths of time as they are typed: ``1,5``, ``3 weeks``, ``for a month``, ``90 min``."""

from __future__ import annotations

import re

from relapse_cli.prompters.typed.days.read import NUMBERS, Unreadable
from relapse_cli.prompters.typed.days.spelling import in_figures

_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?", re.ASCII)
_LONGEST = 15
"""Characters of the longest number that is read: more of them are a key held down."""
_THOUSANDS = r"[+-]?([1-9]\d{0,2}),(\d{3})"
"""A number whose comma may part thousands as well as a fraction."""
_LENGTH = (
    rf"(?:for |about |the last )*(?P<number>\d+(?:[.,]\d+)?|half an?|(?:{'|'.join(NUMBERS)})(?: and a half)?)"
    r"\s*(?P<unit>[a-z]+)\.?(?: (?:before|earlier|ago|now|long))*"
)
UNIT_WORDS = {
    "minute": ("min", "mins", "minute", "minutes"),
    "hour": ("h", "hr", "hrs", "hour", "hours"),
    "day": ("d", "day", "days", "night", "nights"),
    "week": ("w", "wk", "wks", "week", "weeks"),
    "month": ("mo", "mon", "month", "months"),
    "year": ("y", "yr", "yrs", "year", "years"),
}
"""Each unit with the words for it."""


def is_number(text: str) -> bool:
    """Whether a text is a number of a length that somebody types."""
    return bool(_NUMBER.fullmatch(text)) and len(text) <= _LONGEST


def plain_number(text: str) -> int | float | Unreadable:
    """A number as it was typed: whole, or with a point or a comma; what may be a thousand is not guessed."""
    if found := re.fullmatch(_THOUSANDS, text, re.ASCII):
        whole, rest = found.groups()
        return Unreadable(f"Please type it without the comma: {whole}{rest}, or {whole}.{rest}.")
    return float(text.replace(",", ".")) if re.search(r"[.,]", text) else int(text)


def unit_of(word: str) -> str | None:
    """The unit that a word names."""
    return next((unit for unit, words in UNIT_WORDS.items() if word in words), None)


def read_length(text: str) -> dict[str, object] | Unreadable:
    """Read a length of time such as ``3 weeks``, ``for a month`` or ``90 min``.

    ``3 weeks before`` is a length as well, for that is the way lengths lie unless told otherwise; ``after``
    is not passed over.
    """
    found = re.fullmatch(_LENGTH, in_figures(" ".join(text.lower().split())), re.ASCII)
    unit = unit_of(found["unit"]) if found else None
    if found is None or unit is None or len(found["number"]) > _LONGEST:
        return Unreadable("Please type a number and a unit, such as 3 days, two weeks or 90 min.")
    value = _number_said(found["number"])
    return value if isinstance(value, Unreadable) else {"value": value, "unit": unit}


def _number_said(number: str) -> int | float | Unreadable:
    """A number in digits, in words, or with a half."""
    if number.startswith("half"):
        return 0.5
    whole = number.removesuffix(" and a half")
    value = NUMBERS.get(whole) or plain_number(whole)
    return value if whole == number or isinstance(value, Unreadable) else value + 0.5
