"""Record files in: every format gives the same record, and hostile input ends in a named fault."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from relapse_cli.problems import Problem
from relapse_cli.records.reader import RecordFile, RecordFormat, read_records, read_stream

RECORD: dict[str, Any] = {
    "format": "relapse-interview/1",
    "id": "r-1",
    "case": "PR-101",
    "path": "core",
    "started_at": "2026-11-20T09:00:00+01:00",
    "answers": {"event.now": "unsure", "safety.sleep": {"night_1": 3}},
}

YAML = """\
id: r-1
case: PR-101
path: core
started_at: 2026-11-20T09:00:00+01:00
answers:
  event.now: unsure
  safety.sleep: {night_1: 3}
"""


def read(data: bytes | str, kind: RecordFormat | None = None) -> list[RecordFile]:
    """Return what a stream holds."""
    raw = data.encode() if isinstance(data, str) else data
    return list(read_stream(BytesIO(raw), kind=kind))


def faults(data: bytes | str, kind: RecordFormat | None = None) -> list[tuple[str, int]]:
    """Return code and line of each fault of a stream in which no record is whole."""
    files = read(data, kind)
    assert [file.record for file in files] == [None] * len(files)
    return [(problem.code, problem.line) for file in files for problem in file.problems]


def changed(**keys: object) -> str:
    """Return the record as indented JSON with some keys changed; ``None`` takes a key away."""
    data = {key: value for key, value in {**RECORD, **keys}.items() if value is not None}
    return json.dumps(data, indent=1)


@pytest.mark.parametrize(
    "data",
    [json.dumps(RECORD), json.dumps(RECORD, indent=1), YAML, "\n\n" + json.dumps(RECORD), "# words\n" + YAML],
)
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_stream_tells_its_format_by_its_first_line(data: str, mark: bytes) -> None:
    """JSON on one line or on many and YAML give the same record, with or without a byte order mark."""
    [file] = read(mark + data.encode())

    assert file.problems == ()
    assert file.record is not None
    assert file.record.model_dump(exclude_unset=True, exclude={"format"}) == {
        key: value for key, value in RECORD.items() if key != "format"
    }


@pytest.mark.parametrize(
    ("name", "data"),
    [("r.json", changed()), ("r.yaml", YAML), ("r.yml", YAML), ("r.jsonl", json.dumps(RECORD)),
     ("r.ndjson", json.dumps(RECORD)), ("r.txt", YAML)],
)  # fmt: skip
def test_a_file_is_read_by_its_name_or_its_content(tmp_path: Path, name: str, data: str) -> None:
    """The ending announces the format; where it does not, the content tells."""
    (tmp_path / name).write_text(data)
    [file] = read_records(tmp_path / name)

    assert (file.record is not None, file.file) == (True, str(tmp_path / name))


def test_one_bad_line_does_not_stop_the_others() -> None:
    """Each line of JSON Lines is a record of its own, with its own line number."""
    good = json.dumps(RECORD)
    files = read("\n".join([good, "", '{"id": ', '{"id": "x"}', "[]", good]))

    assert [(file.line, file.record is not None) for file in files] == [
        (1, True), (3, False), (4, False), (5, False), (6, True)
    ]  # fmt: skip
    assert [file.problems[0].code for file in files if file.problems] == ["REC_006", "REC_020", "REC_010"]


def test_a_line_that_is_too_long_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line above the limit is one fault, and the next line is read as usual."""
    monkeypatch.setattr("relapse_cli.records.reader.LIMIT", 1000)
    monkeypatch.setattr("relapse_cli.records.json_guard.LIMIT", 1000)
    long, good = json.dumps({**RECORD, "case": "x" * 5000}), json.dumps(RECORD)

    assert [(f.line, f.record is not None) for f in read(f"{good}\n{long}\n{good}")] == [
        (1, True), (2, False), (3, True)
    ]  # fmt: skip
    assert [(f.line, f.record is not None) for f in read(f"{long}\n{good}", "jsonl")] == [
        (1, False),
        (2, True),
    ]


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"pat": "core"}, [("REC_021", 10)]),
        ({"id": None}, [("REC_020", 1)]),
        ({"path": "cor"}, [("REC_022", 5)]),
        ({"format": "relapse-interview/2"}, [("REC_022", 2)]),
        ({"case": "Jane Doe"}, [("REC_023", 4)]),
        ({"case": 7}, [("REC_023", 4)]),
        ({"started_at": "2026-11-20"}, [("REC_030", 6)]),
        ({"started_at": "2026-02-30T09:00:00+01:00"}, [("REC_030", 6)]),
        ({"started_at": "yesterday"}, [("REC_030", 6)]),
        ({"started_at": "2026-11-20T09:00:00"}, [("REC_031", 6)]),
        ({"finished_at": "2026-11-20T09:00:00"}, [("REC_031", 13)]),
        ({"answers": []}, [("REC_023", 7)]),
        ({"decisions": [{"kind": "confrm", "flag": "x"}]}, [("REC_022", 15)]),
        ({"decisions": [{"kind": "confirm", "flg": "x", "flag": "x"}]}, [("REC_021", 16)]),
        ({"decisions": [{"kind": "lower", "flag": "x", "to": 9}]}, [("REC_023", 17)]),
        ({"pat": "core", "id": None, "path": "cor"}, [("REC_020", 1), ("REC_021", 9), ("REC_022", 4)]),
    ],
)
def test_a_fault_of_shape_has_its_line_in_json(
    keys: dict[str, object], expected: list[tuple[str, int]]
) -> None:
    """Though JSON has no positions of its own, a fault is shown on its line."""
    data = changed(**keys)
    [file] = read(data)

    assert file.record is None
    lines = [(problem.code, problem.line) for problem in file.problems]
    assert [code for code, _ in lines] == [code for code, _ in expected]
    for (_, line), problem in zip(lines, file.problems, strict=True):
        name = problem.path.split(".")[-1].split("[")[0]
        assert line >= 1
        assert not name or name in data.splitlines()[line - 1] or problem.code in {"REC_021", "REC_022"}


def test_a_fault_of_shape_has_its_line_in_yaml() -> None:
    """The same in YAML, with the nearest key."""
    [file] = read(YAML.replace("case:", "csae:"))

    assert [(p.code, p.line) for p in file.problems] == [("REC_020", 1), ("REC_021", 2)]
    assert file.problems[1].remedy.startswith("Did you mean 'case'?")


def test_decisions_are_read_with_their_lists() -> None:
    """Lists inside decisions are lists in the file."""
    pick = {"kind": "pick", "rule": "T-SLEEP", "options": ["sleep_diary"], "owner": "patient"}
    [file] = read(changed(decisions=[pick]))

    assert file.record is not None
    assert file.record.decisions[0].model_dump(exclude_unset=True) == {**pick, "options": ("sleep_diary",)}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "REC_009"),
        (b" \n\n", "REC_009"),
        (b"\xef\xbb\xbf", "REC_009"),
        (b"[]", "REC_010"),
        (b"- a\n- b", "REC_010"),
        (b'{"id" 1}', "REC_006"),
        (b'{"id": 1} x', "REC_006"),
        (b'{"id": 1 {"id": 2}}', "REC_006"),
        (b'{\n"id": 1}\n{\n"id": 2}', "REC_012"),
        (b'{"id": "a\nb"}', "REC_006"),
        (b'{"id": NaN}', "REC_008"),
        (b'{"id": -Infinity}', "REC_008"),
        (b'{"id": 1e999}', "REC_008"),
        (b'{"id": ' + b"9" * 5000 + b"}", "REC_008"),
        (b'{"id": 1, "id": 2}', "REC_007"),
        (b'{"answers": {"a": 1, "\\u0061": 2}}', "REC_007"),
        (b'{"id": "\xff"}', "REC_003"),
        (b"[" * 100_000, "REC_004"),
        (b'{"a":' * 100_000, "REC_004"),
        (b"{" + b'"a": [' * 21 + b"]" * 21 + b"}", "REC_004"),
        (b'{"a": [' + b"[]," * 100_001 + b"[]]}", "REC_005"),
        (b'{"a": "' + b"x" * 16_000_001 + b'"}', "REC_002"),
        (b"a: *x", "YAML_004"),
        (b"a: !!python/name:os.system x", "YAML_005"),
        (b"id: 1\nid: 2", "YAML_006"),
        (b"a: \xff", "YAML_002"),
        (b"a: " + b"[" * 100_000, "YAML_003"),
    ],
)
def test_hostile_input_is_refused_by_name(data: bytes, code: str) -> None:
    """Each kind of hostile or broken input ends in one fault of its own."""
    assert [found for found, _ in faults(data)] == [code]


def test_a_hundred_million_brackets_are_refused_before_they_are_built() -> None:
    """A stream far above the limit is refused without being read to its end."""
    stream = BytesIO(b"[" * 100_000_000)
    [file] = read_stream(stream)

    assert [problem.code for problem in file.problems] == ["REC_002"]
    assert stream.tell() < 20_000_000


def test_brackets_and_quotes_inside_text_do_not_count() -> None:
    """The scan of brackets knows where text begins and ends."""
    text = "[" * 50 + '\\" }'
    [file] = read(changed(answers={"sequence.q_before": text}))

    assert file.record is not None
    assert file.record.answers == {"sequence.q_before": text}


def test_lone_surrogates_are_replaced() -> None:
    """Half a character cannot be written or shown, so it is replaced; a whole pair stays."""
    [file] = read(changed().replace("unsure", "\\ud800 \\ud83d\\ude00"))

    assert file.record is not None
    assert file.record.answers["event.now"] == "\ufffd \U0001f600"


@pytest.mark.parametrize("data", [changed(), YAML, json.dumps(RECORD)])
def test_faults_of_answers_find_their_line(data: str) -> None:
    """What the answer checks find in memory is put at its file and line afterwards."""
    [file] = read(data)
    problem = Problem("", 0, "answers.safety.sleep.night_1", "REC_104", "message")
    around = Problem("", 0, "answers.safety.sleep[3].gone", "REC_104", "message")
    lines = data.splitlines()

    located, nearest = file.locate([problem, around])
    assert located.file == "-"
    assert "night_1" in lines[located.line - 1]
    assert "safety.sleep" in lines[nearest.line - 1]
    assert located.path == problem.path


def test_a_missing_file_is_a_problem_and_no_exception(tmp_path: Path) -> None:
    """What cannot be opened is one record file without a record."""
    [gone] = read_records(tmp_path / "gone.json")
    [folder] = read_records(tmp_path)

    assert [gone.problems[0].code, folder.problems[0].code] == ["REC_001", "REC_001"]


def test_no_message_repeats_what_a_patient_said() -> None:
    """Faults name places and rules, never the words that stand there."""
    secret = "my own words"
    bad = changed(path=secret, case=secret, answers=secret, decisions=[{"kind": secret}], started_at=secret)

    assert all(secret not in str(problem) for file in read(bad) for problem in file.problems)


@pytest.mark.parametrize("number", [199_000, 201_000])
def test_a_record_has_a_bound_of_values(number: int) -> None:
    """Beyond it nothing is built, and below it very many faults are no more than anybody reads."""
    keys = ",".join(f'"k{n}":1' for n in range(number))
    found = faults(f'{{"format":"relapse-interview/1",{keys}}}')
    assert len(found) <= 200
    assert (found[0][0] == "REC_011") == (number > 200_000)


def test_the_last_of_very_many_keys_given_twice_is_found_at_once() -> None:
    """To find it no key is compared with every other."""
    keys = ",".join(f'"k{n}":1' for n in range(190_000))
    assert faults(f'{{{keys},"k189999":1}}') == [("REC_007", 1)]


@pytest.mark.parametrize("name", ["none.jsonl", "none.json", "none.yaml"])
@pytest.mark.parametrize("data", [b"", b"\n\n \n", b"\xef\xbb\xbf\n"])
def test_a_file_without_a_record_says_so(tmp_path: Path, name: str, data: bytes) -> None:
    """Whatever it is called; nobody takes silence for an answer."""
    path = tmp_path / name
    path.write_bytes(data)
    (found,) = read_records(path)
    assert found.record is None
    assert found.problems
