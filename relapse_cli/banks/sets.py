"""The sets of a bank as they are written: lists, in which another set may stand as ``{set: name}``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from relapse_cli.banks import messages
from relapse_cli.model.sets import set_contracts
from relapse_cli.places import join_path
from relapse_cli.problems import did_you_mean

if TYPE_CHECKING:
    from relapse_cli.places import KeyPath, Places
    from relapse_cli.problems import Message, Problem

_SET = "set"
_KNOWN = {name for name, _ in set_contracts()}


def set_named(item: object) -> str | None:
    """The name of the set that an item of a list stands for; ``None`` where it stands for itself."""
    name = item.get(_SET) if isinstance(item, Mapping) and len(item) == 1 else None
    return name if isinstance(name, str) else None


@dataclass(slots=True)
class ReadSets:
    """The sets of a bank without sets inside them.

    Attributes:
        raw: the sets as they are written.
        lists: by name, the members of each set that is a list.
    """

    raw: Mapping[str, object]
    places: Places
    lists: dict[str, list[object]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        for name in self.raw:
            self._members(name, ())

    @property
    def whole(self) -> dict[str, object]:
        """All sets as the model has them: those that the program reads, and the bank's own."""
        found = {**self.raw, **self.lists}
        own = {name: held for name, held in found.items() if name not in _KNOWN}
        return {**{name: held for name, held in found.items() if name in _KNOWN}, "own": own}

    def _members(self, name: str, around: tuple[str, ...]) -> list[object]:
        """The members of a set; what cannot be read is noted once and left out."""
        if name in self.lists:
            return self.lists[name]
        written, found = self.raw[name], dict[object, None]()
        if not isinstance(written, list):
            return []
        for index, item in enumerate(written):
            inner = set_named(item)
            if inner is None:
                found.update({item: None} if isinstance(item, str) else {str(item): None})
            elif inner not in self.raw:
                near = did_you_mean(inner, list(self.raw))
                self._note(messages.UNKNOWN_SET, ("sets", name, index), name=inner, near=near)
            elif inner in (*around, name):
                self._note(messages.SET_IN_ITSELF, ("sets", name, index), name=inner)
            else:
                found.update(dict.fromkeys(self._members(inner, (*around, name))))
        self.lists[name] = list(found)
        return self.lists[name]

    def _note(self, message: Message, path: KeyPath, **words: object) -> None:
        self.problems.append(self.places.problem(message, path, join_path(path[:2]), **words))
