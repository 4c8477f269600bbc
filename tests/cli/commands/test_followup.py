"""`relapse followup` and `relapse interview --earlier` from files: what is kept, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cases_over_time import last_interview
from tests.cli.program import Program, Result, as_bytes, write
from tests.logic.plan_bases import PROFILE

QUIET = {"followup.sign_noticed": False}
LATER = ("--started-at", "2026-11-24T09:00:00+01:00")


@pytest.fixture
def interview(tmp_path: Path) -> Path:
    """A signed interview in a file."""
    return write(tmp_path / "interview.json", last_interview()[0])


def follow(relapse: Program, source: Path, answers: object, *more: str | Path) -> Result:
    """Hold a follow-up from a file of answers."""
    return relapse.run(
        "followup", source, "--no-input", "--answers", "-", *LATER, *more, stdin=as_bytes(answers)
    )


def kept(path: Path) -> dict[str, Any]:
    """The record in a file."""
    data: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return data


def told(path: Path) -> dict[str, Any]:
    """The lines of the record in a file, by rule."""
    return {entry["rule"]: entry for entry in kept(path)["answers"]["followup.lines_done"]}


def test_it_is_a_follow_up_of_that_interview(relapse: Program, interview: Path, tmp_path: Path) -> None:
    """Same case, bank and profile, and it names the interview; the interview stays as it is."""
    before, target = interview.read_bytes(), tmp_path / "check-in.json"
    done = follow(relapse, interview, {"followup.now": ["none"]}, "-o", target)
    assert done.code == 0
    record = kept(target)
    assert (record["case"], record["path"], record["follows"]) == ("PR-1", "followup", "first")
    assert record["profile"] == PROFILE
    assert interview.read_bytes() == before
    assert done.out == relapse.run("plan", target, "--earlier", interview).out


def test_lines_that_nobody_was_asked_about_have_no_state(
    relapse: Program, interview: Path, tmp_path: Path
) -> None:
    """One entry for each agreed line; what the file tells stands in its entry, and nothing else is said."""
    target = tmp_path / "check-in.json"
    answers = {"followup.lines_done": [{"rule": "T-SLEEP", "state": "not_done", "obstacle": "no time"}]}
    follow(relapse, interview, answers, "-o", target)
    lines = told(target)
    assert lines.pop("T-SLEEP") == {"rule": "T-SLEEP", "state": "not_done", "obstacle": "no time"}
    assert {"P-TOLD", "own-1"} <= set(lines)
    assert lines == {rule: {"rule": rule} for rule in lines}


def test_safety_answers_count_as_anywhere(relapse: Program, interview: Path) -> None:
    """A sign of danger in a follow-up makes level 4, and what was not asked never reads as no."""
    done = follow(relapse, interview, {"followup.now": ["seizure"]})
    assert "level 4 of 4" in done.text
    assert "level 3 of 4" in follow(relapse, interview, QUIET).text


def test_it_feeds_the_history(relapse: Program, interview: Path, tmp_path: Path) -> None:
    """What was told stands in the history beside its line."""
    target = tmp_path / "check-in.json"
    follow(relapse, interview, {"followup.lines_done": [{"rule": "own-1", "state": "done"}]}, "-o", target)
    history = json.loads(relapse.run("history", interview, target, "--format", "json").text)
    assert [(line["id"], line["state"]) for line in history["lines"] if not line["never_done"]] == [
        ("own-1", "done")
    ]


def test_another_profile_can_be_asked_for(relapse: Program, interview: Path, tmp_path: Path) -> None:
    """--profile stands before that of the interview, and that before the environment's."""
    target = tmp_path / "check-in.json"
    follow(relapse, interview, QUIET, "--profile", "ie", "-o", target)
    assert kept(target)["profile"]["id"] == "ie"


def test_a_follow_up_of_a_follow_up_says_where_to_go(relapse: Program, tmp_path: Path) -> None:
    """It names the interview whose record is wanted."""
    source = write(tmp_path / "check-in.json", last_interview()[1])
    done = follow(relapse, source, {})
    assert (done.code, done.out) == (5, b"")
    assert done.notes[0].endswith("is itself a follow-up of the interview first.")


def test_without_agreement_there_is_nothing_to_rest_on(relapse: Program, tmp_path: Path) -> None:
    """A follow-up of an interview without agreement is not held, and nothing is written."""
    data = last_interview()[0]
    data["answers"]["frame.consent"] = False
    target = tmp_path / "check-in.json"
    done = follow(relapse, write(tmp_path / "interview.json", data), {}, "-o", target)
    assert (done.code, done.out) == (5, b"")
    assert not target.exists()


@pytest.mark.parametrize(
    ("more", "code", "words"),
    [
        (("--started-at", "2026-11-19T09:00:00+01:00"), 2, "before its interview"),
        (("--resume", "INTERVIEW"), 5, "is not a follow-up"),
        (("--resume", ""), 2, "--resume has no value"),
        (("-o", "INTERVIEW"), 2, "already there"),
    ],
)
def test_what_does_not_go_together_is_refused(
    relapse: Program, interview: Path, more: tuple[str, ...], code: int, words: str
) -> None:
    """Each with one clear sentence, and the interview's file stays as it is."""
    before = interview.read_bytes()
    given = [str(interview) if word == "INTERVIEW" else word for word in more]
    done = follow(relapse, interview, QUIET, *given)
    assert (done.code, done.out) == (code, b"")
    assert words in done.err
    assert interview.read_bytes() == before


def test_record_and_answers_cannot_both_be_standard_input(relapse: Program) -> None:
    """One of them is a file."""
    assert relapse.run("followup", "-", "--no-input", "--answers", "-").code == 2


def test_without_a_terminal_it_needs_answers(relapse: Program, interview: Path) -> None:
    """Nobody can be asked: exit 4 at once."""
    assert relapse.run("followup", interview).code == 4


def test_the_path_alone_points_to_the_command(relapse: Program) -> None:
    """`interview --path followup` still asks without a plan, and says what goes through one."""
    done = relapse.run(
        "interview", "--path", "followup", "--no-input", "--answers", "-", stdin=as_bytes(QUIET)
    )
    assert done.code == 0
    assert done.notes[0] == "To go through the lines of a plan one by one: relapse followup RECORD"


def test_an_interview_can_be_compared_with_the_last_one(
    relapse: Program, interview: Path, tmp_path: Path
) -> None:
    """--earlier names the case, is kept in the record, and puts R-SAME on the plan."""
    answers, target = last_interview()[0]["answers"], tmp_path / "second.json"
    start = ("--started-at", "2026-11-28T10:00:00+01:00")
    command = ("interview", "--no-input", "--answers", "-", "--earlier", interview, *start, "-o", target)
    done = relapse.run(*command, stdin=as_bytes(answers))
    assert done.code == 0
    assert (kept(target)["earlier"], kept(target)["case"]) == ("first", "PR-1")
    assert "R-SAME" in done.text
    assert done.out == relapse.run("plan", target, "--earlier", interview).out


@pytest.mark.parametrize(("case", "code"), [("PR-2", 2), ("PR-1", 5)])
def test_an_earlier_record_of_another_kind_is_refused(
    relapse: Program, interview: Path, tmp_path: Path, case: str, code: int
) -> None:
    """Another case, or a follow-up: nothing is asked and nothing written."""
    earlier = interview if case == "PR-2" else write(tmp_path / "check-in.json", last_interview()[1])
    done = relapse.run(
        "interview", "--case", case, "--no-input", "--answers", "-", "--earlier", earlier, stdin=as_bytes({})
    )
    assert (done.code, done.out) == (code, b"")
