"""`relapse plan`: one record, many records, files that are written, codes that come back."""

from __future__ import annotations

import gzip
import json
import os
import stat
import sys
from pathlib import Path

import pytest

from tests.banks_under_test import changed
from tests.cli.program import VIGNETTES, Program, as_bytes, record, vignette, write

PR_101 = VIGNETTES / "PR-101.json"
EXPECTED = {case: json.loads((VIGNETTES / f"{case}.expected.json").read_text())["level"] for case in
            ("PR-101", "PR-106", "PR-103", "PR-102")}  # fmt: skip
CONFIRMED = {**vignette("PR-107"), "decisions": [{"kind": "recheck", "what": "coercion"}]}
"""A record whose family sheet may go out."""


def test_a_partial_record_makes_a_plan_with_one_remark(relapse: Program) -> None:
    """One answer is enough: exit 0, a plan, one line on standard error."""
    done = relapse.run("plan", "-", stdin=as_bytes(record({"frame.mode": "phone"})))
    assert done.code == 0
    assert done.text
    assert len(done.notes) == 1
    assert "still open" in done.err


def test_many_records_come_out_in_order_and_bad_ones_are_named(relapse: Program, tmp_path: Path) -> None:
    """Good ones are written, each bad one is named with file, line, path and code, and the end is exit 5."""
    source = tmp_path / "records.jsonl"
    lines = [
        as_bytes(record(id="first")),
        as_bytes(record({"no.question": 1}, id="second")),
        b"this is no JSON\n",
        b"\n",
        as_bytes(record(id="fifth", case="a name")),
        as_bytes(record(id="sixth")),
    ]
    source.write_bytes(b"".join(lines))
    done = relapse.run("plan", source, "--format", "json")
    assert done.code == 5
    assert [json.loads(line)["record"] for line in done.text.splitlines()] == ["first", "sixth"]
    named = [note for note in done.notes if note.startswith(str(source))]
    assert [note.removeprefix(f"{source}:").split(" ")[:3] for note in named] == [
        ["2:", "second:", "answers.no.question:"],
        ["3:", "REC_006", "This"],
        ["5:", "fifth:", "case:"],
    ]
    assert relapse.run("plan", "-", "--format", "json", stdin=source.read_bytes()).out == done.out


def test_many_good_records_end_with_exit_0(relapse: Program) -> None:
    """Nothing but good records: as many lines as records."""
    lines = b"".join(as_bytes(record(id=f"r-{number}")) for number in range(5))
    done = relapse.run("plan", "-", "--format", "json", stdin=lines)
    assert done.code == 0
    assert [json.loads(line)["record"] for line in done.text.splitlines()] == [f"r-{n}" for n in range(5)]


def test_a_closed_gate_stops_no_other_record(relapse: Program) -> None:
    """Among many, a record without a family sheet is named by its line; the others come out."""
    lines = as_bytes(vignette("PR-101")) + as_bytes(CONFIRMED)
    done = relapse.run("plan", "-", "--for", "family", "--format", "json", stdin=lines)
    assert done.code == 5
    assert len(done.text.splitlines()) == 1
    name = vignette("PR-101")["id"]
    wanted = f"-:1: {name}: PLAN_001 There is no family sheet: no agreement to share"
    assert done.notes[0].startswith(wanted)


@pytest.mark.parametrize("form", ["terminal", "markdown"])
def test_a_document_takes_one_record(relapse: Program, form: str) -> None:
    """Several records and a document format do not go together: exit 2, and nothing comes out."""
    done = relapse.run("plan", "-", "--format", form, stdin=as_bytes(record()) * 2)
    assert (done.code, done.out) == (2, b"")
    assert "--format json" in done.err


def test_the_hand_over_is_for_those_who_take_over_today(relapse: Program) -> None:
    """At level 3 and 4 it is one page; below that the refusal says why, and what there is instead."""
    page = relapse.run("plan", VIGNETTES / "PR-102.json", "--for", "handover")
    assert page.text.startswith("Hand-over\n")
    refused = relapse.run("plan", PR_101, "--for", "handover")
    assert (refused.code, refused.out) == (5, b"")
    assert refused.notes[0].startswith("relapse: There is no hand-over page for this plan: it follows level")


def test_a_closed_family_gate_says_what_can_be_asked(relapse: Program) -> None:
    """Exit 5, nothing on standard output; what is missing is said, and that home is not safe stays unsaid."""
    closed = relapse.run("plan", PR_101, "--for", "family")
    waiting = relapse.run("plan", VIGNETTES / "PR-107.json", "--for", "family")
    assert (closed.code, closed.out) == (waiting.code, waiting.out) == (5, b"")
    assert closed.notes[0].startswith("relapse: There is no family sheet: no agreement to share")
    assert waiting.notes[0].startswith("relapse: The family sheet waits: whether anybody puts pressure")
    scope = {"what": "the next session", "with_whom": "sister"}
    unsafe = changed(
        vignette("PR-101"), loved__wish="wanted", safety__home_safe="in_danger", loved__scope=scope
    )
    home = relapse.run("plan", "-", "--for", "family", stdin=as_bytes(unsafe))
    assert (home.code, home.out) == (5, b"")
    assert "home" not in home.err


def test_the_private_card_says_so_beside_it(relapse: Program) -> None:
    """Where home may not be safe the patient's page is a card, and standard error tells why."""
    unsafe = changed(vignette("PR-101"), safety__home_safe="not_always")
    done = relapse.run("plan", "-", "--for", "patient", "--format", "markdown", stdin=as_bytes(unsafe))
    assert done.code == 0
    assert "zolpidem" not in done.text
    assert "as agreed" in done.text
    assert "private card" in done.err


def test_an_open_family_gate_lets_the_sheet_out(relapse: Program) -> None:
    """Where the sheet may exist, it waits for the therapist's confirmation, and then it comes."""
    waits = relapse.run("plan", VIGNETTES / "PR-107.json", "--for", "family")
    assert (waits.code, waits.out) == (5, b"")
    done = relapse.run("plan", "-", "--for", "family", stdin=as_bytes(CONFIRMED))
    assert done.code == 0
    assert done.text


def test_another_bank_than_the_record_s_is_a_warning(relapse: Program) -> None:
    """A digest that differs is said on standard error; the plan comes all the same."""
    pin = {"id": "post_relapse", "version": "0.9.0", "digest": "sha256:0000"}
    done = relapse.run("plan", "-", stdin=as_bytes({**vignette("PR-101"), "bank": pin}))
    assert done.code == 0
    assert done.text
    assert "The record was made with post_relapse 0.9.0" in done.err


@pytest.mark.parametrize("case", EXPECTED)
def test_the_level_is_an_exit_code_only_when_asked_for(relapse: Program, case: str) -> None:
    """`--exit-code` gives 10 + level; without it the level never shows in the code."""
    path = VIGNETTES / f"{case}.json"
    assert relapse.run("plan", path, "--exit-code").code == 10 + EXPECTED[case]
    assert relapse.run("plan", path).code == 0


def test_a_faulty_record_outranks_the_level(relapse: Program) -> None:
    """With `--exit-code` too, bad input is 5."""
    done = relapse.run("plan", "-", "--exit-code", stdin=as_bytes(record({"no.question": 1})))
    assert done.code == 5


def test_a_profile_makes_numbers_and_comes_from_flag_or_environment(relapse: Program) -> None:
    """The flag stands before the environment, the record's own between them."""
    flag = relapse.run("plan", PR_101, "--profile", "ie")
    variable = relapse.run("plan", PR_101, env={"RELAPSE_PROFILE": "ie"})
    both = relapse.run("plan", PR_101, "--profile", "ie", env={"RELAPSE_PROFILE": "us"})
    assert flag == variable == both
    assert "V-PROFILE" not in flag.err
    carried = as_bytes(
        {**vignette("PR-101"), "profile": {"id": "own", "numbers": [{"label": "Duty", "number": "7"}]}}
    )
    assert relapse.run("plan", "-", stdin=carried) == relapse.run(
        "plan", "-", stdin=carried, env={"RELAPSE_PROFILE": "us"}
    )


def test_an_earlier_record_is_of_the_same_case(relapse: Program) -> None:
    """Records of two cases are not compared: exit 5."""
    assert relapse.run("plan", PR_101, "--earlier", PR_101).code == 0
    other = relapse.run("plan", PR_101, "--earlier", VIGNETTES / "PR-102.json")
    assert (other.code, other.out) == (5, b"")
    assert "another case" in other.err


def test_a_file_is_private_and_never_written_over(relapse: Program, tmp_path: Path) -> None:
    """Mode 0600 under umask 000; a second time exit 2 and the file untouched; `--force` replaces it."""
    target = tmp_path / "plan.md"
    before = os.umask(0)
    try:
        done = relapse.run("plan", PR_101, "--format", "markdown", "-o", target)
    finally:
        os.umask(before)
    assert (done.code, done.out) == (0, b"")
    assert done.notes[-1] == f"Written to {target}."
    if sys.platform != "win32":
        assert stat.S_IMODE(target.stat().st_mode) == 0o600
    target.write_text("mine")
    again = relapse.run("plan", PR_101, "--format", "markdown", "-o", target)
    assert again.code == 2
    assert "--force" in again.err
    assert target.read_text() == "mine"
    forced = relapse.run("plan", PR_101, "--format", "markdown", "-o", target, "--force")
    assert forced.code == 0
    assert target.read_bytes() == relapse.run("plan", PR_101, "--format", "markdown").out
    if sys.platform != "win32":
        assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["plan.md"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
@pytest.mark.parametrize("force", [(), ("--force",)], ids=["plain", "force"])
def test_a_link_is_never_followed(relapse: Program, tmp_path: Path, force: tuple[str, ...]) -> None:
    """`-o` through a planted link is refused, dangling or not, and its target stays as it was."""
    victim = tmp_path / "victim"
    victim.write_text("mine")
    for name, target in (("link", victim), ("dangling", tmp_path / "nowhere")):
        (tmp_path / name).symlink_to(target)
        done = relapse.run("plan", PR_101, "-o", tmp_path / name, *force)
        assert done.code == 5
        assert "is a link" in done.err
    assert victim.read_text() == "mine"
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("target", ["missing/plan.md", "folder", "x" * 300])
def test_a_place_that_cannot_be_written_is_said(relapse: Program, tmp_path: Path, target: str) -> None:
    """A folder that is not there, a folder in place of a file, a name that is too long: exit 5 or 2."""
    (tmp_path / "folder").mkdir()
    done = relapse.run("plan", PR_101, "-o", tmp_path / target)
    assert done.code in {2, 5}
    assert done.out == b""
    assert done.notes[-2].startswith("relapse: ")


@pytest.mark.parametrize("force", [(), ("--force",)], ids=["plain", "force"])
def test_a_document_never_takes_the_place_of_its_record(
    relapse: Program, tmp_path: Path, force: tuple[str, ...]
) -> None:
    """`-o` naming the record itself is refused, even with --force, and the record stays as it is."""
    record = tmp_path / "record.json"
    record.write_bytes(PR_101.read_bytes())
    done = relapse.run("plan", record, "--for", "patient", "-o", tmp_path / "." / "record.json", *force)
    assert done.code == 2
    assert "is the record itself" in done.err
    assert record.read_bytes() == PR_101.read_bytes()


def test_dash_means_standard_output(relapse: Program) -> None:
    """`-o -` is the same as no `-o`."""
    assert relapse.run("plan", PR_101, "-o", "-") == relapse.run("plan", PR_101)


def test_yaml_and_json_records_give_the_same_plan(relapse: Program, tmp_path: Path) -> None:
    """The format of the file is not in the plan."""
    plain = write(tmp_path / "a.json", record({"frame.mode": "phone"}))
    text = "format: relapse-interview/1\nid: record-1\ncase: PR-1\npath: core\n"
    text += 'started_at: "2026-11-20T10:00:00+01:00"\nanswers:\n  frame.mode: phone\n'
    (tmp_path / "a.yaml").write_text(text)
    assert relapse.run("plan", plain) == relapse.run("plan", tmp_path / "a.yaml")


def test_several_sources_come_out_in_order_with_an_id_on_every_remark(
    relapse: Program, tmp_path: Path
) -> None:
    """Files, folders, patterns and packed files; one that is not there stops no other."""
    folder = tmp_path / "in"
    folder.mkdir()
    write(folder / "b.json", record(id="b"))
    (folder / "a.jsonl.gz").write_bytes(gzip.compress(as_bytes(record(id="a1")) + as_bytes(record(id="a2"))))
    (folder / "notes.txt").write_text("nothing")
    one = write(tmp_path / "one.json", record(id="one"))
    done = relapse.run("plan", one, folder, tmp_path / "gone.json", tmp_path / "o*.json", "--format", "json")
    assert done.code == 5
    assert [json.loads(line)["record"] for line in done.text.splitlines()] == ["one", "a1", "a2", "b", "one"]
    assert done.notes[0].startswith("one: ")
    assert any(note.startswith(f"{tmp_path / 'gone.json'}: SOURCE_001 ") for note in done.notes)
    ids = {"one:", "a1:", "a2:", "b:"}
    rest = [note for note in done.notes if note.split(" ")[0] not in ids]
    assert [note.split(" ")[1] for note in rest] == ["INPUT_009", "SOURCE_001"]
    quiet = relapse.run("plan", one, folder, "--format", "json", "--quiet")
    assert (quiet.code, [note.split(" ")[1] for note in quiet.notes]) == (0, ["INPUT_009"])


def test_the_plan_of_a_packed_record_is_that_of_the_record(relapse: Program, tmp_path: Path) -> None:
    """In a document, too, where it is the only one; several are refused."""
    packed = tmp_path / "one.json.gz"
    packed.write_bytes(gzip.compress(json.dumps(vignette("PR-101"), indent=1).encode()))
    assert relapse.run("plan", packed).out == relapse.run("plan", VIGNETTES / "PR-101.json").out
    for more in ((), ("--sign-off",), ("--all", "-o", f"{tmp_path}/papers/")):
        assert relapse.run("plan", packed, packed, *more).code == 2


def test_the_faults_of_many_go_into_a_file(relapse: Program, tmp_path: Path) -> None:
    """Each with the id of its record; with --keep-going the command ends with 0 and says the same."""
    lines = as_bytes(record()) + as_bytes({**record({"contact.meaning": "nonsense"}), "id": "bad-1"})
    errors = tmp_path / "errors.jsonl"
    done = relapse.run("plan", "-", "--format", "json", "--errors", errors, stdin=lines)
    assert done.code == 5
    assert [json.loads(line)["id"] for line in errors.read_text().splitlines()] == ["bad-1"]
    assert "1 record was not used." in done.err
    kept = relapse.run("plan", "-", "--format", "json", "--keep-going", stdin=lines)
    assert (kept.code, kept.out) == (0, done.out)


@pytest.mark.parametrize("command", ["plan", "why", "history"])
@pytest.mark.parametrize("name", ["all.jsonl", "all.jsonl.gz"])
def test_a_fault_of_shape_is_told_with_the_id_that_stands_there(
    relapse: Program, tmp_path: Path, command: str, name: str
) -> None:
    """Of many records each line of remarks names its record, even where what stands there is none."""
    lines = [record(id="a"), record(id="bad", path="nope"), record(id="b", case="PR-2")]
    data = b"".join(map(as_bytes, lines))
    path = tmp_path / name
    path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    done = relapse.run(command, path, "--format", "json")
    assert (done.code, len(done.text.splitlines())) == (5, 2)
    told = [line for line in done.notes if "REC_022" in line]
    assert [line.startswith(f"{path}:2: bad: path: ") for line in told] == [True]
