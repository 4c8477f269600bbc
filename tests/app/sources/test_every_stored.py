"""Everything that is stored as one source: what an export holds, one record after another."""

from __future__ import annotations

import json

from relapse_cli.app.sources.every_stored import stored_items
from relapse_cli.app.sources.items import check_item
from relapse_cli.app.upkeep.export import ExportRequest, export_store
from relapse_cli.batch.inputs.item import Item
from tests.app.held import PLACE, Desk, store_in
from tests.banks_under_test import shipped_bank, vignette


def test_every_stored_record_comes_as_an_export_has_it(desk: Desk) -> None:
    """With its id for a place and without what never leaves; the audit knows, and the erased one is gone."""
    private = {"frame.mode": "video", "frame.location": PLACE}
    names = desk.put(
        *(
            {**vignette(case), "answers": {**vignette(case)["answers"], **private}}
            for case in ("PR-101", "PR-103")
        )
    )
    (gone,) = desk.put({**vignette("PR-102"), "id": "gone"})
    with store_in(desk.folder) as store:
        store.erase_interview(gone)
    door = desk.door()
    items = list(stored_items(shipped_bank(), door))
    exported = export_store(door, ExportRequest("post_relapse")).text
    audit = [(row.what, row.detail) for row in door.open().audit_rows()]
    door.close()
    assert b"".join(item.data for item in items if isinstance(item, Item)) == exported.encode()
    assert [item.file for item in items] == [f"store:{name}" for name in names]
    assert PLACE not in repr(items)
    assert ("review", {"records": "2"}) in audit
    checked = [check_item(item, shipped_bank()) for item in items if isinstance(item, Item)]
    assert [json.loads(item.data)["id"] for item in items if isinstance(item, Item)] == [
        c.id for c in checked
    ]
    assert all(each.record is not None for each in checked)


def test_a_fault_in_a_stored_record_names_its_id(desk: Desk) -> None:
    """There is no file and no line."""
    (name,) = desk.put({**vignette("PR-101"), "answers": {"event.nonsense": 1}})
    door = desk.door()
    [item] = stored_items(shipped_bank(), door)
    door.close()
    assert isinstance(item, Item)
    [problem] = check_item(item, shipped_bank()).problems
    assert str(problem).startswith(f"store:{name}: answers.event.nonsense: ")
