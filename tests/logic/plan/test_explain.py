"""Every flag and line can be explained, and so can what is not there."""

from __future__ import annotations

from relapse_cli.logic.plan.build import build_plan
from relapse_cli.logic.plan.explain import explain_absence, explain_plan
from relapse_cli.model.explanation import Explanation
from tests.banks_under_test import changed, reading_of, vignette


def explained(data: dict[str, object], name: str) -> Explanation:
    """The explanation of one flag or line of a record's plan."""
    reading = reading_of(data)
    return next(e for e in explain_plan(reading, build_plan(reading)) if e.id == name)


def test_every_flag_and_line_of_every_vignette_is_explained() -> None:
    """Each with its rule in English, its basis and its sources."""
    for case in ("PR-101", "PR-102", "PR-107", "PR-206", "PR-210"):
        reading = reading_of(vignette(case))
        made = build_plan(reading)
        found = explain_plan(reading, made)
        assert [e.id for e in found] == [*(f.id for f in made.flags), *(line.id for line in made.lines)]
        assert all(e.sentence and e.basis for e in found)
        assert all(e.sources for e in found if not e.id.startswith("GAP"))


def test_a_flag_names_its_answers_in_words_with_how_they_were_given() -> None:
    """An open answer is named as what it is."""
    found = explained(vignette("PR-201"), "E-09")
    status = {answer.question: answer.status for answer in found.answers}
    assert status["safety.seizure_history"] == "unknown"
    assert status["safety.withdrawal"] == "answered"
    assert found.sentence.endswith(".")


def test_a_decision_stands_beside_its_flag() -> None:
    """Lowering prints its reason."""
    data = vignette("PR-107")
    data["decisions"] = [{"kind": "lower", "flag": "U-02", "to": 1, "reason": "usual for this week"}]
    assert explained(data, "U-02").decision == "lower, level 1. usual for this week"


def test_what_was_picked_and_reworded_stands_beside_a_line() -> None:
    """A line says what the therapist made of it."""
    data = vignette("PR-101")
    data["decisions"] = [
        {"kind": "pick", "rule": "T-SLEEP", "options": ("sleep_diary",)},
        {"kind": "edit", "rule": "T-SLEEP", "edition": "patient", "text": "A diary, please."},
    ]
    assert explained(data, "T-SLEEP").decision == "picked sleep_diary; wording changed"


def test_an_own_line_and_an_answer_line_say_what_they_are() -> None:
    """Neither rests on a rule."""
    data = vignette("PR-101")
    data["decisions"] = [{"kind": "add", "id": "own-1", "section": "trigger", "text": "A walk"}]
    assert explained(data, "own-1").sentence == "The therapist wrote this line."
    assert "no rule" in explained(data, "A-KEEP").sentence
    assert "missing" in explained(data, "GAP-SLEEP").sentence


def test_an_absent_rule_is_explained_part_by_part() -> None:
    """Each part of its condition with whether it is true, and the whole as one sentence."""
    found = explain_absence(reading_of(vignette("PR-101")), "M-04")
    assert found is not None
    assert found.condition is not None
    assert (found.condition.join, found.condition.true) == ("all", False)
    assert [part.true for part in found.condition.parts].count(False) >= 1
    assert found.sentence.endswith(".")
    assert any(answer.status == "disabled" for answer in found.answers)


def test_an_absent_rule_of_alternatives_says_so() -> None:
    """A rule that needs one of several parts."""
    found = explain_absence(reading_of(vignette("PR-101")), "M-08")
    assert found is not None
    assert found.condition is not None
    assert found.condition.join == "any"
    assert not any(part.true for part in found.condition.parts)


def test_what_would_have_to_be_different_is_said_of_what_is_there_and_of_what_is_not() -> None:
    """A flag that is set names what would take it away; one that is not names what would set it."""
    there = explained(vignette("PR-107"), "U-02").different
    assert there is not None
    assert (there.join, there.to) == ("all", False)
    absent = explain_absence(reading_of(vignette("PR-101")), "U-02")
    assert absent is not None
    assert absent.different is not None
    assert (absent.different.join, absent.different.to) == ("any", True)


def test_what_always_holds_is_not_taken_apart() -> None:
    """Nothing could be different about a line that is on every plan."""
    found = explained(vignette("PR-101"), "P-TOLD")
    assert (found.sentence, found.condition, found.different) == ("Always.", None, None)


def test_the_text_of_an_absent_line_shows_no_name_in_braces() -> None:
    """What would be filled in there is left out."""
    found = explain_absence(reading_of(vignette("PR-101")), "P-CLARIFY")
    assert found is not None
    assert found.text == "What is still open is asked again: …."


def test_a_rule_of_the_other_session_does_not_exist() -> None:
    """P-HOME is no rule of a follow-up, and P-REOPEN none of an interview."""
    for case, rule in (("PR-210", "P-HOME"), ("PR-101", "P-REOPEN")):
        found = explain_absence(reading_of(vignette(case)), rule)
        assert found is not None
        assert found.sentence.startswith("It does not exist in a")


def test_a_removed_line_is_explained_as_removed() -> None:
    """Its condition may hold all the same."""
    data = vignette("PR-101")
    data["decisions"] = [{"kind": "remove", "rule": "P-TOLD", "reason": "told already"}]
    found = explain_absence(reading_of(data), "P-TOLD")
    assert found is not None
    assert found.decision == "taken off the plan by the therapist"


def test_an_unknown_rule_has_no_explanation() -> None:
    """The caller says so in its own words."""
    assert explain_absence(reading_of(vignette("PR-101")), "X-99") is None


def test_a_declined_and_a_missing_answer_are_told_apart() -> None:
    """Statuses are kept apart for display."""
    data = changed(vignette("PR-201"), safety__seizure_history=None)
    answers = {a.question: a.status for a in explained(data, "E-09").answers}
    assert answers["safety.seizure_history"] == "not_answered"


def test_what_was_filled_in_is_told() -> None:
    """A line names which of its slots the therapist filled in, and no default."""
    fill = {"kind": "fill", "rule": "P-TOLD", "slot": "person", "text": "my sister"}
    assert explained(vignette("PR-101") | {"decisions": [fill]}, "P-TOLD").decision == "filled in person"
