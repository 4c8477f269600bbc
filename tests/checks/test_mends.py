"""`bank check --fix`: what is safe to mend is mended, and not a byte beside it is touched."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from relapse_cli.app.reports.mended_bank import mend_bank
from relapse_cli.errors import UsageError

BANKS = Path(__file__).parents[2] / "question_banks"
TODAY = date(2026, 11, 30)

MENDS = [
    ("BANK_003", "flags_soon.yaml", "", "flags:", "flagz:"),
    ("BANK_006", "../post_relapse.yaml", "", "  - post_relapse/event.yaml\n", "  - post_relapse/event.yaml\n" * 2),
    ("BANK_011", "safety.yaml", "id: safety.now", "critical: true", "critcal: true"),
    ("BANK_012", "safety.yaml", "id: safety.now", "type: multi", "type: mutli"),
    ("BANK_013", "sources.yaml", "id: seed_a", "title: ", "title: 2025 # "),
    ("BANK_014", "safety.yaml", "id: safety.now", "critical: true", 'critical: "yes"'),
    ("BANK_021", "facts.yaml", "name: distress", "at_least: 8", "at_leest: 8"),
    ("BANK_050", "flags_emergency.yaml", "id: E-04", "safety.suicide,", "safety.suicid,"),
    ("BANK_051", "facts.yaml", "name: distress", "safety.anxiety.peak", "safety.anxiety.peaks"),
    ("BANK_052", "flags_soon.yaml", "id: U-09", "{fact: continuing}", "{fact: continuin}"),
    ("BANK_054", "actions_safety.yaml", "", "{action: S-REENGAGE}", "{action: S-REENGAG}"),
    ("BANK_055", "actions_stance.yaml", "id: S-AVE", "[seed_a, seed_b]", "[seed_a, sed_b]"),
    ("BANK_056", "flags_emergency.yaml", "id: E-02", "[seizure]", "[seizuer]"),
    ("BANK_057", "safety.yaml", "id: safety.now", "ask_after: frame", "ask_after: framee"),
    ("BANK_058", "trigger_rows.yaml", "", "domains: [sleep]", "domains: [slep]"),
    ("BANK_114", "actions_stance.yaml", "id: S-AVE", "owner: therapist", "owner: therapst"),
    ("BANK_116", "actions_safety.yaml", "id: P-AGAIN", "{blank:urge_step}", "{blank:urge_stp}"),
    ("BANK_094", "safety.yaml", "id: safety.anxiety", "min: 0\n          max: 10", "min: 10\n          max: 0"),
    ("YAML_007", "closing.yaml", "id: close.ok", "label: Is this", "label: Well: is this"),
]  # fmt: skip


@pytest.fixture
def banks(tmp_path: Path) -> Path:
    """A copy of the shipped banks."""
    shutil.copytree(BANKS, tmp_path / "banks")
    return tmp_path / "banks"


@pytest.mark.parametrize("row", MENDS, ids=[row[0] for row in MENDS])
def test_what_is_surely_meant_is_written(banks: Path, row: tuple[str, ...]) -> None:
    """The fault is gone, its line alone has changed, and a second run finds nothing to mend."""
    code, file, after, old, new = row
    path = banks / "post_relapse" / file
    right = path.read_bytes().decode()
    at = right.index(old, right.index(after))
    wrong = right[:at] + new + right[at + len(old) :]
    path.write_bytes(wrong.encode())
    bank = str(banks / "post_relapse.yaml")
    (said,) = mend_bank(bank, TODAY)
    assert f": {code} is mended" in said
    changed = path.read_bytes().decode()
    before, now = wrong.split("\n"), changed.split("\n")
    assert changed == right or sum(line not in before for line in now) == 1
    assert mend_bank(bank, TODAY) == ()
    assert path.read_bytes().decode() == changed


def test_what_stood_behind_a_misspelt_key_does_not_keep_it_from_being_mended(banks: Path) -> None:
    """Its part can be judged then: what else is safe to mend there is mended too, and the rest stays to be told."""
    path = banks / "post_relapse" / "actions_stance.yaml"
    right = path.read_text("utf-8")
    start = right.index("id: S-AVE")
    part = right[start:].replace("owner: therapist", "ownr: therapist", 1)
    part = part.replace("[seed_a, seed_b]", "[seed_a, sed_b, no_such_source]", 1)
    path.write_text(right[:start] + part, "utf-8")
    said = mend_bank(str(banks / "post_relapse.yaml"), TODAY)
    assert [each.split(": ")[1].split()[0] for each in said] == ["BANK_011", "BANK_055"]
    expected = right[start:].replace("[seed_a, seed_b]", "[seed_a, seed_b, no_such_source]", 1)
    assert path.read_text("utf-8") == right[:start] + expected


def test_a_key_that_would_stand_twice_is_left(banks: Path) -> None:
    """The file could not be read any more."""
    path = banks / "post_relapse" / "actions_stance.yaml"
    wrong = path.read_text("utf-8").replace("owner: therapist\n", "owner: therapist\n    ownr: patient\n", 1)
    path.write_text(wrong, "utf-8")
    assert mend_bank(str(banks / "post_relapse.yaml"), TODAY) == ()
    assert path.read_text("utf-8") == wrong


def test_a_name_that_could_be_two_is_left(banks: Path) -> None:
    """Where two names are equally near, nobody but its author knows."""
    path = banks / "post_relapse" / "flags_soon.yaml"
    wrong = path.read_text("utf-8").replace("of_flags: [U-01, U-02,", "of_flags: [U-01, U-92,")
    path.write_text(wrong, "utf-8")
    assert mend_bank(str(banks / "post_relapse.yaml"), TODAY) == ()
    assert path.read_text("utf-8") == wrong


def test_who_may_read_a_mended_file_stays(banks: Path) -> None:
    """A bank is shared with others; to mend it locks nobody out."""
    path = banks / "post_relapse" / "actions_stance.yaml"
    path.write_text(path.read_text("utf-8").replace("owner: therapist\n", "owner: therapst\n", 1), "utf-8")
    path.chmod(0o664)
    assert mend_bank(str(banks / "post_relapse.yaml"), TODAY)
    assert path.stat().st_mode & 0o777 == 0o664


def test_the_shipped_bank_is_never_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """What comes with the program stays as it came."""
    with pytest.raises(UsageError):
        mend_bank("post_relapse", TODAY)
