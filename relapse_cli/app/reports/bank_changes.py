"""What changed from one bank to another, and which records would get another level, flag or line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from relapse_cli.app.sources.items import check_item
from relapse_cli.app.sources.profiles import ProfileBook
from relapse_cli.banks.bank_files import find_bank_files
from relapse_cli.banks.loader import read_bank
from relapse_cli.banks.shipped import find_bank
from relapse_cli.batch.inputs.item import STDIN, Item
from relapse_cli.batch.inputs.read import read_items
from relapse_cli.batch.inputs.repeats import SeenIds, find_repeats, first_of_each, without_repeats
from relapse_cli.checks.changes.banks import Side, compare_banks
from relapse_cli.checks.changes.generated import generated_pairs
from relapse_cli.checks.changes.replayed import Replayed, Unread, change_of, outcome
from relapse_cli.checks.structure.check import check_usable
from relapse_cli.errors import InputError
from relapse_cli.places import Places
from relapse_cli.problems import errors_only
from relapse_cli.text.shell import shell_word
from relapse_cli.yaml_door import read_yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from relapse_cli.app.sources.items import CheckedItem
    from relapse_cli.checks.changes.change import Change
    from relapse_cli.model.bank import Bank
    from relapse_cli.model.profile import Profile
    from relapse_cli.places import KeyPath
    from relapse_cli.problems import Problem


@dataclass(frozen=True, slots=True)
class ReadSide:
    """A bank that is compared.

    Attributes:
        name: as it was given.
        faults: what keeps it from being used; it can be compared all the same.
    """

    name: str
    side: Side
    faults: tuple[Problem, ...]

    @property
    def bank(self) -> Bank:
        """The bank itself."""
        return self.side.bank


@dataclass(frozen=True, slots=True)
class BankChanges:
    """Two banks beside each other."""

    old: ReadSide
    new: ReadSide
    changes: tuple[Change, ...]


def changes_between(old: str, new: str) -> BankChanges:
    """Compare two banks, by name or path.

    Raises:
        InputError: one of them is not there, or its files or shape have faults; all of them are named.
    """
    before, after = _read_side(old), _read_side(new)
    return BankChanges(before, after, compare_banks(before.side, after.side))


def require_both(found: BankChanges) -> None:
    """Return where both banks can be used for records.

    Raises:
        InputError: one of them cannot; all of its faults are named.
    """
    for each in (found.old, found.new):
        if each.faults:
            raise InputError(
                f"No record can be put through {each.name}: it cannot be used.",
                problems=each.faults,
                remedy=f"Mend what is named above, then run: relapse bank check {shell_word(each.name)}",
            )


def _read_side(name: str) -> ReadSide:
    files, problems = find_bank_files(find_bank(name))
    reading = read_bank(files, problems) if files else None
    if reading is None or reading.bank is None:
        raise InputError(
            f"The bank {name} cannot be read.", problems=reading.problems if reading else problems
        )
    bank, places = reading.bank, reading.places
    faults = errors_only(check_usable(bank, places))
    return ReadSide(name, Side(bank, places, _profiles(name)), tuple(faults))


def _profiles(bank: str) -> Mapping[str, tuple[Profile, Places, KeyPath]]:
    """The profiles that count for a bank, each with where it stands."""
    found = ProfileBook(bank)
    if found.problems:
        raise InputError(f"The profiles beside {bank} cannot be read.", problems=found.problems)
    files = {each.file: _profile_places(each.file) for each in found.found.values()}
    return {
        name: (each.profile, files[each.file][0], files[each.file][1].get(name, ()))
        for name, each in found.found.items()
    }


def _profile_places(file: Path) -> tuple[Places, Mapping[str, KeyPath]]:
    """Where everything in a file of profiles stands, and the path of each profile."""
    document, _ = read_yaml(file)
    if document is None or not isinstance(document.value, Mapping):
        return Places(file=str(file)), {}
    listed = document.value.get("profiles", ())
    paths: dict[str, KeyPath] = {
        str(each.get("id")): ("profiles", index)
        for index, each in enumerate(listed)
        if isinstance(each, Mapping)
    }
    return Places({path: (str(file), line) for path, line in document.lines.items()}, str(file)), paths


def replay_records(
    found: BankChanges,
    paths: Iterable[str],
    step: Callable[[int, int], None],
    warn: Callable[[Problem], None],
) -> Replayed:
    """Put the records of files, folders, patterns and ``-`` through both banks.

    A record is read as each bank reads it: one of an older version is brought to it by its migrations.

    Args:
        found: the two banks, which can be used.
        paths: where the records are; of those with one id one counts, as in a review.
        step: told how many were read.
        warn: told what is left out, and why.
    """
    old, new = found.old.bank, found.new.bank
    compared, differing, unread = 0, [], []
    for count, item in enumerate(_each_once(tuple(paths)), 1):
        step(count, 0)
        if not isinstance(item, Item):
            if item.severity == "error":
                unread.append(Unread("", item.file, item.line, "both", (item.message,)))
            else:
                warn(item)
            continue
        before, after = check_item(item, old), check_item(item, new)
        if before.record is None or after.record is None:
            unread.append(_unread(item, before, after))
            continue
        compared += 1
        outcomes = outcome(old, before.record), outcome(new, after.record)
        if change := change_of(before.record.id, item.file, item.line, *outcomes):
            differing.append(change)
    return Replayed(compared, tuple(differing), tuple(unread))


def _each_once(paths: tuple[str, ...]) -> Iterator[Item | Problem]:
    """The records, and a warning in the place of each that stands there again; of a pipe the first counts."""
    if STDIN in paths:
        yield from first_of_each(read_items(paths), SeenIds())
    else:
        yield from without_repeats(read_items(paths), find_repeats(lambda: read_items(paths)))


def _unread(item: Item, before: CheckedItem, after: CheckedItem) -> Unread:
    refused = [each for each in (before, after) if each.record is None]
    why = dict.fromkeys(errors_only(each.problems)[0].message for each in refused)
    by: Literal["old", "new", "both"] = (
        "both" if len(refused) == 2 else "old" if before.record is None else "new"
    )
    return Unread(before.id or after.id, item.file, item.line, by, tuple(why))


def replay_generated(
    found: BankChanges, number: int, seed: int, step: Callable[[int, int], None]
) -> Replayed:
    """Put so many made-up records through both banks; the same seed makes the same ones."""
    old, new = found.old.bank, found.new.bank
    differing = []
    for count, (before, after) in enumerate(generated_pairs(old, new, number, seed), 1):
        step(count, number)
        if change := change_of(before.id, "", 0, outcome(old, before), outcome(new, after)):
            differing.append(change)
    return Replayed(number, tuple(differing), seed=seed)
