"""A store that is taken away or replaced while an interview is open: nothing is called saved that is not."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from relapse_cli.app.keeping.in_store import InStore
from relapse_cli.app.keeping.place import Answers, PlanMade
from relapse_cli.errors import StoreError
from relapse_cli.logic.interview.moves import Interview
from relapse_cli.logic.journal.changes import record_of
from relapse_cli.logic.plan.build import plan
from relapse_cli.store.whole.presence import FilesWentError
from tests.app.held import CLOCK, Desk, Person, Row, door_to, store_in
from tests.app.keeping.test_keep import FIRST
from tests.banks_under_test import shipped_bank
from tests.logic.interview.test_moves import QUIET_FRAME, begin
from tests.store.made_stores import start_program

posix_only = pytest.mark.skipif(os.name != "posix", reason="Windows lets nobody take an open file away")

OTHER_WINDOW = """
import sys
from pathlib import Path
from tests.app.held import store_in
with store_in(Path(sys.argv[1])) as store:
    print("open", flush=True)
    for line in sys.stdin:
        store.audit("view")
        print("done", flush=True)
"""


def move_away(folder: Path) -> None:
    """Move the folder of the store."""
    (folder / "store").rename(folder / "moved")


def remove(folder: Path) -> None:
    """Remove the folder of the store."""
    shutil.rmtree(folder / "store")


def sync_over(folder: Path) -> None:
    """Put an older copy in the place of the store, as a program that syncs does."""
    shutil.rmtree(folder / "store")
    shutil.copytree(folder / "older", folder / "store")


def copy_over(folder: Path) -> None:
    """Write an older copy into the open file."""
    (folder / "store" / "store.db").write_bytes((folder / "older" / "store.db").read_bytes())


def remove_journal(folder: Path) -> None:
    """Remove the journal."""
    (folder / "store" / "store.db-wal").unlink()


def cut_journal(folder: Path) -> None:
    """Cut the journal in its middle."""
    journal = folder / "store" / "store.db-wal"
    os.truncate(journal, journal.stat().st_size // 2)


def empty_journal(folder: Path) -> None:
    """Cut all of the journal."""
    os.truncate(folder / "store" / "store.db-wal", 0)


def remove_keys(folder: Path) -> None:
    """Remove the keys."""
    (folder / "store" / "keys.json").unlink()


def replace_keys(folder: Path) -> None:
    """Put the keys of another store there."""
    (folder / "store" / "keys.json").write_bytes((folder / "others" / "keys.json").read_bytes())


def move_back(folder: Path) -> None:
    """Put the folder back."""
    if (folder / "moved").exists():
        (folder / "moved").rename(folder / "store")
    keys = folder / "older" / "keys.json"
    (folder / "store" / "keys.json").write_bytes(keys.read_bytes())
    (folder / "store" / "keys.json").chmod(0o600)


WAYS = (
    move_away,
    remove,
    sync_over,
    copy_over,
    remove_journal,
    cut_journal,
    empty_journal,
    remove_keys,
    replace_keys,
)


class Held:
    """An interview that is kept in the store of a folder, beside older and other copies of it."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        desk = Desk(folder, patch)
        desk.put({"id": "old", "case": "PR-1", "path": "core", "started_at": CLOCK})
        shutil.copytree(folder / "store", folder / "older")
        door = door_to(folder, name="others")
        desk.interview(Person(FIRST), door=door)
        self.door = door_to(folder)
        self.keeper = InStore(self.door.open, lambda: CLOCK)
        self.state: Interview = begin("deep", **QUIET_FRAME)
        self.answer("first")

    def answer(self, words: str) -> None:
        """Answer a question, and keep the answer."""
        self.state = self.state.jump("prior.kept").answer(words)
        self.keeper.save(Answers(self.state))

    def stored(self) -> list[object]:
        """What the store says was answered, for whoever opens it next."""
        self.door.close()
        with store_in(self.folder) as store:
            assert store.verify() == ()
            return [record_of(store.entries(one.id)).answers.get("prior.kept") for one in store.interviews()]


@pytest.fixture
def held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Held:
    """An interview with an answer that is saved."""
    return Held(tmp_path, monkeypatch)


@posix_only
@pytest.mark.parametrize("take", WAYS, ids=lambda take: take.__name__)
def test_an_answer_is_not_called_saved_after_the_store_went(held: Held, take: Callable[[Path], None]) -> None:
    """It is said what happened, that this answer is not saved, and what to do."""
    take(held.folder)
    with pytest.raises(FilesWentError, match="not saved") as caught:
        held.answer("second")
    assert "while this window had" in caught.value.message
    assert caught.value.remedy


@posix_only
@pytest.mark.parametrize(
    "take", [move_away, sync_over, copy_over, remove_keys, replace_keys], ids=lambda take: take.__name__
)
def test_trying_again_keeps_the_whole_interview(held: Held, take: Callable[[Path], None]) -> None:
    """Once the store is back, or in the copy that stands there now; nothing is kept twice."""
    take(held.folder)
    with pytest.raises(FilesWentError):
        held.answer("second")
    move_back(held.folder)
    held.keeper.save(Answers(held.state))
    held.answer("third")
    assert held.stored()[-1] == "third"


@posix_only
def test_a_journal_that_was_cut_is_told_and_can_be_repaired(held: Held) -> None:
    """The repair goes on without what was cut off, and the interview keeps all of it anew."""
    from relapse_cli.app.upkeep.whole_store import repair_store

    cut_journal(held.folder)
    for _ in range(2):
        with pytest.raises(StoreError):
            held.answer("second")
    repair_store(door_to(held.folder))
    held.keeper.save(Answers(held.state))
    assert held.stored()[-1] == "second"


@posix_only
def test_no_other_store_is_begun_where_the_store_went(held: Held) -> None:
    """The answers of one interview are in one store."""
    move_away(held.folder)
    for _ in range(2):
        with pytest.raises(StoreError):
            held.answer("second")
    assert not (held.folder / "store").exists()


@posix_only
def test_closing_leaves_the_journal_of_the_store_that_stands_there_now(held: Held) -> None:
    """Closing a database removes its journal by name, which is that of another one here."""
    move_away(held.folder)
    shutil.copytree(held.folder / "moved", held.folder / "store")
    journal = held.folder / "store" / "store.db-wal"
    before = journal.read_bytes()
    assert before
    held.door.close()
    assert journal.read_bytes() == before


@posix_only
@pytest.mark.parametrize("way", [move_away, remove, sync_over, empty_journal], ids=lambda way: way.__name__)
def test_a_pause_does_not_say_that_answers_are_kept_which_are_gone(
    held: Held, way: Callable[[Path], None]
) -> None:
    """Nothing was answered since: that the store went is noticed all the same, and it is no place now."""
    way(held.folder)
    with pytest.raises(StoreError, match="not saved"):
        held.keeper.save(Answers(held.state))
    assert held.keeper.kept_as is None


def test_a_lock_that_was_removed_is_taken_anew(held: Held) -> None:
    """Nothing is lost by it, and nobody else gets the store alone."""
    (held.folder / "store" / "store.lock").unlink()
    held.answer("second")
    other = start_program(
        "import sys; from pathlib import Path; from relapse_cli.store.folder.lock import StoreLock\n"
        "StoreLock.exclusive(Path(sys.argv[1]) / 'store', wait=0)",
        held.folder,
    )
    with other:
        assert other.wait(20) != 0
    assert held.stored()[-1] == "second"


@posix_only
def test_a_lock_that_somebody_else_took_after_it_was_removed_is_told(held: Held) -> None:
    """They may be putting another store in its place."""
    from relapse_cli.store.folder.lock import StoreLock

    (held.folder / "store" / "store.lock").unlink()
    with (
        StoreLock.exclusive(held.folder / "store"),
        pytest.raises(FilesWentError, match="at work on the whole"),
    ):
        held.answer("second")
    held.keeper.save(Answers(held.state))
    assert held.stored()[-1] == "second"


def test_what_others_do_with_the_store_is_no_loss(held: Held) -> None:
    """They write, empty the journal into the file, change the keys beside it and close it."""
    for number in range(3):
        with start_program(OTHER_WINDOW, held.folder) as other:
            assert other.stdin is not None
            assert other.stdout is not None
            assert other.stdout.readline() == "open\n"
            held.answer(f"before {number}")
            other.stdin.write("x\n")
            other.stdin.flush()
            assert other.stdout.readline() == "done\n"
            held.answer(f"after {number}")
            other.stdin.close()
            assert other.wait(20) == 0
        keys = held.folder / "store" / "keys.json"
        spare = keys.with_suffix(".new")
        spare.write_bytes(keys.read_bytes())
        spare.chmod(0o600)
        spare.replace(keys)
    held.answer("last")
    assert held.stored()[-1] == "last"


def test_a_plan_goes_with_all_that_belongs_to_it(held: Held) -> None:
    """After the store was replaced, the plan alone would rest on nothing."""
    sync_over(held.folder)
    made = PlanMade(plan(shipped_bank(), held.state.record), shipped_bank())
    with pytest.raises(FilesWentError):
        held.keeper.save(made)
    held.keeper.save(made)
    assert held.stored()[-1] == "first"


def test_the_person_reads_that_the_answer_is_not_saved(desk: Desk) -> None:
    """The same screen as on a full disk; trying again keeps it."""

    def move_it(_: object, __: object) -> str:
        move_away(desk.folder)
        return "self"

    def put_it_back(_: object, __: object) -> str:
        move_back_only(desk.folder)
        return "again"

    person = Person({**FIRST, "event.disclosed": move_it, "keep.trouble": Row([put_it_back])})
    result = desk.interview(person)
    trouble = person.screen("keep.trouble")
    assert "no longer in" in trouble.body[0]
    assert "This answer is not saved." in trouble.body[0]
    assert "at the end the answers can be written to a file" in trouble.body[1]
    assert person.screens[-1].around.keeping == "saved"
    with store_in(desk.folder) as store:
        assert dict(record_of(store.entries(result.stored or "")).answers) == FIRST


def move_back_only(folder: Path) -> None:
    """Put the folder back as it was."""
    (folder / "moved").rename(folder / "store")
