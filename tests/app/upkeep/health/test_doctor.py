"""What a check-up finds, without a key and with one; it changes nothing."""

from __future__ import annotations

import os
import shutil
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from relapse_cli.app.upkeep.health.closed_store import store_findings
from relapse_cli.app.upkeep.health.doctor import Checkup, check_health, profile_finding
from relapse_cli.app.upkeep.health.finding import Finding
from relapse_cli.app.upkeep.health.opened_store import backup_finding
from relapse_cli.errors import StoreError
from relapse_cli.settings.environment import Environment
from relapse_cli.store.folder.lock import StoreLock
from relapse_cli.store.keys.failed import note_failed_unlock
from relapse_cli.store.keys.key_file import write_keys
from relapse_cli.store.keys.os_keyring import OsKeyring
from relapse_cli.text.shell import shell_word
from tests.app.key_holder import key_file
from tests.store.key_stubs import NOW, memory_keyring
from tests.store.ordinary_user import folder_of_ordinary_user
from tests.store.stored import INTERVIEW, Stored, answer, make_stored

TIME = datetime.fromisoformat(NOW)


@pytest.fixture
def stored(tmp_path: Path) -> Stored:
    """A store with a slot of each kind."""
    return make_stored(tmp_path)


def look(
    stored: Stored,
    *,
    key: bool = True,
    days: int = 0,
    ring: OsKeyring | None = None,
    folder: Path | None = None,
) -> dict[str, Finding]:
    """Findings by their codes, some days after the store was made."""
    environment = Environment(profile="ie", key_file=str(key_file(stored)) if key else "")
    now = TIME + timedelta(days=days)
    known = Checkup(folder or stored.folder, environment, "post_relapse", now, ring or memory_keyring())
    return {finding.code: finding for finding in check_health(known)}


def troubles(found: dict[str, Finding]) -> dict[str, str]:
    """What is more than good to know, by code."""
    return {code: each.level for code, each in found.items() if each.level in {"warning", "fault"}}


@pytest.fixture
def loaded(stored: Stored) -> None:
    """Load every module while all may be read: the ordinary user of a test may not look into the project."""
    look(stored)


def look_at_store(stored: Stored) -> dict[str, Finding]:
    """Findings about the store alone, by their codes."""
    environment = Environment(key_file=str(stored.place / "relapse.key"))
    found = store_findings(stored.folder, environment, TIME, memory_keyring())
    return {finding.code: finding for finding in found}


@pytest.mark.skipif(os.name != "posix", reason="there are no modes of this kind")
@pytest.mark.parametrize("closed", [".", ".."])
@pytest.mark.usefixtures("loaded")
def test_a_folder_that_cannot_be_looked_into_is_one_finding(closed: str) -> None:
    """The report is not cut short by it, and the chmod that helps is named."""
    with folder_of_ordinary_user() as place:
        stored = make_stored(place)
        key_file(stored)
        folder = (stored.folder / closed).resolve()
        folder.chmod(0)
        found = look_at_store(stored)
        folder.chmod(0o700)
    assert found["store.folder"].level == "fault"
    mode = "700" if closed == "." else "u+x"
    assert found["store.folder"].remedy == f"Let yourself in again: chmod {mode} {shell_word(folder)}"


@pytest.mark.skipif(os.name != "posix", reason="there are no modes of this kind")
@pytest.mark.parametrize("name", [".", "store.db", "store.lock"])
@pytest.mark.usefixtures("loaded")
def test_what_cannot_be_written_is_named_before_a_command_refuses(name: str) -> None:
    """No answer can be kept, so it is a fault, told once and with the chmod that helps; the rest is read."""
    with folder_of_ordinary_user() as place:
        stored = make_stored(place)
        key_file(stored)
        path = (stored.folder / name).resolve()
        mode = "700" if path.is_dir() else "600"
        path.chmod(0o500 if path.is_dir() else 0o400)
        looked_at = look_at_store(stored)
        found = looked_at["store.readonly"]
        path.chmod(int(mode, 8))
        mended = look_at_store(stored)
    assert found.level == "fault"
    assert [each.code for each in looked_at.values() if each.level == "fault"] == ["store.readonly"]
    assert looked_at["store.whole"].level == "ok"
    assert "store.readonly" not in mended
    assert str(path) in found.message
    assert found.remedy == f"Let yourself in again: chmod {mode} {shell_word(path)}"


@pytest.mark.skipif(os.name != "posix", reason="there are no modes of this kind")
@pytest.mark.usefixtures("loaded")
def test_an_index_that_cannot_be_written_is_a_look() -> None:
    """It is made anew by itself when the store is opened next, so nothing has to be repaired."""
    with folder_of_ordinary_user() as place:
        stored = make_stored(place)
        index = stored.folder / "store.db-shm"
        index.write_bytes(bytes(32768))
        index.chmod(0o400)
        assert look_at_store(stored)["store.readonly"].level == "warning"
        with stored.open():
            assert "store.readonly" not in look_at_store(stored)


@pytest.mark.skipif(os.name != "posix", reason="there are no modes of this kind")
@pytest.mark.usefixtures("loaded")
def test_what_cannot_even_be_read_is_told_once() -> None:
    """That it cannot be written either is no news, and the same chmod mends both."""
    with folder_of_ordinary_user() as place:
        stored = make_stored(place)
        (stored.folder / "store.db").chmod(0)
        found = look_at_store(stored)
    assert found["store.unreadable"].level == "fault"
    assert "store.readonly" not in found


@pytest.mark.skipif(os.name != "posix", reason="there are no modes of this kind")
@pytest.mark.usefixtures("loaded")
def test_keys_that_only_cannot_be_read_need_no_backup() -> None:
    """The remedy for a mode is its mode."""
    with folder_of_ordinary_user() as place:
        stored = make_stored(place)
        keys = stored.folder / "keys.json"
        keys.chmod(0)
        found = look_at_store(stored)["keys"]
    assert (found.level, found.remedy) == ("fault", f"Let yourself in again: chmod 600 {shell_word(keys)}")


def back_up(stored: Stored) -> None:
    """Note a backup at the time of the tests."""
    with stored.open() as store:
        store.note_backup(Path("/media/stick.zip"))


def test_a_store_that_is_well_has_nothing_to_look_at(stored: Stored) -> None:
    """Every finding of an ordinary store is good, and the inside was looked at."""
    back_up(stored)
    found = look(stored)
    assert troubles(found) == {}
    assert {"store.whole", "store.backup", "store.folder", "keys", "version.sqlcipher"} <= set(found)


def test_without_a_key_the_outside_is_looked_at_all_the_same(stored: Stored) -> None:
    """Locked is good to know, no fault, and the remedy is a command."""
    found = look(stored, key=False)
    assert troubles(found) == {}
    assert "relapse store verify" in found["store.locked"].remedy
    assert "store.whole" not in found


def test_every_trouble_has_a_remedy(stored: Stored) -> None:
    """Nothing is found without saying what to do."""
    (stored.folder / "keys.json").write_text("{}")
    (stored.folder / "store.db").unlink()
    (stored.folder / ".work-1").mkdir()
    note_failed_unlock(stored.folder, NOW)
    found = look(stored)
    assert {"keys", "store.missing"} <= {code for code, level in troubles(found).items() if level == "fault"}
    assert all(each.remedy for each in found.values() if each.level != "ok")


@pytest.mark.skipif(sys.platform == "win32", reason="there are no modes of this kind")
def test_a_folder_that_others_can_read_is_a_fault_with_its_command(stored: Stored) -> None:
    """The exact chmod is named."""
    stored.folder.chmod(0o755)
    found = look(stored)
    assert found["store.folder"].level == "fault"
    assert f"chmod 700 {shell_word(stored.folder)}" in found["store.folder"].remedy


@pytest.mark.skipif(sys.platform == "win32", reason="there are no modes of this kind")
def test_a_key_file_that_others_can_read_is_warned_of(stored: Stored) -> None:
    """As is one that is gone, which is a fault."""
    key_file(stored).chmod(0o644)
    assert look(stored)["key.file"].remedy == f"chmod 600 {shell_word(key_file(stored))}"
    missing = Environment(key_file=str(stored.place / "gone.key"))
    found = check_health(Checkup(stored.folder, missing, "post_relapse", TIME, memory_keyring()))
    assert {each.level for each in found if each.code == "key.file"} == {"fault"}


def test_a_folder_in_a_cloud_is_warned_of(tmp_path: Path) -> None:
    """The store stays encrypted there, but is copied elsewhere."""
    place = tmp_path / "Dropbox"
    place.mkdir()
    assert look(make_stored(place))["store.cloud"].level == "warning"


def test_fewer_than_two_ways_are_warned_of(stored: Stored) -> None:
    """A keyring slot from another computer does not count; with none left it is a fault."""

    def leave(*kinds: str) -> None:
        slots = [slot for slot in stored.keys.current.slots if slot.kind in kinds]
        write_keys(stored.folder, stored.keys.with_slots(slots))

    leave("file", "keyring")
    assert look(stored)["keys"].remedy == "relapse key recovery"
    assert look(stored, ring=stored.ring)["keys"].level == "ok"
    leave("keyring")
    assert look(stored, key=False)["keys"].level == "fault"


@pytest.mark.parametrize(("days", "level"), [(7, "ok"), (8, "warning")])
def test_a_backup_older_than_a_week_is_warned_of(stored: Stored, days: int, level: str) -> None:
    """And so is none at all."""
    assert look(stored)["store.backup"].level == "warning"
    back_up(stored)
    assert look(stored, days=days)["store.backup"].level == level


def test_what_an_interruption_left_behind_is_named(stored: Stored) -> None:
    """With a command that brings it to its end; a store set aside is only good to know."""
    (stored.folder / ".work-0123456789abcdef").mkdir()
    (stored.folder / "before-restore-1").mkdir()
    found = look(stored)
    assert found["store.leftover"].remedy.endswith("relapse key list")
    assert (found["store.leftover"].level, found["store.aside"].level) == ("warning", "note")
    assert (stored.folder / ".work-0123456789abcdef").exists()


def test_tries_in_vain_are_told(stored: Stored) -> None:
    """How many, and when the last one was."""
    note_failed_unlock(stored.folder, NOW)
    note_failed_unlock(stored.folder, NOW)
    assert "2 tries" in look(stored)["store.tries"].message
    assert look(stored)["store.tries"].level == "warning"


def test_damage_inside_is_a_fault(stored: Stored) -> None:
    """With a key at hand every page is looked at."""
    path = stored.folder / "store.db"
    data = bytearray(path.read_bytes())
    data[-100] ^= 1
    path.write_bytes(bytes(data))
    assert "fault" in {
        each.level for code, each in look(stored).items() if code in {"store", "store.damaged"}
    }


@pytest.mark.parametrize(
    ("version", "code", "level"), [(0, "store.schema", "warning"), (99, "store", "fault")]
)
def test_a_store_of_another_version_is_told(stored: Stored, version: int, code: str, level: str) -> None:
    """A newer one needs a newer program; an older one is brought up to date when it is opened next."""
    with stored.open() as store:
        store.connection.run(f"PRAGMA user_version={version}")
    assert look(stored)[code].level == level


def test_nothing_is_changed_by_looking(stored: Stored) -> None:
    """The same bytes and the same files stand there as before."""
    before = {path.name: path.read_bytes() for path in stored.folder.iterdir() if path.name != "store.lock"}
    look(stored)
    after = {path.name: path.read_bytes() for path in stored.folder.iterdir() if path.name != "store.lock"}
    assert before == after


def files_of(folder: Path) -> dict[str, bytes]:
    """What stands in a folder; the lock file only names who is there."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "store.lock"}


def left_by_a_crash(stored: Stored) -> Path:
    """The folder of a store as it is while its last answers stand in the journal only."""
    place = stored.place / "left"
    with stored.open() as store:
        store.append(INTERVIEW, [answer(number) for number in range(3, 6)])
        store.append(INTERVIEW, [answer(6)])
        shutil.copytree(stored.folder, place)
    return place


@pytest.mark.parametrize("index", [True, False])
def test_a_journal_that_a_crash_left_is_read_and_left_alone(stored: Stored, index: bool) -> None:
    """What stands in it is counted, and every file stays byte for byte, the journal above all."""
    left = left_by_a_crash(stored)
    if not index:
        (left / "store.db-shm").unlink()
    before = files_of(left)
    assert len(before["store.db-wal"]) > 0
    found = look(stored, folder=left)
    assert "8 entries" in found["store.whole"].message
    assert files_of(left) == before


@pytest.mark.parametrize("part", [0.1, 0.5, 0.99])
def test_a_damaged_journal_is_told_and_left_alone(stored: Stored, part: float) -> None:
    """The same fault and remedy as at every other command; nothing of what is left is lost by looking."""
    left = left_by_a_crash(stored)
    log = left / "store.db-wal"
    data = bytearray(log.read_bytes())
    data[int(len(data) * part)] ^= 1
    log.write_bytes(data)
    before = files_of(left)
    found = look(stored, folder=left)
    assert found["store"].level == "fault"
    assert "relapse store repair" in found["store"].remedy
    assert "store.whole" not in found
    assert files_of(left) == before
    with pytest.raises(StoreError) as caught:
        stored.open(folder=left)
    assert (caught.value.message, caught.value.remedy) == (found["store"].message, found["store"].remedy)


def test_a_store_that_somebody_has_open_is_looked_at(stored: Stored) -> None:
    """Its journal is in use, and stays so."""
    with stored.open() as store:
        store.append(INTERVIEW, [answer(3)])
        assert "5 entries" in look(stored)["store.whole"].message
        store.append(INTERVIEW, [answer(4)])
    assert "6 entries" in look(stored)["store.whole"].message


def test_entries_that_are_gone_are_told(stored: Stored) -> None:
    """A journal that was deleted is missed."""
    left = left_by_a_crash(stored)
    (left / "store.db-wal").unlink()
    found = look(stored, folder=left)
    assert "it held 8 and holds 4" in found["store"].message
    assert "relapse store repair" in found["store"].remedy


def test_no_store_yet_is_good_to_know(stored: Stored, tmp_path: Path) -> None:
    """It is no trouble, and says what makes one; nothing is made by looking."""
    found = look(stored, folder=tmp_path / "none")
    assert troubles(found) == {}
    assert found["store"].remedy.endswith("relapse interview")
    assert not (tmp_path / "none").exists()


def test_the_profile_is_looked_at() -> None:
    """None is a warning, an unknown one a fault, for every interview would stop at it."""
    assert profile_finding(None).level == "warning"
    assert profile_finding("xx").level == "fault"
    assert profile_finding("us").level == "ok"
    assert profile_finding("au").message == "Emergency profile au"
    assert profile_finding("us").message.endswith("nobody has called yet: 1-800-799-7233, 1-877-696-1996")
    assert profile_finding("gb").remedy.startswith("Choose one of: gb-eng")


def test_a_wrong_key_in_the_environment_is_a_fault(tmp_path: Path, stored: Stored) -> None:
    """The inside is not looked at, and the variable is named."""
    (tmp_path / "other.key").write_bytes(os.urandom(32))
    (tmp_path / "other.key").chmod(0o600)
    known = Environment(key_file=str(tmp_path / "other.key"))
    found = check_health(Checkup(stored.folder, known, "post_relapse", TIME, memory_keyring()))
    assert [each.message for each in found if each.level == "fault"] == [
        "The key that RELAPSE_KEY_FILE gives does not open this store."
    ]


def test_an_empty_store_needs_no_backup() -> None:
    """There is nothing in it that could be lost."""
    assert backup_finding(None, 0, TIME).level == "ok"
    assert backup_finding(None, 1, TIME).level == "warning"


def test_a_store_that_somebody_is_at_work_on_has_nothing_to_repair(stored: Stored) -> None:
    """Such as while a rotation runs: it was not looked into, and that is to be looked at again."""
    with StoreLock.exclusive(stored.folder):
        found = look(stored)
    assert "store" not in found
    assert [code for code, level in troubles(found).items() if level == "fault"] == []
    busy = found["store.at_work"]
    assert (busy.level, busy.remedy) == ("warning", "Wait until that has ended, then try again.")
    assert "at work on the whole store" in busy.message
