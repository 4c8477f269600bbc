"""The lines that a follow-up asks about, and the words in which its own plan speaks of them."""

from __future__ import annotations

from relapse_cli.logic.followup.agreed_lines import agreed_lines
from relapse_cli.logic.followup.line_reports import lines_to_ask
from relapse_cli.model.history import AgreedLine
from tests.banks_under_test import plan_of, shipped_bank
from tests.logic.plan_bases import Data, follow_up, interview, line, regular, sequence, signed

IFTHEN = {"revise.ifthen": [{"if": "two bad nights", "then": "message my sister"}]}


def agreed(data: Data) -> dict[str, AgreedLine]:
    """The agreed lines of a record's plan by their ids."""
    return {line.id: line for line in agreed_lines(shipped_bank(), plan_of(data).lines)}


def test_what_somebody_does_is_asked_about() -> None:
    """Actions, if-then lines and lines of one's own; in the patient's words where the patient has them."""
    own: Data = {"kind": "add", "id": "own-1", "section": "trigger", "text": "A walk.", "owner": "patient"}
    found = agreed(signed(interview({**sequence("sleep"), **IFTHEN}), own))
    assert {"P-TOLD", "P-AGAIN", "A-IFTHEN-1", "own-1"} <= set(found)
    assert not {"Q-EARLY", "Q-SAI"} & set(found)  # they tell the sequence; there is nothing to do
    assert found["A-IFTHEN-1"].words == "If “two bad nights”, then “message my sister”"
    assert found["P-TOLD"].words.startswith("Choose one person")


def test_what_nobody_does_is_not_asked_about() -> None:
    """Not what is only to be avoided, the contact and the schedule, statements, gaps and answers."""
    found = set(agreed(interview({**sequence("sleep"), "event.supply": True}, entries=[regular()])))
    assert "P-STORE" in found
    assert not found & {
        "P-NOSTOP",
        "P-CONTACT",
        "F-1",
        "F-2",
        "F-ALL",
        "D-00",
        "A-SAFETY",
        "A-TIMELINE",
        "GAP-SLEEP",
    }


def test_a_signed_row_is_asked_about_with_what_was_picked() -> None:
    """Picked steps stand in the words; a row of which nothing was picked was not agreed."""
    data = interview(sequence("sleep", "anxiety"))
    found = agreed(signed(data, {"kind": "pick", "rule": "T-SLEEP", "options": ("sleep_diary",)}))
    assert found["T-SLEEP"].words.startswith("Your nights get a step of their own. You note each night")
    assert "T-ANXIETY" not in found
    assert "T-ANXIETY" in agreed(data)


def test_work_that_waits_at_level_4_is_not_asked_about() -> None:
    """At level 4 the trigger work waits, so there is nothing to be done yet."""
    found = set(agreed(interview({**sequence("sleep"), "safety.now": ["seizure"]})))
    assert "P-EMERGENCY" in found
    assert "T-SLEEP" not in found


def test_entries_begin_without_a_state_and_keep_what_is_told() -> None:
    """One entry a line in the order of the plan; what a file says of another line stands behind them."""
    lines = tuple(agreed(interview(sequence("sleep"))).values())
    told: list[object] = [{"rule": "P-ELSE", "state": "done"}, {"rule": lines[1].id, "state": "done"}]
    found = lines_to_ask(lines, told, 40)
    assert found[:2] == [{"rule": lines[0].id}, {"rule": lines[1].id, "state": "done"}]
    assert found[-1] == {"rule": "P-ELSE", "state": "done"}
    assert len(found) == len(lines) + 1
    assert len(lines_to_ask(lines, told, 2)) == 2


def test_the_plan_of_a_follow_up_speaks_in_the_words_of_the_plan_before_it() -> None:
    """With the interview at hand the lines stand in words; the patient's hold no line of the therapist's."""
    before = interview({**sequence("sleep"), "safety.home_safe": "not_always"})
    told = follow_up(
        {
            "followup.lines_done": [
                {"rule": "P-TOLD", "state": "done"},
                {"rule": "P-HOME", "state": "done"},
                {"rule": "T-SLEEP", "state": "not_done", "obstacle": "no time"},
                {"rule": "Q-EARLY"},
            ]
        },
        follows="r-1",
    )
    texts = next(x for x in plan_of(told, before).lines if x.id == "A-FOLLOWUP").wording
    home = agreed(before)["P-HOME"].words
    assert home in texts["clinician"]
    assert home not in texts["patient"]
    assert "Done: Choose one person" in texts["patient"]
    assert texts["patient"].endswith(
        "Lines of the plan: 1 done\nStill open: 2 (1 not done yet, 1 not talked about)"
    )
    assert "P-" not in texts["patient"]
    alone = line(told, "A-FOLLOWUP").wording
    assert "Done: Speak in private about safety at home" in alone["clinician"]
    assert "P-" not in alone["clinician"]
    assert alone["patient"].endswith(
        "Lines of the plan: 2 done\nStill open: 2 (1 not done yet, 1 not talked about)"
    )
