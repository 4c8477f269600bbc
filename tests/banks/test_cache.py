"""The cache: a sound bank comes back as it was; on any doubt it is read from its files again."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from relapse_cli.app.sources.bank import load_checked_bank
from relapse_cli.banks import cache
from relapse_cli.banks.cache import BankCache, bank_cache
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


@pytest.fixture
def kept(tmp_path: Path, bank: Bank) -> BankCache:
    """The cache of a user, with the bank in it."""
    kept = bank_cache(tmp_path / "home")
    kept.write(bank)
    return kept


def file_of(kept: BankCache) -> Path:
    """The one file in a cache."""
    [file] = kept.folder.iterdir()
    return file


def test_a_cached_bank_is_the_same_bank(kept: BankCache, bank: Bank) -> None:
    """What was written comes back equal, conditions and all."""
    assert kept.read(bank.digest) == bank


def test_another_digest_or_version_finds_nothing(
    kept: BankCache, bank: Bank, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A changed bank and a changed program both read the files again."""
    assert kept.read("sha256:" + "0" * 64) is None
    monkeypatch.setattr(cache, "__version__", "99.0")
    assert kept.read(bank.digest) is None


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff", b"[" * 100_000, b'{"digest": "x"}'])
@pytest.mark.parametrize("sealed", [False, True])
def test_a_broken_cache_file_is_ignored_and_written_anew(
    kept: BankCache, bank: Bank, content: bytes, sealed: bool
) -> None:
    """Whatever stands in the file, under a seal that fits or not, it is not used, and it is replaced."""
    head = cache._head(kept.key_file.read_bytes(), bank.digest, content) if sealed else b""
    file_of(kept).write_bytes(head + content)

    assert kept.read(bank.digest) is None
    kept.write(bank)
    assert kept.read(bank.digest) == bank


def edited(data: bytes) -> Iterator[bytes]:
    """A cached bank as somebody changes it who can write the file and nothing else."""
    head, _, body = data.partition(b"\n")
    yield data.replace(b"hours", b"weeks")
    yield body
    yield head + b"\n" + body + b" "
    yield b" " + data
    yield body[:-1] + b"," + body[1:]
    yield data[:-1]
    for place in range(0, len(data), 97):
        yield data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]


def test_an_edited_bank_is_never_used(kept: BankCache, bank: Bank) -> None:
    """No change of the file, however small, gives another bank under the digest of the files."""
    file = file_of(kept)
    whole = file.read_bytes()
    for changed in edited(whole):
        assert changed != whole
        file.write_bytes(changed)
        assert kept.read(bank.digest) is None
    file.write_bytes(whole)
    assert kept.read(bank.digest) == bank


def test_a_bank_sealed_with_another_key_is_not_used(tmp_path: Path, kept: BankCache, bank: Bank) -> None:
    """A whole cache of somebody else, and one whose key was lost, are read from the files again."""
    other = bank_cache(tmp_path / "other")
    other.write(bank.model_copy(update={"title": "Another"}))
    file_of(kept).write_bytes(file_of(other).read_bytes())
    assert kept.read(bank.digest) is None

    kept.write(bank)
    kept.key_file.unlink()
    assert kept.read(bank.digest) is None
    kept.write(bank)
    assert kept.read(bank.digest) == bank


def test_an_altered_question_is_never_asked_under_the_unaltered_digest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bank that the program works with is that of its files, whatever its cache says."""
    monkeypatch.setenv("RELAPSE_HOME", str(tmp_path))
    path = BANKS / "post_relapse.yaml"
    first, _ = load_checked_bank(path)
    [file] = (tmp_path / "cache").iterdir()
    assert first is not None
    label = next(iter(first.questions.values())).label.encode()
    whole = file.read_bytes()
    file.write_bytes(whole.replace(label, b"Is everything well?"))

    assert load_checked_bank(path) == (first, [])
    assert file.read_bytes() == whole  # written anew


def test_a_bank_under_a_foreign_name_is_ignored(kept: BankCache, bank: Bank) -> None:
    """A file that holds another bank than its name says is not used."""
    file = file_of(kept)
    file.rename(file.with_name(file.name.replace(bank.digest[7:], "0" * 64)))

    assert kept.read("sha256:" + "0" * 64) is None


@pytest.mark.skipif(os.name == "nt", reason="Windows has no file modes")
def test_only_the_owner_may_read_the_cache_and_its_key(tmp_path: Path, bank: Bank) -> None:
    """Folders 0700, files 0600, and no temporary file is left behind."""
    kept = bank_cache(tmp_path / "home")
    before = os.umask(0)
    try:
        kept.write(bank)
    finally:
        os.umask(before)
    modes = [path.stat().st_mode & 0o777 for path in (kept.folder, file_of(kept), kept.key_file)]

    assert modes == [0o700, 0o600, 0o600]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no file modes")
@pytest.mark.parametrize("mode", [0o666, 0o620, 0o644])
def test_a_file_that_others_may_touch_is_not_trusted(kept: BankCache, bank: Bank, mode: int) -> None:
    """A bank or a key that somebody else could have planted or read is never used, and is made anew."""
    for path in (file_of(kept), kept.key_file):
        path.chmod(mode)
        assert kept.read(bank.digest) is None
        kept.write(bank)
        assert kept.read(bank.digest) == bank


@pytest.mark.skipif(os.name == "nt", reason="Windows has no file modes")
def test_a_folder_that_others_may_write_is_not_trusted(kept: BankCache, bank: Bank) -> None:
    """Nothing is read from it and nothing is written to it."""
    kept.folder.chmod(0o777)
    assert kept.read(bank.digest) is None
    file_of(kept).unlink()
    kept.write(bank)
    assert list(kept.folder.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="links need special rights on Windows")
def test_a_link_in_place_of_a_cached_bank_is_not_followed(
    tmp_path: Path, kept: BankCache, bank: Bank
) -> None:
    """A planted link is ignored when reading and replaced when writing; its target stays as it is."""
    file, target = file_of(kept), tmp_path / "target.json"
    file.rename(target)
    file.symlink_to(target)
    before = target.read_bytes()

    assert kept.read(bank.digest) is None
    kept.write(bank)
    assert not file.is_symlink()
    assert target.read_bytes() == before


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names")
@pytest.mark.parametrize("in_place", ["bank", "key"])
def test_a_pipe_in_place_of_a_file_holds_nobody_up(kept: BankCache, bank: Bank, in_place: str) -> None:
    """Nobody waits for what will never be written; the bank is read from its files."""
    path = file_of(kept) if in_place == "bank" else kept.key_file
    path.unlink()
    os.mkfifo(path, 0o600)
    assert kept.read(bank.digest) is None
    kept.write(bank)
    assert kept.read(bank.digest) is None


@pytest.mark.parametrize("name", ["cache", "cache.key"])
def test_without_a_place_to_write_there_is_no_cache(tmp_path: Path, bank: Bank, name: str) -> None:
    """A home that cannot be written is fine: nothing is kept and nothing fails."""
    kept = bank_cache(tmp_path)
    (tmp_path / name).write_text("in the way") if name == "cache" else (tmp_path / name).mkdir()
    kept.write(bank)

    assert kept.read(bank.digest) is None


def test_the_folder_follows_the_setting(tmp_path: Path) -> None:
    """RELAPSE_HOME takes the place of the user's own cache folder."""
    assert bank_cache(tmp_path) == BankCache(tmp_path / "cache", tmp_path / "cache.key")
    own = bank_cache(None)
    assert "relapse" in str(own.folder).lower()
    assert "relapse" in str(own.key_file).lower()
    assert own.key_file.parent != own.folder


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


@pytest.mark.parametrize("name", [f"bank-1.0.{'a' * 16}.tmp", f".bank-1.0-b.json.{'0' * 16}.tmp"])
def test_what_a_killed_program_left_in_the_cache_goes_when_a_bank_is_kept(
    kept: BankCache, bank: Bank, name: str
) -> None:
    """Under the names of this version and of earlier ones; a folder in its place holds nobody up."""
    (kept.folder / name).write_bytes(b"half a bank")
    (kept.folder / f".bank-x.{'1' * 16}.tmp").mkdir()
    (kept.folder / "bank-mine.tmp").write_bytes(b"somebody else's")
    file_of_bank = next(kept.folder.glob("*.json"))
    file_of_bank.unlink()
    kept.write(bank)
    assert kept.read(bank.digest) == bank
    left = {path.name for path in kept.folder.iterdir()}
    assert left == {file_of_bank.name, f".bank-x.{'1' * 16}.tmp", "bank-mine.tmp"}
