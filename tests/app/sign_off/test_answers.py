"""Changing answers from a sign-off: the hub comes back with the plan made anew; nothing signed is touched."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pytest

from relapse_cli.app.keeping.keep import Keeping
from relapse_cli.app.sign_off.loop import hold_sign_off
from relapse_cli.logic.plan.build import plan
from relapse_cli.logic.plan.titles import short_words
from relapse_cli.logic.sign_off.revise import revised
from relapse_cli.model.decision import Confirm, Lower, Remove
from relapse_cli.model.reply import Back, GoOn, Jump, Paused, SetStatus
from relapse_cli.prompters.plain.asker import PlainAsker
from tests.app.sign_off.test_loop import DOWN, ENTER, Keys, decided, hold, keys
from tests.app.therapist import Therapist
from tests.banks_under_test import line_of, shipped_bank
from tests.logic.sign_off.test_signing import SOON, signing_of

__all__ = ["keys"]


def flags_of(outcome: Any) -> list[str]:
    """The flags that are set."""
    return [flag.id for flag in outcome.signing.flags]


def test_a_changed_answer_comes_back_with_the_plan_made_anew() -> None:
    """What raises the level is not put up first; check-answers leads there and back, with other flags."""
    signing = signing_of("PR-101")
    therapist = Therapist(
        {
            "hub": ["answers", "leave"],
            "check": [Jump("event.now")],
            "event.now": ["still_taking"],
            "stabilise.can_interrupt": ["can"],
            "stabilise.worsening": ["steady"],
        }
    )
    outcome, kept = hold(signing, therapist)
    assert therapist.seen[:3] == ["hub", "check", "event.now"]
    assert therapist.seen[-2:] == ["check", "hub"]
    assert "app.change" not in therapist.seen
    assert {screen.ending for screen in therapist.checked} == {"Go back to the sign-off"}
    assert outcome.signing.record.answers["event.now"] == "still_taking"
    assert "U-09" in flags_of(outcome)
    assert (outcome.state, kept[-1]) == ("draft", outcome.signing)
    assert outcome.signing.record.finished_at == signing.record.finished_at


def test_a_missing_answer_is_put_on_the_way_through_what_is_open() -> None:
    """The question comes up by itself, its mark counts, and the way goes on without check-answers."""
    signing = signing_of("PR-209", revise__next_contact=None)
    replies: dict[str, Any] = {
        "hub": ["on", "leave"],
        "revise.next_contact": [SOON["when"], SOON["who"]],
        **{f"flag.{flag.id}": ["confirm"] for flag in signing.flags},
        **{f"row.{row.id}": [[row.options[0].id]] for row in signing.rows},
    }
    therapist = Therapist(replies)
    outcome, _ = hold(signing, therapist)
    assert therapist.seen[:2] == ["hub", "revise.next_contact"]
    assert "check" not in therapist.seen
    assert "V-REQ" in signing.plan.unmet
    assert outcome.signing.may_sign


def test_an_empty_safety_section_is_gone_through_question_by_question() -> None:
    """Every critical question of it that is asked comes up, not the first one alone."""
    known = signing_of("PR-101", revise__next_contact=SOON)
    empty = {q.replace(".", "__", 1): None for q in known.record.answers if q.startswith("safety.")}
    signing = signing_of("PR-101", revise__next_contact=SOON, **empty)
    missing = signing.missing_answers
    assert len(missing) > 3
    replies = {
        q: [SetStatus("declined", whole=True)] * 9
        for q in shipped_bank().questions
        if q.startswith("safety.")
    }
    therapist = Therapist(replies | {"hub": ["on", "leave"], f"flag.{signing.flags[0].id}": [Paused()]})
    outcome, _ = hold(signing, therapist)
    assert set(missing) <= set(therapist.seen)
    assert all(outcome.signing.record.answers[q] == {"status": "declined"} for q in missing)


def test_a_decision_stands_while_its_answers_do() -> None:
    """A confirmed flag whose answers changed is open again, said before and after; others stay."""
    signing = signing_of("PR-103").decide(
        Confirm(kind="confirm", flag="M-05"),
        Lower(kind="lower", flag="U-14", to=1, reason="seen in the letter"),
        Remove(kind="remove", rule="P-TOLD", reason="settled"),
    )
    therapist = Therapist(
        {
            "hub": ["answers", "leave"],
            "check": [Jump("event.mixed")],
            "event.mixed": [["alcohol", "z_drug"]],
            "app.change": ["change"],
        }
    )
    outcome, _ = hold(signing, therapist)
    assert [d["kind"] for d in decided(outcome)] == ["lower", "remove"]
    said = f"To decide again: {short_words(shipped_bank().flag_by_id['M-05'].text, 110)} (level 3)."
    assert said in therapist.screens["app.change"].body
    assert said in therapist.told
    assert "M-05" in [flag.id for flag in outcome.signing.undecided]


def test_leaving_a_change_leaves_answer_and_decisions() -> None:
    """A change that is not wanted is not made, and nothing is written."""
    signing = signing_of("PR-103").decide(Confirm(kind="confirm", flag="M-05"))
    therapist = Therapist(
        {
            "hub": ["answers", "leave"],
            "check": [Jump("event.mixed"), Back()],
            "event.mixed": [["none"], Back()],
            "app.change": ["leave"],
        }
    )
    outcome, kept = hold(signing, therapist)
    assert (outcome.signing, kept) == (signing, [])


def test_a_new_emergency_shows_its_card_and_comes_first() -> None:
    """An answer of level 4 given here is shown at once, and the plan begins with it."""
    therapist = Therapist(
        {
            "hub": ["answers", "leave"],
            "check": [Jump("safety.now")],
            "safety.now": [["seizure"]],
            "app.change": ["change"],
            "stabilise.can_interrupt": ["can"],
            "stabilise.worsening": ["steady"],
        }
    )
    outcome, _ = hold(signing_of("PR-101"), therapist)
    assert len(therapist.cards) == 1
    assert outcome.signing.plan.level == 4
    assert line_of(outcome.signing.plan, "P-EMERGENCY") is not None


def test_every_answer_is_kept_at_once_and_a_pause_keeps_what_was_given() -> None:
    """Pausing in the middle ends the sign-off as paused, with the answers given so far written down."""
    signing = signing_of("PR-209", revise__next_contact=None)
    therapist = Therapist({"hub": ["on"], "revise.next_contact": [SOON["when"], Paused(interrupted=True)]})
    outcome, kept = hold(signing, therapist)
    assert (outcome.state, outcome.interrupted) == ("paused", True)
    assert kept[-1].record.answers["revise.next_contact"] == {"when": SOON["when"]}
    assert outcome.signing == kept[-1]


def test_back_from_the_first_missing_question_leads_to_the_hub() -> None:
    """Nothing has happened then."""
    signing = signing_of("PR-209", revise__next_contact=None)
    outcome, kept = hold(signing, Therapist({"hub": ["on", "leave"], "revise.next_contact": [Back()]}))
    assert (outcome.signing, kept) == (signing, [])


def test_a_signed_record_keeps_its_answers() -> None:
    """After a signature there is no way to the answers, whether it still holds or not."""
    signed = signing_of("PR-101").sign("therapist", "2026-11-20T12:00:00+01:00")
    changed = signing_of("PR-101", close__ok=None, revise__next_contact=None).record
    void = changed.model_copy(update={"decisions": signed.record.decisions})
    for signing in (signed, type(signed)(shipped_bank(), void)):
        therapist = Therapist({"hub": ["leave"]})
        hold(signing, therapist)
        assert "answers" not in {option.id for option in therapist.screens["hub"].ask.options}
    assert any("signed answers stay" in words for words in therapist.screens["hub"].body)
    with pytest.raises(ValueError, match=signed.record.id):
        revised(signed, {})


def test_answers_of_another_day_are_changed_on_purpose_only() -> None:
    """What is true today belongs in a new interview: that is said, once, before an old answer is opened."""
    therapist = Therapist(
        {
            "hub": ["answers", "answers", "answers", "leave"],
            "old": ["back", "correct"],
            "check": [Back(), Back()],
        }
    )
    signing = signing_of("PR-101")
    hold_sign_off(signing, therapist, lambda: "2026-11-23T09:00:00+01:00", Keeping())
    assert therapist.seen == ["hub", "old", "hub", "old", "check", "hub", "check", "hub"]
    assert "20 Nov 2026" in therapist.screens["old"].label


def test_the_agreement_is_not_taken_back_here() -> None:
    """A withdrawn agreement means that nothing is kept: it says how, and leaves the answer as it is."""
    therapist = Therapist(
        {
            "hub": ["answers", "leave"],
            "check": [Jump("frame.consent"), Back()],
            "frame.consent": [False, Back()],
        }
    )
    outcome, kept = hold(signing_of("PR-101"), therapist)
    assert (outcome.signing.record.answers["frame.consent"], kept) == (True, [])
    assert any("delete the record" in words for words in therapist.told)


def test_questions_that_a_change_opens_are_put_before_the_list_comes_back() -> None:
    """The list says when something has not been put yet, and goes on with it."""
    therapist = Therapist(
        {
            "hub": ["answers", "leave"],
            "check": [Jump("loved.wish"), GoOn()],
            "loved.wish": ["wanted"],
            "loved.scope": [SetStatus("declined", whole=True)] * 3,
            "loved.checkin": [SetStatus("declined")] * 3,
            "loved.own_support": [SetStatus("declined")] * 3,
            "app.change": ["change"] * 3,
        }
    )
    outcome, _ = hold(signing_of("PR-101"), therapist)
    assert "loved.scope" in therapist.seen
    assert outcome.signing.record.answers["loved.scope"] == {"status": "declined"}


def test_an_answer_is_changed_with_plain_lines() -> None:
    """Typed numbers lead from the hub to the answers and back; the plan is signed after that."""
    signing = signing_of("PR-209", revise__next_contact=None)
    typed = ["1", "2026-11-21 09:00", "", "therapist calls", "1", "1", "/rest", "2", "", "2", "5"]
    out = io.StringIO()
    outcome, _ = hold(signing, PlainAsker(io.StringIO("\n".join(typed) + "\n"), out))
    assert outcome.state == "signed", out.getvalue()
    assert plan(shipped_bank(), outcome.signing.record).final


def test_an_answer_is_changed_with_arrow_keys(keys: Keys) -> None:
    """From the hub to check-answers, back by its first row with nothing changed, and out by the last one."""
    keys.waiting = [DOWN * 7 + ENTER, DOWN + ENTER, DOWN * 9 + ENTER]
    outcome, kept = hold(signing_of("PR-101", revise__next_contact=SOON), keys.asker)
    assert (outcome.state, kept) == ("draft", [])


def test_answers_of_a_record_without_an_agreement_can_be_changed() -> None:
    """Nothing was kept here that could be taken back; the record was written before."""
    signing = signing_of("PR-101")
    answers = {name: raw for name, raw in signing.record.answers.items() if name != "frame.consent"}
    signing = replace(signing, record=signing.record.model_copy(update={"answers": answers}))
    therapist = Therapist(
        {
            "contact.worth": [Paused()],
            "app.consent": ["on_screen"],
            "hub": ["answers", "leave"],
            "check": [Jump("contact.meaning")],
            "contact.meaning": ["nothing_much"],
            "app.change": ["change"],
        }
    )
    _, kept = hold(signing, therapist)
    assert (therapist.seen[-1], kept) == ("contact.worth", [])
