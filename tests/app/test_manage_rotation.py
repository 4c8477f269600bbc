"""A new data key: nothing is lost by it, and nothing is given up unasked."""

from __future__ import annotations

from pathlib import Path

import pytest

from relapse_cli.app.asking.leaving import Left
from relapse_cli.app.upkeep.keys.rotate import rotate_keys
from relapse_cli.errors import LockedError, NeedsAnswersError, UsageError
from relapse_cli.model.reply import Paused
from relapse_cli.store.keys.unlock import open_with, unlock_from_keyring
from relapse_cli.store.whole.backup_file import read_backup
from tests.app.key_holder import KeyHolder, door_of
from tests.store.key_stubs import PASSPHRASE, memory_keyring
from tests.store.stored import CANARY, FILE_SECRET, Stored, answers_in, files_in, make_stored


@pytest.fixture
def stored(tmp_path: Path) -> Stored:
    """A store with a slot of each kind."""
    return make_stored(tmp_path)


def test_every_way_is_carried_over_and_the_recovery_key_is_new(stored: Stored, tmp_path: Path) -> None:
    """File, passphrase and keyring open the new data key; the old recovery key opens the backup only."""
    target = tmp_path / "before.zip"
    person = KeyHolder({"rotate.lost": ["type"], "rotate.passphrase": ["wrong", PASSPHRASE]})
    made = rotate_keys(door_of(stored, person), target, ring=stored.ring)
    assert (made.generation, made.dropped, made.warning) == (2, (), "")
    keys, old_key = stored.keys, stored.data_key.key
    for kind, secret in (("file", FILE_SECRET), ("passphrase", PASSPHRASE), ("recovery", person.written[0])):
        found = open_with(keys, kind, secret)  # type: ignore[arg-type]
        assert found is not None
        assert found.key != old_key
    assert unlock_from_keyring(keys, stored.ring) is not None
    assert open_with(keys, "recovery", stored.recovery_key) is None
    with pytest.raises(LockedError):
        stored.open(key=old_key)
    new_key = open_with(keys, "file", FILE_SECRET)
    assert new_key is not None
    with stored.open(key=new_key.key) as store:
        assert answers_in(store) == [f"{CANARY} {number}" for number in range(3)]
    assert open_with(read_backup(target).keys, "recovery", stored.recovery_key) is not None


def test_a_way_is_given_up_only_when_somebody_says_so(stored: Stored, tmp_path: Path) -> None:
    """By the question, or beforehand; what was given up is named."""
    person = KeyHolder({"rotate.lost": ["drop"]})
    made = rotate_keys(door_of(stored, person), tmp_path / "b.zip", frozenset({"keyring"}), memory_keyring())
    assert set(made.dropped) == {"passphrase", "keyring"}
    assert {slot.kind for slot in stored.keys.current.slots} == {"file", "recovery"}
    assert person.seen.count("rotate.lost") == 1


@pytest.mark.parametrize(
    ("replies", "screen"),
    [
        ({"rotate.lost": ["stop"]}, "rotate.lost"),
        ({"rotate.lost": ["type"], "rotate.passphrase": [Paused()]}, "rotate.passphrase"),
        ({"rotate.lost": ["drop"], "rotate.backup": [Paused()]}, "rotate.backup"),
        ({"rotate.lost": ["drop"], "rotate.backup": ["{place}/x.zip"], "recovery": [Paused()]}, "recovery"),
    ],
    ids=["stop", "passphrase", "backup", "recovery"],
)
def test_leaving_any_question_changes_nothing(
    stored: Stored, replies: dict[str, list[object]], screen: str
) -> None:
    """The keys and the data key are what they were, and nothing is left lying about."""
    before = (stored.folder / "keys.json").read_bytes()
    filled = {
        name: [each.format(place=stored.place) if isinstance(each, str) else each for each in given]
        for name, given in replies.items()
    }
    person = KeyHolder(filled)
    with pytest.raises(Left):
        rotate_keys(door_of(stored, person), None, ring=stored.ring)
    assert person.seen[-1] == screen
    assert (stored.folder / "keys.json").read_bytes() == before
    assert files_in(stored.folder) == ["keys.json", "store.db", "store.head"]
    assert len(stored.backend.names()) == 1
    stored.open().close()


def test_without_a_person_everything_has_to_be_given(stored: Stored, tmp_path: Path) -> None:
    """Each refusal names what to add; with all of it no question is needed."""
    target = tmp_path / "b.zip"
    with pytest.raises(NeedsAnswersError) as shown:
        rotate_keys(door_of(stored), target, ring=stored.ring)
    assert "--drop recovery" in shown.value.remedy
    with pytest.raises(NeedsAnswersError) as lost:
        rotate_keys(door_of(stored), target, frozenset({"recovery"}), stored.ring)
    assert "--drop passphrase" in lost.value.remedy
    with pytest.raises(NeedsAnswersError) as named:
        rotate_keys(door_of(stored), None, frozenset({"recovery", "passphrase"}), stored.ring)
    assert "--backup FILE" in named.value.remedy
    assert not target.exists()
    made = rotate_keys(door_of(stored), target, frozenset({"recovery", "passphrase"}), stored.ring)
    assert set(made.kept) == {"file", "keyring"}
    assert target.exists()


def test_the_backup_is_not_put_beside_the_store(stored: Stored) -> None:
    """It would be lost with it."""
    with pytest.raises(UsageError, match="lost with it"):
        rotate_keys(
            door_of(stored), stored.folder / "b.zip", frozenset({"recovery", "passphrase"}), stored.ring
        )


def test_a_name_that_is_taken_is_asked_again(stored: Stored, tmp_path: Path) -> None:
    """The screen says why, before anything is made."""
    from relapse_cli.app.upkeep.keys.rotate import is_free

    (tmp_path / "taken.zip").touch()
    assert is_free(str(tmp_path / "taken.zip")) != []
    assert is_free(str(tmp_path / "no" / "such.zip")) != []
    assert is_free(str(tmp_path / "free.zip")) == []
