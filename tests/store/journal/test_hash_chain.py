"""The chain of seals: every part of an event is under its seal, and every event under the next."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relapse_cli.store.journal.hash_chain import (
    START,
    AuditFacts,
    EventFacts,
    audit_mac,
    body_mac,
    event_mac,
    head_text,
    read_head,
)

KEY = bytes(range(32))
FACTS = EventFacts(1, "i-1", "content", "answer", "2026-11-20T09:00:00+01:00")
SEAL = body_mac(KEY, bytes(16), '{"value":"words"}')


@pytest.mark.parametrize(
    "changed",
    [
        FACTS._replace(seq=2),
        FACTS._replace(interview_id="i-2"),
        FACTS._replace(part="plan"),
        FACTS._replace(kind="draft"),
        FACTS._replace(at=""),
    ],
)
def test_every_fact_is_under_the_seal(changed: EventFacts) -> None:
    """Another number, interview, part, kind or time gives another seal."""
    assert event_mac(KEY, START, changed, SEAL) != event_mac(KEY, START, FACTS, SEAL)


def test_what_came_before_the_body_and_the_key_are_under_the_seal() -> None:
    """Another event before, another body or another key gives another seal."""
    seals = {
        event_mac(KEY, START, FACTS, SEAL),
        event_mac(KEY, bytes(31) + b"1", FACTS, SEAL),
        event_mac(KEY, START, FACTS, body_mac(KEY, bytes(16), '{"value":"other"}')),
        event_mac(KEY, START, FACTS, body_mac(KEY, bytes(15) + b"1", '{"value":"words"}')),
        event_mac(bytes(32), START, FACTS, SEAL),
    }
    assert len(seals) == 5


@given(st.lists(st.text(), min_size=4, max_size=4), st.lists(st.text(), min_size=4, max_size=4))
def test_no_two_audit_lines_share_a_seal(one: list[str], other: list[str]) -> None:
    """Words cannot move from one column to the next unseen."""
    seals = [audit_mac(KEY, START, AuditFacts(1, *words)) for words in (one, other)]
    assert (seals[0] == seals[1]) == (one == other)


def test_a_head_is_read_as_it_is_printed() -> None:
    """Count and seal in short, and nothing that only looks like them."""
    assert read_head(head_text(12, bytes(range(32)))) == (12, "0001020304050607")
    wrong = [
        "",
        "12",
        "12:",
        "x:0001020304050607",
        "12:000102030405060",
        "12:000102030405060g",
        "-1:" + "0" * 16,
    ]
    assert [read_head(text) for text in wrong] == [None] * len(wrong)
