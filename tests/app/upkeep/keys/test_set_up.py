"""Setting up the store: all of it or nothing, asked only for what nobody else gives."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from relapse_cli.app.access.door import StoreDoor
from relapse_cli.app.asking.leaving import Left
from relapse_cli.app.keeping import choose as choosing
from relapse_cli.app.keeping.choose import find_store
from relapse_cli.app.upkeep.keys import set_up as setting_up
from relapse_cli.app.upkeep.keys.set_up import AGAIN, NEW, NOT_THE_SAME, TOO_SHORT, set_up_store
from relapse_cli.errors import LockedError, StoreError
from relapse_cli.model.ask import Secret
from relapse_cli.model.reply import Back, Paused, Reply
from relapse_cli.model.screen import OWN, Screen
from relapse_cli.prompters.plain.asker import PlainAsker
from relapse_cli.settings.environment import Environment
from relapse_cli.store.folder.lock_notes import holders
from relapse_cli.store.keys.key_file import read_keys
from relapse_cli.store.keys.make import first_keys, make_slot
from relapse_cli.store.keys.os_keyring import OsKeyring
from relapse_cli.store.keys.slots import Place
from relapse_cli.store.whole import first as founding
from relapse_cli.store.whole.first import StoreIsThereError, found_store
from tests.app.held import AGREED, KEY, Desk, Person, Row, door_to, nobody
from tests.cli.program import as_bytes
from tests.store.key_stubs import CHEAP, memory_keyring
from tests.store.made_stores import answer, record

PASSPHRASE = "blue kettle on the shelf"


@pytest.fixture(autouse=True)
def no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test touches the keyring of the machine, or stretches a passphrase at full cost."""
    use_keyring(monkeypatch, None)
    monkeypatch.setattr(setting_up, "make_slot", partial(setting_up.make_slot, cost=CHEAP))


def use_keyring(monkeypatch: pytest.MonkeyPatch, ring: OsKeyring | None) -> None:
    """Let the keyring of the machine be this one."""
    for module in (choosing, setting_up):
        monkeypatch.setattr(module, "find_keyring", lambda *_, **__: ring)


def shown_key(person: Person) -> str:
    """The recovery key as the last screen showed it."""
    rows = [row for row in person.screen("recovery").body if row.count("   ") == 2]
    return "-".join(" ".join(rows).split())


def typed_back(person: Person) -> Callable[[Screen], str]:
    """Somebody who types the group that is asked for."""

    def reply(screen: Screen, _: object) -> str:
        number = int(screen.label.split("group ")[1].split()[0])
        return shown_key(person).split("-")[number - 1].lower()

    return reply


def newcomer(**replies: Any) -> Person:
    """Somebody who sets up the store as it is meant; replies by the name of the screen replace theirs."""
    person = Person({})
    planned = {
        "store.first": "set_up", "passphrase.new": PASSPHRASE, "passphrase.again": PASSPHRASE,
        "recovery": "written", "recovery.typed": typed_back(person),
        **{name.replace("__", "."): reply for name, reply in replies.items()},
    }  # fmt: skip
    person.replies = {name: list(r) if isinstance(r, Row) else [r] for name, r in planned.items()}
    return person


def locked_door(folder: Path, person: Person | None = None) -> StoreDoor:
    """A door without a key in the environment."""
    return StoreDoor(folder / "store", Environment(), (lambda: person) if person else nobody)


def files_in(folder: Path) -> list[str]:
    """Everything in a folder but the key file of the test."""
    return sorted(path.name for path in folder.iterdir() if path.name != "key")


def test_a_passphrase_is_chosen_twice_and_the_recovery_key_shown_once(tmp_path: Path) -> None:
    """Afterwards each of the two opens the store alone."""
    person = newcomer()
    journal = find_store(locked_door(tmp_path), person)
    assert journal is not None
    assert person.asked == ["store.first", "passphrase.new", "passphrase.again", "recovery", "recovery.typed"]
    assert [person.screen(name).ask for name in ("passphrase.new", "passphrase.again")] == [Secret()] * 2
    journal.store().close()
    for secret in (PASSPHRASE, shown_key(person)):
        with locked_door(tmp_path, Person({"unlock": secret})).open() as store:
            assert store.verify() == ()
    assert files_in(tmp_path) == ["store"]


def test_a_passphrase_that_is_too_short_or_not_the_same_is_asked_for_again(tmp_path: Path) -> None:
    """Blanks do not make one longer, and each fault is said."""
    person = newcomer(
        passphrase__new=Row(["", "short", "  short     ", PASSPHRASE, PASSPHRASE]),
        passphrase__again=Row(["another one", PASSPHRASE]),
    )
    set_up_store(locked_door(tmp_path, person)).close()
    assert person.told == [TOO_SHORT, TOO_SHORT, NOT_THE_SAME]


def test_a_group_that_is_typed_wrong_shows_the_same_key_again(tmp_path: Path) -> None:
    """Nobody can go on without having the key."""
    person = newcomer(recovery=Row(["written", "written"]))
    person.replies["recovery.typed"] = ["????", *person.replies["recovery.typed"]]
    set_up_store(locked_door(tmp_path, person)).close()
    shown = [screen.body for screen in person.screens if screen.step.question == f"{OWN}recovery"]
    assert len(shown) == 2
    assert shown[0] == shown[1]
    assert "The key is shown again." in person.told[0]


LEAVING = ("store.first", "passphrase.new", "passphrase.again", "recovery", "recovery.typed")


@pytest.mark.parametrize("where", LEAVING)
@pytest.mark.parametrize("how", [Back(), Paused(), Paused(interrupted=True)], ids=["back", "pause", "ctrl-c"])
def test_leaving_in_the_middle_makes_nothing(tmp_path: Path, where: str, how: Reply) -> None:
    """Not even a folder; only Ctrl-C counts as an interruption."""
    person = newcomer(**{where.replace(".", "__"): how})
    with pytest.raises(Left) as caught:
        find_store(locked_door(tmp_path), person)
    assert files_in(tmp_path) == []
    assert caught.value.interrupted == (isinstance(how, Paused) and how.interrupted)


def test_not_now_keeps_the_interview_in_a_file_only(desk: Desk) -> None:
    """No store is made, and at the end the file is offered as ever."""
    person = Person({**AGREED, "store.first": "without", "keep": "write"})
    result = desk.interview(person, door=locked_door(desk.folder))
    assert result.stored is None
    assert result.kept is not None
    assert not desk.store_folder.exists()


def test_a_store_that_cannot_be_made_leaves_no_half_of_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever goes wrong on the way, what stays is nothing that looks like a store."""

    def write_keys(*_: Any) -> None:
        raise StoreError("The disk is full.")

    monkeypatch.setattr(founding, "write_keys", write_keys)
    door = door_to(tmp_path)
    with pytest.raises(StoreError):
        set_up_store(door)
    assert not door.is_set_up
    assert files_in(tmp_path) in ([], ["store"])
    monkeypatch.undo()
    set_up_store(door).close()
    assert door_to(tmp_path).is_set_up


def test_a_key_file_asks_nothing_and_is_the_only_way_in(desk: Desk) -> None:
    """The first interview with RELAPSE_KEY_FILE begins with its first question."""
    person = Person(AGREED)
    desk.interview(person)
    assert person.asked[0] == "frame.mode"
    assert [slot.kind for slot in read_keys(desk.store_folder).current.slots] == ["file"]


def test_a_short_passphrase_in_the_environment_makes_no_store(tmp_path: Path) -> None:
    """What a person may not choose, a variable may not either."""
    door = StoreDoor(tmp_path / "store", Environment(key="hunter2"), nobody)
    with pytest.raises(LockedError, match="RELAPSE_KEY gives is shorter"):
        set_up_store(door)
    assert files_in(tmp_path) == []


def test_a_working_keyring_asks_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And the next command opens the store with it."""
    ring = memory_keyring()
    use_keyring(monkeypatch, ring)
    monkeypatch.setattr("relapse_cli.store.keys.unlock.find_keyring", lambda *_, **__: ring)
    journal = find_store(locked_door(tmp_path), Person({}))
    assert journal is not None
    assert files_in(tmp_path) == []
    journal.store().close()
    assert [slot.kind for slot in read_keys(tmp_path / "store").current.slots] == ["keyring"]
    with locked_door(tmp_path).open() as store:
        assert store.interviews() == []


def test_a_keyring_that_forgets_is_not_relied_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that keeps nothing leads to a passphrase."""

    class Forgetful:
        def get_password(self, service: str, username: str) -> None:  # noqa: ARG002
            return None

        def set_password(self, service: str, username: str, password: str) -> None:
            pass

        def delete_password(self, service: str, username: str) -> None:
            pass

    use_keyring(monkeypatch, OsKeyring(Forgetful(), 3))
    person = newcomer()
    assert find_store(locked_door(tmp_path), person) is not None
    assert "passphrase.new" in person.asked


def test_two_processes_that_set_up_at_once_both_go_on(tmp_path: Path) -> None:
    """The one that comes second uses the store of the first."""
    first, second = door_to(tmp_path), door_to(tmp_path)
    journal = find_store(second, Person({}))
    assert journal is not None
    real = setting_up.finish

    def after_the_other(*given: Any) -> Any:
        setting_up.finish = real  # type: ignore[assignment]
        set_up_store(first).close()
        return real(*given)

    setting_up.finish = after_the_other  # type: ignore[assignment]
    try:
        journal.store().close()
    finally:
        setting_up.finish = real  # type: ignore[assignment]
    assert files_in(tmp_path) == ["store"]


def test_who_comes_second_takes_nothing_of_the_store_of_the_first(tmp_path: Path) -> None:
    """Its lock and its witness stay the same files, so that everybody holds the same lock."""
    with set_up_store(door_to(tmp_path)) as store:
        store.begin(record("interview-1"), [answer("kept")])
        before = {path.name: (path.stat().st_ino, path.read_bytes()) for path in store.folder.iterdir()}
        with pytest.raises(StoreIsThereError):
            set_up_store(door_to(tmp_path))
        after = {path.name: (path.stat().st_ino, path.read_bytes()) for path in store.folder.iterdir()}
        assert before.keys() == after.keys()
        assert [before[name][0] for name in before] == [after[name][0] for name in before]
        assert before["store.head"] == after["store.head"]
        assert [holder.process.pid for holder in holders(store.folder)] == [os.getpid()]


@pytest.mark.parametrize("moment", ["alone", "made", "ready"])
def test_setting_up_that_is_interrupted_leaves_no_store_or_a_whole_one(tmp_path: Path, moment: str) -> None:
    """And the next start sets it up, or opens it with the key that was chosen."""

    def stop_there(step: str) -> None:
        if step == moment:
            raise KeyboardInterrupt

    key, door = bytes(range(32)), door_to(tmp_path)
    place = Place("store-1", 1)
    keys = first_keys(place.store, key, [make_slot("file", KEY, key, place, now="2026")])
    with pytest.raises(KeyboardInterrupt):
        found_store(door.folder, key, keys, actor="ada", now=lambda: "2026", step=stop_there)
    assert door.is_set_up == (moment == "ready")
    journal = find_store(door_to(tmp_path), Person({}))
    assert journal is not None
    with journal.store() as store:
        assert store.verify() == ()
    assert not [path for path in door.folder.iterdir() if path.name.startswith(".")]


def test_a_first_store_that_an_older_version_did_not_finish_is_no_dead_end(tmp_path: Path) -> None:
    """It was made in the folder itself; another one is set up in its place, and nothing of it stays."""
    door = door_to(tmp_path)
    door.folder.mkdir(mode=0o700)
    for name in ("store.db.making", "store.db.making-wal"):
        (door.folder / name).write_bytes(b"half")
        (door.folder / name).chmod(0o600)
    set_up_store(door).close()
    assert not [path for path in door.folder.iterdir() if "making" in path.name]


def test_a_folder_that_holds_other_files_is_left_alone(tmp_path: Path) -> None:
    """Also when they came after it was looked at."""
    door = door_to(tmp_path)
    door.folder.mkdir(mode=0o700)
    (door.folder / ".work-of-mine").mkdir()
    (door.folder / ".work-of-mine" / "notes").write_text("mine")
    with pytest.raises(StoreError, match="holds other files"):
        set_up_store(door)
    assert (door.folder / ".work-of-mine" / "notes").read_text() == "mine"


class Typist(io.StringIO):
    """The keyboard of the plain asker: lines that are worked out when they are read."""

    def __init__(self, lines: Iterator[str]) -> None:
        super().__init__()
        self.lines = lines

    def readline(self, *_: Any) -> str:
        """The next line."""
        return f"{next(self.lines)}\n"


def test_the_plain_asker_sets_up_the_store_too(tmp_path: Path) -> None:
    """Line by line: twice the passphrase, the key on the lines, one group of it typed back."""
    out = io.StringIO()

    def lines() -> Iterator[str]:
        yield from ("1", "tiny", PASSPHRASE, PASSPHRASE, "1")
        said = out.getvalue()
        number = int(said.rsplit("Type group ", 1)[1].split()[0])
        rows = [line for line in said.splitlines() if line.strip().count("   ") == 2]
        yield " ".join(rows).split()[number - 1]

    door = locked_door(tmp_path)
    journal = find_store(door, PlainAsker(Typist(lines()), out))
    assert journal is not None
    for words in (NEW, AGAIN, TOO_SHORT):
        assert words in out.getvalue()
    assert PASSPHRASE not in out.getvalue()
    assert door.is_set_up
    door.close()


def test_answers_from_a_file_use_the_store_only_with_a_key(desk: Desk) -> None:
    """Nobody is there: with a key the store is set up and used, without one only the file is written."""
    source = desk.folder / "answers.json"
    source.write_bytes(as_bytes(AGREED))
    target = desk.folder / "record.json"
    without = desk.interview(None, door=locked_door(desk.folder), answers=str(source), output=target)
    assert (without.kept, without.stored, desk.store_folder.exists()) == (target, None, False)
    with_key = desk.interview(None, answers=str(source))
    assert with_key.stored is not None
    again = desk.interview(
        None, door=locked_door(desk.folder), answers=str(source), output=desk.folder / "other.json"
    )
    assert (again.kept, again.stored) == (desk.folder / "other.json", None)
