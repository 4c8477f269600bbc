"""The words and numbers of a configuration, one by one: nothing unseen, nothing that prints badly."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from relapse_cli.settings import config_messages as messages
from relapse_cli.settings.phone_number import can_be_called
from relapse_cli.text.sanitize import replacement_of

if TYPE_CHECKING:
    from relapse_cli.places import Key, KeyPath
    from relapse_cli.problems import Message

_KEPT = "\n\u200c\u200d"
"""Line breaks, and the joiners that scripts such as Persian and Hindi need between letters."""

_LINE = 120
_SENTENCE = 400
_TEXT = 2_000
_SENTENCES = frozenset(
    {"footer", "missed_contact", "same_day_medical", "same_day_psychiatric", "safety_plan_form"}
    | {"domestic_safety", "driving_policy", "pharmacy_return", "naloxone_source", "logo", "bank"}
)
_SEVERAL_LINES = frozenset({"service_text", "notices"})
"""The keys under which a text may go over several lines."""


class TextFault(NamedTuple):
    """A fault of one text: where it is, which it is, and what its sentence holds."""

    path: KeyPath
    kind: Message
    words: Mapping[str, object]


def text_faults(raw: object, path: KeyPath = ()) -> Iterator[TextFault]:
    """Everything that is wrong with the texts in what was read."""
    match raw:
        case Mapping():
            for key, value in raw.items():
                yield from text_faults(value, (*path, key))
        case list():
            for index, value in enumerate(raw):
                yield from text_faults(value, (*path, index))
        case str():
            yield from _faults_of(raw.strip(), path)
        case _:
            return


def _faults_of(text: str, path: KeyPath) -> Iterator[TextFault]:
    hidden = next((sign for sign in text if _is_hidden(sign)), None)
    if hidden is not None:
        yield TextFault(path, messages.INVISIBLE, {"sign": _called(hidden)})
    several = not _SEVERAL_LINES.isdisjoint(path) or path[:2] == ("service", "address")
    if "\n" in text and not several:
        yield TextFault(path, messages.ONE_LINE, {})
    if text == "emergency" and path[:2] == ("service", "numbers") and _named(path) == "purpose":
        yield TextFault(path, messages.IN_ITS_PLACE, {})
    if not text.strip(_KEPT) and path[:2] == ("service", "numbers") and _named(path) == "label":
        yield TextFault(path, messages.NO_LABEL, {})
    most = _most(path)
    if len(text) > most:
        yield TextFault(path, messages.TOO_LONG, {"length": len(text), "most": most})
    elif hidden is None and _is_number(path, text) and not can_be_called(text):
        yield TextFault(path, messages.NO_NUMBER, {"number": text})


def _is_hidden(sign: str) -> bool:
    return sign not in _KEPT and replacement_of(sign) is not None


def _called(sign: str) -> str:
    return f"U+{ord(sign):04X} {unicodedata.name(sign, '').lower()}".strip()


def _most(path: KeyPath) -> int:
    """How many signs fit at a place."""
    if not _SEVERAL_LINES.isdisjoint(path):
        return _TEXT
    return _SENTENCE if _named(path) in _SENTENCES else _LINE


def _is_number(path: KeyPath, text: str) -> bool:
    """Whether a place holds a number to call: the service's, which may be empty, or one of its list."""
    if path == ("service", "phone"):
        return bool(text)
    return path[:2] == ("service", "numbers") and _named(path) in {"number", "also"}


def _named(path: KeyPath) -> Key:
    """The last name of a path, without the places in lists."""
    return next((key for key in reversed(path) if isinstance(key, str)), "")


def day_faults(raw: object, today: date) -> Iterator[TextFault]:
    """Days on which a number is said to have been called, and that have not come yet."""
    service = raw.get("service") if isinstance(raw, Mapping) else None
    numbers = service.get("numbers") if isinstance(service, Mapping) else None
    for row, number in enumerate(numbers if isinstance(numbers, list) else ()):
        called = number.get("called") if isinstance(number, Mapping) else None
        try:
            day = date.fromisoformat(called.strip()) if isinstance(called, str) else None
        except ValueError:  # told as a value that does not fit
            continue
        if day is not None and day > today:
            yield TextFault(("service", "numbers", row, "called"), messages.NOT_YET, {"day": called})
