"""What a changed answer would do is known before it is done."""

from __future__ import annotations

from relapse_cli.logic.interview.impact import ALL, NAMED, impact, impact_in_words
from relapse_cli.logic.interview.moves import Interview
from tests.banks_under_test import record_of, shipped_bank, vignette


def at(case: str, question: str) -> Interview:
    """An interview with a vignette's answers, and one question opened from check-answers."""
    return Interview.start(shipped_bank(), record_of(vignette(case))).check().jump(question)


def test_closing_a_gate_hides_what_it_opened() -> None:
    """The answers are kept, and what rests on them leaves the plan."""
    before = at("PR-107", "loved.wish")
    found = impact(before, before.answer("not_wanted"))
    assert found.hides == ("loved.scope", "loved.checkin", "loved.own_support")
    assert found.matters
    assert "It hides 3 answers, kept in the record." in impact_in_words(found)


def test_a_level_that_changes_is_named() -> None:
    """From a quiet record to a seizure."""
    before = at("PR-101", "safety.now")
    found = impact(before, before.answer(["seizure"]))
    assert found.level == (1, 4)
    assert "P-EMERGENCY" in found.adds
    assert "The level goes from 1 to 4." in impact_in_words(found)


def test_a_flag_of_level_4_that_goes_is_asked_about_beside_another_one() -> None:
    """The level stays, and what was danger a moment ago is not taken away by one key."""
    before = at("PR-101", "safety.now").answer(["seizure"]).check().jump("safety.suicide")
    both = before.answer("intend_or_preparing").check().jump("safety.suicide")
    assert not impact(before, before.answer("intend_or_preparing")).matters  # what adds one is not asked
    found = impact(both, both.answer("no_thoughts"))
    assert found.level == (4, 4)
    assert found.matters
    assert impact_in_words(found)[0].startswith("No longer found at level 4: ")
    assert not impact(both, both.answer("plan_or_method")).matters


def test_lines_are_named_in_plain_words() -> None:
    """What leaves the plan and what comes onto it reads as the plan does; no rule id is among it."""
    before = at("PR-101", "event.now")
    said = impact_in_words(impact(before, before.answer("still_taking")))
    assert "Off the plan: Check-in in 24 to 72 hours, session within 7 days." in said
    assert "Onto the plan: Contact in 24 to 72 hours." in said
    assert not [words for words in said if "F-1" in words or "F-2" in words]


def test_a_long_list_is_counted_on_the_screen_and_whole_on_the_help_page() -> None:
    """A small terminal shows the first lines and how many others there are."""
    before = at("PR-101", "event.substance").answer([{"class": "alcohol"}]).check().jump("event.substance")
    entries = [{"class": "benzodiazepine", "source": "bought", "days_per_week": 7}, {"class": "opioid"}]
    found = impact(before, before.answer(entries))
    assert len(found.adds) > NAMED
    short, whole = impact_in_words(found), impact_in_words(found, ALL)
    assert any(f"and {len(found.adds) - NAMED + 1} more." in words for words in short)
    assert all(found.titles[rule] in " ".join(whole) for rule in found.adds)


def test_a_change_without_consequence_has_nothing_to_say() -> None:
    """Another wording of the same thing."""
    before = at("PR-101", "warning.missed")
    found = impact(before, before.answer("The third week."))
    assert not found.matters
    assert impact_in_words(found) == ()


def test_questions_that_open_and_answers_that_come_back_are_counted() -> None:
    """A gate opened again brings back what had been given."""
    before = at("PR-107", "loved.wish").answer("not_wanted").check().jump("loved.wish")
    found = impact(before, before.answer("wanted"))
    assert found.shows == ("loved.scope", "loved.checkin", "loved.own_support")
    opened = impact(at("PR-101", "loved.wish"), at("PR-101", "loved.wish").answer("wanted"))
    assert "loved.scope" in opened.opens
