"""`relapse why`: everything, one line, or what is not there."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from tests.cli.program import VIGNETTES, Program, as_bytes, record, write

PR_103 = VIGNETTES / "PR-103.json"


def test_why_names_every_flag_and_line(relapse: Program) -> None:
    """Everything that is on the plan is explained."""
    done = relapse.run("why", PR_103)
    assert (done.code, done.err) == (0, "")
    assert all(name in done.text for name in ("M-04", "P-NALOXONE", "P-CONTACT"))


def test_why_of_one_line_is_a_part_of_it(relapse: Program) -> None:
    """One line alone, with its source."""
    done = relapse.run("why", PR_103, "M-04")
    assert done.code == 0
    assert "M-04" in done.text
    assert "P-CONTACT" not in done.text
    assert len(done.text) < len(relapse.run("why", PR_103).text) / 3


def test_why_not_explains_what_is_missing(relapse: Program) -> None:
    """A flag that is not there is explained by its rule."""
    done = relapse.run("why", VIGNETTES / "PR-101.json", "--not", "M-04")
    assert done.code == 0
    assert "M-04" in done.text


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (("P-CONTCT",), 5, "Did you mean 'P-CONTACT'?"),
        (("QQQ",), 5, "There is no flag or line QQQ."),
        (("E-10",), 5, "--not E-10"),
        (("--not", "M-04"), 5, "leave out --not"),
        (("--not", "M-044"), 5, "Did you mean 'M-04'?"),
        (("M-04", "--not", "E-10"), 2, "do not go together"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_names_that_do_not_fit_are_answered(
    relapse: Program, args: tuple[str, ...], code: int, words: str
) -> None:
    """An unknown id, one that is absent, one that is there: each with what to do next."""
    done = relapse.run("why", PR_103, *args)
    assert (done.code, done.out) == (code, b"")
    assert words in done.err


def test_warnings_are_told_beside_the_reasons(relapse: Program, tmp_path: Path) -> None:
    """As `plan` does, on standard error; the reasons are written all the same."""
    source = write(tmp_path / "record.json", record(finished_at="2020-01-01T10:00:00+01:00"))
    done = relapse.run("why", source)
    assert (done.code, done.out != b"") == (0, True)
    assert "REC_122" in done.err


def test_why_as_json_carries_the_condition_and_what_would_turn_it(relapse: Program) -> None:
    """A program reads the same reasons as data, with the truth of each part."""
    done = relapse.run("why", PR_103, "M-04", "--format", "json")
    assert (done.code, done.err) == (0, "")
    found = json.loads(done.text)
    assert found["format"] == "relapse-why/1"
    reason = found["explanations"][0]
    assert (reason["id"], reason["kind"], reason["condition"]["true"]) == ("M-04", "flag", True)
    assert reason["different"]["to"] is False


def reasons(text: str) -> list[tuple[str, list[str]]]:
    """What each line says: the record, and what of it is explained."""
    lines = map(json.loads, text.splitlines())
    return [(line["record"], [each["id"] for each in line["explanations"]]) for line in lines]


def test_the_reasons_of_many_are_a_line_a_record(relapse: Program, tmp_path: Path) -> None:
    """From files, folders and packed ones; each line is what the record has by itself."""
    ids = ["PR-101", "PR-103"]
    paths = [VIGNETTES / f"{name}.json" for name in ids]
    folder = tmp_path / "2026"
    folder.mkdir()
    for path in paths:
        (folder / f"{path.name}.gz").write_bytes(gzip.compress(path.read_bytes()))
    alone = "".join(relapse.run("why", path, "--format", "json").text for path in paths)
    for words in ([*paths], [folder], [folder / "*.gz"]):
        done = relapse.run("why", *words, "--format", "json")
        assert (done.code, done.err, done.text) == (0, "", alone)
    named = relapse.run("why", *paths, "-o", tmp_path / "reasons.json")
    assert (named.code, (tmp_path / "reasons.json").read_text("utf-8")) == (0, alone)


def test_one_line_of_many_has_no_reasons_where_it_is_not_on_the_plan(
    relapse: Program, tmp_path: Path
) -> None:
    """That is no fault of a record; an id that nothing has is one of the command line."""
    paths = [VIGNETTES / "PR-101.json", VIGNETTES / "PR-103.json"]
    whole = dict(reasons(relapse.run("why", *paths, "--format", "json").text))
    done = relapse.run("why", *paths, "m-04", "--format", "json")
    assert (done.code, done.err) == (0, "")
    assert reasons(done.text) == [(name, ["M-04"] if "M-04" in ids else []) for name, ids in whole.items()]
    absent = relapse.run("why", *paths, "--not", "M-04", "--format", "json")
    assert (absent.code, absent.err) == (0, "")
    assert reasons(absent.text) == [(name, [] if "M-04" in ids else ["M-04"]) for name, ids in whole.items()]
    wrong = relapse.run("why", *paths, "M-044", "--format", "json")
    assert (wrong.code, "There is no flag or line M-044." in wrong.err) == (5, True)
    text = relapse.run("why", *paths)
    assert (text.code, text.out, "--format json" in text.err) == (2, b"", True)


def test_a_bad_record_among_many_is_named_and_stops_no_other(relapse: Program, tmp_path: Path) -> None:
    """With its id; exit 5, or 0 with --keep-going; --errors keeps it."""
    lines = [record(id="a"), record({"contact.worth": 99}, id="bad"), record(id="b", case="PR-2")]
    path, errors = tmp_path / "all.jsonl", tmp_path / "errors.jsonl"
    path.write_bytes(b"".join(map(as_bytes, lines)))
    done = relapse.run("why", path, "--format", "json")
    assert (done.code, [name for name, _ in reasons(done.text)]) == (5, ["a", "b"])
    assert done.notes[0].startswith(f"{path}:2: bad: answers.contact.worth: ")
    going = relapse.run("why", path, "--format", "json", "--keep-going", "--errors", errors)
    assert (going.code, going.out) == (0, done.out)
    assert json.loads(errors.read_text("utf-8").splitlines()[0])["id"] == "bad"


def test_what_is_compared_must_be_of_the_same_case(relapse: Program, tmp_path: Path) -> None:
    """As of a plan; nothing is explained that would compare two people."""
    one = write(tmp_path / "1.json", record(id="a"))
    other = write(tmp_path / "2.json", record(id="b", case="PR-2"))
    done = relapse.run("why", one, "--earlier", other)
    assert (done.code, done.out, "another case" in done.err) == (5, b"", True)
    many = relapse.run("why", one, other, "--earlier", other, "--format", "json")
    assert (many.code, [name for name, _ in reasons(many.text)]) == (5, ["b"])
    assert "WHY_001" in many.err
