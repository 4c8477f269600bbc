"""Answers changed before a signature: which decisions stand, and which are open again."""

from __future__ import annotations

from typing import Any

from relapse_cli.logic.plan.titles import short_words
from relapse_cli.logic.sign_off.revise import Revised, revised
from relapse_cli.model.decision import Confirm, Decision, Edit, Fill, Lower, Pick, Raise, Recheck, Remove
from tests.banks_under_test import shipped_bank
from tests.logic.sign_off.test_signing import own, signing_of


def after(case: str, *decisions: Decision, **answers: Any) -> Revised:
    """A sign-off with decisions, over changed answers."""
    before = signing_of(case).decide(*decisions)
    return revised(before, signing_of(case, **answers).record.answers)


def kinds(made: Revised) -> list[str]:
    """The kinds of decision that stand."""
    return [decision.kind for decision in made.signing.record.decisions]


def flag_words(name: str) -> str:
    """A flag in a few words."""
    return short_words(shipped_bank().flag_by_id[name].text, 110)


def test_without_a_change_everything_stands() -> None:
    """The same answers make the same state."""
    made = after("PR-103", Confirm(kind="confirm", flag="M-05"))
    assert (kinds(made), made.open_again, made.gone) == (["confirm"], (), ())


def test_a_flag_on_other_answers_is_decided_again() -> None:
    """Confirmed or lowered, what it rests on is no longer what was decided about."""
    lowered = Lower(kind="lower", flag="M-05", to=2, reason="seen today")
    made = after("PR-103", lowered, event__mixed=["z_drug"])
    assert kinds(made) == []
    assert made.open_again == (f"{flag_words('M-05')} (level 3)",)


def test_a_flag_that_is_gone_takes_its_decision_along() -> None:
    """It is told apart from what has to be decided again."""
    made = after("PR-103", Confirm(kind="confirm", flag="U-05"), event__mixed=["none"])
    assert (kinds(made), made.open_again) == ([], ())
    assert made.gone == (f"{flag_words('U-05')} (level 2)",)


def test_a_flag_on_the_same_answers_stands() -> None:
    """A change elsewhere opens nothing again."""
    made = after("PR-103", Confirm(kind="confirm", flag="U-14"), event__mixed=["none"])
    assert (kinds(made), made.open_again) == (["confirm"], ())


def test_a_raised_flag_always_stands() -> None:
    """What the therapist saw does not go with an answer."""
    raised = (Raise(kind="raise", flag="M-05", to=4), Raise(kind="raise", flag="M-08", to=3))
    made = after("PR-103", *raised, event__mixed=["none"])
    assert kinds(made) == ["raise", "raise"]


def test_the_wording_of_a_line_falls_when_the_line_reads_differently() -> None:
    """A new contact date is not hidden behind the old wording; other wordings and removals stand."""
    decisions = (
        Edit(kind="edit", rule="P-CONTACT", edition="clinician", text="Next contact: 24 Nov. They travel."),
        Edit(kind="edit", rule="P-TOLD", edition="clinician", text="A sister knows."),
        Remove(kind="remove", rule="Q-EARLY"),
    )
    when = {"when": "2026-11-23T10:00:00+01:00", "who": "therapist calls"}
    made = after("PR-103", *decisions, revise__next_contact=when)
    assert kinds(made) == ["edit", "remove"]
    assert [words.startswith("wording: Next contact: ") for words in made.open_again] == [True]


def test_a_line_taken_off_comes_back_when_it_says_something_else() -> None:
    """The emergency line that was taken off for one reason is there again for another."""
    removal = Remove(kind="remove", rule="P-EMERGENCY", reason="help is here", second=True)
    made = after("PR-102", removal, safety__now=["seizure", "breathing"])
    assert kinds(made) == []
    assert any(words.startswith("taken off: Call for emergency help") for words in made.open_again)


def test_steps_and_own_lines_stand_while_their_place_is_there() -> None:
    """A step for a trigger that is no longer told falls away; one's own lines stay."""
    signing = signing_of("PR-103")
    row = next(row for row in signing.rows if row.id == "T-CONFLICT")
    pick = Pick(kind="pick", rule=row.id, options=(row.options[0].id,))
    events = signing.record.answers["sequence.event"]
    assert isinstance(events, list)
    made = after("PR-103", pick, own("trigger", "conflict"), sequence__event=events[1:])
    assert kinds(made) == ["add"]
    assert made.gone == ("steps: Conflict gets its own step",)


def test_asking_again_about_pressure_is_asked_again_when_reactions_change() -> None:
    """A recheck holds for the reactions that it was about."""
    recheck = Recheck(kind="recheck", what="coercion")
    assert kinds(after("PR-107", recheck, contact__reactions=["threats"])) == []
    assert kinds(after("PR-107", recheck, close__learned="Sleep first.")) == ["recheck"]


def test_asking_about_paper_is_asked_again_when_home_changes() -> None:
    """What was agreed in private holds for home as it was."""
    recheck = Recheck(kind="recheck", what="paper")
    assert kinds(after("PR-101", recheck, contact__reactions=["threats"])) == ["recheck"]
    made = after("PR-101", recheck, safety__home_safe="not_always")
    assert (kinds(made), made.open_again) == ([], ("asking in private about paper at home",))


def test_what_was_filled_in_stands() -> None:
    """Words for a slot hold whatever else is answered; nothing that was typed is lost."""
    filled = Fill(kind="fill", rule="P-TOLD", slot="person", text="my sister")
    assert kinds(after("PR-103", filled, sequence__event=None)) == ["fill"]


def test_a_wording_stands_when_only_the_day_of_what_is_open_changes() -> None:
    """Who settles a slot until when is no part of what a line says."""
    reworded = Edit(kind="edit", rule="P-MEDREVIEW", edition="patient", text="We ask.")
    made = after("PR-103", reworded, event__supply=False)
    assert kinds(made) == ["edit"]
