"""Migrations of a bank: where they lead is there, and every fault is found on its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from relapse_cli.model.migration import Migration
from tests.small_bank import HEAD, QUESTIONS, REST, check_bank, codes, write_bank

OWN_FILE = HEAD.replace('"1"', '"3"').replace("rest.yaml", "rest.yaml, migrations.yaml")


def checked(folder: Path, migrations: str) -> list[tuple[str, str, int]]:
    """The faults of version 3 of the small bank with a file of migrations: code, path and line."""
    (folder / "migrations.yaml").write_text(f"migrations:\n{migrations}", encoding="utf-8")
    _, problems = check_bank(write_bank(folder, head=OWN_FILE))
    assert {Path(problem.file).name for problem in problems} <= {"migrations.yaml"}
    return [(problem.code, problem.path, problem.line) for problem in problems]


def faults(folder: Path, moves: str) -> list[str]:
    """The codes of the faults of one migration from version 2."""
    lines = "".join(f"    {line}\n" for line in moves.splitlines())
    return [code for code, _, _ in checked(folder, f'  - from: "2"\n    to: "3"\n{lines}')]


def test_migrations_stand_in_a_file_of_their_own(tmp_path: Path) -> None:
    """They are read into the bank as they are written, and a sound bank with them has no fault."""
    moves = """\
  - from: "2"
    to: "3"
    rename: {old.mood: safety.mood}
    map: {old.mood: {sad: low}}
    split: {old.now: [safety.now, safety.alone]}
    drop: {old.words: Nobody needed it.}
    fields: {safety.sleep: {rename: {when: hours}, drop: {colour: Not asked any more.}}}
"""
    (tmp_path / "migrations.yaml").write_text(f"migrations:\n{moves}", encoding="utf-8")
    bank, problems = check_bank(write_bank(tmp_path, head=OWN_FILE))

    assert problems == []
    assert bank is not None
    assert bank.migrations == (
        Migration.model_validate(
            {
                "from": "2", "to": "3", "rename": {"old.mood": "safety.mood"},
                "map": {"old.mood": {"sad": "low"}},
                "split": {"old.now": ("safety.now", "safety.alone")},
                "drop": {"old.words": "Nobody needed it."},
                "fields": {
                    "safety.sleep": {"rename": {"when": "hours"}, "drop": {"colour": "Not asked any more."}}
                },
            }
        ),
    )  # fmt: skip


def test_a_bank_with_migrations_can_be_kept_as_json(tmp_path: Path) -> None:
    """What the cache writes is read again as the same bank."""
    text = REST + 'migrations: [{from: "0", to: "1", rename: {old.mood: safety.mood}}]\n'
    bank, problems = check_bank(write_bank(tmp_path, rest=text))

    assert problems == []
    assert bank is not None
    assert type(bank).model_validate_json(bank.model_dump_json()) == bank


@pytest.mark.parametrize(
    ("moves", "expected"),
    [
        ("rename: {old.mood: safety.mod}", ["BANK_050"]),
        ("split: {old.now: [safety.now, safety.then]}", ["BANK_050"]),
        ("map: {old.mood: {sad: low}}", ["BANK_050"]),
        ("map: {safety.mood: {sad: lo}}", ["BANK_056"]),
        ("map: {safety.now: {fit: seizures}}", ["BANK_056"]),
        ("rename: {old.mood: safety.mood}\nmap: {old.mood: {sad: lo}}", ["BANK_056"]),
        ("split: {old.now: [safety.now, safety.mood]}\nmap: {old.now: {sad: low, fit: seizure}}", []),
        ("split: {old.now: [safety.now, safety.mood]}\nmap: {old.now: {sad: lo}}", ["BANK_056"]),
        ("map: {safety.alone: {x: low}}", ["BANK_125"]),
        ("map: {safety.sleep: {x: low}}", ["BANK_125"]),
        ("fields: {safety.sleep: {rename: {length: hour}}}", ["BANK_051"]),
        ("fields: {safety.slept: {rename: {length: hours}}}", ["BANK_050"]),
        ("fields: {safety.mood: {rename: {length: hours}}}", ["BANK_051"]),
        ("fields: {safety.sleep: {map: {hours: {few: low}}}}", ["BANK_125"]),
        ("fields: {safety.sleep: {map: {length: {few: low}}}}", ["BANK_051"]),
        ("fields: {safety.sleep: {drop: {length: It was long.}}}", []),
        ("rename: {a: safety.mood}\ndrop: {a: Not needed.}", ["BANK_123"]),
        ("rename: {a: safety.alone}\nsplit: {a: [safety.mood, safety.now]}", ["BANK_123"]),
        ("split: {a: [safety.mood, safety.now]}\ndrop: {a: Not needed.}", ["BANK_123"]),
        ("map: {a: {sad: low}}\ndrop: {a: Not needed.}", ["BANK_123"]),
        ("fields: {a: {rename: {b: hours}}}\ndrop: {a: Not needed.}", ["BANK_123"]),
        ("fields: {safety.sleep: {rename: {b: hours}, drop: {b: Not needed.}}}", ["BANK_123"]),
        ("rename: {a: safety.mood, b: safety.mood}", ["BANK_124"]),
        ("rename: {a: safety.mood}\nsplit: {b: [safety.mood, safety.now]}", ["BANK_124"]),
        ("split: {b: [safety.mood, safety.mood]}", ["BANK_124"]),
        ("fields: {safety.sleep: {rename: {a: hours, b: hours}}}", ["BANK_124"]),
        ("split: {a: [safety.mood]}", ["BANK_013"]),
        ("drop: {a: ' '}", ["BANK_013"]),
        ("renames: {a: safety.mood}", ["BANK_011"]),
        ("again: {safety.mood: {was: [low], why: It was one.}}", []),
        ("again: {safety.mood: {was: [lo], why: It was one.}}", ["BANK_056"]),
        ("again: {safety.mod: {was: [low], why: It was one.}}", ["BANK_050"]),
        ("again: {safety.mood: {was: [], why: It was one.}}", ["BANK_013"]),
        ("again: {safety.sleep: {field: hour, was: [low], why: It was one.}}", ["BANK_051"]),
        ("wider: [safety.mood]", []),
        ("wider: [safety.mod]", ["BANK_050"]),
        ("rename: {a: safety.mood, b: safety.now}\nmap: {a: {when: low}, b: {detail: none}}", []),
    ],
)
def test_what_a_migration_names_must_be_there_and_agree(
    tmp_path: Path, moves: str, expected: list[str]
) -> None:
    """On the right stands what the bank of today has, and of each thing on the left one thing becomes."""
    assert faults(tmp_path, moves) == expected


def test_a_later_migration_takes_the_names_on(tmp_path: Path) -> None:
    """A name in between need not be in the bank of today, when a later step renames or drops it."""
    chain = """\
  - {from: "1", to: "2", rename: {a: b, c: d}, map: {a: {x: y}}}
  - {from: "2", to: "3", rename: {b: safety.mood}, map: {b: {y: low}}, drop: {d: Not needed.}}
"""
    assert checked(tmp_path, chain) == []
    assert checked(tmp_path, chain.replace("y: low", "y: high")) == [
        ("BANK_056", "a", 2),
        ("BANK_056", "b", 3),
    ]
    assert checked(tmp_path, chain.replace("b: safety.mood", "b: safety.mod")) == [
        ("BANK_050", "a", 2),
        ("BANK_050", "b", 3),
    ]


@pytest.mark.parametrize(
    ("versions", "expected"),
    [
        ([("1", "2"), ("2", "3")], []),
        ([("2", "3"), ("1", "3")], []),
        ([("1", "2")], [("BANK_122", "migrations.1", 2)]),
        ([("1", "2"), ("0", "1")], [("BANK_122", "migrations.1", 2), ("BANK_122", "migrations.0", 3)]),
        ([("1", "2"), ("2", "1")], [("BANK_122", "migrations.1", 2), ("BANK_122", "migrations.2", 3)]),
        ([("1", "3"), ("1", "3")], [("BANK_120", "migrations.1", 3)]),
        ([("3", "4")], [("BANK_121", "migrations.3", 2)]),
    ],
)
def test_the_versions_lead_to_that_of_the_bank(
    tmp_path: Path, versions: list[tuple[str, str]], expected: list[tuple[str, str, int]]
) -> None:
    """From every older version there is one way, and it ends at the bank's own."""
    listed = "".join(f'  - {{from: "{since}", to: "{to}"}}\n' for since, to in versions)
    assert checked(tmp_path, listed) == expected


def test_faults_of_migrations_come_with_all_others(tmp_path: Path) -> None:
    """A wrong target is told on its line beside a fault of a question, in one go."""
    rest = REST + 'migrations:\n- from: "0"\n  to: "1"\n  rename:\n    old.mood: safety.mod\n'
    questions = QUESTIONS.replace("{id: none, label: Nothing}", "{id: none, label: N}, {id: none, label: N}")
    _, problems = check_bank(write_bank(tmp_path, questions=questions, rest=rest))

    assert sorted(codes(problems)) == ["BANK_040", "BANK_050"]
    [wrong] = [problem for problem in problems if problem.code == "BANK_050"]
    assert (Path(wrong.file).name, wrong.line) == ("rest.yaml", 10)
    assert wrong.remedy.startswith("Did you mean 'safety.mood'?")
