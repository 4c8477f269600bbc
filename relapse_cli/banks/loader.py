"""Banks on disk, read into one bank; what they mean is judged in ``checks``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from relapse_cli.banks import messages
from relapse_cli.banks.bank_files import BankFiles, find_bank_files
from relapse_cli.banks.shapes import build_bank
from relapse_cli.model.bank import Bank
from relapse_cli.model.needed_parts import NEEDED_PARTS, PART_LACKING
from relapse_cli.places import Key, KeyPath, Places
from relapse_cli.problems import Problem, did_you_mean
from relapse_cli.yaml_door import Document, parse_yaml

HEAD = ("id", "version", "title")
_REVIEWED_BY = "reviewed_by"
LISTS = (
    "facts",
    "flags",
    "actions",
    "answer_lines",
    "gap_lines",
    "together",
    "sources",
    "migrations",
    "exceptions",
)
SINGLES = {
    "family_sheet": "family",
    "sheets": "sheets",
    "wording": "wording",
    "roles": "roles",
    "sets": "sets",
}
_PARTS = ("section", *LISTS, *SINGLES)


_OF_FILES = "YAML_"
_UNREAD = {
    each.code
    for each in (messages.NOT_A_MAPPING, messages.UNKNOWN_PART, messages.BAD_FILE_NAME, messages.PART_SHAPE)
}
"""The faults with which a whole part of a bank is out of sight."""

_MOST_FAULTS = 200
"""A hostile file could hold many thousand; nobody reads further than this."""


@dataclass(frozen=True, slots=True)
class _BankReading:
    """What came of reading a bank.

    Attributes:
        bank: the bank itself, where nothing is wrong with its files and its shape.
        places: where everything stands.
        draft: the bank, or one that can be judged beside its faults; ``None`` where that cannot be done.
        filled: the parts of a draft in which nothing may be judged.
    """

    bank: Bank | None
    places: Places
    problems: list[Problem]
    draft: Bank | None = None
    filled: frozenset[KeyPath] = frozenset()


def load_bank(path: Path) -> tuple[Bank | None, list[Problem]]:
    """Read the bank that a file composes, or return the faults of its files and shapes."""
    files, problems = find_bank_files(path)
    if files is None:
        return None, problems
    reading = read_bank(files, problems)
    return reading.bank, reading.problems


def read_bank(files: BankFiles, known: list[Problem]) -> _BankReading:
    """Read the bytes of a bank's files into a bank; all faults come back, after those known before."""
    merged = _Merged(next(iter(files.shown.values())))
    problems = list(known)
    for name, data in files.contents.items():
        document, faults = parse_yaml(data, file=files.shown[name])
        problems += merged.add(document, files.shown[name]) if document else faults
    whole = not problems
    places = Places(merged.spots, merged.file, merged.columns)
    built = build_bank({**merged.parts, "digest": files.digest}, places)
    faults = built.problems
    if not merged.sections:
        faults.append(places.problem(messages.KEY_MISSING, (), "", key="section"))
    if not whole:  # what a file that was not read would hold is not missing
        faults = [fault for fault in faults if fault.path or fault.code != messages.KEY_MISSING.code]
    if not merged.parts.get("sets") and (others := _without_unknown_sets(faults)) != faults:
        words = {"key": "sets", "what": NEEDED_PARTS["sets"]}
        faults = [*others, *([places.problem(PART_LACKING, (), "sets", **words)] if whole else [])]
    problems += faults
    draft = built.draft if whole or not _lacks_a_part(problems) else None
    return _BankReading(None if problems else built.bank, places, problems, draft, built.filled)


def _lacks_a_part(problems: list[Problem]) -> bool:
    """Whether something could not be read at all, so that what it holds is not missing."""
    return any(
        (each.code in _UNREAD and each.sure not in _PARTS) or each.code.startswith(_OF_FILES)
        for each in problems
    )


def _without_unknown_sets(faults: list[Problem]) -> list[Problem]:
    return [fault for fault in faults if fault.code != messages.UNKNOWN_SET.code]


def _called(places: Places, key: Key, meant: str) -> Places:
    """The places of a file whose misspelt key is called by the name that was meant."""

    def under(path: KeyPath) -> KeyPath:
        return (meant, *path[1:]) if path[:1] == (key,) else path

    return Places(
        {under(path): spot for path, spot in places.spots.items()},
        places.file,
        {under(path): column for path, column in places.columns.items()},
    )


def _head_fault(key: object, places: Places) -> Problem:
    """What is wrong with a key that a bank does not say about itself."""
    place: KeyPath = ("bank", str(key))
    if key == _REVIEWED_BY:
        return places.problem(messages.SIGNS_ITSELF, place, "bank")
    near = did_you_mean(str(key), HEAD)
    return places.problem(messages.KEY_UNKNOWN, place, "bank", key=key, near=near)


class _Merged:
    """The parts of all files put together, with the place of each."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.sections: list[object] = []
        self.lists: dict[str, list[object]] = {key: [] for key in LISTS}
        self.parts: dict[str, object] = {"sections": self.sections, **self.lists}
        self.spots: dict[KeyPath, tuple[str, int]] = {}
        self.columns: dict[KeyPath, int] = {}

    def add(self, document: Document, file: str) -> list[Problem]:
        """Add the parts of one file, and return what does not fit."""
        places = Places({path: (file, line) for path, line in document.lines.items()}, file, document.columns)
        if not isinstance(document.value, Mapping):
            return [places.problem(messages.NOT_A_MAPPING, (), "")]
        composing = file == self.file
        known = [*_PARTS, "bank", "files"] if composing else list(_PARTS)
        problems: list[Problem] = []
        for key, value in document.value.items():
            if key not in known:
                near = did_you_mean(str(key), known)
                words = {"key": key, "near": near, "known": ", ".join(known)}
                fault = places.problem(messages.UNKNOWN_PART, (key,), "", **words)
                problems.append(fault)
                if fault.sure in _PARTS and fault.sure not in document.value:
                    problems += self._add_part(fault.sure, value, _called(places, key, fault.sure))
                if len(problems) >= _MOST_FAULTS:
                    break
            elif key != "files":
                problems += self._add_part(key, value, places)
        return problems

    def _add_part(self, key: str, value: object, places: Places) -> list[Problem]:
        if not isinstance(value, list if key in LISTS else Mapping):
            shape = "a list" if key in LISTS else "keys and values"
            return [places.problem(messages.PART_SHAPE, (key,), key, key=key, shape=shape)]
        if isinstance(value, list):
            self._place((key,), (key,), places, shift=len(self.lists[key]))
            self.lists[key] += value
        elif key == "section":
            self._place((key,), ("sections", len(self.sections)), places)
            self.sections.append(value)
        elif key == "bank":
            return self._add_head(value, places)
        elif (target := SINGLES[key]) in self.parts:
            first = Places(self.spots).at((target,))[0]
            return [places.problem(messages.PART_TWICE, (key,), key, key=key, file=first)]
        else:
            self.parts[target] = value
            self._place((key,), (target,), places)
        return []

    def _add_head(self, head: Mapping[str, object], places: Places) -> list[Problem]:
        self._place(("bank",), (), places)
        self.parts.update({key: value for key, value in head.items() if key in HEAD})
        further = {key: value for key, value in head.items() if key not in HEAD}
        if further.get(_REVIEWED_BY, "") is None:  # as it stood in every bank that nobody had reviewed
            del further[_REVIEWED_BY]
        return [_head_fault(key, places) for key in further]

    def _place(self, inside: KeyPath, whole: KeyPath, places: Places, *, shift: int = 0) -> None:
        """Note where the part under a path of one file stands in the whole bank."""
        for path, spot in places.spots.items():
            if path[: len(inside)] != inside:
                continue
            rest = path[len(inside) :]
            if shift and rest and isinstance(rest[0], int):
                rest = (rest[0] + shift, *rest[1:])
            if (*whole, *rest) not in self.spots:
                self.spots[*whole, *rest] = spot
                self.columns[*whole, *rest] = places.columns[path]
