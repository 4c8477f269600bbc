"""Which numbers of a record its profile has no longer, or has besides."""

from __future__ import annotations

from typing import Any

import pytest

from relapse_cli.logic.plan.other_numbers import other_numbers
from relapse_cli.model.record import EmergencyNumber, ProfilePin


def pin(*numbers: dict[str, Any]) -> ProfilePin:
    """A profile with numbers."""
    return ProfilePin(id="xx", numbers=tuple(EmergencyNumber.model_validate(each) for each in numbers))


EMERGENCY = {"label": "Emergency", "number": "112", "purpose": "emergency", "also": ["999"]}
TALK = {"label": "To talk", "number": "116 123", "purpose": "crisis"}


@pytest.mark.parametrize(
    "then",
    [
        pin(EMERGENCY, TALK),
        pin(TALK | {"number": "116-123", "label": "Samaritans", "hours": "at night"}, EMERGENCY),
        pin(
            {"label": "E", "number": "112"},
            {"label": "E", "number": "999"},
            {"label": "T", "number": "116123"},
        ),
    ],
    ids=["the same", "written otherwise", "from before numbers had a purpose"],
)
def test_the_same_numbers_are_no_difference(then: ProfilePin) -> None:
    """However they are written and in whatever order; hours and labels are no numbers."""
    assert other_numbers(then, pin(EMERGENCY, TALK)) == ""


@pytest.mark.parametrize(
    ("then", "said"),
    [
        (pin(EMERGENCY | {"number": "999", "also": None}, TALK), "emergency 999, today 112 or 999"),
        (pin(EMERGENCY), "to talk none, today 116 123"),
        (pin(EMERGENCY, TALK, TALK | {"purpose": "child"}), "for the young 116 123, today none"),
        (pin(EMERGENCY, TALK | {"by_text": True}), "to talk text 116 123, today 116 123"),
        (pin(EMERGENCY, TALK, {"label": "Old", "number": "7"}), "without a purpose 7, today none"),
        (
            pin({"label": "E", "number": "999"}),
            "emergency 999, today 112 or 999; to talk none, today 116 123",
        ),
    ],
)
def test_both_are_named_by_what_they_are_for(then: ProfilePin, said: str) -> None:
    """What the record has and what the profile has today; of what is the same nothing is said."""
    assert other_numbers(then, pin(EMERGENCY, TALK)) == said
