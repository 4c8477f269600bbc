"""Whom to call, by what each number is for and by what this plan needs (rules 7.10)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from relapse_cli.documents.block import Item, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relapse_cli.model.plan import Plan
    from relapse_cli.model.record import EmergencyNumber, Purpose

Reader = Literal["clinician", "plan", "emergency_card", "private_card"]
"""Who looks for a number: the clinician, or the patient on one of their pages."""

_TITLES: dict[Purpose, str] = {"crisis": "To talk", "poison_public": "Poisons"}
_ORDER: tuple[Purpose | None, ...] = (
    "crisis", "drugs", "child", "poison_public", "poison_professional", "domestic", None,
)  # fmt: skip
_POISON, _CHILD, _HOME = frozenset({"E-10", "M-22", "M-24"}), "M-18", "P-HOME"


def numbers_needed(plan: Plan, reader: Reader) -> tuple[str, ...]:
    """Return one line for each number that a reader needs, the emergency number first and alone of its kind.

    A number about safety at home is nothing for a sheet that is carried there, and a line for professionals
    is theirs: both are the clinician's. A number without a purpose stands on the whole plan, under its label.
    """
    numbers = plan.profile.numbers if plan.profile else ()
    wanted = _purposes(plan, reader)
    further = (n for purpose in _ORDER for n in numbers[1:] if n.purpose == purpose and purpose in wanted)
    return tuple(_number_words(number) for number in (*numbers[:1], *further))


def _purposes(plan: Plan, reader: Reader) -> frozenset[Purpose | None]:
    """What numbers a reader needs, beside the emergency number."""
    return frozenset() if reader == "private_card" else frozenset(_needs(plan, reader))


def _needs(plan: Plan, reader: Reader) -> Iterator[Purpose | None]:
    yield "crisis"
    flags = {flag.id for flag in plan.flags}
    poison = bool(flags & _POISON)
    if poison:
        yield "poison_public"
    if _CHILD in flags:
        yield "child"
    if reader == "plan":
        yield from ("drugs", None)
    if reader == "clinician" and poison:
        yield "poison_professional"
    if reader == "clinician" and any(line.rule == _HOME for line in plan.lines):
        yield "domestic"


def _number_words(number: EmergencyNumber) -> str:
    """Return a number with what it is for."""
    title = _TITLES.get(number.purpose) if number.purpose else None
    return f"{title}: {number.number} ({number.label})" if title else f"{number.label}: {number.number}"


def number_items(plan: Plan, reader: Reader) -> tuple[Item, ...]:
    """The numbers as items of a list."""
    return tuple(Item(plain(words), close=True) for words in numbers_needed(plan, reader))
