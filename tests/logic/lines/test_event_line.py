"""What was taken, and how it is now (A-EVENT): complete, and what is open named as open."""

from __future__ import annotations

from tests.banks_under_test import DECLINED, UNKNOWN, shipped_bank
from tests.logic.plan_bases import Data, entry, follow_up, interview, line, plan_of


def rows(changes: Data | None = None, entries: list[Data] | None = None) -> list[str]:
    """What stands beneath the line."""
    return line(interview(changes, entries=entries), "A-EVENT").wording["clinician"].split("\n")[1:]


def test_a_product_stands_on_one_row() -> None:
    """Class, name, source, route, last use, days a week and run stand together, the class first."""
    assert rows()[0] == (
        "Z-drug for sleep: name: “zolpidem”; source: Left over from an earlier prescription; "
        "route: Swallowed; last use: 15 Nov 2026; days a week: 2; for how long: 1 day"
    )


def test_what_is_not_known_of_a_product_is_named() -> None:
    """A missing field is open on the row of its product, and nothing stands in its place."""
    found = rows(entries=[{"class": "opioid", "route": UNKNOWN}])
    assert found[0] == ("Opioid: still open: name, source, route, last use, days a week, for how long")


def test_a_field_that_is_not_asked_is_not_called_open() -> None:
    """Alcohol has no source and no prescription, so these are not missing."""
    assert "source" not in rows(entries=[{"class": "alcohol"}])[0]


def test_without_any_product_that_itself_is_open() -> None:
    """Where nothing is known of what was taken, the line says so first."""
    title = shipped_bank().questions["event.substance"].title
    assert rows({"event.substance": DECLINED})[0] == f"Still open: {title}"
    assert rows({"event.substance": [UNKNOWN]})[0].startswith(f"{title}: still open: class, name")


def test_further_answers_stand_in_words_and_missing_ones_are_open() -> None:
    """Each further question stands in words, or as open; one that is not enabled does not stand at all."""
    found = rows({"event.now": None, "event.mixed": ["alcohol", "stimulant"], "safety.pull": 8})
    questions = shipped_bank().questions
    assert f"{questions['event.mixed'].title}: Alcohol, Stimulant" in found
    assert f"Still open: {questions['event.now'].title}" in found
    assert f"{questions['safety.pull'].title}: 8 of 10" in found
    assert not [row for row in found if questions["event.missed_doses"].title in row]


def test_every_product_has_its_row_whatever_the_order() -> None:
    """Two products are two rows, the same for either order of entry."""
    two = [entry(), entry(**{"class": "opioid", "name": "tramadol"})]
    assert rows(entries=two)[:2] == rows(entries=two[::-1])[:2]
    assert [row.partition(":")[0] for row in rows(entries=two)[:2]] == ["Opioid", "Z-drug for sleep"]


def test_only_the_clinician_reads_it_and_only_of_an_interview() -> None:
    """Names of products stand in no other edition; a follow-up asks for none."""
    assert set(line(interview(), "A-EVENT").wording) == {"clinician"}
    assert not [each for each in plan_of(follow_up()).lines if each.rule == "A-EVENT"]
