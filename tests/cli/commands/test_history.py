"""`relapse history`: the records of one case, in any order, as one document."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cases_over_time import whole_case
from tests.cli.program import Program, as_bytes, record, write


def case_files(folder: Path) -> list[Path]:
    """The records of a made-up case, each in a file."""
    return [write(folder / f"{data['id']}.json", data) for data in whole_case()]


def test_files_in_any_order_make_one_history(relapse: Program, tmp_path: Path) -> None:
    """Files, a JSON Lines file and standard input give the same bytes."""
    files = case_files(tmp_path)
    lines = "".join(json.dumps(data) + "\n" for data in whole_case())
    (tmp_path / "all.jsonl").write_text(lines, "utf-8")
    done = relapse.run("history", *files, "--format", "json")
    assert done.code == 0
    assert json.loads(done.text)["format"] == "relapse-history/1"
    assert relapse.run("history", *reversed(files), "--format", "json").out == done.out
    assert relapse.run("history", tmp_path / "all.jsonl", "--format", "json").out == done.out
    assert relapse.run("history", "-", "--format", "json", stdin=lines.encode()).out == done.out
    assert relapse.run("history", *files, files[0], "--format", "json").out == done.out


def test_a_pipe_gets_no_escape_byte(relapse: Program, tmp_path: Path) -> None:
    """The terminal's document is plain text where it is no terminal."""
    done = relapse.run("history", *case_files(tmp_path), env={"COLUMNS": "60"})
    assert done.code == 0
    assert b"\x1b" not in done.out
    assert done.text.startswith("Case PR-1 over time\n")


def test_it_can_be_written_to_a_file_and_never_over_one(relapse: Program, tmp_path: Path) -> None:
    """With -o, and over another file only with --force."""
    files, target = case_files(tmp_path), tmp_path / "history.md"
    done = relapse.run("history", *files, "--format", "markdown", "-o", target)
    assert (done.code, done.out) == (0, b"")
    assert target.read_text("utf-8").startswith("# Case PR-1 over time\n")
    assert relapse.run("history", *files, "-o", target).code == 2
    assert relapse.run("history", *files, "-o", target, "--force").code == 0


def test_several_cases_come_one_after_another_and_as_a_line_each(relapse: Program, tmp_path: Path) -> None:
    """In the order of their codes, whichever files they come from; each is what it is by itself."""
    one = write(tmp_path / "1.json", record(id="a", case="PR-2"))
    other = write(tmp_path / "2.json", record(id="b"))
    done = relapse.run("history", tmp_path, "--format", "json")
    assert (done.code, [json.loads(line)["case"] for line in done.text.splitlines()]) == (0, ["PR-1", "PR-2"])
    for form in ("json", "markdown", "terminal"):
        both = relapse.run("history", one, other, "--format", form)
        alone = [relapse.run("history", each, "--format", form).text for each in (other, one)]
        assert (both.code, both.text) == (0, "".join(alone))
    page = relapse.run("history", one, other, "-o", tmp_path / "both.html")
    assert (page.code, (tmp_path / "both.html").exists()) == (2, False)


def test_of_several_cases_a_bad_record_stops_no_other(relapse: Program, tmp_path: Path) -> None:
    """It is named with its id, and the end is exit 5."""
    lines = [record(id="a"), record({"contact.worth": 99}, id="bad"), record(id="b", case="PR-2")]
    path = tmp_path / "all.jsonl"
    path.write_bytes(b"".join(map(as_bytes, lines)))
    done = relapse.run("history", path, "--format", "json")
    assert (done.code, len(done.text.splitlines())) == (5, 2)
    assert done.notes[0].startswith(f"{path}:2: bad: answers.contact.worth: ")


def test_two_records_of_one_id_that_differ_are_refused(relapse: Program, tmp_path: Path) -> None:
    """Nobody has to guess which of them was shown."""
    one = write(tmp_path / "1.json", record({"frame.consent": True}))
    other = write(tmp_path / "2.json", record({"frame.consent": False}))
    done = relapse.run("history", one, other)
    assert (done.code, done.out) == (5, b"")
    assert "record-1" in done.err


def test_every_record_that_cannot_be_used_is_named(relapse: Program, tmp_path: Path) -> None:
    """All of them at once, and nothing half is shown."""
    bad = [write(tmp_path / f"{n}.json", record({"contact.worth": 99}, id=f"r{n}")) for n in (1, 2)]
    done = relapse.run("history", *bad, write(tmp_path / "3.json", record(id="r3")))
    assert (done.code, done.out) == (5, b"")
    assert all(any(note.startswith(f"{path}:") for note in done.notes) for path in bad)
    assert relapse.run("history", tmp_path / "none.json").code == 5
    (tmp_path / "empty.jsonl").write_text("")
    assert relapse.run("history", tmp_path / "empty.jsonl").code == 5
    assert relapse.run("history").code == 2


def test_a_bank_of_another_content_is_said(relapse: Program, tmp_path: Path) -> None:
    """The history follows the present bank, and says so where records were made with another."""
    old = {"id": "post_relapse", "version": "0.9.0", "digest": "sha256:0"}
    done = relapse.run("history", write(tmp_path / "1.json", record(bank=old)))
    assert done.code == 0
    assert "made with a bank of another content" in done.err
