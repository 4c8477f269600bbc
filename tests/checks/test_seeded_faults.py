"""Edits that a careful person could make to a bank: each fault is found by its code, and nothing else is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache

import pytest

from relapse_cli.banks import loader
from relapse_cli.banks.bank_files import BankFiles, find_bank_files
from relapse_cli.banks.language import shipped_words
from relapse_cli.banks.loader import read_bank
from relapse_cli.banks.shipped import find_bank
from relapse_cli.checks.whole import check_whole
from relapse_cli.problems import Problem
from tests.checks.seeded_faults import HARMLESS, ROLES, SEEDS, Seed

TODAY = date(2026, 11, 30)


@pytest.fixture(autouse=True)
def read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of some thirty files one is edited; the others are not read again for each fault."""
    monkeypatch.setattr(loader, "parse_yaml", parse_once)


parse_once = cache(loader.parse_yaml)


@cache
def shipped_files() -> BankFiles:
    """The files of the shipped bank, in memory."""
    files, problems = find_bank_files(find_bank("post_relapse"))
    assert files is not None, problems
    return files


def edited(seed: Seed) -> Mapping[str, bytes]:
    """The files of the bank with one edit, which must have hit something."""
    files = shipped_files()
    name = "post_relapse.yaml" if seed.file == "." else f"post_relapse/{seed.file}"
    text = files.contents[name].decode()
    if not seed.old:
        changed = text + seed.new
    else:
        start = text.index(seed.after)
        at = text.index(seed.old, start)
        changed = text[:at] + seed.new + text[at + len(seed.old) :]
    assert changed != text
    return {**files.contents, name: changed.encode()}


def found_in(contents: Mapping[str, bytes]) -> list[Problem]:
    """What `relapse bank check` finds in files of a bank."""
    files = BankFiles(contents, {name: name for name in contents}, "sha256:0")
    if contents["post_relapse.yaml"] != shipped_files().contents["post_relapse.yaml"]:
        return found_on_disk(contents)
    reading = read_bank(files, [])
    if reading.draft is None:
        return reading.problems
    whole = check_whole(reading.draft, reading.places, TODAY, shipped_words(), filled=reading.filled)
    return [*reading.problems, *whole.problems]


def found_on_disk(contents: Mapping[str, bytes]) -> list[Problem]:
    """The same by way of files, for what stands in the composing one."""
    from pathlib import Path
    from tempfile import TemporaryDirectory

    from relapse_cli.app.reports.checked_bank import check_bank

    with TemporaryDirectory() as folder:
        for name, data in contents.items():
            path = Path(folder, name)
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(data)
        return list(check_bank(str(Path(folder, "post_relapse.yaml")), TODAY).problems)


def test_the_table_is_long_enough() -> None:
    """At least ninety faults, and a dozen edits that are none."""
    assert len(SEEDS) >= 90
    assert len(set(SEEDS)) == len(SEEDS)
    assert len(HARMLESS) >= 12


def test_the_shipped_bank_has_none_of_them() -> None:
    """What is found below was put there."""
    assert found_in(shipped_files().contents) == []


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: f"{seed.code}-{seed.file}-{SEEDS.index(seed)}")
def test_every_seeded_fault_is_found(seed: Seed) -> None:
    """By its code, in its file, with a line and a remedy."""
    found = [problem for problem in found_in(edited(seed)) if problem.code == seed.code]
    assert found
    assert all(problem.remedy or problem.code.startswith("YAML") for problem in found)


@pytest.mark.parametrize("seed", HARMLESS, ids=lambda seed: f"{seed.file}-{HARMLESS.index(seed)}")
def test_a_harmless_edit_is_let_be(seed: Seed) -> None:
    """Other words, other borders, one more option in a rule: nothing is found."""
    assert found_in(edited(seed)) == []


@pytest.mark.parametrize("part", ["roles", "sets"])
@pytest.mark.parametrize("left", ["", "{part}: {{}}\n"])
def test_of_a_part_that_is_lacking_no_consequence_is_told(part: str, left: str) -> None:
    """As in a bank that was copied before there was such a part."""
    before = dict(shipped_files().contents)
    name = f"post_relapse/{part}.yaml"
    before[name] = (left or "exceptions: []\n").format(part=part).encode()
    assert {problem.code for problem in found_in(before)} == {"BANK_008"}


def test_without_the_role_of_what_was_taken_the_rest_is_judged() -> None:
    """Rules read fields of it; the missing role is told by itself."""
    without = edited(Seed("", ROLES, "", "  substance: event.substance\n", ""))
    assert "BANK_136" in {problem.code for problem in found_in(without)}


@pytest.mark.parametrize("code", ["BANK_003", "BANK_012"])
def test_a_misspelt_type_or_part_hides_nothing_of_the_rest(code: str) -> None:
    """What was meant is taken for it; rules that read the question or the part are not blamed."""
    misspelt = edited(next(seed for seed in SEEDS if seed.code == code))
    blaming = edited(next(seed for seed in SEEDS if seed.code == "BANK_300"))
    before = shipped_files().contents
    both = {name: blaming[name] if blaming[name] != data else misspelt[name] for name, data in before.items()}
    assert sorted(problem.code for problem in found_in(both)) == [code, "BANK_300"]
