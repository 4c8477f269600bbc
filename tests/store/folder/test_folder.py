"""The folder of the store: where it is, closed to others, and refused with a remedy where it is not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from relapse_cli.errors import StoreError
from relapse_cli.store.folder.folder import check_folder, prepare_folder, private_files, store_folder
from relapse_cli.text.shell import shell_word
from tests.store.ordinary_user import folder_of_ordinary_user

posix_only = pytest.mark.skipif(os.name != "posix", reason="Windows has no modes of this kind")


def mode(path: Path) -> int:
    """Return the permission bits of a path."""
    return path.stat().st_mode & 0o777


def test_the_folder_asked_for_comes_first() -> None:
    """``--data-dir`` names the folder itself; ``RELAPSE_HOME`` the folder around it."""
    assert store_folder(Path("/data"), Path("/home")) == Path("/data")
    assert store_folder(None, Path("/home")) == Path("/home/store")


def test_without_a_wish_it_is_the_users_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The user's data folder holds the store when nothing else is said."""
    monkeypatch.setattr("platformdirs.user_data_path", lambda name, **_: tmp_path / name)
    assert store_folder(None, None) == tmp_path / "relapse" / "store"


@posix_only
def test_every_folder_it_makes_is_its_owners_alone(tmp_path: Path) -> None:
    """Even where new files are open to everybody, the folder and those above it are made 0700."""
    before = os.umask(0)
    try:
        assert prepare_folder(tmp_path / "a" / "b") == ()
        assert os.umask(0) == 0, "the process keeps its own mask"
    finally:
        os.umask(before)
    assert [mode(tmp_path / "a"), mode(tmp_path / "a" / "b")] == [0o700, 0o700]


def test_checking_makes_nothing(tmp_path: Path) -> None:
    """A missing folder is named, not made."""
    with pytest.raises(StoreError, match="is not there"):
        check_folder(tmp_path / "missing")
    assert list(tmp_path.iterdir()) == []


@posix_only
def test_a_link_is_refused(tmp_path: Path) -> None:
    """A folder, or a file in it, that leads elsewhere is refused."""
    prepare_folder(tmp_path / "real")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with pytest.raises(StoreError, match="is a link"):
        prepare_folder(tmp_path / "link")
    (tmp_path / "real" / "store.db").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(StoreError, match=r"store\.db is a link"):
        check_folder(tmp_path / "real")


@posix_only
@pytest.mark.parametrize("open_mode", [0o701, 0o710, 0o720, 0o704, 0o755, 0o777])
def test_an_open_folder_is_refused_with_the_command_that_closes_it(tmp_path: Path, open_mode: int) -> None:
    """Whatever others may do in the folder, it is refused, and not changed silently."""
    folder = tmp_path / "store"
    prepare_folder(folder)
    folder.chmod(open_mode)
    with pytest.raises(StoreError, match="open to other users") as caught:
        prepare_folder(folder)
    assert f"chmod 700 {shell_word(folder)}" in caught.value.remedy
    assert mode(folder) == open_mode
    folder.chmod(0o700)
    assert prepare_folder(folder) == ()


@posix_only
@pytest.mark.parametrize("name", ["store.db", "store.db-wal", "store.lock", "keys.json"])
def test_an_open_file_is_refused_with_the_command_that_closes_it(tmp_path: Path, name: str) -> None:
    """A file of the store that others may read is refused as well."""
    prepare_folder(tmp_path / "store")
    path = tmp_path / "store" / name
    path.touch()
    path.chmod(0o644)
    with pytest.raises(StoreError, match="open to other users") as caught:
        check_folder(tmp_path / "store")
    assert f"chmod 600 {shell_word(path)}" in caught.value.remedy


@posix_only
def test_somebody_elses_folder_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of another owner is refused even where its modes look right."""
    prepare_folder(tmp_path / "store")
    monkeypatch.setattr(os, "geteuid", lambda: (tmp_path / "store").stat().st_uid + 1)
    with pytest.raises(StoreError, match="belongs to another user"):
        check_folder(tmp_path / "store")


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    """A file in the place of the folder is named."""
    (tmp_path / "store").touch()
    with pytest.raises(StoreError, match="not a folder"):
        prepare_folder(tmp_path / "store")


@posix_only
def test_a_folder_that_cannot_be_made_is_named() -> None:
    """Where nothing may be written, the error says so and names the option."""
    with folder_of_ordinary_user() as parent:
        parent.chmod(0o500)
        with pytest.raises(StoreError, match="cannot be made: Permission denied") as caught:
            prepare_folder(parent / "store")
    assert "--data-dir" in caught.value.remedy


@pytest.mark.parametrize(
    "parts",
    [("Dropbox", "x"), ("OneDrive - Practice", "x"), ("Library", "Mobile Documents", "x"), ("Nextcloud",)],
)
def test_a_folder_in_step_with_a_cloud_is_told(tmp_path: Path, parts: tuple[str, ...]) -> None:
    """The store is made all the same, with a warning."""
    [warning] = prepare_folder(tmp_path.joinpath(*parts))
    assert "cloud" in warning


def test_an_ordinary_folder_gives_no_warning(tmp_path: Path) -> None:
    """Names that only look alike warn of nothing."""
    assert prepare_folder(tmp_path / "Toolbox" / "Syncing" / "store") == ()


@posix_only
def test_private_files_give_the_mask_back_after_an_error() -> None:
    """The mask of the process is as it was, whatever happens meanwhile."""
    before = os.umask(0o022)
    try:
        with pytest.raises(KeyError), private_files():
            raise KeyError
        assert os.umask(0o022) == 0o022
    finally:
        os.umask(before)
