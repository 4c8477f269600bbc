"""From the spelling of a condition in a bank to the model: one typo, one fault.

The node's key decides what is read, so that a mistake is named once, where it stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast, get_args

from relapse_cli.banks import messages
from relapse_cli.banks.condition_values import SHAPES, read_values
from relapse_cli.banks.sets import set_named
from relapse_cli.model.condition import (
    ALWAYS,
    NEVER,
    ActionFires,
    AllOf,
    AnyOf,
    Compare,
    Condition,
    FlagSet,
    LevelIs,
    Not,
    Op,
    OpenBeyond,
    SomeEntry,
    Subject,
)
from relapse_cli.places import KeyPath, Places
from relapse_cli.problems import Message, Problem, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_SUBJECTS = get_args(Subject)
_OPERATORS = get_args(Op)
_LOWEST, _HIGHEST = 1, 4
_NO_SUCH_SET = object()
_CONTAINS = "contains"
_TAKE_SETS = {"in", "has", _CONTAINS}
"""The operators beside which sets of the bank may stand."""

_OWNER_IN = {"sections": 4}
"""How long the path of what a condition belongs to is, by the part of the bank; 2 for any other."""


@dataclass(slots=True)
class ConditionParser:
    """Reads conditions and notes their faults.

    Attributes:
        places: where everything stands.
        levels: the level of each flag in the bank, for ``any_flag``.
        sets: the members of each set of the bank, for ``{set: name}`` among values.
        problems: what was found so far.
        faulty: where the conditions stand that could not be read.
    """

    places: Places = field(default_factory=Places)
    levels: Mapping[str, int] = field(default_factory=dict)
    sets: Mapping[str, Sequence[object]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    faulty: set[KeyPath] = field(default_factory=set)

    def parse(self, raw: object, path: KeyPath, text: str) -> Condition:
        """Return the condition written at a path; a faulty one is noted and reads as ``always``."""
        if raw == "always":
            return ALWAYS
        if raw == "never":
            return NEVER
        if raw is None:
            return self._note(messages.CONDITION_EMPTY, path, text, key=path[-1] if path else "")
        if not isinstance(raw, Mapping) or not raw:
            return self._shape_fault(raw, path, text)
        for key, read in self._readers().items():
            if key in raw:
                return read(raw, path, text)
        for key in _SUBJECTS:
            if key in raw:
                return self._compare(raw, key, path, text)
        return self._shape_fault(raw, path, text)

    def _readers(self) -> dict[str, Callable[[Mapping[str, object], KeyPath, str], Condition]]:
        return {
            "all": self._all,
            "any": self._any,
            "not": self._not,
            "some_entry": self._some_entry,
            "of_flags": self._of_flags,
            "any_flag": self._any_flag,
            "flag": self._flag,
            "level": self._level,
            "action": self._action,
            "open_beyond": self._open_beyond,
        }

    def _note(self, message: Message, path: KeyPath, text: str, **words: object) -> Condition:
        self.problems.append(self.places.problem(message, path, text, **words))
        self.faulty.add(path[: _OWNER_IN.get(str(path[0]), 2)] if path else path)
        return ALWAYS

    def _shape_fault(self, raw: object, path: KeyPath, text: str) -> Condition:
        known = [*self._readers(), *_SUBJECTS]
        written = [str(key) for key in raw] if isinstance(raw, Mapping) else [str(raw)]
        near = next(
            (hint for word in written if (hint := did_you_mean(word, ["always", "never", *known]))), ""
        )
        return self._note(messages.CONDITION_SHAPE, path, text, known=", ".join(known), near=near)

    def _only(self, raw: Mapping[str, object], known: Sequence[str], path: KeyPath, text: str) -> bool:
        """Say whether a node has no other keys; the first other one is noted."""
        for key in raw:
            if key not in known:
                near = did_you_mean(str(key), known)
                place = (*path, key)
                self._note(messages.CONDITION_KEY, place, text, key=key, near=near, known=", ".join(known))
                return False
        return True

    def _name(self, raw: Mapping[str, object], key: str, path: KeyPath, text: str) -> str | None:
        value = raw[key]
        if isinstance(value, str) and value:
            return value
        self._note(messages.CONDITION_NAME, (*path, key), text, key=key)
        return None

    def _parts(self, raw: Mapping[str, object], key: str, path: KeyPath, text: str) -> tuple[Condition, ...]:
        parts = raw[key]
        if not self._only(raw, [key], path, text):
            return ()
        if not isinstance(parts, list):
            self._note(messages.CONDITION_LIST, (*path, key), text, key=key)
            return ()
        if not parts:
            self._note(messages.CONDITION_EMPTY, (*path, key), text, key=key)
        return tuple(self.parse(part, (*path, key, index), text) for index, part in enumerate(parts))

    def _all(self, raw: Mapping[str, object], path: KeyPath, text: str) -> Condition:
        return AllOf(parts=self._parts(raw, "all", path, text))

    def _any(self, raw: Mapping[str, object], path: KeyPath, text: str) -> Condition:
        return AnyOf(parts=self._parts(raw, "any", path, text))

    def _not(self, raw: Mapping[str, object], path: KeyPath, text: str) -> Condition:
        if not self._only(raw, ["not"], path, text):
            return ALWAYS
        return Not(part=self.parse(raw["not"], (*path, "not"), text))

    def _some_entry(self, raw: Mapping[str, object], path: KeyPath, text: str) -> Condition:
        if not self._only(raw, ["some_entry"], path, text):
            return ALWAYS
        return SomeEntry(part=self.parse(raw["some_entry"], (*path, "some_entry"), text))

    def _of_flags(self, raw: Mapping[str, object], path: KeyPath, text: str) -> Condition:
        if not self._only(raw, ["at_least", "of_flags"], path, text):
            return ALWAYS
        count, names = raw.get("at_least"), raw["of_flags"]
        if isinstance(count, bool) or not isinstance(count, int) or count < 1:
            return self._value_fault("at_least", "a whole number from 1", path, text)
        if not _is_list_of(names, str):
            return self._value_fault("of_flags", "a list of flag ids", path, text)
        return FlagSet(n=count, of=tuple(cast("list[str]", names)))

    def _any_flag(self, raw: Mapping[str, object], path: KeyPath, text: str) -> Condition:
        body = raw["any_flag"]
        if not self._only(raw, ["any_flag"], path, text):
            return ALWAYS
        if not isinstance(body, Mapping) or not _is_list_of(body.get("levels"), int):
            return self._value_fault("any_flag", "{levels: [3, 4], except: [flag ids]}", path, text)
        if not self._only(body, ["levels", "except"], (*path, "any_flag"), text):
            return ALWAYS
        spared = body.get("except", [])
        if spared and not _is_list_of(spared, str):
            return self._value_fault("except", "a list of flag ids", (*path, "any_flag"), text)
        for index, name in enumerate(spared):
            if name not in self.levels:
                place = (*path, "any_flag", "except", index)
                near = did_you_mean(name, self.levels)
                self._note(messages.EXCEPTED_FLAG, place, text, name=name, near=near)
        names = tuple(n for n, level in self.levels.items() if level in body["levels"] and n not in spared)
        return FlagSet(n=1, of=names) if names else self._note(messages.NO_SUCH_FLAGS, path, text)

    def _flag(self, raw: Mapping[str, object], path: KeyPath, text: str) -> Condition:
        name = self._name(raw, "flag", path, text) if self._only(raw, ["flag"], path, text) else None
        return FlagSet(n=1, of=(name,)) if name else ALWAYS

    def _action(self, raw: Mapping[str, object], path: KeyPath, text: str) -> Condition:
        name = self._name(raw, "action", path, text) if self._only(raw, ["action"], path, text) else None
        return ActionFires(name=name) if name else ALWAYS

    def _open_beyond(self, raw: Mapping[str, object], path: KeyPath, text: str) -> Condition:
        key = "open_beyond"
        name = self._name(raw, key, path, text) if self._only(raw, [key], path, text) else None
        return OpenBeyond(flag=name) if name else ALWAYS

    def _level(self, raw: Mapping[str, object], path: KeyPath, text: str) -> Condition:
        level = raw["level"]
        if not self._only(raw, ["level"], path, text):
            return ALWAYS
        if _is_level(level):
            return LevelIs(low=cast("int", level), high=cast("int", level))
        if not isinstance(level, Mapping) or not level:
            return self._value_fault("level", "a level from 1 to 4, or {at_least: 3}", path, text)
        if not self._only(level, ["at_least", "at_most"], (*path, "level"), text):
            return ALWAYS
        if not all(_is_level(value) for value in level.values()):
            return self._value_fault("level", "levels from 1 to 4", path, text)
        return LevelIs(low=level.get("at_least", _LOWEST), high=level.get("at_most", _HIGHEST))

    def _compare(self, raw: Mapping[str, object], subject: str, path: KeyPath, text: str) -> Condition:
        if not self._only(raw, [subject, *_OPERATORS], path, text):
            return ALWAYS
        name = self._name(raw, subject, path, text)
        operators = [key for key in raw if key in _OPERATORS]
        if name is None:
            return ALWAYS
        if len(operators) > 1:
            return self._note(messages.CONDITION_TWO_OPERATORS, path, text, found=", ".join(operators))
        if not operators:
            if subject in {"fact", "entry"}:
                return Compare(subject=cast("Subject", subject), name=name, op="is", values=(True,))
            known = ", ".join(_OPERATORS)
            return self._note(messages.CONDITION_NO_OPERATOR, path, text, name=name, known=known)
        op = operators[0]
        written = self._written_out(op, raw[op], (*path, op), text)
        if written is _NO_SUCH_SET:
            return ALWAYS
        values = read_values(op, written)
        if values is None:
            return self._value_fault(op, SHAPES.get(op, "one value"), path, text)
        subject_, op_ = cast("Subject", subject), cast("Op", op)
        if op == _CONTAINS and isinstance(written, list):
            return AnyOf(
                parts=tuple(Compare(subject=subject_, name=name, op=op_, values=(v,)) for v in values)
            )
        return Compare(subject=subject_, name=name, op=op_, values=values)

    def _written_out(self, op: str, value: object, path: KeyPath, text: str) -> object:
        """Return the value with the members of each set in its place; ``_NO_SUCH_SET`` is noted."""
        if op not in _TAKE_SETS:
            return value
        items = [value] if set_named(value) else value
        if not isinstance(items, list) or not any(map(set_named, items)):
            return value
        found: list[object] = []
        for item in items:
            name = set_named(item)
            if name is not None and name not in self.sets:
                near = did_you_mean(name, list(self.sets))
                self._note(messages.UNKNOWN_SET, path, text, name=name, near=near)
                return _NO_SUCH_SET
            found += [item] if name is None else self.sets[name]
        return [item for place, item in enumerate(found) if item not in found[:place]]

    def _value_fault(self, key: str, shape: str, path: KeyPath, text: str) -> Condition:
        return self._note(messages.CONDITION_VALUE, (*path, key), text, key=key, shape=shape)


def _is_list_of(value: object, kind: type) -> bool:
    """Say whether a value is a list with at least one element, all of one kind; true is no number."""
    if not isinstance(value, list) or not value:
        return False
    return all(isinstance(item, kind) and not isinstance(item, bool) for item in value)


def _is_level(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and _LOWEST <= value <= _HIGHEST
