"""The door to the store: found out early, opened late, unlocked once."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from relapse_cli.app.access import unlock as unlock_keys
from relapse_cli.app.access.door import StoreDoor
from relapse_cli.app.upkeep.health.opened_store import inside_findings
from relapse_cli.app.upkeep.keys import set_up as setting_up
from relapse_cli.errors import LockedError, NeedsAnswersError, StoreError
from relapse_cli.model.ask import Secret
from relapse_cli.model.reply import Paused
from relapse_cli.prompters.asker import Asker
from relapse_cli.settings.environment import Environment
from relapse_cli.store.keys.failed import failed_unlocks
from relapse_cli.text.shell import shell_word
from tests.app.held import AGREED, CLOCK, Desk, Person, Row, door_to, key_file, nobody, store_in
from tests.banks_under_test import shipped_bank
from tests.cli.program import ROOT

needs_modes = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no file modes")
PASSPHRASE = "blue kettle on the shelf"


def no_terminal() -> Asker:
    """Nobody can be asked."""
    raise NeedsAnswersError("There is no terminal.")


def set_up(desk: Desk) -> None:
    """Set up the desk's store, and leave one interview in it."""
    desk.interview(Person(AGREED))


def test_nothing_is_there_before_the_first_store(tmp_path: Path) -> None:
    """Asking about it makes nothing."""
    door = door_to(tmp_path)
    assert (door.is_set_up, door.is_open, door.key_is_given, door.opens_quietly) == (False, False, True, True)
    door.check()
    with pytest.raises(StoreError, match="no store yet") as caught:
        door.open()
    assert "relapse setup" in caught.value.remedy
    assert not (tmp_path / "store").exists()


def test_a_store_is_opened_once_and_unlocked_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each further use is the same store, even after it was closed no key is asked for again."""
    set_up(desk)
    unlocks: list[str] = []
    real = unlock_keys.unlock_quietly

    def unlock(*given: Any) -> Any:
        unlocks.append("")
        return real(*given)

    monkeypatch.setattr(unlock_keys, "unlock_quietly", unlock)
    door = desk.door()
    first = door.open()
    assert door.open() is first
    door.close()
    door.close()
    assert not door.is_open
    door.open()
    door.close()
    assert len(unlocks) == 1


@needs_modes
def test_an_unsafe_folder_is_refused_before_the_first_question(desk: Desk) -> None:
    """A folder that others can read, a link to one: said at once, with the command that puts it right."""
    set_up(desk)
    desk.store_folder.chmod(0o755)
    with pytest.raises(StoreError, match="open to other users") as caught:
        desk.interview(Person({}))
    assert caught.value.remedy == f"Close it with: chmod 700 {shell_word(desk.store_folder)}"
    desk.store_folder.chmod(0o700)
    (desk.folder / "link").symlink_to(desk.store_folder)
    person = Person({})
    with pytest.raises(StoreError, match="is a link"):
        desk.interview(person, door=door_to(desk.folder, name="link"))
    assert person.asked == []


@needs_modes
def test_an_unsafe_folder_without_a_store_is_refused_as_early(desk: Desk) -> None:
    """Where a store is only to be made, the folder is looked at before the first question too."""
    (desk.folder / "open").mkdir(mode=0o700)
    (desk.folder / "open").chmod(0o755)
    (desk.folder / "link").symlink_to(desk.folder / "nowhere")
    (desk.folder / "file").write_text("")
    (desk.folder / "file").chmod(0o600)
    for name, words in [("open", "open to other users"), ("link", "is a link"), ("file", "is not a folder")]:
        person = Person({})
        with pytest.raises(StoreError, match=words):
            desk.interview(person, door=door_to(desk.folder, name=name))
        assert person.asked == []
    assert not (desk.folder / "nowhere").exists()


def test_a_folder_with_other_files_is_no_place_for_a_store(desk: Desk) -> None:
    """Known before anything is asked, and nothing in it is touched."""
    desk.store_folder.mkdir(mode=0o700)
    (desk.store_folder / "letters.txt").write_text("mine")
    with pytest.raises(StoreError, match="holds other files"):
        desk.interview(Person({}))
    assert (desk.store_folder / "letters.txt").read_text() == "mine"


def test_what_an_attempt_left_behind_is_no_hindrance(desk: Desk) -> None:
    """The lock and the note of a failed attempt lie in the folder; a store is made there all the same."""
    desk.store_folder.mkdir(mode=0o700)
    for name in ("store.lock", "failed-unlocks"):
        (desk.store_folder / name).touch(mode=0o600)
    set_up(desk)
    with store_in(desk.folder) as store:
        assert len(store.interviews()) == 1


@pytest.mark.parametrize(
    ("secret", "words"),
    [(b"x" * 32, "does not open this store"), (b"short", "is not a key file")],
    ids=["another key", "no key"],
)
def test_a_wrong_key_file_is_refused_before_the_first_question(desk: Desk, secret: bytes, words: str) -> None:
    """Not after the agreement, when there is something to lose."""
    set_up(desk)
    person = Person({})
    with pytest.raises(LockedError, match=words) as caught:
        desk.interview(person, door=door_to(desk.folder, secret=secret))
    assert "RELAPSE_KEY_FILE" in caught.value.remedy
    assert person.asked == []


def test_a_key_file_that_is_not_there_is_refused_before_a_store_is_made(desk: Desk) -> None:
    """And no folder is left."""
    door = StoreDoor(desk.store_folder, Environment(key_file=str(desk.folder / "gone")), nobody)
    with pytest.raises(LockedError, match="cannot be read"):
        desk.interview(Person({}), door=door)
    assert not desk.store_folder.exists()


def test_keys_that_are_gone_are_named_before_the_first_question(desk: Desk) -> None:
    """Without them nobody can read the store."""
    set_up(desk)
    (desk.store_folder / "keys.json").unlink()
    person = Person({})
    with pytest.raises(StoreError, match=r"keys\.json"):
        desk.interview(person)
    assert person.asked == []


def with_passphrase(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> StoreDoor:
    """A door to a store that opens with a passphrase only."""
    monkeypatch.setattr(setting_up, "choose_passphrase", lambda *_: PASSPHRASE)
    monkeypatch.setattr(setting_up, "show_recovery_key", lambda _: "0000-0000")
    monkeypatch.setattr(setting_up, "quiet_slots", lambda *_: [])
    real = setting_up.asked_slots

    def only_the_passphrase(*given: Any) -> Any:
        monkeypatch.setattr(
            setting_up,
            "make_slot",
            lambda kind, *more, _real=setting_up.make_slot, **named: (
                _real(kind, *more, **named) if kind == "passphrase" else None
            ),
        )
        made = [slot for slot in real(*given) if slot is not None]
        monkeypatch.undo()
        return made

    monkeypatch.setattr(setting_up, "asked_slots", only_the_passphrase)
    door = StoreDoor(desk.store_folder, Environment(), lambda: Person({}))
    setting_up.set_up_store(door).close()
    return StoreDoor(desk.store_folder, Environment(), no_terminal)


def test_a_locked_store_asks_before_the_first_question(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrong passphrase is told and noted; the right one opens, and it is not asked for again."""
    door = with_passphrase(desk, monkeypatch)
    fresh = Desk(desk.folder, monkeypatch)
    person = Person({**AGREED, "unlock": Row(["wrong", PASSPHRASE])})
    fresh.interview(person, door=door, case=None)
    assert person.asked[:3] == ["unlock", "unlock", "frame.mode"]
    assert person.screen("unlock").ask == Secret()
    assert person.told == [unlock_keys.WRONG]
    reopened = replace(door, person=lambda: Person({"unlock": PASSPHRASE}))
    with reopened.open() as store:
        rows = [row for row in store.audit_rows() if row.what == "failed unlock"]
        assert [row.detail["count"] for row in rows] == ["1"]


def test_an_empty_line_goes_on_without_a_locked_store(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """No passphrase at hand and the patient waits: the interview is held, and nothing of it is stored."""
    door = with_passphrase(desk, monkeypatch)
    fresh = Desk(desk.folder, monkeypatch)
    person = Person({**AGREED, "unlock": "", "keep": "discard"})
    held = fresh.interview(person, door=door, case=None)
    assert any("An empty line goes on without the store" in line for line in person.screen("unlock").body)
    assert person.asked[:2] == ["unlock", "frame.mode"]
    assert held.stored is None
    reopened = replace(door, person=lambda: Person({"unlock": PASSPHRASE}))
    with reopened.open() as store:
        assert store.interviews() == []


def test_elsewhere_an_empty_line_is_no_way_round_a_lock(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """What only works with the store asks again, and says nothing of going on without it."""
    door = with_passphrase(desk, monkeypatch)
    person = Person({"unlock": Row(["", Paused()])})
    with pytest.raises(LockedError):
        replace(door, person=lambda: person).open()
    assert person.asked == ["unlock", "unlock"]
    assert not any("An empty line" in line for line in person.screen("unlock").body)


@pytest.mark.parametrize(
    "given",
    [
        {"key": "another passphrase"},
        {"key_command": "echo another passphrase"},
        {"key_file": "{place}/other.key"},
    ],
    ids=lambda given: next(iter(given)),
)
def test_a_wrong_key_of_the_environment_is_noted_as_a_typed_one_is(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, given: dict[str, str]
) -> None:
    """Whoever guesses with a variable is in the audit too; a check-up or a missing file is no guess."""
    door = with_passphrase(desk, monkeypatch)
    (desk.folder / "other.key").write_bytes(bytes(range(32)))
    wrong = Environment(**{name: text.format(place=desk.folder) for name, text in given.items()})
    list(inside_findings(desk.store_folder, door.keys(), wrong, datetime.fromisoformat(CLOCK), None))
    with pytest.raises(LockedError):
        replace(door, environment=Environment(key_file="nowhere.key")).unlock()
    assert failed_unlocks(desk.store_folder) == []
    with pytest.raises(LockedError):
        replace(door, environment=wrong).unlock()
    assert len(failed_unlocks(desk.store_folder)) == 1


def test_a_locked_store_without_anybody_is_an_error_at_once(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Never a prompt; what can be done is named."""
    door = with_passphrase(desk, monkeypatch)
    with pytest.raises(LockedError) as caught:
        door.open()
    assert caught.value.exit_code == 5
    assert "RELAPSE_KEY_FILE" in caught.value.remedy
    left = replace(door, person=lambda: Person({"unlock": Paused()}))
    with pytest.raises(LockedError):
        left.open()


STUB = """
    import sys
    from pathlib import Path
    from relapse_cli.app.sessions import open as opening
    from relapse_cli.app.sessions import run
    from relapse_cli.app.sessions.request import Request
    from relapse_cli.cli.store_access import open_door
    from relapse_cli.model.reply import Paused

    class Stub:
        def ask(self, screen, clerk):
            print(screen.step.question, *sorted({"sqlcipher3", "argon2", "keyring"} & set(sys.modules)))
            return Paused()

        def __getattr__(self, name):
            raise AssertionError(name)

    opening.choose_asker = lambda *_, **__: Stub()
    door = open_door(sys.argv[1])
    run.hold_session(Request("post_relapse", profile="ie", door=door))
    print(door.is_open)
"""


@pytest.mark.parametrize("is_set_up", [False, True])
def test_the_first_question_does_not_wait_for_the_store(desk: Desk, is_set_up: bool) -> None:
    """With a key at hand the database, its library and the keyring are not touched before it."""
    if is_set_up:
        set_up(desk)
    assert shipped_bank() is not None
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(STUB), str(desk.store_folder)],
        env={"PATH": "", "PYTHONPATH": str(ROOT), "RELAPSE_KEY_FILE": str(key_file(desk.folder)),
             "RELAPSE_HOME": str(desk.folder / "home")},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )  # fmt: skip
    assert done.stdout.splitlines() == ["frame.mode", "False"], done.stderr
    assert desk.store_folder.exists() == is_set_up
