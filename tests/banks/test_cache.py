"""The cache: a sound bank comes back as it was; anything else in the folder is ignored."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from relapse_cli.app.sources.bank import load_checked_bank
from relapse_cli.banks import cache
from relapse_cli.banks.cache import cache_folder, read_cached_bank, write_cached_bank
from relapse_cli.banks.loader import load_bank
from relapse_cli.model.bank import Bank
from tests.small_bank import codes, write_bank

BANKS = Path(__file__).parents[2] / "question_banks"


@pytest.fixture
def bank(tmp_path: Path) -> Bank:
    """A small bank."""
    rules = "facts: [{name: f, phrase: p, when: {any: [{answer: safety.sleep.hours, at_least: 8}]}}]"
    loaded, problems = load_bank(write_bank(tmp_path, rules=rules))
    assert loaded is not None, problems
    return loaded


def test_a_cached_bank_is_the_same_bank(tmp_path: Path, bank: Bank) -> None:
    """What was written comes back equal, conditions and all."""
    write_cached_bank(tmp_path / "cache", bank)

    assert read_cached_bank(tmp_path / "cache", bank.digest) == bank


def test_another_digest_or_version_finds_nothing(
    tmp_path: Path, bank: Bank, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A changed bank and a changed program both read the files again."""
    write_cached_bank(tmp_path, bank)

    assert read_cached_bank(tmp_path, "sha256:" + "0" * 64) is None
    monkeypatch.setattr(cache, "__version__", "99.0")
    assert read_cached_bank(tmp_path, bank.digest) is None


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff", b"[" * 100_000, b'{"digest": "x"}'])
def test_a_broken_cache_file_is_ignored_and_written_anew(tmp_path: Path, bank: Bank, content: bytes) -> None:
    """Whatever stands in the file, the bank is read from its source and the file is replaced."""
    write_cached_bank(tmp_path / "cache", bank)
    [file] = (tmp_path / "cache").iterdir()
    file.write_bytes(content)

    assert read_cached_bank(tmp_path / "cache", bank.digest) is None
    write_cached_bank(tmp_path / "cache", bank)
    assert read_cached_bank(tmp_path / "cache", bank.digest) == bank


def test_a_bank_under_a_foreign_name_is_ignored(tmp_path: Path, bank: Bank) -> None:
    """A file that holds another bank than its name says is not used."""
    write_cached_bank(tmp_path / "cache", bank)
    [file] = (tmp_path / "cache").iterdir()
    file.rename(file.with_name(file.name.replace(bank.digest[7:], "0" * 64)))

    assert read_cached_bank(tmp_path / "cache", "sha256:" + "0" * 64) is None


@pytest.mark.skipif(os.name == "nt", reason="Windows has no file modes")
def test_only_the_owner_may_read_the_cache(tmp_path: Path, bank: Bank) -> None:
    """Folder 0700, file 0600, and no temporary file is left behind."""
    folder = tmp_path / "home" / "cache"
    before = os.umask(0)
    try:
        write_cached_bank(folder, bank)
    finally:
        os.umask(before)
    [file] = folder.iterdir()

    assert (folder.stat().st_mode & 0o777, file.stat().st_mode & 0o777) == (0o700, 0o600)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no file modes")
def test_a_file_or_folder_that_others_may_write_is_not_trusted(tmp_path: Path, bank: Bank) -> None:
    """A bank that somebody else could have planted is never used."""
    folder = tmp_path / "cache"
    write_cached_bank(folder, bank)
    [file] = folder.iterdir()
    file.chmod(0o666)
    assert read_cached_bank(folder, bank.digest) is None

    file.unlink()
    folder.chmod(0o777)
    write_cached_bank(folder, bank)
    assert list(folder.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="links need special rights on Windows")
def test_a_link_in_place_of_a_cached_bank_is_not_followed(tmp_path: Path, bank: Bank) -> None:
    """A planted link is ignored when reading and replaced when writing; its target stays as it is."""
    folder = tmp_path / "cache"
    write_cached_bank(folder, bank)
    [file] = folder.iterdir()
    target = tmp_path / "target.json"
    file.rename(target)
    file.symlink_to(target)
    before = target.read_bytes()

    assert read_cached_bank(folder, bank.digest) is None
    write_cached_bank(folder, bank)
    assert not file.is_symlink()
    assert target.read_bytes() == before


def test_without_a_writable_folder_there_is_no_cache(tmp_path: Path, bank: Bank) -> None:
    """A home that cannot be written is fine: nothing is kept and nothing fails."""
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    write_cached_bank(blocked / "cache", bank)

    assert read_cached_bank(blocked / "cache", bank.digest) is None


def test_the_folder_follows_the_setting(tmp_path: Path) -> None:
    """RELAPSE_HOME takes the place of the user's own cache folder."""
    assert cache_folder(tmp_path) == tmp_path / "cache"
    assert "relapse" in cache_folder(None).parts[-1].lower() or "relapse" in str(cache_folder(None)).lower()


def test_only_a_sound_bank_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bank with a fault is never written, so that a cached bank needs no check."""
    monkeypatch.setenv("RELAPSE_HOME", str(tmp_path / "home"))
    shutil.copytree(BANKS, tmp_path / "banks")
    path, facts = tmp_path / "banks" / "post_relapse.yaml", tmp_path / "banks" / "post_relapse" / "facts.yaml"
    sound = facts.read_text("utf-8")
    facts.write_text(f"{sound}\n  - {{name: f, phrase: p, when: {{fact: gone}}}}\n", "utf-8")

    assert codes(load_checked_bank(path)[1]) == ["BANK_052"]
    assert not (tmp_path / "home").exists()

    facts.write_text(sound, "utf-8")
    first, problems = load_checked_bank(path)
    assert problems == []
    assert len(list((tmp_path / "home" / "cache").iterdir())) == 1
    assert load_checked_bank(path) == (first, [])
