"""`relapse interview` from files: what is kept, what is refused, and what is never written."""

from __future__ import annotations

import json
import os
import stat
import sys
from pathlib import Path

import pytest

from relapse_cli.app.asking.leaving import Left
from relapse_cli.app.sessions.run import Result
from relapse_cli.app.sources.profiles import ProfileBook
from relapse_cli.cli.commands.interview import show_result
from relapse_cli.logic.interview.moves import Interview
from relapse_cli.model.reply import Paused
from tests.banks_under_test import record_of, shipped_bank
from tests.cli.program import VIGNETTES, Program, as_bytes, record, vignette, write

PR_101 = VIGNETTES / "PR-101.json"
CONSENT = {"frame.consent": True}


def kept(path: Path) -> dict[str, object]:
    """The record in a file."""
    return json.loads(path.read_text("utf-8"))


@pytest.mark.parametrize("args", [(), ("--no-input",), ("--accessible",)], ids=" ".join)
def test_without_a_terminal_an_interview_says_what_it_needs(relapse: Program, args: tuple[str, ...]) -> None:
    """Nobody can be asked: exit 4 at once, naming `--answers`."""
    done = relapse.run("interview", *args)
    assert (done.code, done.out) == (4, b"")
    assert "--answers FILE" in done.err


@pytest.mark.parametrize("case", ["PR-101", "PR-102", "PR-203", "PR-210"])
def test_answers_from_a_file_are_kept_as_they_are(relapse: Program, tmp_path: Path, case: str) -> None:
    """The record reads back with the same answers, and its plan is on standard output."""
    given = vignette(case)
    for entry in given["answers"].get("event.substance", []):
        if entry["source"] == "left_over":  # no prescription to compare with
            entry.pop("vs_prescription", None)
    given["answers"].pop("frame.location", None)  # its value never leaves the store
    if given["path"] != "followup":
        given["answers"]["frame.consent"] = True
    source, target = write(tmp_path / "given.json", given), tmp_path / "record.json"
    done = relapse.run("interview", "--no-input", "--answers", source, "-o", target)
    assert done.code == 0
    record_kept = kept(target)
    assert record_kept["answers"] == given["answers"]
    assert (record_kept["case"], record_kept["path"]) == (given["case"], given["path"])
    assert done.out == relapse.run("plan", target).out
    assert done.notes[0] == f"The record is in {target}."


def test_what_never_leaves_the_store_is_withheld_in_the_file(relapse: Program, tmp_path: Path) -> None:
    """The place of the patient is not in the record that is written."""
    answers = {**CONSENT, "frame.mode": "phone", "frame.location": "17 Secret Street"}
    target = tmp_path / "record.json"
    done = relapse.run("interview", "--no-input", "--answers", "-", "-o", target, stdin=as_bytes(answers))
    assert done.code == 0
    assert "Secret" not in target.read_text()
    assert kept(target)["answers"]["frame.location"] == "withheld"


@pytest.mark.parametrize("answers", [{}, {"frame.consent": False}, {"frame.consent": {"status": "declined"}}])
def test_without_agreement_nothing_is_written(
    relapse: Program, tmp_path: Path, answers: dict[str, object]
) -> None:
    """No consent, no file: not the record, not another one, and it is said."""
    folder = tmp_path / "work"
    folder.mkdir()
    source = write(tmp_path / "given.json", record({**answers, "frame.mode": "phone"}))
    done = relapse.run("interview", "--no-input", "--answers", source, "-o", "record.json", cwd=folder)
    assert done.code == 0
    assert done.out
    assert list(folder.iterdir()) == []
    assert "Nothing was kept" in done.err


def test_without_a_file_name_nothing_is_written(relapse: Program, tmp_path: Path) -> None:
    """`--no-input` without `-o` leaves the folder as it was."""
    done = relapse.run("interview", "--no-input", "--answers", PR_101, cwd=tmp_path)
    assert done.code == 0
    assert list(tmp_path.iterdir()) == []


def test_the_record_is_private_and_never_written_over(relapse: Program, tmp_path: Path) -> None:
    """A file that is there is refused before anything is asked; mode 0600 under umask 000."""
    target = tmp_path / "record.json"
    target.write_text("mine")
    refused = relapse.run("interview", "-o", target)  # nobody could be asked here, and that comes later
    assert refused.code == 2
    assert "--force" in refused.err
    assert target.read_text() == "mine"
    before = os.umask(0)
    try:
        forced = relapse.run("interview", "--no-input", "--answers", PR_101, "-o", target, "--force")
    finally:
        os.umask(before)
    assert forced.code == 0
    assert kept(target)["case"] == "PR-101"
    if sys.platform != "win32":
        assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_a_place_where_nothing_can_be_written_is_refused_first(relapse: Program, tmp_path: Path) -> None:
    """A link, a folder and a missing folder are exit 5 before the first question."""
    places = [tmp_path, tmp_path / "missing" / "record.json"]
    if sys.platform != "win32":
        (tmp_path / "link").symlink_to(tmp_path / "nowhere")
        places.append(tmp_path / "link")
    for place in places:
        for force in ((), ("--force",)):
            assert relapse.run("interview", "-o", place, *force).code == 5
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize(
    ("name", "text"), [("known.json", "{}"), ("known.yaml", "{}\n"), ("known", " {\n}\n")]
)
def test_an_empty_mapping_of_answers_says_nothing(
    relapse: Program, tmp_path: Path, name: str, text: str
) -> None:
    """It is a mapping like any other: the interview is held, and the plan names what is open."""
    (tmp_path / name).write_text(text, "utf-8")
    done = relapse.run("interview", "--no-input", "--answers", tmp_path / name)
    assert (done.code, done.out != b"") == (0, True), done.err


def test_a_bare_mapping_of_answers_is_enough(relapse: Program, tmp_path: Path) -> None:
    """Question ids with answers, as JSON or YAML, from a file or standard input: the same record."""
    answers = {**CONSENT, "frame.mode": "phone", "contact.meaning": "serious_workable"}
    (tmp_path / "a.yaml").write_text("".join(f"{q}: {json.dumps(a)}\n" for q, a in answers.items()))
    sources = [
        (write(tmp_path / "a.json", answers), b""),
        (tmp_path / "a.yaml", b""),
        ("-", as_bytes(answers)),
    ]
    for number, (source, stdin) in enumerate(sources):
        target = tmp_path / f"record-{number}.yaml"
        done = relapse.run(
            "interview", "--no-input", "--case", "PR-7", "--answers", source, "-o", target, stdin=stdin
        )
        assert done.code == 0
        back = relapse.run("interview", "--no-input", "--answers", target, "-o", tmp_path / f"{number}.json")
        assert back.code == 0
        assert kept(tmp_path / f"{number}.json")["answers"] == answers
        assert kept(tmp_path / f"{number}.json")["case"] == "PR-7"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.json", '{\n "frame.mode": "phnoe",\n "no.such": 1,\n "contact.worth": 5\n}'),
        ("a.yaml", "# answers\nframe.mode: phnoe\nno.such: 1\ncontact.worth: 5\n"),
    ],
)
def test_faults_of_bare_answers_have_file_and_line(
    relapse: Program, tmp_path: Path, name: str, text: str
) -> None:
    """All of them at once, each at its line."""
    source = tmp_path / name
    source.write_text(text)
    done = relapse.run("interview", "--no-input", "--answers", source, "-o", tmp_path / "record.json")
    assert (done.code, done.out) == (5, b"")
    assert done.notes[0].startswith(f"{source}:2: answers.frame.mode: REC_103 ")
    assert done.notes[1].startswith(f"{source}:3: answers.no.such: REC_100 ")
    assert not (tmp_path / "record.json").exists()


def test_a_record_without_its_keys_is_not_taken_for_bare_answers(relapse: Program, tmp_path: Path) -> None:
    """A record that lacks a key is told so."""
    source = write(tmp_path / "a.json", {"case": "PR-1", "answers": {"frame.mode": "phone"}})
    done = relapse.run("interview", "--no-input", "--answers", source)
    assert done.code == 5
    assert "The key 'started_at' is missing" in done.err


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (("--case", "Anna Example"), 2, "never a name"),
        (("--started-at", "yesterday"), 2, "2026-11-20T09:00:00+01:00"),
        (("--started-at", "2026-11-20T09:00:00"), 2, "offset"),
        (("--profile", "iee"), 5, "Did you mean 'ie'?"),
        (("--bank", "post_relaps"), 5, "Did you mean 'post_relapse'?"),
        (("--path", "long"), 2, "'core'"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_settings_of_another_form_are_refused(
    relapse: Program, args: tuple[str, ...], code: int, words: str
) -> None:
    """A case code, start, profile, bank or path that cannot be used: what is right is said."""
    done = relapse.run("interview", "--no-input", "--answers", "-", *args, stdin=as_bytes(CONSENT))
    assert (done.code, done.out) == (code, b"")
    assert words in done.err


def test_a_session_typed_up_afterwards_has_its_own_time(relapse: Program, tmp_path: Path) -> None:
    """`--started-at` is the record's start."""
    target = tmp_path / "record.json"
    start = "2026-11-20T09:00:00+01:00"
    relapse.run(
        "interview",
        "--no-input",
        "--answers",
        "-",
        "--started-at",
        start,
        "-o",
        target,
        stdin=as_bytes(CONSENT),
    )
    assert kept(target)["started_at"] == start


@pytest.mark.parametrize("again", [("interview",), ("followup", "a.json")])
@pytest.mark.parametrize("no_store", [True, False])
def test_what_is_kept_out_of_the_store_stays_out(
    capsys: pytest.CaptureFixture[str], again: tuple[str, ...], no_store: bool
) -> None:
    """Who pauses is told to go on as they began: with `--no-store` when it was given, else without."""
    show_result(Left(Paused()), ProfileBook(), no_color=True, no_store=no_store, resume="b.json", again=again)
    (told,) = (line for line in capsys.readouterr().err.splitlines() if line.startswith("To go on"))

    assert told == f"To go on: relapse {' '.join(again)} --resume b.json{' --no-store' if no_store else ''}"


def test_what_a_pause_could_not_keep_is_said_before_the_way_on(capsys: pytest.CaptureFixture[str]) -> None:
    """What there is and what there is not stand beside each other, each as it is."""
    interview = Interview.start(shipped_bank(), record_of(vignette("PR-101")))
    lacking = ("The store (12345678) does not have: Mode.",)
    result = Result(interview, None, None, "1234567890", not_kept=lacking)
    show_result(result, ProfileBook(), no_color=True, no_store=False)
    told = capsys.readouterr().err.splitlines()
    assert told[0] == "Paused. The answers are in the store as 12345678."
    assert told[1] == "The store (12345678) does not have: Mode."
    assert told[2].startswith("To go on: ")


def test_going_on_takes_the_answers_of_a_file(relapse: Program, tmp_path: Path) -> None:
    """With nobody to ask it ends as a new interview would; nothing of the record is written over."""
    start = "2026-11-20T09:00:00+01:00"
    paused = record({**CONSENT, "event.control": "carried_on"}, started_at=start)
    source = write(tmp_path / "record.json", paused)
    beside = write(tmp_path / "beside.json", {"event.control": "stopped_self", "event.escalation": "same"})
    args = ("--resume", source, "--answers", beside, "--started-at", start, "--no-store", "--no-input")
    done = relapse.run("interview", *args)
    assert (done.code, done.out != b"") == (0, True), done.err
    assert "Going on with" in done.err
    assert f"{beside} has another: event.control." in done.err
    assert kept(source)["answers"] == {**paused["answers"], "event.escalation": "same"}
    assert kept(source)["finished_at"] == start


def test_answers_of_another_day_are_not_confirmed_by_nobody(relapse: Program, tmp_path: Path) -> None:
    """They wait for somebody who says that they still stand; nothing is written."""
    source = write(tmp_path / "record.json", record({**CONSENT, "event.control": "carried_on"}))
    args = ("--resume", source, "--answers", "-", "--no-store", "--no-input")
    done = relapse.run("interview", *args, stdin=as_bytes(CONSENT))
    assert (done.code, done.out) == (4, b"")
    assert "whether they still stand" in done.err
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".json"] == ["record.json"]
