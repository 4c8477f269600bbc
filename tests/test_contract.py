"""The shipped bank holds exactly the ids of the question contract, which other tools rely on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.banks_under_test import shipped_bank

CONTRACT = yaml.safe_load((Path(__file__).parent / "contract" / "questions.yaml").read_text(encoding="utf-8"))
QUESTIONS: list[dict[str, Any]] = [q for bank in CONTRACT["banks"] for q in bank["questions"]]

_SAFETY_FIRST = {"followup.suicide": "followup.withdrawal", "followup.lines_done": "followup.pull"}
"""A check-in asks all about safety before the lines of the plan; the order of evaluation stays."""

_TOGETHER = {
    "setting": "frame.mode frame.location frame.present frame.age_band frame.state",
    "feelings": "contact.feelings contact.meaning",
    "others": "contact.reactions contact.worth",
    "getting_in_touch": "contact.barrier contact.told",
    "course": "event.control event.time_without event.supply event.escalation",
    "label_limit": "event.over_max event.over_max_by event.product_combo",
    "other_medicines": "event.oud_medication event.missed_doses event.alcohol_medication",
    "looking_back": "sequence.seen_before sequence.expected sequence.coping_stopped",
    "afterwards": "sequence.after sequence.different",
    "branch_sleep": "branch.sleep.difficulty branch.sleep.how_long branch.sleep.tried branch.sleep.factors "
    "branch.sleep.isi",
    "branch_anxiety": "branch.anxiety.about branch.anxiety.form branch.anxiety.avoided branch.anxiety.gad7",
    "branch_overload": "branch.overload.demands branch.overload.outlet branch.overload.put_down",
    "branch_conflict": "branch.conflict.with_whom branch.conflict.repeated branch.conflict.boundary",
    "branch_loneliness": "branch.loneliness.last_contact branch.loneliness.reachable",
    "branch_loss_of_control": "branch.loss_of_control.out_of_hands branch.loss_of_control.in_hands",
    "branch_pain_illness": "branch.pain_illness.treated_by branch.pain_illness.untreated_now",
    "branch_positive_change": "branch.positive_change.what branch.positive_change.expected",
    "branch_social_pressure": "branch.social_pressure.setting branch.social_pressure.words",
    "branch_trauma": "branch.trauma.reminder branch.trauma.support",
    "branch_access": "branch.access.how branch.access.distance",
    "branch_therapy_gap": "branch.therapy_gap.last_session branch.therapy_gap.in_the_way",
    "early_signs": "warning.interpreted warning.missed warning.who",
    "missing": "support.lacking support.therapy_connection",
    "work_before": "prior.kept prior.unused prior.helped prior.medication_review",
    "stabilisation": "stabilise.past stabilise.home stabilise.contact stabilise.preference",
    "people_close": "loved.feelings loved.words loved.checkin loved.dynamics loved.own_support",
    "confidence": "revise.confidence revise.obstacle",
    "closing": "close.learned close.missed",
}
"""What the product shows on one screen beyond what the contract does; it changes no answer and no rule."""

_SCREENS = {question: screen for screen, questions in _TOGETHER.items() for question in questions.split()}


def as_text(options: list[object] | None) -> list[str]:
    """Option ids as text; the contract writes true and false bare."""
    return [str(o).lower() if isinstance(o, bool) else str(o) for o in options or []]


def test_the_questions_stand_in_contract_order() -> None:
    """File order is the order of evaluation."""
    assert list(shipped_bank().questions) == [q["id"] for q in QUESTIONS]


@pytest.mark.parametrize("wanted", QUESTIONS, ids=[q["id"] for q in QUESTIONS])
def test_a_question_is_what_the_contract_says(wanted: dict[str, Any]) -> None:
    """Type, options, paths, statuses and marks are an interface."""
    ours = shipped_bank().questions[wanted["id"]]
    assert ours.type == wanted["type"]
    assert ours.session == wanted["session"]
    assert [o.id for o in ours.options] == as_text(wanted.get("options"))
    assert list(ours.paths) == wanted["paths"]
    assert list(ours.allow) == wanted["allow"]
    assert (ours.critical, ours.required) == (wanted["critical"], wanted["required"])
    assert ours.observed == wanted.get("observed", False)
    assert ours.never_export == wanted.get("never_export", False)
    place = _SAFETY_FIRST.get(ours.id, wanted.get("ask_after"))
    assert (ours.exclusive, ours.ask_after) == (wanted.get("exclusive"), place)
    assert ours.screen == _SCREENS.get(ours.id, wanted.get("screen"))
    assert ours.prompts == wanted.get("prompts")
    assert (ours.min_entries, ours.max_entries) == (wanted.get("min_entries", 0), wanted.get("max_entries"))
    assert (ours.brief_when is None) == ("brief_when" not in wanted)
    if isinstance(wanted.get("quiet"), list):
        assert list(ours.quiet) == as_text(wanted["quiet"])


@pytest.mark.parametrize("wanted", [q for q in QUESTIONS if "fields" in q], ids=lambda q: q["id"])
def test_the_fields_are_what_the_contract_says(wanted: dict[str, Any]) -> None:
    """Field ids, types, options and ranges are an interface too."""
    ours = shipped_bank().questions[wanted["id"]].fields
    assert [f.id for f in ours] == [f["id"] for f in wanted["fields"]]
    for mine, theirs in zip(ours, wanted["fields"], strict=True):
        assert (mine.type, [o.id for o in mine.options]) == (theirs["type"], as_text(theirs.get("options")))
        assert (mine.detail, mine.screen) == (theirs.get("detail", False), theirs.get("screen"))
        assert (mine.min, mine.max) == (theirs.get("min"), theirs.get("max"))
        assert list(mine.units) == theirs.get("units", [])
        assert mine.always_relevant == ("relevance" not in theirs)
