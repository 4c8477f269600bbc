"""The slow way and the fast way of a record side by side, and records with something wrong in them."""

from __future__ import annotations

import copy
import json
from typing import Any

from relapse_cli.batch.compiled import Compiled
from relapse_cli.batch.generated.doubt import Doubtful
from relapse_cli.batch.plain import plain_row
from relapse_cli.batch.row import Row
from relapse_cli.logic.answers.check_record import check_record
from relapse_cli.model.bank import Bank
from relapse_cli.model.record import Record
from relapse_cli.places import Places
from relapse_cli.records.json_guard import JsonError, parse_json
from relapse_cli.records.record_shape import build_record
from tests.record_strategies import Dice

Data = dict[str, Any]
DOUBTFUL = "doubtful"


def accepted(bank: Bank, data: bytes) -> Record | None:
    """The record, as the product reads it one by one; ``None`` where it is refused."""
    try:
        value = parse_json(data)
    except (JsonError, RecursionError):
        return None
    record, _ = build_record(value, Places())
    if record is None or any(fault.severity == "error" for fault in check_record(bank, record)):
        return None
    return record


def slow_row(bank: Bank, data: bytes, by: tuple[str, ...] = ()) -> Row | None:
    """The row that the plain evaluator makes; ``None`` where the record is refused."""
    record = accepted(bank, data)
    return None if record is None else plain_row(bank, record, by)


def fast_row(compiled: Compiled, data: bytes) -> Row | str | None:
    """The row that the generated function makes, or that it is doubtful."""
    try:
        return compiled.row(data)
    except Doubtful:
        return DOUBTFUL


def trusted_row(compiled: Compiled, data: bytes) -> Row | str | None:
    """The row of a record that nobody checks, or that it is doubtful."""
    try:
        return compiled.trusted_row(data)
    except Doubtful:
        return DOUBTFUL


def written(data: Data) -> bytes:
    """A record as a line, as the product writes it."""
    return json.dumps(data, ensure_ascii=False).encode("utf-8", "surrogatepass")


ODD_VALUES: tuple[Any, ...] = (
    None,
    True,
    False,
    0,
    1,
    -1,
    3,
    3.5,
    5.0,
    11,
    25,
    10**9,
    10**9 + 1,
    10**18,
    10**19,
    -(10**20),
    1e300,
    "",
    " ",
    "yes",
    "none",
    "unknown",
    "2026-11-20",
    "2026-02-30",
    "1850-01-01",
    "9999-12-31",
    "2026-W47-5",
    "2026-11-20T10:00:00",
    "2026-11-20T10:00:00Z",
    "2026-11-20T10:00:00+25:00",
    "2026-11-20 10:00",
    "2026-11-20T10:00:00.123456+01:00",
    "２０２６-11-20",
    "\x1c",
    "a\x00b",
    "\ud800",
    "x" * 70_000,
    [],
    [None],
    ["none"],
    ["none", "none"],
    ["none", "seizure"],
    ["seizure", "seizure"],
    [[]],
    [{}],
    {},
    {"status": "unknown"},
    {"status": "declined", "note": "no"},
    {"status": "gone"},
    {"status": None},
    {"status": "unknown", "note": None},
    {"status": "unknown", "value": None},
    {"status": "unknown", "night_1": None},
    {"value": None},
    {"value": "none"},
    {"value": ["none"], "note": "n"},
    {"value": ["none", "seizure"]},
    {"value": True, "note": None},
    {"value": {"value": True}},
    {"value": {"status": "unknown"}},
    {"note": "n"},
    {"value": 3, "unit": "day"},
    {"value": -3, "unit": "day"},
    {"value": 3, "unit": "moon"},
    {"unit": "day"},
    {"value": {"value": 3, "unit": "day"}, "note": "n"},
    {"value": 900, "unit": "year"},
    {"value": None, "unit": "day"},
    {"value": 1, "unit": "day", "note": "n"},
    {"night_1": 3},
    {"night_1": None, "night_2": 4},
    {"night_1": 30},
    {"value": {"night_1": 3}, "note": "n"},
    {"selected": ["fear"], "strongest": "guilt"},
    {"strongest": "guilt"},
    {"selected": {"value": ["fear"]}, "strongest": {"value": "guilt"}},
    {"when": "2026-11-21", "who": "x"},
    [{"class": "opioid"}],
    [{"status": "unknown"}, {"class": "alcohol"}],
    [{"value": {"class": "opioid"}, "note": "n"}],
    [{"class": {"value": "opioid", "note": "n"}, "name": {"status": "unknown"}}, None],
    [{"last_use": "soon"}],
)

DECISIONS: tuple[Any, ...] = (
    {"kind": "confirm", "flag": "M-16"},
    {"kind": "confirm", "flag": "E-01", "second": True},
    {"kind": "confirm", "flag": "no"},
    {"kind": "confirm", "flag": "U-14", "more": 1},
    {"kind": "lower", "flag": "M-16", "to": 2, "reason": "seen"},
    {"kind": "lower", "flag": "M-16", "to": 2.0},
    {"kind": "raise", "flag": "U-12", "to": 3},
    {"kind": "raise", "flag": "U-12", "to": 4, "reason": "x"},
    {"kind": "raise", "flag": "U-12", "to": 5},
    {"kind": "pick", "rule": "T-SLEEP", "options": ["sleep_diary"]},
    {"kind": "pick", "rule": "T-SLEEP", "options": ["sleep_diary"], "due": "2026-12-24"},
    {"kind": "pick", "rule": "T-SLEEP", "options": ["sleep_diary"], "due": "soon"},
    {"kind": "pick", "rule": "T-SLEEP", "options": ["no"]},
    {"kind": "remove", "rule": "P-TOLD"},
    {"kind": "remove", "rule": "P-EMERGENCY"},
    {"kind": "remove", "rule": "P-SAMEDAY", "reason": "x", "second": True},
    {"kind": "edit", "rule": "P-TOLD", "edition": "patient", "text": " "},
    {"kind": "edit", "rule": "P-TOLD", "edition": "patient", "text": "other words"},
    {"kind": "add", "id": "own-1", "section": "safety", "text": "call"},
    {"kind": "remove", "rule": "own-1"},
    {"kind": "recheck", "what": "paper"},
    {"kind": "nothing"},
    None,
    {"kind": "sign_off", "at": "2026-11-20T12:00:00+01:00", "role": "therapist", "answers": "sha256:0"},
    {"kind": "sign_off", "at": "2026-11-20", "role": "therapist", "answers": "sha256:0"},
)


def _places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place inside a value."""
    found = [path] if path else []
    if isinstance(value, dict):
        return found + [each for key, part in value.items() for each in _places(part, (*path, key))]
    if isinstance(value, list):
        return found + [each for index, part in enumerate(value) for each in _places(part, (*path, index))]
    return found


def spoilt(dice: Dice, record: Data) -> Data:
    """A record in which one thing is other than it was; it may still be valid."""
    made = copy.deepcopy(record)
    path = dice.pick(_places(made))
    target: Any = made
    for key in path[:-1]:
        target = target[key]
    match dice.pick(("replace", "replace", "replace", "remove", "beside", "wrap", "decide", "more")):
        case "replace":
            target[path[-1]] = copy.deepcopy(dice.pick(ODD_VALUES))
        case "remove":
            del target[path[-1]]
        case "beside" if isinstance(target, dict):
            target[dice.pick(("status", "note", "value", "more", "safety.now", "unit"))] = dice.pick(
                ODD_VALUES
            )
        case "wrap":
            target[path[-1]] = {"value": target[path[-1]], "note": dice.pick(("n", "", None, 3))}
        case "decide":
            made["decisions"] = [dice.pick(DECISIONS) for _ in range(dice.number(1, 4))]
        case _:
            made[dice.pick(("earlier", "finished_at", "bank", "profile", "format"))] = dice.pick(
                (
                    *ODD_VALUES,
                    {"id": "post_relapse", "version": "1.0.0", "digest": "x"},
                    {"id": "ie"},
                    "2026-12-01T00:00:00+01:00",
                )
            )
    return made


def spoilt_bytes(dice: Dice, data: bytes) -> bytes:
    """A line in which a few bytes are other than they were."""
    at = dice.number(0, len(data) - 1)
    piece = dice.pick(
        (
            b"",
            b'"',
            b"\\",
            b"\x01",
            b"\xff",
            b"\xed\xa0\x80",
            b" ",
            b"\n",
            b":",
            b",",
            b"{",
            b"NaN",
            b"1e999",
            b"\\u0061",
            b'"id":1,',
            b'"status":"unknown",',
            b'"night_1":3,',
            b"null",
        )
    )
    return data[:at] + piece + data[at + dice.number(0, 2) :]


def key_twice(dice: Dice, data: bytes) -> bytes:
    """A line in which one of the pairs of some object stands twice."""
    value = json.loads(data)
    objects = [
        value,
        value["answers"],
        *(each for each in value["answers"].values() if isinstance(each, dict)),
    ]
    target = dice.pick([each for each in objects if each])
    key = dice.pick(sorted(target))
    name, held = (json.dumps(part, ensure_ascii=False) for part in (key, target[key]))
    pair = name + dice.pick((":", ": ", " :", "\n:")) + held
    mark = json.dumps({"mark": 1})[1:-1]
    target["mark"] = 1
    return json.dumps(value, ensure_ascii=False).replace(mark, pair, 1).encode("utf-8", "surrogatepass")
