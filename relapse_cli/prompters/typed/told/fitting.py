"""What each part of a line makes of words: a number, an option, a time, or nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from relapse_cli.logic.answers.in_words import STATUS_WORDS
from relapse_cli.model.ask import Anchor, Choice, Day, Distance, Number, ToldPart
from relapse_cli.model.bank_questions import Option
from relapse_cli.model.reply import AnsweredFields
from relapse_cli.prompters.typed.days.explain import side_words
from relapse_cli.prompters.typed.days.read import Unreadable
from relapse_cli.prompters.typed.distance import OpenDistance, Placed, read_distance, why_no_distance
from relapse_cli.prompters.typed.lengths import is_number, plain_number
from relapse_cli.prompters.typed.told.pieces import plain_words
from relapse_cli.prompters.typed.values import range_words, written

SIDE = "side"
"""The field that says on which side of the first use a step lies."""
SIDES = ("before", "after")
_LEAST = 3
"""So many letters of an option are a beginning of it."""
_OF_SO_MANY = r"([^\s/]+)\s*(?:/|of|out of)\s*([0-9]+)"
_ENDS = " .!?"
_STATUS_SIGNS = {"?": "unknown", "x": "declined"}
_SIGN_OF = {status: sign for sign, status in _STATUS_SIGNS.items()}


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to take some words.

    Attributes:
        fields: what is recorded, by field.
        shown: how it reads.
        exact: words that can be taken in this way only, under the name of the part.
        own_words: whether they are the patient's own and not the bank's.
    """

    fields: Mapping[str, object]
    shown: str
    exact: str
    own_words: bool = False


@dataclass(frozen=True, slots=True)
class Fit:
    """What a part makes of words.

    Attributes:
        readings: each way to take them; none where they are nothing to it.
        why: what is open between several.
    """

    readings: tuple[Reading, ...] = ()
    why: str = ""


NO_FIT = Fit()


def fit(words: str, part: ToldPart) -> Fit:
    """What a part makes of words that may belong to it."""
    match part.ask:
        case Number() as asked:
            return _number(_without_name(words, part), part, asked)
        case Choice(options=options):
            return _option(words, part, options)
        case Distance() as asked:
            return _distance(words, part, asked)
        case _:
            return NO_FIT


def fit_named(words: str, part: ToldPart) -> Fit:
    """What a part makes of words that stand under its name: also that it is not known, or was not said."""
    if (status := _STATUS_SIGNS.get(words)) is not None:
        return Fit((Reading({part.field: {"status": status}}, STATUS_WORDS[status], words),))
    return fit(words, part)


def sign_of(status: str) -> str:
    """How it is typed that a part is not known, or was not said."""
    return _SIGN_OF[status]


def why_not(words: str, part: ToldPart) -> str:
    """Why words that look like a part are none; empty where they do not look like it."""
    match part.ask:
        case Number() as asked if is_number(_first_number(words)):
            return f"{part.title} is a number{range_words(asked)}"
        case Distance() as asked if needs_first_use(words, asked):
            return "the day of the first use is not known, so a day cannot be turned into a distance"
        case Distance() as asked:
            return why_no_distance(words, asked) or _other_side(words, asked)
        case _:
            return ""


def on_either_side(reading: Reading, part: ToldPart) -> tuple[Reading, ...]:
    """A distance of which nobody said on which side it lies, read on both; none where that is said."""
    asked, far = part.ask, reading.fields.get(part.field)
    if not isinstance(asked, Distance) or SIDE in reading.fields or not isinstance(far, Mapping):
        return ()
    if not far.get("value"):
        return ()
    read = [_distance(f"{reading.exact} {side}", part, asked).readings for side in SIDES]
    return tuple(found[0] for found in read if len(found) == 1)


def needs_first_use(words: str, asked: Distance) -> bool:
    """Whether words are a time that only lacks the first use to count from."""
    if asked.first_use is not None or not isinstance(read_distance(words, asked), Unreadable):
        return False
    known = replace(asked, first_use=Anchor(asked.now, ""))
    return not isinstance(read_distance(words, known), Unreadable)


def _other_side(words: str, asked: Distance) -> str:
    """That a time does not lie before the session; nothing for words that are no time."""
    read, why = read_distance(words, asked), side_words(Day(asked.now, "past"))
    return why.partition(". ")[0] if isinstance(read, Unreadable) and read.message == why else ""


def _without_name(words: str, part: ToldPart) -> str:
    """Words without the name of the part in front, such as ``strength 7``."""
    plain = plain_words(words)
    names = (plain_words(part.title), plain_words(part.field))
    return next((plain.removeprefix(f"{n} ") for n in names if plain.startswith(f"{n} ")), words)


def _first_number(words: str) -> str:
    """The number in front of ``/10`` or ``of 10``."""
    found = re.fullmatch(_OF_SO_MANY, words.strip(_ENDS))
    return found[1] if found else words.strip(_ENDS)


def _number(words: str, part: ToldPart, asked: Number) -> Fit:
    """A number in its range, alone or out of the greatest there is."""
    found = re.fullmatch(_OF_SO_MANY, words.strip(_ENDS))
    if found and asked.high != float(found[2]):
        return NO_FIT
    typed = _first_number(words)
    value = plain_number(typed) if is_number(typed) else None
    if value is None or isinstance(value, Unreadable) or (asked.rating and value != int(value)):
        return NO_FIT
    if value < asked.low or (asked.high is not None and value > asked.high):
        return NO_FIT
    number = int(value) if asked.rating else value
    of_all = f" of {asked.high:g}" if asked.rating and asked.high is not None else ""
    return Fit((Reading({part.field: number}, f"{written(number)}{of_all}", written(number)),))


def _option(words: str, part: ToldPart, options: tuple[Option, ...]) -> Fit:
    """The options that words name in full, else those that they are a beginning of."""
    plain = plain_words(words)
    found = [option for option in options if plain in _names(option)]
    if not found and len(plain) >= _LEAST:
        found = [option for option in options if any(name.startswith(plain) for name in _names(option))]
    own = {option.id: plain not in _bank_names(option) for option in found}
    readings = tuple(
        Reading({part.field: o.id}, o.label, o.id, own_words=own[o.id]) for o in (found if plain else ())
    )
    return Fit(readings, "It can be more than one of these." if len(readings) > 1 else "")


def _bank_names(option: Option) -> set[str]:
    """What an option is called on screen and in files."""
    return {plain_words(name) for name in (option.id, option.label, option.short) if name}


def _names(option: Option) -> set[str]:
    """Everything that an option is called, also by the people whom the bank has heard."""
    return _bank_names(option) | {plain_words(name) for name in option.said}


def _distance(words: str, part: ToldPart, asked: Distance) -> Fit:
    """The distances that words can mean."""
    found = read_distance(words, asked)
    if isinstance(found, OpenDistance):
        return Fit(tuple(_placed(choice, words, asked) for choice in found.choices), found.why)
    if isinstance(found, Placed):
        return Fit((_placed(found, words, asked),))
    if isinstance(found, Unreadable):
        return NO_FIT
    fields = found.fields if isinstance(found, AnsweredFields) else {part.field: found}
    side = fields.get("side", "from")
    shown = f"{written(fields[part.field])} {side} the first use"
    return Fit((Reading(fields, shown, words),))


def _placed(found: Placed, words: str, asked: Distance) -> Reading:
    """A distance with words that lead to it alone: the day itself where there is one, else how far it was."""
    far, _, day = found.words.partition(": ")
    tries = (words, day.replace(",", ""), far.partition(" (")[0])
    exact = next((typed for typed in tries if typed and _is_read_as(typed, found, asked)), words)
    return Reading(found.fields, f"{day} ({far})" if day else found.words, exact)


def _is_read_as(typed: str, wanted: Placed, asked: Distance) -> bool:
    """Whether words have one reading, and it is this one."""
    read = read_distance(typed, asked)
    fields = read.fields if isinstance(read, Placed | AnsweredFields) else {"when": read}
    return not isinstance(read, OpenDistance | Unreadable) and dict(fields) == dict(wanted.fields)
