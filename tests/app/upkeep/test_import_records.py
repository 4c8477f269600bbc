"""Records taken into the store: whole, once, in the right order, and never over another one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from relapse_cli.app.access.door import StoreDoor
from relapse_cli.app.sources.faults import Faults
from relapse_cli.app.upkeep.export import ExportRequest, export_store
from relapse_cli.app.upkeep.import_records import Imported, import_records
from relapse_cli.app.upkeep.keys.set_up import set_up_store
from relapse_cli.batch.inputs.item import Item
from relapse_cli.logic.journal.replay import record_of
from relapse_cli.store.whole.store import Store
from tests.app.held import Desk, door_to
from tests.banks_under_test import shipped_bank, vignette
from tests.cases_over_time import whole_case

BANK = shipped_bank()
AGREED = {"frame.consent": True}


def case() -> list[dict[str, Any]]:
    """An interview, its follow-up and a second interview, as files hold them."""
    wanted = [data for data in whole_case() if data["id"] in {"first", "check", "second"}]
    return [data if data["path"] == "followup" else agreed(data) for data in wanted]


def agreed(data: dict[str, Any]) -> dict[str, Any]:
    """A record of somebody who agreed."""
    return {**data, "answers": {**data["answers"], **AGREED}}


def items(*data: Any, file: str = "x.jsonl") -> list[Item]:
    """Records as they come out of a file."""
    lines = (one if isinstance(one, bytes) else json.dumps(one).encode() for one in data)
    return [Item(file, at, line) for at, line in enumerate(lines, 1)]


def taken(store: Store, found: Iterable[Item]) -> tuple[Imported, dict[str, int]]:
    """What became of records that are taken in, and the codes of what was not used, with their numbers."""
    faults = Faults(None)
    done = import_records(store, BANK, found, faults, lambda _done, _of: None)
    return done, dict(faults.kinds)


def exported(door: StoreDoor) -> str:
    """What an export writes."""
    return export_store(door, ExportRequest("post_relapse")).text


@pytest.fixture
def door(desk: Desk) -> Iterator[StoreDoor]:
    """The door to an empty store."""
    door = desk.door()
    set_up_store(door)
    yield door
    door.close()


def test_what_one_store_exports_another_exports_again_byte_for_byte(desk: Desk) -> None:
    """Ids, decisions, follow-ups, open interviews and what was withheld, in the same order."""
    signed = agreed({**vignette("PR-101"), "decisions": [{"kind": "confirm", "flag": "M-04"}]})
    under_way = agreed({**vignette("PR-103"), "finished_at": None})
    private = agreed(vignette("PR-102"))
    private["answers"]["frame.location"] = "12 Elm Street"
    desk.put(*case(), signed, under_way, private)
    here = desk.door()
    first = exported(here)
    here.close()
    other = door_to(desk.folder, name="other")
    done, kinds = taken(set_up_store(other), items(*first.encode().splitlines()))
    assert (done, kinds) == (Imported(taken=6), {})
    assert exported(other) == first
    assert ("12 Elm Street" not in first, "withheld" in first) == (True, True)
    other.close()


def test_a_second_time_changes_nothing_and_says_that_they_are_there(door: StoreDoor) -> None:
    """Not one entry is added."""
    store = door.open()
    first, kinds = taken(store, items(*case()))
    before = store.head()
    assert (first, kinds) == (Imported(taken=3), {})
    assert taken(store, items(*case())) == (Imported(there=3), {})
    assert store.head() == before


def test_another_record_under_a_known_id_is_refused_and_nothing_is_written_over(door: StoreDoor) -> None:
    """Whether it is in the store since yesterday or came in the same file."""
    store = door.open()
    one, *_ = case()
    other = {**one, "answers": {**one["answers"], "contact.meaning": "serious_workable"}}
    assert taken(store, items(one, other)) == (Imported(taken=1), {"IMPORT_001": 1})
    assert taken(store, items(other)) == (Imported(), {"IMPORT_001": 1})
    assert record_of(store.entries(one["id"])).answers == one["answers"]


def test_interviews_come_before_the_follow_ups_that_name_them(door: StoreDoor) -> None:
    """Whatever their order in the file; a follow-up without its interview is taken in, and told."""
    store = door.open()
    first, followup, second = case()
    assert taken(store, items(followup, second, first)) == (Imported(taken=3), {})
    assert [one.id for one in store.interviews()] == [second["id"], first["id"], followup["id"]]
    alone = {**followup, "id": "alone", "follows": "nowhere"}
    assert taken(store, items(alone)) == (Imported(taken=1), {"IMPORT_004": 1})


def test_what_was_erased_does_not_come_back(door: StoreDoor) -> None:
    """Neither an interview nor a case."""
    store = door.open()
    first, _, second = case()
    taken(store, items(first, second))
    store.erase_interview(first["id"])
    assert taken(store, items(first, second)) == (Imported(there=1), {"IMPORT_003": 1})
    store.erase_case(second["case"])
    [gone, *_] = store.interviews()
    new = {**second, "id": "new", "case": gone.case}
    assert taken(store, items(second, new)) == (Imported(), {"IMPORT_003": 2})


@pytest.mark.parametrize("answer", [None, False, {"status": "declined"}, {"status": "unknown"}])
def test_without_an_agreement_nothing_is_kept(door: StoreDoor, answer: object) -> None:
    """A no, a missing answer and one that was not given are all no agreement."""
    one, *_ = case()
    answers = {**one["answers"], "frame.consent": answer}
    if answer is None:
        del answers["frame.consent"]
    assert taken(door.open(), items({**one, "answers": answers})) == (Imported(), {"IMPORT_002": 1})
    assert door.open().interviews() == []


def test_a_bad_record_stops_no_other(door: StoreDoor) -> None:
    """It is told like everywhere."""
    one, *_ = case()
    bad = {**one, "id": "bad", "answers": {**AGREED, "event.nonsense": 1}}
    done, kinds = taken(door.open(), items(b"{", bad, one))
    assert (done, sum(kinds.values())) == (Imported(taken=1), 2)


def test_what_was_broken_off_is_whole_and_is_completed_by_the_same_command(door: StoreDoor) -> None:
    """Wherever it was broken off."""
    store = door.open()
    lines = items(*case())

    def broken(after: int) -> Iterator[Item]:
        yield from lines[:after]
        raise KeyboardInterrupt

    for after in range(len(lines) + 1):
        with pytest.raises(KeyboardInterrupt):
            taken(store, broken(after))
        stored = {one.id: record_of(store.entries(one.id)) for one in store.interviews()}
        assert [json.loads(line.data)["answers"] for line in lines[:after]] == [
            record.answers for record in stored.values()
        ]
    assert taken(store, lines) == (Imported(there=3), {})


def test_a_record_of_an_older_version_is_kept_as_it_was_made(door: StoreDoor) -> None:
    """The store brings it to the version of today whenever it is read, and can say what it was."""
    one, *_ = case()
    old = {**one, "bank": {"id": BANK.id, "version": "1.0.0", "digest": "sha256:0"}}
    done, _ = taken(door.open(), items(old))
    assert done == Imported(taken=1)
    pin = record_of(door.open().entries(one["id"])).bank
    assert pin is not None
    assert pin.version == "1.0.0"


def test_the_audit_says_how_many_were_taken_in(door: StoreDoor) -> None:
    """Not which cases they are of."""
    store = door.open()
    taken(store, items(*case()))
    assert [row.detail for row in store.audit_rows() if row.what == "import"] == [{"records": "3"}]
