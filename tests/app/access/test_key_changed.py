"""A key that was changed while somebody else was on the way in: the store is healthy, and opens."""

from __future__ import annotations

import threading
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from relapse_cli.app.upkeep.health.opened_store import inside_findings
from relapse_cli.app.upkeep.whole_store import repair_store, verify_store
from relapse_cli.model.screen import Screen
from relapse_cli.store.keys.key_file import read_keys
from relapse_cli.store.whole import rotate as rotating
from relapse_cli.store.whole.backup import back_up
from relapse_cli.store.whole.backup_file import read_backup
from relapse_cli.store.whole.restore import restore
from relapse_cli.store.whole.rotate import Rotation, recover, rotate
from tests.app.held import AGREED, CLOCK, KEY, Desk, Person, door_to, store_in


def change_key(folder: Path, step: Any = lambda _: None, name: str = "before.backup") -> None:
    """Change the data key of the store in a folder, as another process does."""
    rotation = Rotation(folder / name, lambda _: None, "ada", lambda: CLOCK, given={"file": KEY}, step=step)
    rotate(folder / "store", door_to(folder).unlock(), rotation)


@pytest.fixture
def kept(desk: Desk) -> Path:
    """A folder with a store that holds one interview."""
    desk.interview(Person(AGREED))
    return desk.folder


def test_a_door_that_was_unlocked_before_the_key_changed_opens_the_store(kept: Path) -> None:
    """The keys are read anew, and nobody hears of a damage."""
    door = door_to(kept)
    door.unlock()
    change_key(kept)
    with door.open() as store:
        assert len(store.interviews()) == 1


def test_an_interview_begun_before_the_key_changed_is_kept(desk: Desk) -> None:
    """The change comes while the first questions stand, before anything is in the store."""
    desk.interview(Person(AGREED))

    def change(screen: Screen) -> None:
        if screen.step.question == "frame.consent":
            change_key(desk.folder)

    person = Person(AGREED, looks=change)
    result = desk.interview(person, case=None)
    assert "keep.trouble" not in person.asked
    with store_in(desk.folder) as store:
        assert [one.id for one in store.interviews()][-1] == result.stored


def test_verify_and_repair_look_again_with_the_new_key(kept: Path) -> None:
    """Neither calls the store damaged, and neither advises to undo the change."""
    verifying, repairing = door_to(kept), door_to(kept)
    verifying.unlock()
    repairing.unlock()
    change_key(kept)
    assert verify_store(verifying).faults == ()
    assert repair_store(repairing).missing is None


def test_doctor_looks_again_with_the_new_key(kept: Path) -> None:
    """What it was given was read before the change."""
    old, environment = read_keys(kept / "store"), door_to(kept).environment
    change_key(kept)
    found = list(inside_findings(kept / "store", old, environment, datetime.fromisoformat(CLOCK), None))
    assert "store.whole" in [finding.code for finding in found]
    assert [finding for finding in found if finding.level == "fault"] == []


def test_a_store_that_is_restored_meanwhile_opens_with_the_keys_of_the_backup(kept: Path) -> None:
    """Its key was another one when the door was unlocked."""
    first = door_to(kept)
    with first.open() as store:
        back_up(store, first.keys(), first.unlock(), kept / "one.backup", actor="ada", now=lambda: CLOCK)
    old = first.unlock()
    change_key(kept)
    door = door_to(kept)
    door.unlock()
    restore(read_backup(kept / "one.backup"), kept / "store", old, actor="ada", now=lambda: CLOCK)
    with door.open() as store:
        assert store.verify() == ()


@pytest.mark.parametrize("moment", rotating.STEPS)
def test_who_comes_at_any_moment_of_a_change_waits_and_opens(
    kept: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    """Somebody who unlocked before, and somebody who comes new."""
    doors, failures = [door_to(kept), door_to(kept)], list[BaseException]()
    doors[0].unlock()

    def come_in(number: int) -> None:
        try:
            with doors[number].open() as store:
                assert len(store.interviews()) == 1
        except BaseException as error:  # noqa: BLE001 - the test tells it
            failures.append(error)

    comers = [threading.Thread(target=come_in, args=(number,)) for number in (0, 1)]
    change_key(kept, lambda step: [comer.start() for comer in comers] if step == moment else None)
    for comer in comers:
        comer.join()
    assert failures == []


def test_keys_that_move_while_they_are_looked_at_are_looked_at_again(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a restored store is put in its place, its keys are gone for a moment."""
    real, calls = rotating.read_keys, list[int]()

    def gone_at_first(folder: Path) -> Any:
        calls.append(1)
        return real(folder if len(calls) > 1 else folder / "nowhere")

    monkeypatch.setattr(rotating, "read_keys", gone_at_first)
    assert recover(kept / "store").keys == real(kept / "store")
