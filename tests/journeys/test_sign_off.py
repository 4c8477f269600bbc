"""Sign-off and going on with real keys: from check-answers to a final plan, from a pause to the end."""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pseudo terminal", allow_module_level=True)

from tests.banks_under_test import shipped_bank, vignette
from tests.journeys.player import Player
from tests.journeys.sign_off_keys import (
    OFFER,
    choose,
    confirm_flags,
    hand_out_nothing,
    leave_as_draft,
    read_what_is_handed_out,
    write,
)
from tests.journeys.terminal import DOWN, ENTER, HOME, STARTED_AT, Terminal, control, interview_command

PROGRAM = [sys.executable, "-m", "relapse_cli"]


@pytest.fixture
def open_terminal(tmp_path: Path) -> Iterator[Any]:
    """Open programs in terminals that end with the test; their standard output is in ``plan.txt``."""
    opened: list[Terminal] = []

    def start(command: list[str], **size: int) -> Terminal:
        opened.append(Terminal(command, tmp_path / "plan.txt", **size))
        return opened[-1]

    yield start
    for terminal in opened:
        terminal.close()


def written(path: Path) -> dict[str, Any]:
    """The record in a file."""
    data: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return data


def record_file(folder: Path, answers: dict[str, Any], **more: Any) -> Path:
    """A record in a file."""
    path = folder / "record.json"
    record = {
        "format": "relapse-interview/1", "id": "old", "case": "PR-1", "path": "core",
        "started_at": STARTED_AT, "answers": answers, **more,
    }  # fmt: skip
    path.write_text(json.dumps(record), "utf-8")
    return path


def on_time(name: str) -> dict[str, Any]:
    """The answers of a vignette, with a next contact as early as any level wants it."""
    contact = {"when": "2026-11-20T18:00:00+01:00", "who": "therapist calls"}
    return {**vignette(name)["answers"], "revise.next_contact": contact}


def test_from_check_answers_to_a_final_plan(open_terminal: Any, tmp_path: Path) -> None:
    """Interview, check-answers, sign-off with two places filled in and the others open: the plan is final."""
    known = record_file(tmp_path, vignette("PR-203")["answers"], path="brief")
    record = tmp_path / "signed.json"
    terminal = open_terminal(interview_command("brief", record, "--profile", "ie", "--answers", str(known)))
    Player(terminal, shipped_bank(), {}).play()
    choose(terminal, OFFER, "Go through it")
    choose(terminal, "flags wait for a decision", "Go through what is open")
    flags = confirm_flags(terminal)
    write(terminal, "What happens if this contact is missed?", "I call again at six.")
    terminal.wait_for("Who assesses today?")
    terminal.press(control("n"))
    write(terminal, "Where, and at what time?", "at the clinic, at noon")
    terminal.wait_for("How does the person get there")
    terminal.press(control("x"))
    choose(terminal, "Nothing stands in the way", "Sign: the plan is final")
    read_what_is_handed_out(terminal)
    terminal.press(ENTER)
    choose(terminal, "for exactly these answers", "Sign: the plan is final")
    hand_out_nothing(terminal)
    assert terminal.wait_for_end() == 0
    assert "Signed: the plan is final." in terminal.text
    printed = " ".join((tmp_path / "plan.txt").read_text("utf-8").split())
    assert "· final" in printed
    assert "beside that: I call again at six." in printed
    assert "Who assesses: to be settled by the therapist today. Where and when: at the clinic" in printed
    assert "____" not in printed
    kinds = [d["kind"] for d in written(record)["decisions"]]
    assert kinds == ["confirm"] * flags + ["fill", "fill", "sign_off"]


def test_a_paused_sign_off_goes_on_where_it_was(open_terminal: Any, tmp_path: Path) -> None:
    """Ctrl-C keeps the decisions in the file and exits with 130; opened again, the next flag comes up."""
    path = record_file(tmp_path, vignette("PR-106")["answers"])
    command = [*PROGRAM, "plan", str(path), "--sign-off", "--profile", "ie"]
    terminal = open_terminal(command)
    choose(terminal, "Where do your decisions go?", "Into record.json")
    choose(terminal, "3 flags wait", "Flags: 0 of 3")
    choose(terminal, "1 of 3", "Confirm it")
    terminal.wait_for("2 of 3")
    terminal.press(control("c"))
    assert terminal.wait_for_end() == 130
    told_on = "".join("".join(terminal.lines).split())  # however the words are folded
    assert f"relapseplan{path}--sign-off" in told_on
    assert [d["kind"] for d in written(path)["decisions"]] == ["confirm"]
    again = open_terminal(command)
    choose(again, "Where do your decisions go?", "Into record.json")
    again.wait_for("2 flags wait")
    again.press(control("d"))
    assert again.wait_for_end() == 3


def test_a_signed_record_is_only_added_to(open_terminal: Any, tmp_path: Path) -> None:
    """Opened again, a signed record takes a line of one's own as an addendum with a signature of its own."""
    path = record_file(tmp_path, on_time("PR-101"))
    command = [*PROGRAM, "plan", str(path), "--sign-off", "--profile", "ie"]
    for addendum in (False, True):
        terminal = open_terminal(command if not addendum else command[:-2], rows=20, columns=60)
        choose(terminal, "Where do your decisions go?", "Into record.json")
        if addendum:
            choose(terminal, "Signed on", "Add a line")
            choose(terminal, "In which part", "The weeks after")
            write(terminal, "What is to be done?", "A walk each day.")
            write(terminal, "Who does it?", "patient")
            write(terminal, "By when?", "2026-11-25")
            choose(terminal, "On whose plan", "On both")
        choose(terminal, "Level 1", "Sign: the plan is final")
        read_what_is_handed_out(terminal)
        terminal.press(ENTER)
        choose(terminal, "for exactly these answers", "Sign: the plan is final")
        hand_out_nothing(terminal)
        assert terminal.wait_for_end() == 0
        kept = written(path)["decisions"]
        assert [d["kind"] for d in kept] == ["sign_off", "add", "sign_off"][: 3 if addendum else 1]
    assert "A walk each day." in (tmp_path / "plan.txt").read_text("utf-8")


def test_going_on_the_same_day_ends_in_the_same_file(open_terminal: Any, tmp_path: Path) -> None:
    """Within twelve hours a paused record goes on by itself: only what is missing, in the same file."""
    answers = {q: raw for q, raw in vignette("PR-203")["answers"].items() if q != "safety.sleep"}
    known = dict(list(answers.items())[: len(answers) // 2])
    path = record_file(tmp_path, known, path="brief")
    later = (datetime.fromisoformat(STARTED_AT) + timedelta(hours=2)).isoformat()
    terminal = open_terminal([*PROGRAM, "interview", "--resume", str(path), "--started-at", later])
    choose(terminal, "Going on with", "Go on")
    player = Player(terminal, shipped_bank(), answers)
    player.play()
    leave_as_draft(terminal)
    assert terminal.wait_for_end() == 0
    record = written(path)
    assert (record["id"], record["started_at"]) == ("old", STARTED_AT)
    assert not set(player.seen) & {q for q, raw in known.items() if not isinstance(raw, dict)}
    assert set(record["answers"]) >= set(known)


def test_going_on_another_day_makes_a_new_record_beside_the_old_one(
    open_terminal: Any, tmp_path: Path
) -> None:
    """The old file stays; today's questions are put again, and the rest waits to be confirmed."""
    answers = vignette("PR-203")["answers"]
    path = record_file(tmp_path, answers, path="brief")
    before = path.read_bytes()
    command = [*PROGRAM, "interview", "--resume", str(path), "--started-at", "2026-11-21T09:00:00+01:00"]
    terminal = open_terminal(command)
    choose(terminal, "PR-1-2026-11-21-0900.json", "Go on")
    player = Player(terminal, shipped_bank(), {q: raw for q, raw in answers.items() if q != "safety.sleep"})
    player.play(until_words="Carried over from the earlier session")
    choose(terminal, "Carried over from the earlier session", "These still stand")
    player.play()
    leave_as_draft(terminal)
    assert terminal.wait_for_end() == 0
    new = written(tmp_path / "PR-1-2026-11-21-0900.json")
    assert path.read_bytes() == before
    assert (new["continues"], new["started_at"]) == ("old", "2026-11-21T09:00:00+01:00")
    assert "safety.now" in player.seen
    assert "frame.age_band" not in player.seen
    assert set(new["answers"]) == set(answers) - {"safety.sleep"}


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_in_a_sign_off_keeps_the_decisions(
    open_terminal: Any, tmp_path: Path, number: signal.Signals
) -> None:
    """An ended program leaves what was decided in the file, and exits with 128 and the signal."""
    path = record_file(tmp_path, vignette("PR-106")["answers"])
    terminal = open_terminal([*PROGRAM, "plan", str(path), "--sign-off"])
    choose(terminal, "Where do your decisions go?", "Into record.json")
    choose(terminal, "3 flags wait", "Flags: 0 of 3")
    choose(terminal, "1 of 3", "Confirm it")
    terminal.wait_for("2 of 3")
    terminal.signal(number)
    assert terminal.wait_for_end() == 128 + number
    assert [d["kind"] for d in written(path)["decisions"]] == ["confirm"]


def test_a_whole_sign_off_in_plain_lines(open_terminal: Any, tmp_path: Path) -> None:
    """With --accessible typed numbers lead to a final plan, without a control code."""
    path = record_file(tmp_path, on_time("PR-101"))
    signed = tmp_path / "signed.json"
    command = [
        *PROGRAM,
        "plan",
        str(path),
        "--sign-off",
        "--accessible",
        "--profile",
        "ie",
        "-o",
        str(signed),
    ]
    terminal = open_terminal(command)
    terminal.wait_for("Sign: the plan is final")
    terminal.press("2", ENTER)
    terminal.wait_for("In which role")
    terminal.press(ENTER)
    terminal.wait_for("for exactly these answers")
    terminal.press("2", ENTER)
    terminal.wait_for("Which papers would you like")
    terminal.press("none", ENTER)
    assert terminal.wait_for_end() == 0
    assert b"\x1b" not in terminal.raw
    assert [d["kind"] for d in written(signed)["decisions"]] == ["sign_off"]
    assert "decisions" not in written(path)


LONG_AGO = "2021-11-19T10:00:00+01:00"


def test_an_answer_is_changed_from_the_hub_at_the_end_of_an_interview(
    open_terminal: Any, tmp_path: Path
) -> None:
    """The hub leads to check-answers and back; the other answer is in the file, which is then signed."""
    known = record_file(tmp_path, on_time("PR-203"), path="brief")
    record = tmp_path / "signed.json"
    more = ["--profile", "ie", "--answers", str(known), "--started-at", LONG_AGO]
    terminal = open_terminal(interview_command("brief", record, *more))
    Player(terminal, shipped_bank(), {}).play()
    choose(terminal, OFFER, "Go through it")
    choose(terminal, "wait for a decision", "Answers: look at them")
    choose(terminal, "19 Nov 2021", "Go on")
    pick(terminal, "Check the answers", "Alone tonight", "Will you be on your own tonight?")
    choose(terminal, "Will you be on your own tonight?", "No")
    pick(terminal, "Check the answers", "Go back to the sign-off", "Before the plan can be final")
    choose(terminal, "Before the plan can be final", "Leave it as a draft")
    assert terminal.wait_for_end() == 0
    assert written(record)["answers"]["safety.alone"] is False


def test_a_missing_answer_is_given_in_the_sign_off_of_a_file(open_terminal: Any, tmp_path: Path) -> None:
    """What a script left out is put on the way through what is open, and stands in the file at once."""
    answers = {q: raw for q, raw in vignette("PR-209")["answers"].items() if q != "revise.next_contact"}
    path = record_file(tmp_path, answers, started_at=LONG_AGO)
    terminal = open_terminal([*PROGRAM, "plan", str(path), "--sign-off", "--profile", "ie"])
    choose(terminal, "Where do your decisions go?", "Into record.json")
    choose(terminal, "a required question", "Go through what is open")
    choose(terminal, "This session was on", "Go on")
    write(terminal, "When the next contact is", "2021-11-20 09:00")
    terminal.wait_for("Who calls")
    assert written(path)["answers"]["revise.next_contact"]["when"].startswith("2021-11-20T09:00")
    terminal.press(control("c"))
    assert terminal.wait_for_end() == 130


def test_an_answer_is_changed_in_plain_lines(open_terminal: Any, tmp_path: Path) -> None:
    """With --accessible typed numbers lead to the answers and back to the hub."""
    path = record_file(tmp_path, on_time("PR-101"), started_at=LONG_AGO)
    command = [*PROGRAM, "plan", str(path), "--sign-off", "--accessible", "--profile", "ie"]
    terminal = open_terminal(command, rows=200, columns=80)
    for words, typed in (
        ("Where do your decisions go?", "1"),
        ("Answers: look at them", "6"),
        ("This session was on", "1"),
        ("finish to go back to the sign-off", "9"),
    ):
        terminal.wait_for(words)
        terminal.press(typed, ENTER)
    terminal.wait_for("A test result")
    terminal.press("2", ENTER)
    terminal.wait_for("How the return became known: A test result")
    terminal.press("finish", ENTER)
    terminal.wait_for("Leave it as a draft")
    terminal.press("/pause", ENTER)
    assert terminal.wait_for_end() == 3
    assert written(path)["answers"]["event.disclosed"] != vignette("PR-101")["answers"]["event.disclosed"]


def pick(terminal: Terminal, screen: str, row: str, following: str) -> None:
    """Choose a row of check-answers, and wait for what follows."""
    terminal.wait_for(screen)
    terminal.wait(lambda t: bool(t.pointed), "a pointer")
    terminal.press(HOME)
    terminal.wait(lambda t: t.pointed.startswith("–"), "the pointer at the top")
    for _ in range(80):
        pointed = terminal.pointed.strip()
        if pointed.startswith(row):
            terminal.press(ENTER)
            terminal.wait_for(following)
            return
        terminal.press(DOWN)
        terminal.wait(
            lambda t, pointed=pointed: t.pointed.strip() not in {pointed, ""}, "the pointer to move"
        )  # type: ignore[misc]
    raise AssertionError("no such row on screen:\n" + "\n".join(terminal.lines))
