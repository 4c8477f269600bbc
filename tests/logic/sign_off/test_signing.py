"""A sign-off as a value: what is open, what keeps the plan a draft; decisions are only ever added."""

from __future__ import annotations

from typing import Any

import pytest

from relapse_cli.logic.plan.build import plan
from relapse_cli.logic.sign_off.open_points import OpenPoint
from relapse_cli.logic.sign_off.signing import Signing, Task
from relapse_cli.model.decision import Add, Confirm, Edit, Fill, Lower, Pick, Raise, Recheck, Remove
from tests.banks_under_test import line_of, record_of, shipped_bank, vignette

PROFILE = {"id": "ie", "service_text": "", "numbers": [{"label": "Emergency", "number": "112"}]}
AT = "2026-11-20T12:00:00+01:00"
SOON = {"when": "2026-11-21T09:00:00+01:00", "who": "therapist calls"}
LATER = {"when": "2026-11-28T09:00:00+01:00", "who": "therapist calls"}


def signing_of(case: str, **answers: Any) -> Signing:
    """A sign-off of a vignette with consent and a profile; ``None`` takes an answer away."""
    data = vignette(case) | {"profile": PROFILE, "decisions": []}
    if data["path"] != "followup":
        data["answers"]["frame.consent"] = True
    for name, value in answers.items():
        data["answers"][name.replace("__", ".", 1)] = value
    data["answers"] = {q: raw for q, raw in data["answers"].items() if raw is not None}
    return Signing(shipped_bank(), record_of(data))


def all_confirmed(signing: Signing) -> Signing:
    """Every flag confirmed, level 4 a second time."""
    return signing.decide(
        *(Confirm(kind="confirm", flag=f.id, second=f.level == 4) for f in signing.undecided)
    )


def own(section: str, covers: str | None = None, name: str = "own-1") -> Add:
    """A complete line of the therapist's own."""
    return Add.model_validate(
        {
            "kind": "add", "id": name, "section": section, "covers": covers, "text": "We do this.",
            "owner": "patient", "due": "2026-11-22", "editions": ("clinician", "patient"),
        }
    )  # fmt: skip


def kinds(signing: Signing) -> list[str]:
    """The kinds of what is still open."""
    return [task.kind for task in signing.tasks]


def test_flags_come_first_and_highest_first() -> None:
    """The way through a sign-off begins with the flags that wait, the highest level first."""
    signing = signing_of("PR-103")
    levels = [flag.level for flag in signing.undecided]
    assert levels == sorted(levels, reverse=True)
    assert kinds(signing)[: len(levels)] == ["flag"] * len(levels)
    assert signing.open_points[0] == OpenPoint("4 flags wait for a decision", "flag")


def test_what_is_missing_is_named_in_plain_words_with_its_remedy() -> None:
    """An empty part is named by itself, with what puts it right."""
    points = {p.words: p.fix for p in signing_of("PR-206").open_points}
    assert points["the plan has no dated next contact"] == "answers"
    assert points["none of the safety questions has an answer"] == "answers"
    known = signing_of("PR-101", revise__next_contact=SOON)
    without = Signing(shipped_bank(), known.record.model_copy(update={"profile": None}))
    profile = shipped_bank().wording.validators["V-PROFILE"]
    assert without.open_points == (OpenPoint(profile, "profile"),)


def test_an_answer_that_is_not_relied_on_is_not_called_missing_alone() -> None:
    """A person who was not clear has answered; the point that stays open says that this is why."""
    open_ones = signing_of("PR-101", frame__state="sedated", safety__taking_intent=None).open_points
    point = next(p for p in open_ones if p.fix == "answers" and "Suicidal thoughts" in p.words)
    assert "(Suicidal thoughts: answered, and not relied on for now; Intent when taking it)" in point.words


@pytest.mark.parametrize("part", ["trigger", "revision"])
def test_an_own_line_fills_an_empty_part(part: str) -> None:
    """A line of the therapist's own in an empty part settles it."""
    signing = signing_of("PR-206")
    assert Task("own", part) in signing.tasks
    assert Task("own", part) not in signing.decide(own(part)).tasks


@pytest.mark.parametrize(
    "agreed", [None, {"status": "declined"}, {"when": "2026-11-19", "who": "therapist calls"}]
)
def test_a_missing_contact_is_asked_for(agreed: Any) -> None:
    """A contact that is open, declined or past is agreed anew; a line of the therapist's own is none."""
    signing = signing_of("PR-101", revise__next_contact=agreed)
    assert signing.missing_answers == ("revise.next_contact",)
    for made in (signing, signing.decide(own("contact"))):
        assert kinds(made)[0] == "answers"
        assert not made.may_sign
    assert signing_of("PR-101", revise__next_contact=SOON).missing_answers == ()


def test_a_row_has_a_step_once_an_option_or_an_own_line_answers_it() -> None:
    """Picking an option settles a trigger; so does a line of the therapist's own that covers it."""
    signing = signing_of("PR-101")
    row = next(row for row in signing.unpicked if signing.bank.action_by_id[row.id].domains)
    domain = signing.bank.action_by_id[row.id].domains[0]
    picked = signing.decide(Pick(kind="pick", rule=row.id, options=(row.options[0].id,)))
    for made in (picked, signing.decide(own("trigger", domain))):
        assert row.id not in [open_row.id for open_row in made.unpicked]


def test_a_signed_plan_is_final_and_carries_only_what_was_picked() -> None:
    """After the signature the options that were not picked are gone."""
    signing = all_confirmed(signing_of("PR-101", revise__next_contact=SOON))
    row = signing.rows[0]
    signing = signing.decide(Pick(kind="pick", rule=row.id, options=(row.options[0].id,)))
    assert signing.may_sign
    signed = signing.sign("therapist", AT)
    made = plan(shipped_bank(), signed.record)
    line = line_of(made, row.id)
    assert made.final
    assert line is not None
    assert [option.id for option in line.options] == [row.options[0].id]


def test_a_reopened_plan_offers_every_option_again_and_keeps_the_old_signature() -> None:
    """An addendum only adds: the first signature stays in the record, and the plan needs a new one."""
    signed = all_confirmed(signing_of("PR-101")).sign("therapist", AT)
    assert len(signed.rows[0].options) > 1
    added = signed.decide(own("followup"))
    assert added.record.decisions[: len(signed.record.decisions)] == signed.record.decisions
    assert (signed.is_signed, added.is_signed) == (True, False)
    again = added.sign("therapist", "2026-11-21T09:00:00+01:00")
    assert again.is_signed
    assert plan(shipped_bank(), again.record).final


def test_a_changed_answer_makes_the_plan_a_draft_again() -> None:
    """The signature holds for exactly the answers that were signed."""
    signed = all_confirmed(signing_of("PR-101")).sign("therapist", AT)
    answers = signed.record.answers | {"contact.meaning": "can_learn"}
    changed = Signing(shipped_bank(), signed.record.model_copy(update={"answers": answers}))
    assert not changed.is_signed
    assert not plan(shipped_bank(), changed.record).final


def test_a_raised_flag_raises_what_the_plan_does() -> None:
    """Raising to level 4 brings the emergency line; the computed level stays beside the decided one."""
    signing = signing_of("PR-103")
    flag = next(flag for flag in signing.flags if flag.level == 3)
    raised = signing.decide(Raise(kind="raise", flag=flag.id, to=4))
    assert (raised.plan.level, raised.plan.level_decided) == (3, 4)
    assert line_of(raised.plan, "P-EMERGENCY") is not None
    assert "row" not in kinds(raised)


def test_a_level_4_flag_is_not_lowered_without_a_second_look() -> None:
    """A lowering of level 4 with a reason alone has no effect."""
    signing = signing_of("PR-102")
    flag = signing.flags[0]
    once = signing.decide(Lower(kind="lower", flag=flag.id, to=2, reason="seen by the doctor"))
    twice = signing.decide(Lower(kind="lower", flag=flag.id, to=2, reason="seen by the doctor", second=True))
    assert flag.id in [waiting.id for waiting in once.undecided]
    assert flag.id not in [waiting.id for waiting in twice.undecided]


def test_an_own_line_that_is_taken_off_is_gone_and_may_come_back() -> None:
    """Removing a line of one's own takes it off the plan; adding it again puts it back."""
    added = signing_of("PR-101").decide(own("followup"))
    removed = added.decide(Remove(kind="remove", rule="own-1"))
    assert line_of(added.plan, "own-1") is not None
    assert line_of(removed.plan, "own-1") is None
    assert line_of(removed.decide(own("followup")).plan, "own-1") is not None


def test_a_late_contact_asks_for_its_reason_until_there_is_one() -> None:
    """An agreed contact later than the level wants it is one thing to go through."""
    signing = signing_of("PR-101", revise__next_contact=LATER)
    line = signing.late_contact
    assert line is not None
    given = signing.decide(Fill(kind="fill", rule=line.id, slot="late_reason", text="they are travelling"))
    assert given.late_contact is None
    assert "late" not in kinds(given)
    assert [p.fix for p in signing.open_points if p.fix == "late"] == ["late"]
    assert not [p.fix for p in given.open_points if p.fix == "late"]


def test_a_reworded_contact_line_gives_the_reason_or_still_asks_for_it() -> None:
    """As long as its words leave the reason to be filled in, they are none."""
    signing = signing_of("PR-101", revise__next_contact=LATER)
    for text, asks in (("Later: {late_reason}.", True), ("Later: ____.", True), ("They travel.", False)):
        reworded = signing.decide(Edit(kind="edit", rule="P-CONTACT", edition="clinician", text=text))
        assert (reworded.late_contact is not None) is asks


def test_a_late_contact_without_a_reason_is_not_signed() -> None:
    """Everything else decided, the signature waits for the reason or for an earlier contact."""
    late = all_confirmed(signing_of("PR-101", revise__next_contact=LATER))
    assert (late.late_contact is not None, late.plan.unmet, late.may_sign) == (True, (), False)
    assert all_confirmed(signing_of("PR-101", revise__next_contact=SOON)).may_sign


def test_at_level_3_a_late_contact_has_one_before_it() -> None:
    """No reason is asked for where the plan itself brings an earlier contact."""
    signing = signing_of("PR-103", revise__next_contact=LATER)
    assert (signing.plan.level, signing.plan.extra_contact) == (3, "days 1")
    assert signing.late_contact is None


def test_a_flag_that_is_not_set_can_be_raised_and_counts() -> None:
    """It is among those to choose from until it is raised; then the plan stands at its level."""
    signing = signing_of("PR-101")
    assert "M-08" in [flag.id for flag in signing.may_raise]
    assert not {flag.id for flag in signing.may_raise} & {flag.id for flag in signing.flags}
    raised = signing.decide(Raise(kind="raise", flag="M-08", to=3, reason="said at the door"))
    assert [flag.id for flag, _ in raised.raised_unset] == ["M-08"]
    assert (raised.plan.level, raised.plan.level_decided) == (1, 3)
    assert line_of(raised.plan, "P-SAMEDAY") is not None
    assert raised.take_back(lambda d: d.kind == "raise").raised_unset == ()


def test_what_is_signed_is_not_taken_back() -> None:
    """Taking back reaches only what was decided after the last signature."""
    signed = signing_of("PR-101").decide(own("followup")).sign("therapist", AT)
    added = signed.decide(own("trigger", name="own-2"))
    assert added.take_back(lambda _: True) == signed


def test_the_answers_that_are_missing_are_named() -> None:
    """A required question, and the safety questions where none of them has an answer."""
    signing = signing_of("PR-101", revise__next_contact=None)
    assert signing.missing_answers == ("revise.next_contact",)
    assert kinds(signing)[0] == "answers"
    empty = {q.replace(".", "__", 1): None for q in signing.record.answers if q.startswith("safety.")}
    assert "safety.suicide" in signing_of("PR-101", **empty).missing_answers
    assert "answers" not in kinds(signing.sign("therapist", AT))


def test_the_recheck_is_asked_only_while_a_family_sheet_waits_for_it() -> None:
    """Where people react with pressure, the question stands until the therapist has asked again."""
    signing = signing_of("PR-107")
    assert signing.needs_recheck
    assert not signing.decide(Recheck(kind="recheck", what="coercion")).needs_recheck
    assert not signing_of("PR-101").needs_recheck
