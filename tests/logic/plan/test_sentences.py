"""What no rule carries on the pages that are handed out: which of it prints, and in whose words."""

from __future__ import annotations

from typing import Any

import pytest

from relapse_cli.app.sources.profiles import SHIPPED
from relapse_cli.logic.plan.build import plan
from relapse_cli.model.decision import Edit, Pick
from relapse_cli.model.plan import Plan
from tests.banks_under_test import changed, record_of, shipped_bank, vignette


def plan_with(case: str, framing: str = "", *decisions: Edit | Pick, **answers: Any) -> Plan:
    """The plan of a case under a profile, with what was decided."""
    pinned = SHIPPED.pin("ie").model_copy(update={"framing": framing or None})
    record = record_of(changed(vignette(case), **answers)).model_copy(
        update={"profile": pinned, "decisions": decisions}
    )
    return plan(shipped_bank(), record)


def reworded(rule: str, edition: Any = "patient", text: str = "In other words.") -> Edit:
    """A line or a sentence in the therapist's words."""
    return Edit(kind="edit", rule=rule, edition=edition, text=text)


def test_the_framing_of_a_long_condition_is_the_services_choice() -> None:
    """That a return is a reason to adjust the treatment stands only where the profile says so."""
    fixed = shipped_bank().wording.fixed
    plain, framed = plan_with("PR-101"), plan_with("PR-101", "chronic")
    assert [each.id for each in plain.sentences] == ["X-HEAD", "X-NORMAL", "X-CLOSE"]
    assert [each.id for each in framed.sentences] == ["X-HEAD", "X-NORMAL", "X-CHRONIC", "X-CLOSE"]
    assert [each.text.plain for each in framed.sentences] == [
        fixed.head, fixed.normal, fixed.chronic, fixed.close,
    ]  # fmt: skip


def test_an_emergency_card_has_its_own_last_sentence() -> None:
    """Nothing of the page stands on the card."""
    assert [each.id for each in plan_with("PR-102").sentences] == ["X-CARD"]


@pytest.mark.parametrize("name", ["X-HEAD", "X-NORMAL", "X-CLOSE"])
def test_each_reads_as_it_was_reworded(name: str) -> None:
    """The others, the lines and the levels stay as they were."""
    before, after = plan_with("PR-101"), plan_with("PR-101", "", reworded(name))
    text = after.sentence(name)
    assert text is not None
    assert text.plain == "In other words."
    assert [s for s in after.sentences if s.id != name] == [s for s in before.sentences if s.id != name]
    assert (after.lines, after.level, after.refused) == (before.lines, before.level, ())


def test_a_rewording_of_what_does_not_print_is_told() -> None:
    """It changes nothing, and the clinician's plan says so."""
    beside = (reworded("X-CARD"), reworded("X-HEAD", "clinician"), reworded("FS-01", "family"))
    made = plan_with("PR-101", "", *beside)
    assert made.refused == (
        "edit X-CARD: that line is not on this plan.",
        "edit X-HEAD: that line is not in the clinician edition.",
        "edit FS-01: that line is not on this plan.",
    )


def test_other_steps_set_the_words_for_earlier_ones_aside() -> None:
    """The patient never reads a step that was taken off again; the clinician is told."""
    options = tuple(option.id for option in shipped_bank().action_by_id["T-SLEEP"].options)
    first, other = (Pick(kind="pick", rule="T-SLEEP", options=(option,)) for option in options[:2])
    words = reworded("T-SLEEP")

    def row(*decisions: Edit | Pick) -> tuple[bool, tuple[str, ...]]:
        made = plan_with("PR-101", "", *decisions)
        line = next(line for line in made.lines if line.id == "T-SLEEP")
        return line.texts["patient"].plain == words.text, made.refused

    assert row(first, words) == (True, ())
    assert row(first, words, first.model_copy(update={"owner": "therapist"})) == (True, ())
    stands, told = row(first, words, other)
    assert not stands
    assert told == ("edit T-SLEEP: other steps were picked after it, so the patient reads those.",)
