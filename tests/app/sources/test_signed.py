"""A signature counts for one content, and whatever changes that content takes it away."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from relapse_cli.app.reports.signed_bank import ToSign, sign
from relapse_cli.app.sources.profiles import ProfileBook
from relapse_cli.app.sources.signed import digest_to_sign, signature_problems, with_signature
from relapse_cli.banks.content import content_digest
from relapse_cli.banks.loader import load_bank
from relapse_cli.banks.signature import signature_path
from relapse_cli.model.bank import Bank
from tests.banks_under_test import shipped_bank
from tests.small_bank import HEAD, write_bank

WHO = {"name": "Dr A: “Example”", "role": "clinical lead", "registration": "IMC 1"}
PROFILES = """\
profiles:
  - id: zz
    country: Nowhere
    source: a page
    looked_at: 2026-11-01
    numbers: [{purpose: emergency, label: Emergency, number: "112", confidence: V}]
"""


def read(path: Path) -> Bank:
    """A bank as it stands in its files now, with the signature that fits."""
    bank, problems = load_bank(path)
    assert bank is not None, problems
    return with_signature(bank, path)


@pytest.fixture
def signed(tmp_path: Path) -> Path:
    """A small bank with numbers of its own, signed."""
    path = write_bank(tmp_path)
    (tmp_path / "profiles.yaml").write_text(PROFILES, "utf-8")
    bank = read(path)
    assert bank.reviewed_by is None
    sign(ToSign(bank, path, digest_to_sign(bank, path), 0, None), WHO, date(2026, 11, 30))
    return path


def change(path: Path, old: str, new: str) -> None:
    """Change one place of a file."""
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")


def test_who_has_signed_is_known_as_it_was_typed(signed: Path) -> None:
    """Name, role and day; and `bank check` has nothing to say."""
    bank = read(signed)
    assert bank.reviewed_by == "Dr A: “Example”, clinical lead, 30 Nov 2026"
    assert signature_problems(bank, signed) == []


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("section.yaml", "label: Alone?", "label: Alone."),
        ("section.yaml", "label: Alone?, paths: [core]", "label: Alone?, paths: [deep]"),
        ("section.yaml", "min: 0, ", ""),
        ("rest.yaml", "footer: F", "footer: f"),
        ("profiles.yaml", '"112"', '"113"'),
        ("bank.yaml", 'version: "1"', 'version: "2"'),
    ],
)
def test_one_letter_or_number_takes_it_away_until_it_is_put_back(
    signed: Path, file: str, old: str, new: str
) -> None:
    """Whatever is said, asked or dialled is part of what was signed."""
    where = signed.parent / file
    before = where.read_text("utf-8")
    change(where, old, new)
    bank = read(signed)
    assert bank.reviewed_by is None
    assert [each.code for each in signature_problems(bank, signed)] == ["BANK_262"]
    where.write_text(before, "utf-8")
    assert read(signed).reviewed_by is not None


def test_layout_is_no_content(signed: Path) -> None:
    """Comments, the order of keys, and a key written out that says what is so without it."""
    section = signed.parent / "section.yaml"
    change(section, "label: Alone?, paths: [core]", "paths: [core], critical: false, label: Alone?")
    section.write_text("# a comment\n" + section.read_text("utf-8"), "utf-8")
    assert read(signed).reviewed_by is not None


def test_what_was_judged_to_be_right_is_no_content(signed: Path) -> None:
    """Only `bank check` reads the exceptions."""
    rest = signed.parent / "rest.yaml"
    rest.write_text(
        rest.read_text("utf-8")
        + "exceptions: [{code: BANK_200, ids: [safety.alone], reason: It is asked for company.}]\n",
        "utf-8",
    )
    assert read(signed).reviewed_by is not None


@pytest.mark.parametrize("text", ["{", "name: [", "format: other/1\n", "- 1\n", "\0"])
def test_a_signature_that_cannot_be_read_is_none(signed: Path, text: str) -> None:
    """Documents say that nobody has reviewed it, and `bank check` says why."""
    signature_path(signed).write_text(text, "utf-8")
    bank = read(signed)
    assert bank.reviewed_by is None
    assert [each.code for each in signature_problems(bank, signed)] == ["BANK_263"]


def test_a_signature_under_another_bank_is_none(signed: Path, tmp_path: Path) -> None:
    """One that is copied to another content counts for nothing there."""
    (tmp_path / "other").mkdir()
    other = write_bank(tmp_path / "other", head=HEAD.replace("title: Small", "title: Other"))
    signature_path(other).parent.mkdir()
    signature_path(other).write_bytes(signature_path(signed).read_bytes())
    assert read(other).reviewed_by is None


def test_a_bank_from_the_cache_has_the_same_content() -> None:
    """What is kept as JSON between runs is the same bank, and carries no signature."""
    bank, profiles = shipped_bank(), ProfileBook().profiles
    kept = Bank.model_validate_json(bank.model_dump_json())
    assert content_digest(kept, profiles) == content_digest(bank, profiles)
    assert "signature" not in bank.model_dump()
