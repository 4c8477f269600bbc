"""What a change can do: raise or lower care, change the rules, or change words only."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from relapse_cli.checks.changes.implied import holds_more_often
from relapse_cli.checks.changes.walk import MISSING, Missing
from relapse_cli.model.bank_questions import Question

if TYPE_CHECKING:
    from relapse_cli.checks.changes.change import Care, Weight
    from relapse_cli.checks.changes.walk import Difference
    from relapse_cli.model.condition import Condition

_WORDS = {
    "answered", "asks", "basis_note", "boxes", "brief", "country", "drop", "empty", "further", "gap", "gaps",
    "headings", "help", "label", "labels", "note", "opening", "phrase", "plain", "reason", "said", "script",
    "short", "stance", "text", "texts", "then", "title", "titles", "why", "words", "year",
}  # fmt: skip
"""The keys under which somebody reads what stands there, and no rule does."""

_WORDS_WHOLE = {"wording", "exception"}
"""Things that are words, or say nothing to an interview."""

_CONDITIONS = {"relevance", "brief_when", "open_when"}
_NUMBERS = {"number", "also", "by_text", "instead", "doubt", "called", "purpose", "confidence"}
"""What decides which number somebody is given."""


class Weighed(NamedTuple):
    """What a change can do, and in which direction where that is sure."""

    weight: Weight
    care: Care | None = None


_WORDS_ONLY, _RULES, _EITHER_WAY = Weighed("words"), Weighed("rules"), Weighed("care")


def weigh(about: str, found: Difference, old: object, new: object) -> Weighed:
    """Say what a change can do.

    Args:
        about: the kind of thing in which it is.
        found: where the thing differs.
        old: the whole thing in the old bank; ``MISSING`` where it is not there.
        new: the same in the new bank.
    """
    if about in _WORDS_WHOLE or found.kind == "order":
        return _WORDS_ONLY
    whole = not found.spot.trail
    if not whole and found.spot.field in _WORDS and not _whole_part(found):
        return _WORDS_ONLY
    match about:
        case "flag":
            return _directed(raises=new is not MISSING) if whole else _flag(found)
        case "fact" if found.spot.field == "when" and not whole:
            return _EITHER_WAY
        case "question" if _is_critical(old) or _is_critical(new):
            return _directed(raises=new is not MISSING) if whole else _critical(found)
        case "role" | "set":
            return _EITHER_WAY
        case "profile" if whole or "numbers" in found.spot.trail:
            return _EITHER_WAY if whole or _is_number(found) else _RULES
    return _RULES


def _whole_part(found: Difference) -> bool:
    """Whether a sentence, or a dropped question, came or went: more than other words for it."""
    return found.spot.field in {"texts", "drop"} and (found.old is MISSING or found.new is MISSING)


def _is_number(found: Difference) -> bool:
    return found.spot.field in _NUMBERS or found.spot.field == "numbers"


def _directed(*, raises: bool | None) -> Weighed:
    if raises is None:
        return _EITHER_WAY
    return Weighed("care", "raises" if raises else "lowers")


def _flag(found: Difference) -> Weighed:
    match found.spot.field, found.old, found.new:
        case "level", int(old), int(new):
            return _directed(raises=new > old)
        case (("when" | "followup"), old, new):
            return _directed(raises=holds_more_often(_condition(old), _condition(new)))
    return _RULES


def _is_critical(thing: object) -> bool:
    return isinstance(thing, Question) and thing.critical


def _critical(found: Difference) -> Weighed:
    """A change inside of a question whose missing answer never reads as "no"."""
    field, old, new = found.spot.field, found.old, found.new
    if len(found.spot.trail) > 1:
        return _EITHER_WAY if field in {*_CONDITIONS, "options", "fields", "type", "min", "max"} else _RULES
    match field, old, new:
        case (("critical" | "required"), _, bool()):
            return _directed(raises=new)
        case "quiet", tuple(), tuple():
            return _directed(raises=_more(new, old))
        case "paths", tuple(), tuple():
            return _directed(raises=_more(old, new))
        case (("relevance" | "brief_when" | "open_when"), _, _):
            return _directed(raises=holds_more_often(_condition(old), _condition(new)))
        case (("unreliable" | "options" | "fields" | "type" | "min" | "max" | "exclusive"), _, _):
            return _EITHER_WAY
    return _RULES


def _more(before: tuple[object, ...], after: tuple[object, ...]) -> bool | None:
    """Whether something was added; ``False`` where something went, ``None`` where both did."""
    if set(before) < set(after):
        return True
    return False if set(before) > set(after) else None


def _condition(value: object) -> Condition | None:
    return None if isinstance(value, Missing) else value  # type: ignore[return-value]  # stands under such a key
