"""Where two values of one shape differ, key by key: whatever a bank may hold, nothing is passed over."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Literal, cast

from pydantic import BaseModel

from relapse_cli.checks.changes.same import meaning
from relapse_cli.model.bank import CheckException
from relapse_cli.model.bank_rules import Together
from relapse_cli.model.condition import Node
from relapse_cli.model.migration import Migration
from relapse_cli.model.profile import ProfileNumber

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from relapse_cli.places import Key, KeyPath


@dataclass(frozen=True, slots=True)
class Missing:
    """What stands in the place of a value that is not there; ``None`` is one that can be."""


MISSING = Missing()


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in both banks.

    Attributes:
        old: how it is reached in the old bank; ``new`` in the new one.
        trail: how people call it, inside the thing that it belongs to.
        field: the key of a model under which it stands.
    """

    old: KeyPath
    new: KeyPath
    trail: tuple[Key, ...] = ()
    field: str = ""

    def key(self, name: str, field: str = "", old: Key | None = None, new: Key | None = None) -> Spot:
        """What stands under a key."""
        before, after = name if old is None else old, name if new is None else new
        return Spot((*self.old, before), (*self.new, after), (*self.trail, name), field or self.field)


@dataclass(frozen=True, slots=True)
class Difference:
    """A place in which two banks do not mean the same."""

    spot: Spot
    kind: Literal["value", "order"]
    old: object
    new: object


def differences(old: object, new: object, spot: Spot) -> Iterator[Difference]:
    """Yield every place in which two values do not mean the same."""
    if meaning(old, spot.field) == meaning(new, spot.field):
        return
    if isinstance(old, BaseModel) and type(old) is type(new) and not isinstance(old, Node):
        for name, field in type(old).model_fields.items():
            written = field.alias or name
            yield from differences(getattr(old, name), getattr(new, name), spot.key(written, written))
    elif isinstance(old, dict) and isinstance(new, dict):
        for key in {**old, **new}:
            yield from differences(old.get(key, MISSING), new.get(key, MISSING), spot.key(str(key)))
    elif isinstance(old, tuple) and isinstance(new, tuple) and _holds_models(*old, *new):
        named = all(name_of(each) for each in (*old, *new))
        yield from (named_differences if named else _row_differences)(old, new, spot)
    else:
        yield Difference(spot, "value", old, new)


def named_differences(
    old: Sequence[object], new: Sequence[object], spot: Spot, *, ordered: bool = True
) -> Iterator[Difference]:
    """Yield the differences of lists whose parts have names; their order is a difference of its own."""
    before, after = _by_name(old), _by_name(new)
    for name in {**before, **after}:
        old_index, old_part = before.get(name, (len(old), MISSING))
        new_index, new_part = after.get(name, (len(new), MISSING))
        yield from differences(old_part, new_part, spot.key(name, old=old_index, new=new_index))
    common = [name for name in before if name in after], [name for name in after if name in before]
    if ordered and common[0] != common[1]:
        yield Difference(spot, "order", common[0], common[1])


def _row_differences(old: Sequence[object], new: Sequence[object], spot: Spot) -> Iterator[Difference]:
    """The differences of lists whose parts are known by their place alone."""
    before, after = ([repr(meaning(part)) for part in parts] for parts in (old, new))
    for kind, low, high, new_low, new_high in SequenceMatcher(None, before, after, False).get_opcodes():
        if kind == "equal":
            continue
        for step in range(max(high - low, new_high - new_low)):
            at, new_at = low + step, new_low + step
            old_part = old[at] if at < high else MISSING
            new_part = new[new_at] if new_at < new_high else MISSING
            shown = new_at if new_part is not MISSING else at
            yield from differences(old_part, new_part, spot.key(f"{shown + 1}", old=at, new=new_at))


def _holds_models(*parts: object) -> bool:
    return any(isinstance(part, BaseModel) for part in parts)


def _by_name(parts: Sequence[object]) -> Mapping[str, tuple[int, object]]:
    """Each part with its place by its name; a name that stands there again has a number behind it."""
    seen: Counter[str] = Counter()
    found: dict[str, tuple[int, object]] = {}
    for index, part in enumerate(parts):
        name = name_of(part)
        seen[name] += 1
        found[name if seen[name] == 1 else f"{name} {seen[name]}"] = index, part
    return found


def name_of(part: object) -> str:
    """Return what a part of a bank is called by; empty where only its place tells it from others."""
    match part:
        case Together(line=line, under=under):
            return f"{line} under {under}"
        case Migration(since=since):
            return since
        case CheckException(code=code):
            return code
        case ProfileNumber(purpose=purpose):
            return purpose
        case _:
            return cast("str", getattr(part, "id", "") or getattr(part, "name", ""))
