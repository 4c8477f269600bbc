"""Whom to call: by what each number is for, who reads it, and what this record needs (rules 7.10)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from relapse_cli.model.line_text import PhoneNumber, in_plain
from relapse_cli.model.record import NOT_CALLED

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from relapse_cli.model.line_text import Span, Words
    from relapse_cli.model.record import EmergencyNumber, ProfilePin, Purpose
    from relapse_cli.model.roles import Roles

Reader = Literal["screen", "clinician", "handover", "plan", "emergency_card", "private_card"]
"""Who looks for a number: the therapist on screen or on the plan, who takes over, or the patient."""

_THERAPIST = frozenset({"screen", "clinician"})
_PROFESSIONALS = _THERAPIST | {"handover"}
_TITLES: dict[Purpose, str] = {"crisis": "To talk", "poison_public": "Poisons"}
_ORDER: tuple[Purpose | None, ...] = (
    "emergency", "crisis", "drugs", "child", "poison_public", "poison_professional", "domestic", None,
)  # fmt: skip
_NO_POISON_LINE = f"{_TITLES['poison_public']}: ask the pharmacy or the emergency number"


def purposes(
    roles: Roles, reader: Reader, flags: Collection[str] = (), *, home: bool = False
) -> frozenset[Purpose]:
    """Return what the numbers are for that a reader needs.

    A number about safety at home is nothing for a sheet that is carried there, and a line for professionals
    is theirs.

    Args:
        roles: which flags call for a number.
        reader: who looks for a number.
        flags: the flags that are set.
        home: whether home may not be safe.
    """
    return frozenset({"emergency"} if reader == "private_card" else _needs(roles, reader, flags, home))


def _needs(roles: Roles, reader: Reader, flags: Collection[str], home: bool) -> Iterator[Purpose]:
    poison = any(flag in flags for flag in roles.poison_flags)
    if reader in _PROFESSIONALS and poison:
        yield "poison_professional"
    if reader == "handover":
        return
    yield from ("emergency", "crisis")
    if poison:
        yield "poison_public"
    if roles.child_flag in flags:
        yield "child"
    if reader == "plan":
        yield "drugs"
    if reader == "clinician" and home:
        yield "domestic"


def number_lines(
    profile: ProfilePin | None,
    roles: Roles,
    reader: Reader,
    flags: Collection[str] = (),
    *,
    home: bool = False,
) -> tuple[str, ...]:
    """Return one line of text for each number that a reader needs, as ``number_rows`` has them."""
    return tuple(map(in_plain, number_rows(profile, roles, reader, flags, home=home)))


def number_rows(
    profile: ProfilePin | None,
    roles: Roles,
    reader: Reader,
    flags: Collection[str] = (),
    *,
    home: bool = False,
) -> tuple[Words, ...]:
    """Return one line for each number that a reader needs, the emergency number first.

    Where no line for poisons can be given, the line says whom to ask instead. A number in doubt is told to
    clinicians only, with what is in doubt.
    """
    if profile is None:
        return ()
    wanted = purposes(roles, reader, flags, home=home)
    return tuple(line for purpose in _ORDER for line in _lines_of(purpose, profile, reader, wanted))


def _lines_of(
    purpose: Purpose | None, profile: ProfilePin, reader: Reader, wanted: Collection[Purpose]
) -> Iterator[Words]:
    """The lines about one purpose; numbers of old records have none, and stand under their labels."""
    if purpose is None:
        further = (n for n in profile.numbers if n.purpose is None and n is not profile.emergency)
        numbers = [n for n in further if reader != "private_card"]
    else:
        numbers = [n for n in _for(purpose, profile, reader) if purpose in wanted]
    yield from (_words(n, reader) for n in numbers if not n.doubt or reader in _PROFESSIONALS)
    if purpose == "poison_public" and purpose in wanted and _says_no_poison_line(profile):
        yield (_NO_POISON_LINE,)


def _for(purpose: Purpose, profile: ProfilePin, reader: Reader) -> Iterator[EmergencyNumber]:
    """The numbers for a purpose; the emergency number to call stands alone, before one to write to."""
    if purpose != "emergency":
        yield from (n for n in profile.numbers if n.purpose == purpose)
        return
    if profile.emergency is not None:
        yield profile.emergency
    if reader != "private_card":
        yield from (n for n in profile.numbers if n.purpose == purpose and n.by_text)


def _says_no_poison_line(profile: ProfilePin) -> bool:
    """Whether no line for poisons can be relied on; a number without a purpose may be one."""
    return not any(
        n.purpose is None or (n.purpose == "poison_public" and not n.doubt) for n in profile.numbers
    )


def _words(number: EmergencyNumber, reader: Reader) -> Words:
    """A number with what it is for, when it is open and whether it is in doubt; the plan also says why."""
    title = _TITLES.get(number.purpose) if number.purpose else None
    caution = (
        "" if not number.doubt else NOT_CALLED if reader == "screen" else f"{NOT_CALLED}: {number.doubt}"
    )
    notes = "; ".join(filter(None, (number.label if title else "", number.hours, caution)))
    return (f"{title or number.label}: ", *_spelled(number), *((f" ({notes})",) if notes else ()))


def _spelled(number: EmergencyNumber) -> Iterator[Span]:
    """A number as it is called, with the others that reach the same service."""
    if number.by_text:
        yield "text "
    for place, text in enumerate((number.number, *(number.also or ()))):
        yield from (" or ",) if place else ()
        yield PhoneNumber(text, by_text=bool(number.by_text))
