"""A sign-off whose decisions cannot be saved: it is asked about, and what was decided is not lost."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from relapse_cli.app.access.door import StoreDoor
from relapse_cli.app.asking.leaving import Stopped
from relapse_cli.app.sign_off import run
from relapse_cli.app.sign_off.run import SignOffRequest, SignOffResult
from relapse_cli.app.sources.records import read_one
from relapse_cli.cli.says.sign_off import tell_sign_off
from relapse_cli.logic.journal.changes import record_of as replayed_record
from relapse_cli.logic.sign_off.signing import Signing
from relapse_cli.model.record import Record
from relapse_cli.model.reply import Answered, Paused, Reply
from relapse_cli.model.screen import OWN, Screen
from relapse_cli.prompters.asker import NO_CLERK, Clerk
from tests.app.held import Desk, store_in
from tests.app.keeping.test_keep import refuse
from tests.app.therapist import NAME, Therapist
from tests.banks_under_test import vignette

SIGN: dict[str, Any] = {"hub": ["on", "sign"], "role": ["therapist"], "sign": ["sign"]}


class _Signer(Therapist):
    """A therapist who confirms every flag."""

    def ask(self, screen: Screen, clerk: Clerk = NO_CLERK) -> Reply:
        """Confirm flags, and reply to the rest as planned."""
        if screen.step.question.startswith(f"{NAME}flag."):
            return Answered("confirm")
        return super().ask(screen, clerk)


@pytest.fixture
def door(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Iterator[StoreDoor]:
    """The door to the desk's store, closed with the test."""
    monkeypatch.setattr(run, "require_bank", lambda _: desk.bank)
    door = desk.door()
    yield door
    door.close()


def held(desk: Desk) -> str:
    """An interview in the store that can be signed off."""
    data = {**vignette("PR-203"), "id": "a"}
    data["answers"] |= {"frame.consent": True}
    return desk.put(data)[0]


def sign(door: StoreDoor, name: str, monkeypatch: pytest.MonkeyPatch, **replies: Any) -> SignOffResult:
    """Hold the sign-off of a stored interview."""
    monkeypatch.setattr(run, "choose_asker", lambda *_, **__: _Signer(replies))
    return run.run_sign_off(SignOffRequest(name, "post_relapse", profile="ie", door=door))


TROUBLE, KEEP = f"{OWN}keep.trouble", f"{OWN}keep"


def in_store(desk: Desk, name: str) -> Record:
    """The record as the store has it."""
    with store_in(desk.folder) as store:
        return replayed_record(store.entries(name))


def test_a_decision_is_tried_again(desk: Desk, door: StoreDoor, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first try fails, the second is kept; the sign-off goes on to its signature."""
    name = held(desk)
    refuse(monkeypatch, "append", lambda call: call == 2)
    result = sign(door, name, monkeypatch, **SIGN, **{TROUBLE: ["again"]})
    assert isinstance(result.came, Signing)
    assert (result.kept, result.not_kept) == (name[:8], ())
    door.close()
    assert in_store(desk, name).decisions == result.came.record.decisions


def test_going_on_keeps_the_decision_with_the_next_one(
    desk: Desk, door: StoreDoor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is asked at the end, for the next decision carried it."""
    name = held(desk)
    refuse(monkeypatch, "append", lambda call: call == 2)
    result = sign(door, name, monkeypatch, **SIGN, **{TROUBLE: ["go_on"]})
    assert isinstance(result.came, Signing)
    assert (result.kept, result.not_kept) == (name[:8], ())
    door.close()
    assert in_store(desk, name).decisions == result.came.record.decisions


def test_a_pause_there_is_a_pause_and_offers_a_file(
    desk: Desk, door: StoreDoor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No further flag is put; the file has the answers and the decision, and is where the way on leads."""
    name = held(desk)
    refuse(monkeypatch, "append", lambda call: call > 1)
    result = sign(door, name, monkeypatch, hub=["on"], **{TROUBLE: [Paused()], KEEP: ["write"]})
    assert isinstance(result.came, Stopped)
    assert result.kept is not None
    written, _ = read_one(result.kept, desk.bank)
    assert written.decisions == result.came.at.record.decisions
    assert len(written.decisions) == 1


def test_a_signature_that_is_kept_nowhere_is_not_said_to_be_kept(
    desk: Desk, door: StoreDoor, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is missing is told, and how to go on with what there is."""
    name = held(desk)
    refuse(monkeypatch, "append", lambda call: call > 1)
    replies = {TROUBLE: ["go_on"] * 20, KEEP: ["discard"]}
    result = sign(door, name, monkeypatch, **SIGN, **replies)
    assert isinstance(result.came, Signing)
    tell_sign_off(result.came, result.kept, source=name[:8], lacking=result.not_kept)
    told = capsys.readouterr().err
    assert "Your decisions are in" not in told
    assert "could not be saved" in told
    assert f"To go on: relapse plan {name[:8]} --sign-off" in told
