"""Records of many inputs, checked: whole ones, faulty ones with their places, and those of other versions."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from relapse_cli.app.sources.items import CheckedItem, check_item
from relapse_cli.batch.inputs.item import Item
from relapse_cli.batch.inputs.streams import read_stream
from relapse_cli.logic.plan.final import is_of_another_version
from relapse_cli.model.record import Record
from tests.banks_under_test import record_of, shipped_bank, vignette
from tests.logic.journal.test_migrate import old_record, one_step

WHOLE = vignette("PR-101")
BANK = shipped_bank()
HERE = {"id": BANK.id, "version": BANK.version, "digest": BANK.digest}


def checked(data: object, *, indent: int | None = None, line: int = 7) -> CheckedItem:
    """What becomes of a record."""
    return check_item(Item("x.jsonl", line, json.dumps(data, indent=indent).encode()), BANK)


def told(found: CheckedItem) -> list[tuple[str, int, str]]:
    """Code, line and path of each fault."""
    return [(each.code, each.line, each.path) for each in found.problems if each.severity == "error"]


def test_a_whole_record_comes_out_as_it_stands() -> None:
    """On one line or on many."""
    for indent in (None, 1):
        found = checked(WHOLE, indent=indent)
        assert found.record == found.as_made == record_of(WHOLE)
        assert (found.id, found.migrated, found.refused_version) == (WHOLE["id"], False, False)


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"started_at": "yesterday"}, "started_at"),
        ({"nonsense": 1}, ""),
        ({"answers": {"event.nonsense": 1}}, "answers.event.nonsense"),
        ({"answers": {"safety.suicide": "no such option"}}, "answers.safety.suicide"),
    ],
)
def test_a_fault_is_told_with_line_id_and_path(change: dict[str, Any], path: str) -> None:
    """The line of the record where it stands on one line, the line of the place itself where on many."""
    data = {**WHOLE, **change}
    found = checked(data)
    assert (found.record, found.id) == (None, WHOLE["id"])
    assert [(line, at) for _, line, at in told(found)] == [(7, path)]
    text = json.dumps(data, indent=1)
    name = (
        next(iter(change)) if not isinstance(change.get("answers"), dict) else next(iter(change["answers"]))
    )
    wanted = 7 + text[: text.index(f'"{name}"')].count("\n")
    assert [(line, at) for _, line, at in told(checked(data, indent=1))] == [(wanted, path)]


@pytest.mark.parametrize(
    "bad", [b"{", b'{"id": "a", "id": "b"}', b"\xff\xfe", b"[1]", b"nonsense", b"[" * 5000]
)
def test_what_is_no_record_is_told_and_never_an_accident(bad: bytes) -> None:
    """By the reader of single files, in its words."""
    found = check_item(Item("x.jsonl", 3, bad), BANK)
    assert (found.record, [line for _, line, _ in told(found)]) == (None, [3])


def test_a_fault_in_yaml_is_told_with_the_line_of_the_yaml() -> None:
    """However it was brought in."""
    yaml = b"# of March\nid: a\ncase: PR-1\npath: core\nstarted_at: 2026-11-20T10:00:00+01:00\n"
    [item] = read_stream(io.BytesIO(yaml + b"answers:\n  event.x: 1\n"), "x.yaml")
    assert isinstance(item, Item)
    assert [(line, path) for _, line, path in told(check_item(item, BANK))] == [(7, "answers.event.x")]


def item_of(record: Record) -> Item:
    """A record as an item."""
    return Item("x.jsonl", 1, record.model_dump_json(exclude_none=True).encode())


def test_a_record_of_an_older_version_is_brought_to_the_one_of_today() -> None:
    """Where the bank says what became of it; what has no place is told, and nothing counts as signed."""
    bank = one_step(drop={"safety.mood": "it is asked elsewhere"})
    old = old_record({"safety.mood": "low", "safety.words": "so"})
    found = check_item(item_of(old), bank)
    assert found.record is not None
    assert (found.record.answers, found.migrated) == ({"safety.words": "so"}, True)
    assert [(each.code, each.severity, each.path) for each in found.problems] == [
        ("JRN_006", "warning", "safety.mood")
    ]
    assert is_of_another_version(bank, found.record)
    assert found.as_made == old


@pytest.mark.parametrize(
    ("bank", "code", "words"),
    [
        ({"version": "99.0"}, "VERSION_002", "99.0"),
        ({"version": "0.1"}, "VERSION_003", "0.1"),
        ({"id": "another"}, "VERSION_001", "another"),
    ],
)
def test_a_record_of_a_version_that_is_not_known_is_refused_by_its_name(
    bank: dict[str, str], code: str, words: str
) -> None:
    """A newer one, an older one without a way, another bank; and for nothing else."""
    found = checked({**WHOLE, "bank": {**HERE, **bank}, "answers": {"no.such": 1}})
    assert (found.record, found.refused_version) == (None, True)
    assert told(found) == [(code, 7, "bank")]
    assert words in found.problems[0].message


def test_a_record_of_this_version_with_another_digest_is_taken() -> None:
    """As a plan takes it."""
    found = checked({**WHOLE, "bank": {**HERE, "digest": "sha256:0"}})
    assert found.record is not None
    assert not found.migrated
