"""The ways to unlock a store: another one, a changed one, one less; never none."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from relapse_cli.app.asking.leaving import Left
from relapse_cli.app.upkeep.keys.ways_to_unlock import (
    add_file,
    add_keyring,
    add_passphrase,
    add_recovery,
    list_keys,
    remove_key,
)
from relapse_cli.errors import LockedError, NeedsAnswersError, StoreError, UsageError
from relapse_cli.model.reply import Back, Paused, Reply
from relapse_cli.model.screen import Screen
from relapse_cli.prompters.asker import NO_CLERK, Clerk
from relapse_cli.store.keys.key_file import write_keys
from relapse_cli.store.keys.os_keyring import OsKeyring
from relapse_cli.store.keys.slots import SlotKind
from relapse_cli.store.keys.unlock import open_with, unlock_from_keyring
from tests.app.key_holder import KeyHolder, door_of, key_file
from tests.store.key_stubs import PASSPHRASE, MemoryBackend, memory_keyring
from tests.store.stored import FILE_SECRET, Stored, make_stored

NEW = "seven green bottles"


@pytest.fixture
def stored(tmp_path: Path) -> Stored:
    """A store with a slot of each kind."""
    return make_stored(tmp_path)


def opens(stored: Stored, kind: SlotKind, secret: bytes | str) -> bool:
    """Whether a secret opens the store as it is on the disk."""
    found = open_with(stored.keys, kind, secret)
    return found is not None and found.key == stored.data_key.key


def only(stored: Stored, *kinds: SlotKind) -> None:
    """Leave these ways, as if the others had never been."""
    write_keys(
        stored.folder, stored.keys.with_slots([s for s in stored.keys.current.slots if s.kind in kinds])
    )


def audited(stored: Stored) -> list[tuple[str, str]]:
    """What the audit says about keys."""
    with stored.open() as store:
        rows = store.audit_rows()
    return [(row.what, row.detail["kind"]) for row in rows if row.what.startswith("key ")]


def test_the_list_says_what_works_here_without_unlocking(stored: Stored) -> None:
    """The key file at hand and the keyring are tried; what only a person knows stays open."""
    known = {slot.kind: slot.usable for slot in list_keys(door_of(stored), stored.ring)}
    assert known == {"passphrase": None, "recovery": None, "file": True, "keyring": True}
    elsewhere = list_keys(door_of(stored, key=False), memory_keyring())
    assert {slot.kind: slot.usable for slot in elsewhere}["keyring"] is False


def test_a_passphrase_takes_the_place_of_the_one_before(stored: Stored) -> None:
    """Typed twice, it opens the store; the old one does not, the other ways do, and the audit knows."""
    person = KeyHolder({"passphrase.new": [NEW], "passphrase.again": [NEW]})
    changed = add_passphrase(door_of(stored, person))
    assert (changed.kind, changed.replaced) == ("passphrase", True)
    assert opens(stored, "passphrase", NEW)
    assert not opens(stored, "passphrase", PASSPHRASE)
    assert opens(stored, "recovery", stored.recovery_key)
    assert audited(stored) == [("key changed", "passphrase")]


def test_a_passphrase_that_was_mistyped_is_asked_again(stored: Stored) -> None:
    """Two that differ, or a short one, change nothing."""
    person = KeyHolder({"passphrase.new": ["short", NEW, NEW], "passphrase.again": ["seven", NEW]})
    add_passphrase(door_of(stored, person))
    assert len(person.told) == 2
    assert opens(stored, "passphrase", NEW)


@pytest.mark.parametrize("leaving", [Paused(), Back()], ids=["pause", "back"])
def test_leaving_changes_nothing(stored: Stored, leaving: object) -> None:
    """Whoever leaves the second typing keeps the old passphrase, and the store can be used at once."""
    before = (stored.folder / "keys.json").read_bytes()
    person = KeyHolder({"passphrase.new": [NEW], "passphrase.again": [leaving]})
    with pytest.raises(Left):
        add_passphrase(door_of(stored, person))
    assert (stored.folder / "keys.json").read_bytes() == before
    stored.open().close()


def test_a_new_recovery_key_is_shown_and_replaces_the_old(stored: Stored) -> None:
    """The key on the screen opens the store from then on, and only that one."""
    person = KeyHolder()
    changed = add_recovery(door_of(stored, person))
    assert changed.replaced
    assert opens(stored, "recovery", person.written[0])
    assert not opens(stored, "recovery", stored.recovery_key)


def test_a_recovery_key_counts_only_once_a_group_was_typed_back(stored: Stored) -> None:
    """A wrong group shows the same key again; leaving there keeps the old key."""
    person = KeyHolder({"recovery.typed": ["WRONG", Paused()]})
    with pytest.raises(Left):
        add_recovery(door_of(stored, person))
    assert len(set(person.written)) == 1
    assert len(person.written) == 2
    assert opens(stored, "recovery", stored.recovery_key)


def test_nobody_to_ask_is_said_in_the_words_of_the_command(stored: Stored) -> None:
    """With a key but without a terminal there is no prompt; without a key the store is locked."""
    with pytest.raises(NeedsAnswersError, match="typed"):
        add_passphrase(door_of(stored))
    with pytest.raises(NeedsAnswersError, match="shown"):
        add_recovery(door_of(stored))
    with pytest.raises(LockedError) as caught:
        add_passphrase(door_of(stored, key=False))
    assert "RELAPSE_KEY_FILE" in caught.value.remedy


def test_a_new_key_file_is_written_for_its_owner_only(stored: Stored, tmp_path: Path) -> None:
    """A name that is free becomes a key file, and opens the store in the place of the old one."""
    path = tmp_path / "new.key"
    changed = add_file(door_of(stored), path, yes=True)
    assert changed.made == path
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert opens(stored, "file", path.read_bytes())
    assert not opens(stored, "file", FILE_SECRET)


def test_a_key_file_that_is_there_is_read_and_never_changed(stored: Stored, tmp_path: Path) -> None:
    """Its bytes open the store; giving the same file again changes nothing."""
    path = tmp_path / "mine.key"
    path.write_bytes(bytes(32))
    assert add_file(door_of(stored), path, yes=True).made is None
    assert path.read_bytes() == bytes(32)
    assert opens(stored, "file", bytes(32))
    stored_again = door_of(stored, KeyHolder({"unlock": [PASSPHRASE]}), key=False)
    assert add_file(stored_again, path).already
    assert audited(stored) == [("key changed", "file")]


def test_another_key_file_is_not_replaced_without_asking(stored: Stored, tmp_path: Path) -> None:
    """Without a terminal it is refused, with the line that does it; on one it can be left."""
    path = tmp_path / "second key"
    before = (stored.folder / "keys.json").read_bytes()
    with pytest.raises(NeedsAnswersError, match="Another key file opens the store now") as caught:
        add_file(door_of(stored), path)
    assert caught.value.remedy.endswith(f"relapse key add file '{path}' --yes")
    assert "only way" not in caught.value.message
    with pytest.raises(Left):
        add_file(door_of(stored, KeyHolder({"key.replace": ["stop"]})), path)
    assert not path.exists()
    assert (stored.folder / "keys.json").read_bytes() == before
    assert add_file(door_of(stored, KeyHolder({"key.replace": ["go_on"]})), path).replaced
    assert opens(stored, "file", path.read_bytes())


def test_the_only_way_in_is_named_as_such(stored: Stored, tmp_path: Path) -> None:
    """Whoever has only the old key file would be locked out."""
    only(stored, "file")
    with pytest.raises(NeedsAnswersError, match="It is the only way to unlock the store"):
        add_file(door_of(stored), tmp_path / "new.key")


def test_the_first_key_file_is_added_without_asking(stored: Stored, tmp_path: Path) -> None:
    """Nothing is replaced by it."""
    only(stored, "passphrase")
    person = KeyHolder({"unlock": [PASSPHRASE]})
    assert not add_file(door_of(stored, person, key=False), tmp_path / "new.key").replaced


def test_the_keyring_of_another_computer_is_not_replaced_without_asking(stored: Stored) -> None:
    """That computer would ask for a passphrase from then on; one's own keyring is simply renewed."""
    elsewhere = memory_keyring()
    with pytest.raises(NeedsAnswersError, match="keyring of another computer") as caught:
        add_keyring(door_of(stored), elsewhere)
    assert caught.value.remedy.endswith("relapse key add keyring --yes")
    assert unlock_from_keyring(stored.keys, stored.ring) is not None
    assert add_keyring(door_of(stored), elsewhere, yes=True).replaced
    assert unlock_from_keyring(stored.keys, elsewhere) is not None


def test_a_changed_passphrase_is_said_to_replace_the_one_before(stored: Stored) -> None:
    """Before it is typed, not after; a first one replaces nothing."""
    person = Reader({"passphrase.new": [NEW, NEW], "passphrase.again": [NEW, NEW]})
    add_passphrase(door_of(stored, person))
    add_passphrase(door_of(make_stored_with(stored, "file"), person))
    assert ["takes the place of the one before" in body for body in person.bodies] == [True, False]


class Reader(KeyHolder):
    """Remembers what the screen of a new passphrase says."""

    bodies: list[str]

    def __post_init__(self) -> None:
        super().__post_init__()
        self.bodies = []

    def ask(self, screen: Screen, clerk: Clerk = NO_CLERK) -> Reply:
        """Reply to a screen."""
        if screen.step.question.endswith("passphrase.new"):
            self.bodies.append(" ".join(screen.body))
        return super().ask(screen, clerk)


def test_what_is_no_key_file_is_refused(stored: Stored, tmp_path: Path) -> None:
    """Another file, or a key that lies beside what it locks."""
    (tmp_path / "letter.txt").write_text("dear all")
    with pytest.raises(StoreError, match="not a key file"):
        add_file(door_of(stored), tmp_path / "letter.txt")
    with pytest.raises(UsageError, match="in the folder of the store"):
        add_file(door_of(stored), stored.folder / "new.key")
    assert not (stored.folder / "new.key").exists()


def test_a_keyring_holds_one_secret_for_the_store(stored: Stored) -> None:
    """The new secret opens the store without asking; the old one is forgotten."""
    assert add_keyring(door_of(stored), stored.ring).replaced
    assert len(stored.backend.names()) == 1
    found = unlock_from_keyring(stored.keys, stored.ring)
    assert found is not None
    assert found.key == stored.data_key.key


def test_a_keyring_that_keeps_nothing_is_no_way(stored: Stored) -> None:
    """Nothing is written for it."""

    class Forgetful(MemoryBackend):
        def set_password(self, service: str, username: str, password: str) -> None:
            """Hold nothing."""

    only(stored, "file", "passphrase")
    with pytest.raises(StoreError, match="keyring") as caught:
        add_keyring(door_of(stored), OsKeyring(Forgetful(), limit=30))
    assert caught.value.remedy.endswith("relapse key add passphrase")
    assert stored.keys.current.slot("keyring") is None


def test_a_removed_way_no_longer_opens(stored: Stored) -> None:
    """The others do; a keyring's secret goes with its slot."""
    remove_key(door_of(stored), "passphrase")
    assert not opens(stored, "passphrase", PASSPHRASE)
    assert opens(stored, "file", FILE_SECRET)
    remove_key(door_of(stored), "keyring", stored.ring)
    assert stored.backend.names() == []
    assert audited(stored) == [("key removed", "passphrase"), ("key removed", "keyring")]
    with pytest.raises(StoreError, match="does not open this store"):
        remove_key(door_of(stored), "passphrase")


def test_few_ways_are_warned_of_with_a_command(stored: Stored) -> None:
    """One way is left: what to do is said."""
    only(stored, "file", "recovery")
    changed = remove_key(door_of(stored), "recovery")
    assert changed.warning
    assert changed.remedy == "relapse key recovery"


def test_the_last_way_that_works_stays(stored: Stored) -> None:
    """Neither the last slot goes, nor the last one but for a keyring that is not here."""
    only(stored, "file")
    with pytest.raises(StoreError, match="nothing would open"):
        remove_key(door_of(stored), "file")
    only_two = make_stored_with(stored, "file", "keyring")
    with pytest.raises(StoreError, match="nothing would open"):
        remove_key(door_of(only_two), "file", memory_keyring())
    assert opens(only_two, "file", FILE_SECRET)


def make_stored_with(stored: Stored, *kinds: SlotKind) -> Stored:
    """Another store, with these ways only."""
    place = stored.place / "another"
    place.mkdir()
    other = make_stored(place)
    only(other, *kinds)
    return other


def test_the_recovery_key_typed_by_hand_unlocks_and_wrong_tries_are_noted(stored: Stored) -> None:
    """Small letters and blanks will do; what did not open it is counted beside the store."""
    typed = stored.recovery_key.lower().replace("-", " ")
    person = KeyHolder({"unlock": ["nonsense", typed], "passphrase.new": [NEW], "passphrase.again": [NEW]})
    add_passphrase(door_of(stored, person, key=False))
    assert opens(stored, "passphrase", NEW)
    assert len((stored.folder / "failed-unlocks").read_text().splitlines()) == 1


def test_a_store_that_nothing_typed_opens_says_what_does(stored: Stored) -> None:
    """Nobody is asked for a passphrase that there is not."""
    only(stored, "file", "keyring")
    with pytest.raises(LockedError) as caught:
        add_passphrase(door_of(stored, KeyHolder(), key=False))
    assert "RELAPSE_KEY_FILE" in caught.value.remedy
    assert key_file(stored).exists()
