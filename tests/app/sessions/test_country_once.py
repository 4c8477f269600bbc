"""The country is asked once."""

from __future__ import annotations

import pytest

from tests.app.held import Desk, Person


@pytest.mark.parametrize(("chosen", "pinned"), [("ie", "ie"), ("none", None)])
def test_what_was_chosen_is_kept_for_every_later_interview(
    desk: Desk, chosen: str, pinned: str | None
) -> None:
    """Asked in the first interview and handed over to be kept; with that, the next one does not ask."""
    kept: list[str] = []
    first = Person({"profile": chosen})
    held = desk.interview(first, profile=None, keep_profile=kept.append)
    assert kept == [chosen]
    profile = held.interview.record.profile
    assert (profile.id if profile else None) == pinned
    second = Person({})
    desk.interview(second, profile=None, default_profile=kept[0], keep_profile=kept.append)
    assert "profile" not in second.asked
    assert kept == [chosen]
