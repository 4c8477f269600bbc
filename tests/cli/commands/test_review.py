"""`relapse review`: what many records say together, from files, pipes and the store."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import signal
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pyarrow.parquet
import pytest

from tests.cli.program import ESCAPE, VIGNETTES, Program, as_bytes, record
from tests.cli.stored import CANARY, PLACE, make_store
from tests.conftest import CheckGolden

CASES = sorted(path for path in VIGNETTES.glob("PR-*.json") if "expected" not in path.name)
BAD = as_bytes({**record(), "id": "bad-1", "path": "nowhere"})


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All vignettes as one file of JSON Lines."""
    file = tmp_path_factory.mktemp("records") / "records.jsonl"
    file.write_bytes(b"".join(as_bytes(json.loads(path.read_text("utf-8"))) for path in CASES))
    return file


def loaded(text: str) -> dict[str, Any]:
    """A review as data."""
    data: dict[str, Any] = json.loads(text)
    return data


def table_of(data: dict[str, Any], name: str) -> dict[str, Any]:
    """One table of a review."""
    return next(table for table in data["tables"] if table["id"] == name)


def test_a_line_a_record_says_what_the_plan_says(relapse: Program, records: Path) -> None:
    """In the order of the input, with sorted keys; level, flags and rules are those of the plan."""
    done = relapse.run("review", records, "--per-record")
    assert (done.code, done.err) == (0, "")
    plans = relapse.run("plan", records, "--format", "json").text.splitlines()
    lines = done.text.splitlines()
    assert len(lines) == len(plans) == len(CASES)
    for line, plan in zip(map(json.loads, lines), map(json.loads, plans), strict=True):
        assert list(line) == ["case", "flags", "id", "level", "rules"]
        assert (line["id"], line["case"], line["level"]) == (plan["record"], plan["case"], plan["level"])
        assert line["flags"] == sorted(flag["id"] for flag in plan["flags"])
        fired = {each["rule"] for each in plan["lines"] if not each["gap"]}
        assert set(line["rules"]) <= fired
        assert {rule for rule in fired if rule and not rule.startswith("A-")} <= set(line["rules"])
    assert relapse.run("review", records, "--format", "jsonl").out == done.out


def test_it_counts_what_it_reads(relapse: Program, records: Path) -> None:
    """The review names the bank, how many records came, and what became of them."""
    done = relapse.run("review", records, "--format", "json", "--min-cell", "0")
    assert (done.code, done.err) == (0, "")
    data = loaded(done.text)
    jsonschema.validate(data, json.loads(relapse.run("review", "--schema").text))
    assert (data["records"]["read"], data["records"]["counted"]) == (len(CASES), len(CASES))
    lines = map(json.loads, relapse.run("review", records, "--per-record").text.splitlines())
    levels = [line["level"] for line in lines]
    of_interviews, of_followups = (table_of(data, name)["rows"] for name in ("levels", "followup_levels"))
    counted = {row[0]: row[2] + other[2] for row, other in zip(of_interviews, of_followups, strict=True)}
    assert counted == {level: levels.count(level) for level in (1, 2, 3, 4)}


def test_nothing_named_says_what_to_give(relapse: Program) -> None:
    """Nobody waits in front of a command that waits for input."""
    done = relapse.run("review")
    assert (done.code, done.out) == (2, b"")
    assert "Nothing was named to review." in done.err
    assert "--store" in done.err


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        (("--where", "{answer: safety.hom_safe, is: safe}"), "Did you mean 'safety.home_safe'?"),
        (("--where", "safety.home_safe=saf"), "Did you mean 'safe'?"),
        (("--where", "{flg: M-04}"), "Did you mean 'flag'?"),
        (("--where", "{"), "Write it as a bank does"),
        (("--by", "levle"), "Did you mean 'level'?"),
        (("--by", "event.substance"), "nothing called event.substance"),
        (("--by", "frame.location"), "nothing called frame.location"),
        (("--engine", "sparc"), "Did you mean 'spark'?"),
        (("--engine", "spark"), "pip install 'relapse-cli[spark]'"),
        (("--format", "jsn"), "Did you mean 'json'?"),
        (("-o", "review.cvs"), "Did you mean '.csv'?"),
        (("--since", "yesterday"), "--since yesterday is not a day."),
        (("--codebook", "x.csv"), "Add --format csv"),
        (("--per-record", "--format", "html"), "--format jsonl"),
        (("--merge", "--by", "path"), "--by was decided when the counts were made"),
    ],
    ids=str,
)
def test_what_is_misspelt_or_does_not_fit_is_told(
    relapse: Program, records: Path, tmp_path: Path, wrong: tuple[str, ...], right: str
) -> None:
    """Before anything is read, with the nearest name; nothing is written."""
    done = relapse.run("review", records, *wrong, cwd=tmp_path)
    assert (done.code, done.out) == (2, b"")
    assert right in done.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("where", "holds"),
    [
        ("level>=3", lambda line: line["level"] >= 3),
        ("{level: {at_least: 3}}", lambda line: line["level"] >= 3),
        ('{"flag": "M-04"}', lambda line: "M-04" in line["flags"]),
        ("M-04", lambda line: "M-04" in line["flags"]),
        ("level=9", None),
    ],
)
def test_a_condition_chooses_records(relapse: Program, records: Path, where: str, holds: Any) -> None:
    """In the banks' language or in short; the others are counted as left out."""
    done = relapse.run("review", records, "--per-record", "--where", where)
    if holds is None:
        assert done.code == 2
        return
    every = relapse.run("review", records, "--per-record").text.splitlines(keepends=True)
    expected = [line for line in every if holds(json.loads(line))]
    assert 0 < len(expected) < len(every)
    assert done.text == "".join(expected)
    data = loaded(relapse.run("review", records, "--format", "json", "--where", where).text)
    assert data["where"] == where
    assert data["records"]["left_out"] == len(every) - len(expected)


def test_several_conditions_hold_together(relapse: Program, records: Path) -> None:
    """Each of them chooses among what is left."""
    both = relapse.run("review", records, "--per-record", "--where", "level>=3", "--where", "level<4")
    if both.code == 2:  # a level is compared with at least and at most only
        both = relapse.run("review", records, "--per-record", "--where", "level>=3", "--where", "level<=3")
    assert {json.loads(line)["level"] for line in both.text.splitlines()} == {3}


def test_groups_stand_beside_each_other(relapse: Program, records: Path) -> None:
    """What every record has, a fact and an answer; the values are those of the records."""
    done = relapse.run(
        "review", records, "--by", "path", "--by", "withdrawal", "--min-cell", "0", "--format", "json"
    )
    data = loaded(done.text)
    assert data["by"] == ["path", "withdrawal"]
    rows = table_of(data, "levels_by_group")["rows"]
    assert {row[0] for row in rows} <= {"brief", "core", "deep"}
    assert len({tuple(row[:2]) for row in rows}) > 2


def test_days_are_chosen(relapse: Program, records: Path) -> None:
    """By the day on which a record was begun."""
    none = loaded(relapse.run("review", records, "--until", "2020-01-01", "--format", "json").text)
    assert (none["records"]["counted"], none["records"]["left_out"]) == (0, len(CASES))
    text = relapse.run("review", records, "--until", "2020-01-01").text
    assert "No record was counted" in text


def test_a_bad_record_is_named_and_stops_no_other(relapse: Program, records: Path, tmp_path: Path) -> None:
    """File, line, id, place and reason; exit code 5, or 0 where that was asked for; all faults in a file."""
    mixed = tmp_path / "mixed.jsonl"
    lines = records.read_bytes().splitlines(keepends=True)
    mixed.write_bytes(lines[0] + BAD + b"{\n" + lines[1])
    errors = tmp_path / "errors.jsonl"
    done = relapse.run("review", mixed, "--per-record", "--errors", errors)
    assert done.code == 5
    assert done.out == b"".join(
        relapse.run("review", "-", "--per-record", stdin=line).out for line in (lines[0], lines[1])
    )
    assert f"{mixed}:2: bad-1: path:" in done.err
    assert f"{mixed}:3" in done.err
    told = [json.loads(line) for line in errors.read_text().splitlines()]
    assert [(each["file"], each["line"]) for each in told] == [(str(mixed), 2), (str(mixed), 3)]
    assert (told[0]["id"], told[0]["path"]) == ("bad-1", "path")
    going_on = relapse.run("review", mixed, "--keep-going", "--format", "json", "--min-cell", "0")
    assert going_on.code == 0
    assert (loaded(going_on.text)["records"]["read"], loaded(going_on.text)["records"]["refused"]) == (4, 2)


def test_a_record_that_comes_again_is_told_and_counts_once(
    relapse: Program, records: Path, tmp_path: Path
) -> None:
    """In files the later one counts."""
    again = tmp_path / "again.jsonl"
    first = records.read_bytes().splitlines(keepends=True)[0]
    again.write_bytes(first * 3)
    done = relapse.run("review", again, "--format", "json", "--min-cell", "0")
    assert done.code == 0
    assert (
        loaded(done.text)["records"] | {"read": 3, "counted": 1, "repeated": 2}
        == loaded(done.text)["records"]
    )
    assert f"{again}:1" in done.err
    assert "line 3" in done.err


@pytest.mark.parametrize("form", ["json", "csv", "html", "markdown", "table", "jsonl"])
def test_several_processes_and_a_second_run_give_the_same_bytes(
    relapse: Program, records: Path, form: str
) -> None:
    """However the work is shared out."""
    one, again, two = (
        relapse.run("review", records, "--format", form, *more) for more in ((), (), ("--jobs", "2"))
    )
    assert one.out == again.out == two.out
    assert (one.code, two.code, two.err) == (0, 0, one.err)
    assert ESCAPE not in one.out


def test_counts_put_together_say_what_one_reading_says(
    relapse: Program, records: Path, tmp_path: Path
) -> None:
    """In any order; files of another question are refused."""
    lines = records.read_bytes().splitlines(keepends=True)
    names = []
    for place in range(3):
        part, counts = tmp_path / f"part{place}.jsonl", tmp_path / f"part{place}.json"
        part.write_bytes(b"".join(lines[place::3]))
        assert relapse.run("review", part, "--quiet", "--partial", counts).code == 0
        names.append(counts)
        if sys.platform != "win32":
            assert stat.S_IMODE(counts.stat().st_mode) == 0o600
    whole = relapse.run("review", records, "--format", "json").out
    for order in (names, names[::-1]):
        assert relapse.run("review", "--merge", *order, "--format", "json").out == whole
    assert relapse.run("review", "--merge", names[0], names[0]).code == 2
    other = tmp_path / "other.json"
    relapse.run("review", records, "--where", "level>=3", "--partial", other)
    refused = relapse.run("review", "--merge", names[0], other)
    assert (refused.code, refused.out) == (5, b"")
    assert "--where" in refused.err
    assert relapse.run("review", "--merge", records).code == 5


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is another thing there")
@pytest.mark.parametrize("form", ["json", "csv", "html", "markdown", "table", "jsonl"])
def test_ctrl_c_leaves_what_was_counted_marked_as_partial(relapse: Program, records: Path, form: str) -> None:
    """The exit code is 130; the records that came before count."""
    first = records.read_bytes().splitlines(keepends=True)[0]
    with relapse.start(
        "review",
        "-",
        "--format",
        form,
        "--min-cell",
        "0",
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        assert running.stdin is not None
        assert running.stderr is not None
        running.stdin.write(first + BAD)
        running.stdin.flush()
        assert b"bad-1" in running.stderr.readline()
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=120)
    assert running.returncode == 130
    assert b"marked as partial" in err
    text = out.decode()
    match form:
        case "json":
            data = json.loads(text)
            assert data["partial"] is True
            assert (data["records"]["counted"], data["records"]["refused"]) == (1, 1)
        case "csv":
            assert '"review",1,"","partial","count",1,"",0' in text
        case "jsonl":
            lines = text.splitlines()
            assert len(lines) == 2
            assert json.loads(lines[-1]) == {"partial": True}
        case _:
            assert "Stopped before the end" in text


def test_parquet_has_a_row_a_record(relapse: Program, records: Path, tmp_path: Path) -> None:
    """The same levels, flags and rules, with what is grouped by; the same bytes each time."""
    files = [tmp_path / name for name in ("one.parquet", "two.parquet")]
    for file in files:
        assert relapse.run("review", records, "--by", "path", "--by", "withdrawal", "-o", file).code == 0
    assert files[0].read_bytes() == files[1].read_bytes()
    rows = pyarrow.parquet.read_table(files[0]).to_pylist()
    lines = [json.loads(line) for line in relapse.run("review", records, "--per-record").text.splitlines()]
    assert [(row["id"], row["level"], sorted(row["flags"]), sorted(row["rules"])) for row in rows] == [
        (line["id"], line["level"], line["flags"], line["rules"]) for line in lines
    ]
    assert [row["by.path"] for row in rows] == [row["path"] for row in rows]
    assert pyarrow.parquet.read_metadata(files[0]).metadata[b"relapse.partial"] == b"false"
    assert relapse.run("review", records, "--per-record", "-o", files[0]).code == 2


def test_an_extra_that_is_not_there_is_named(relapse: Program, records: Path, tmp_path: Path) -> None:
    """In one line, before anything is read."""
    (tmp_path / "sitecustomize.py").write_text("import sys\nsys.modules['pyarrow'] = None\n")
    hidden = {"PYTHONPATH": os.pathsep.join((str(tmp_path), str(Path(__file__).parents[3])))}
    done = relapse.run("review", records, "--format", "parquet", env=hidden)
    assert (done.code, done.out) == (2, b"")
    assert done.notes == ["relapse: The format parquet needs an extra: pip install 'relapse-cli[parquet]'"]
    assert relapse.run("review", records, "--per-record", env=hidden).code == 0


def test_a_file_is_private_and_not_written_over(relapse: Program, records: Path, tmp_path: Path) -> None:
    """Whatever the format; the ending says which, and the records are never written over."""
    for name, begins in {
        "r.html": b"<!doctype html>",
        "r.json": b"{",
        "r.csv": b'"table"',
        "r.md": b"# ",
        "r.txt": b"Review",
        "r.jsonl": b'{"case"',
    }.items():
        file = tmp_path / name
        assert relapse.run("review", records, "-o", file).code == 0
        assert file.read_bytes().startswith(begins)
        if sys.platform != "win32":
            assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert relapse.run("review", records, "-o", file).code == 2
        assert relapse.run("review", records, "-o", file, "--force").code == 0
    before = records.read_bytes()
    assert relapse.run("review", records, "--format", "jsonl", "-o", records, "--force").code == 2
    assert records.read_bytes() == before
    assert {path.name for path in tmp_path.iterdir()} == {
        "r.html",
        "r.json",
        "r.csv",
        "r.md",
        "r.txt",
        "r.jsonl",
    }


def test_a_codebook_goes_with_the_long_form(relapse: Program, records: Path, tmp_path: Path) -> None:
    """It has a line for every column."""
    book = tmp_path / "columns.csv"
    done = relapse.run("review", records, "--format", "csv", "--codebook", book)
    assert done.code == 0
    used = {(row["table"], row["column"]) for row in csv.DictReader(io.StringIO(done.text))}
    known = {(row["table"], row["column"]) for row in csv.DictReader(io.StringIO(book.read_text()))}
    assert {column for column in used if column[1] != "total"} <= known


def test_nothing_that_was_said_is_in_a_review(relapse: Program, tmp_path: Path) -> None:
    """Free text, notes and names stay in the records, in every format."""
    secret = "Zyxwvut"
    answers = {
        "event.trigger": f"{secret} said so",
        "safety.home_safe": {"value": "safe", "note": f"note {secret}"},
        "event.substance": [{"class": "z_drug", "name": f"name {secret}", "last_use": "2026-11-15"}],
    }
    known = {
        name: value
        for name, value in answers.items()
        if relapse.run("review", "-", "--per-record", stdin=as_bytes(record({name: value}))).code == 0
    }
    assert {"safety.home_safe", "event.substance"} <= set(known)
    for form in ("table", "markdown", "json", "jsonl", "csv", "html", "parquet"):
        out = relapse.run(
            "review", "-", "--format", form, "--min-cell", "0", stdin=as_bytes(record(known))
        ).out
        assert out
        assert secret.encode() not in out


def test_the_store_is_reviewed_without_a_file(relapse: Program, tmp_path: Path) -> None:
    """Its records count; what never leaves it does not."""
    store = make_store(relapse, tmp_path)
    store.run("import", CASES[0])
    done = store.run("review", "--store", "--per-record")
    assert done.code == 5  # the first interview of this store has an answer that is no option
    assert "store:11111111" in done.err
    assert [json.loads(line)["case"] for line in done.text.splitlines()] == ["PR-101"]
    assert CANARY not in done.text + done.err
    assert PLACE not in done.text + done.err
    table = store.run("review", "--store", "--keep-going", "--min-cell", "0")
    assert table.code == 0
    assert "1 of 2 records" in table.text


def test_lines_for_those_who_hear_them(relapse: Program, records: Path) -> None:
    """As an option and as a wish of the environment; `COLUMNS` is heeded."""
    option = relapse.run("review", records, "--accessible")
    wish = relapse.run("review", records, env={"ACCESSIBLE": "1"})
    assert option.out == wish.out != relapse.run("review", records).out
    assert "Level: 4 ·" in option.text
    narrow = relapse.run("review", records, env={"COLUMNS": "40"})
    assert max(map(len, narrow.text.splitlines())) <= 40


def test_whoever_stops_reading_is_left_alone(relapse: Program, records: Path) -> None:
    """A broken pipe is silent."""
    with relapse.start(
        "review", records, "--per-record", stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout is not None
        running.stdout.close()
        assert running.stderr is not None
        assert running.stderr.read() == b""


GOLDEN = {"table": "txt", "markdown": "md", "json": "json", "jsonl": "jsonl", "csv": "csv", "html": "html"}


@pytest.mark.parametrize("form", GOLDEN)
def test_golden(relapse: Program, records: Path, check_golden: CheckGolden, form: str) -> None:
    """The review of the vignettes is the one that was read; which bank it was is told elsewhere."""
    text = relapse.run("review", records, "--min-cell", "3", "--format", form).text
    bare = re.sub(r"<style>.*?</style>", "<style></style>", text, flags=re.DOTALL)
    bare = re.sub("sha256:[0-9a-f]{64}", "sha256:0", bare)
    check_golden(f"review/vignettes.{GOLDEN[form]}", bare)


def test_golden_for_those_who_hear_it(relapse: Program, records: Path, check_golden: CheckGolden) -> None:
    """Tables as lines."""
    check_golden("review/vignettes_accessible.txt", relapse.run("review", records, "--accessible").text)


def _begun(day: str, number: int) -> bytes:
    return as_bytes(
        {
            **record(),
            "id": f"{day}-{number}",
            "case": f"{day}-{number}",
            "started_at": f"{day}T10:00:00+01:00",
        }
    )


def test_two_periods_are_compared(relapse: Program) -> None:
    """The later one first, with what they are out of; a record of no period is left out, and ends belong."""
    days = ("2026-03-31", "2026-04-01", "2026-06-30", "2026-07-01")
    lines = b"".join(_begun(day, number) for day in days for number in range(6))
    periods = "2026-01..2026-03,2026-04-01..2026-06"
    data = loaded(relapse.run("review", "-", "--compare", periods, "--format", "json", stdin=lines).text)
    table = table_of(data, "groups")
    named = {column["id"]: column["title"] for column in table["columns"]}
    assert (named["one"], named["other"]) == ("2026-04-01 to 2026-06", "2026-01 to 2026-03")
    assert {(row[3], row[6]) for row in table["rows"]} == {(12, 6)}
    assert data["records"]["left_out"] == 6


@pytest.mark.parametrize(
    "periods",
    [",", "2026-01..x", "2026-13", "2026-02-30..2026-03", "2026-06..2026-01", "2026-01..2026-03,2026-03-31"],
)
def test_what_is_no_period_is_said_before_anything_is_read(
    relapse: Program, records: Path, periods: str
) -> None:
    """No month of that number, the wrong order, a day in two of them."""
    done = relapse.run("review", records, "--compare", periods)
    assert (done.code, done.out) == (2, b"")
    assert "period" in done.err


def test_a_missing_file_is_told_as_a_file(relapse: Program, records: Path) -> None:
    """It is no record that was not used."""
    done = relapse.run("review", records, "nowhere.jsonl", "--format", "json")
    assert done.code == 5
    assert "1 file or folder could not be read. By kind: INPUT_001 1." in done.err
    assert "not used" not in done.err


def test_few_records_tell_nothing_in_any_format(relapse: Program) -> None:
    """No number of people, cases or records stands in a review of three."""
    lines = b"".join(_begun("2026-03-31", number) for number in range(3))
    for form in ("table", "markdown", "json", "csv", "html"):
        done = relapse.run("review", "-", "--format", form, stdin=lines)
        assert done.code == 0
        assert not re.search(r"\b3 (of|records|interviews|cases)\b", done.text), form
    data = loaded(relapse.run("review", "-", "--format", "json", stdin=lines).text)
    held = {name for name, value in data["records"].items() if value == {"withheld": True}}
    assert held == {"read", "counted", "interviews", "cases"}
    assert data["tables"] == []


def test_quiet_tells_how_many_faults_there_were_and_not_each(relapse: Program, tmp_path: Path) -> None:
    """As an import does; the exit code and the file of faults are what they are otherwise."""
    path, errors = tmp_path / "all.jsonl", tmp_path / "errors.jsonl"
    path.write_bytes(as_bytes(record()) + BAD)
    done = relapse.run("review", path, "--format", "json", "--quiet", "--errors", errors)
    assert done.code == 5
    assert done.notes[0] == "1 record was not used. By kind: REC_022 1."
    assert not any("bad-1" in line for line in done.notes)
    assert json.loads(errors.read_text("utf-8").splitlines()[0])["id"] == "bad-1"


def test_returns_after_a_repeated_plan_are_those_that_somebody_counts(
    relapse: Program, tmp_path: Path
) -> None:
    """Of each plan that can be compared: is it the one before, and did an interview come after."""
    cases = {"PR-1": "ssm", "PR-2": "sss", "PR-3": "sm", "PR-4": "mss", "PR-5": "s", "PR-6": "smms"}
    subjects = {"s": "sleep", "m": "mood"}
    path = tmp_path / "all.jsonl"
    lines = [
        record(
            {"sequence.event": [{"what": "x", "domain": subjects[letter]}]},
            id=f"{case}-{place}",
            case=case,
            path="core",
            started_at=f"2026-03-{1 + 3 * place:02}T10:00:00+01:00",
        )
        for case, letters in cases.items()
        for place, letter in enumerate(letters)
    ]
    path.write_bytes(b"".join(map(as_bytes, reversed(lines))))
    done = relapse.run("review", path, "--format", "json", "--min-cell", "0")
    counted = {"repeated": [0, 0], "changed": [0, 0]}
    for letters in cases.values():
        for place in range(1, len(letters)):
            kind = "repeated" if letters[place] == letters[place - 1] else "changed"
            counted[kind][0] += 1
            counted[kind][1] += place + 1 < len(letters)
    rows = table_of(loaded(done.text), "after_plan")["rows"]
    assert {row[0]: row[2:4] for row in rows[:2]} == counted == {"repeated": [5, 3], "changed": [5, 2]}
