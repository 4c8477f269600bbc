"""Two banks compared by what they mean: files, the order of keys, comments and spelling are no part of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast, get_args

from relapse_cli.checks.changes.change import Change
from relapse_cli.checks.changes.in_words import parts_that_differ, said, told_in
from relapse_cli.checks.changes.resting import rests_on
from relapse_cli.checks.changes.walk import (
    MISSING,
    Difference,
    Missing,
    Spot,
    differences,
    name_of,
    named_differences,
)
from relapse_cli.checks.changes.weigh import weigh
from relapse_cli.model.bank_terms import Session
from relapse_cli.model.condition import Node

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from relapse_cli.checks.changes.change import What
    from relapse_cli.model.bank import Bank
    from relapse_cli.model.condition import Condition
    from relapse_cli.model.profile import Profile
    from relapse_cli.places import KeyPath, Places

_ABOUT = {
    "sections": "section",
    "facts": "fact",
    "flags": "flag",
    "actions": "line",
    "answer_lines": "answer line",
    "gap_lines": "gap line",
    "sources": "source",
    "migrations": "migration",
    "exceptions": "exception",
    "family": "family sheet",
    "sheets": "blank sheets",
    "roles": "role",
    "sets": "set",
}
"""What a part of a bank is called; any other one by its own key."""

_ORDERED = {"sections", "flags", "actions", "answer_lines"}
"""The lists of a bank whose order somebody sees."""

_HEAD = ("id", "version", "title")
_APART = {*_HEAD, "digest", "signature"}
_KINDS = ("bank", "flag", "question", "fact", "profile", "section", *_ABOUT.values())
_WEIGHTS = ("care", "rules", "words")
_JOINED = {
    ("flags", "added"): "it counts {part} as well",
    ("flags", "removed"): "it does not count {part} any more",
    ("any", "added"): "also when {part}",
    ("any", "removed"): "no longer when {part}",
    ("all", "added"): "only when also {part}",
    ("all", "removed"): "no longer only when {part}",
}


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two banks, with the place of everything in it and the profiles that count for it."""

    bank: Bank
    places: Places
    profiles: Mapping[str, tuple[Profile, Places, KeyPath]]


def compare_banks(old: Side, new: Side) -> tuple[Change, ...]:
    """Return what changed in meaning, what can raise or lower care first and words last."""
    found = [*_of_head(old, new), *_of_questions(old, new), *_of_parts(old, new), *_of_profiles(old, new)]
    return tuple(sorted(_with_readers(found, new.bank), key=_place_in_order))


def _with_readers(changes: list[Change], bank: Bank) -> Iterator[Change]:
    """The changes, each of the condition of a fact with what rests on it."""
    conditions = {each.id for each in changes if each.about == "fact" and each.part == "when"}
    readers = rests_on(conditions, bank)
    for each in changes:
        of_condition = each.about == "fact" and each.part == "when"
        yield replace(each, read_by=readers[each.id]) if of_condition else each


def _place_in_order(change: Change) -> tuple[int, int]:
    """By weight, then by kind; what is of one kind stays in the order of the bank."""
    kind = _KINDS.index(change.about) if change.about in _KINDS else len(_KINDS)
    return _WEIGHTS.index(change.weight), kind


def _of_head(old: Side, new: Side) -> Iterator[Change]:
    for name in _HEAD:
        spot = Spot((name,), (name,), (name,), name)
        found = differences(getattr(old.bank, name), getattr(new.bank, name), spot)
        yield from _changes("bank", "", found, old, new)


def _of_parts(old: Side, new: Side) -> Iterator[Change]:
    """Every part of a bank but its head and its questions."""
    for field in type(new.bank).model_fields:
        if field in _APART:
            continue
        about, spot = _ABOUT.get(field, field), Spot((field,), (field,), field=field)
        before, after = getattr(old.bank, field), getattr(new.bank, field)
        if isinstance(before, tuple) and isinstance(after, tuple) and all(map(name_of, (*before, *after))):
            if field == "sections":
                before, after = _without_questions(before), _without_questions(after)
            listed = named_differences(before, after, spot, ordered=field in _ORDERED)
            yield from _of_list(about, listed, before, after, old, new)
        else:
            yield from _changes(about, "", differences(before, after, spot), old, new, before, after)


def _without_questions(sections: tuple[object, ...]) -> tuple[object, ...]:
    """Sections by themselves: a question keeps its meaning in another one."""
    return tuple(each.model_copy(update={"questions": ()}) for each in sections)  # type: ignore[attr-defined]


def _of_list(  # noqa: PLR0917 - what is compared, on both sides
    about: str,
    found: Iterable[Difference],
    before: tuple[object, ...],
    after: tuple[object, ...],
    old: Side,
    new: Side,
) -> Iterator[Change]:
    """The differences of a list, each with the thing in which it is."""
    olds, news = ({name_of(each): each for each in side} for side in (before, after))
    for each in found:
        name = str(each.spot.trail[0]) if each.spot.trail else ""
        inside = Difference(_inside(each.spot), each.kind, each.old, each.new)
        was, now = (side.get(name, MISSING) for side in (olds, news))
        yield from _changes(about, name, (inside,), old, new, was, now)


def _inside(spot: Spot) -> Spot:
    return Spot(spot.old, spot.new, spot.trail[1:], spot.field)


def _of_questions(old: Side, new: Side) -> Iterator[Change]:
    before, after = (_question_paths(side.bank) for side in (old, new))
    for name in {**before, **after}:
        spot = Spot(before.get(name, ()), after.get(name, ()), field="questions")
        was, now = (side.bank.questions.get(name, MISSING) for side in (old, new))
        yield from _changes("question", name, differences(was, now, spot), old, new, was, now)
        if name in before and name in after:
            stood, stands = (side.bank.section_of[name].id for side in (old, new))
            moved = differences(stood, stands, _deeper(spot, "section"))
            yield from _changes("question", name, moved, old, new)
    for session in get_args(Session):
        orders = [
            tuple(each for each in side.bank.presented[session] if each in other.bank.presented[session])
            for side, other in ((old, new), (new, old))
        ]
        if orders[0] != orders[1]:
            reordered = Difference(Spot(("sections",), ("sections",), (session,)), "order", *orders)
            yield from _changes("question", "", (reordered,), old, new)


def _deeper(spot: Spot, field: str) -> Spot:
    return Spot(spot.old, spot.new, (*spot.trail, field), field)


def _question_paths(bank: Bank) -> dict[str, KeyPath]:
    return {
        question.id: ("sections", number, "questions", index)
        for number, section in enumerate(bank.sections)
        for index, question in enumerate(section.questions)
    }


def _of_profiles(old: Side, new: Side) -> Iterator[Change]:
    """The numbers that count for a bank, each with the file in which it stands."""
    nowhere = (MISSING, None, ())
    for name in {**old.profiles, **new.profiles}:
        was, was_places, was_path = old.profiles.get(name, nowhere)
        now, now_places, now_path = new.profiles.get(name, nowhere)
        sides = Side(old.bank, was_places or old.places, {}), Side(new.bank, now_places or new.places, {})
        spot = Spot(was_path, now_path, field="profiles")
        yield from _changes("profile", name, differences(was, now, spot), *sides, was, now)


def _changes(  # noqa: PLR0917 - what is compared, on both sides
    about: str,
    name: str,
    found: Iterable[Difference],
    old: Side,
    new: Side,
    was: object = MISSING,
    now: object = MISSING,
) -> Iterator[Change]:
    question = name if about == "question" else ""
    before, after = told_in(old.bank, question), told_in(new.bank, question)
    for each in found:
        weight, care = weigh(about, each, was, now)
        what = _what(each)
        side, path = (old, each.spot.old) if what == "removed" else (new, each.spot.new)
        file, line = side.places.at(path)
        more: tuple[str, ...] = ()
        if isinstance(each.old, Node) and isinstance(each.new, Node):
            conditions = cast("Condition", each.old), cast("Condition", each.new)
            parts = parts_that_differ(*conditions, before, after)
            more = tuple(_JOINED[kind, came].format(part=words) for kind, came, words in parts)
        part = ".".join(map(str, each.spot.trail))
        words = said(each.old, before), said(each.new, after)
        yield Change(about, name, part, what, *words, weight, care, more, file=file, line=line)


def _what(found: Difference) -> What:
    if found.kind == "order":
        return "order"
    if isinstance(found.old, Missing):
        return "added"
    return "removed" if isinstance(found.new, Missing) else "changed"
