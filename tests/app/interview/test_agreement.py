"""The agreement of a person who is not clear keeps a draft, and is asked again when they are (V-CONSENT)."""

from __future__ import annotations

from relapse_cli.app.interview.consent import AGREED_UNCLEAR, KEPT_AS_A_DRAFT
from relapse_cli.logic.plan.build import plan
from relapse_cli.logic.plan.remarks import remarks
from relapse_cli.logic.plan.unmet import AGREEMENT_AGAIN
from relapse_cli.model.reply import Answered, Finish, Jump, Paused
from tests.app.interview.test_loop import FRAME, Replies, hold, new_record
from tests.banks_under_test import shipped_bank

UNCLEAR = {**{name: raw for name, raw in FRAME.items() if name != "frame.consent"}, "frame.state": "sedated"}


def test_a_yes_keeps_a_draft_and_says_so() -> None:
    """Nothing is refused, and the screen after it says what it is worth."""
    asker = Replies(Answered(True))
    outcome = hold(asker, new_record(UNCLEAR))
    assert outcome.consented
    assert asker.asked[:2] == ["frame.consent", "safety.now"]
    assert KEPT_AS_A_DRAFT in asker.screens[1].around.understood


def test_it_is_asked_again_as_soon_as_the_person_is_clear() -> None:
    """Straight after their state is corrected; the answer of before is shown, and a yes then stands."""
    asker = Replies(
        Answered(True), Jump("frame.state"), Answered("clear"), Answered("change"), Answered(True)
    )
    outcome = hold(asker, new_record(UNCLEAR))
    again = [screen for screen in asker.screens if screen.step.question == "frame.consent"][1]
    assert AGREED_UNCLEAR in again.around.understood
    assert again.stored.value is True
    assert outcome.consented
    assert not outcome.interview.agreed_unclear


def test_a_no_then_keeps_nothing() -> None:
    """It is a no like any other."""
    asker = Replies(
        Answered(True), Jump("frame.state"), Answered("clear"), Answered("change"), Answered(False),
        Answered("change"),
    )  # fmt: skip
    outcome = hold(asker, new_record(UNCLEAR))
    assert not outcome.consented
    assert asker.asked[-1] in {"app.consent", "frame.consent", "app.change"}


def test_what_was_not_asked_again_waits_at_the_end() -> None:
    """The interview does not end over it unseen."""
    asker = Replies(
        Answered(True), Jump("frame.state"), Answered("clear"), Answered("change"), Jump("safety.sleep"),
        checks=(Finish(),),
    )  # fmt: skip
    outcome = hold(asker, new_record(UNCLEAR))
    assert outcome.state == "paused"


def test_the_plan_says_that_it_is_to_be_asked_again_and_never_that_it_is_missing() -> None:
    """And it is not final."""
    record = new_record({**UNCLEAR, "frame.consent": True})
    made = plan(shipped_bank(), record)
    said = " ".join(remarks(shipped_bank(), record, made))
    assert "V-CONSENT" in made.unmet
    assert AGREEMENT_AGAIN in said
    assert shipped_bank().wording.validators["V-CONSENT"] not in said


def test_without_any_agreement_it_says_so() -> None:
    """A no is a no."""
    record = new_record({**FRAME, "frame.consent": False})
    said = " ".join(remarks(shipped_bank(), record, plan(shipped_bank(), record)))
    assert shipped_bank().wording.validators["V-CONSENT"] in said


def test_pausing_keeps_the_draft() -> None:
    """What was said so far is there."""
    asker = Replies(Answered(True), Paused())
    assert hold(asker, new_record(UNCLEAR)).record.answers["frame.consent"] is True
