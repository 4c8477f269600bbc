"""What is new on a plan (A-ADD)."""

from __future__ import annotations

from tests.logic.plan_bases import Data, interview, line, own, pick, sequence

IFTHEN: Data = {"revise.ifthen": [{"if": "two bad nights", "then": "message my sister"}]}


def beneath(data: Data, edition: str = "clinician", earlier: Data | None = None) -> list[str]:
    """What stands beneath the line in one edition."""
    return line(data, "A-ADD", earlier).wording[edition].split("\n")[1:]  # type: ignore[index]


def waits(rows: list[str], title: str = "At least one new tool") -> bool:
    """Whether nothing stands there but the place for one new tool."""
    return len(rows) == 1 and rows[0].startswith(f"{title}: to be settled")


def test_with_nothing_new_a_place_waits_for_one_tool() -> None:
    """The line is there in every interview, and asks for at least one new tool."""
    assert waits(beneath(interview()))
    assert waits(beneath(interview(), "patient"), "At least one new thing to try")


def test_if_then_lines_picks_and_own_lines_are_new() -> None:
    """Each of them stands once; the patient's edition does not repeat the if-then line it has in full."""
    data = interview(
        {**sequence("sleep"), **IFTHEN},
        decisions=[pick("T-SLEEP", "sleep_diary"), own("trigger", editions=("clinician", "patient"))],
    )
    clinician, patient = beneath(data), beneath(data, "patient")
    assert len(clinician) == len(patient) == 3
    assert clinician[0].endswith("If “two bad nights”, then “message my sister”")
    assert patient[0] == "Your own if-then line"
    assert "sleep diary" in clinician[1]


def test_what_the_earlier_plan_had_is_not_new() -> None:
    """Compared with an earlier record, only what it did not hold is new, however it was written."""
    typed = {"revise.ifthen": [{"if": "Two  bad nights", "then": "message my sister"}]}
    assert waits(beneath(interview(typed), earlier=interview(IFTHEN)))
    both = {"revise.ifthen": [*IFTHEN["revise.ifthen"], {"if": "a", "then": "b"}]}
    assert len(beneath(interview(both), earlier=interview(IFTHEN))) == 1
    same = interview(sequence("sleep"), decisions=[pick("T-SLEEP", "sleep_diary")])
    assert waits(beneath(same, earlier=same))


def test_what_is_not_offered_or_was_removed_is_not_new() -> None:
    """A pick counts only where its row stands and offers it."""
    gone = [pick("T-SLEEP", "sleep_diary"), {"kind": "remove", "rule": "T-SLEEP"}]
    for decisions in (gone, [pick("T-PAIN", "medical_review_of_problem")], [pick("T-SLEEP", "no_such")]):
        assert waits(beneath(interview(sequence("sleep"), decisions=decisions)))
