"""The ids of sentences that no rule carries and that can be reworded (the X lines of rules 7.8)."""

from __future__ import annotations

from typing import Literal

HEAD_SENTENCE = "X-HEAD"
NORMAL_SENTENCE = "X-NORMAL"
CHRONIC_SENTENCE = "X-CHRONIC"
CLOSING_SENTENCE = "X-CLOSE"
CARD_SENTENCE = "X-CARD"
"""The last one of an emergency card: the rest follows."""
SHEET_OPENING = "X-FAMILY"
"""The opening of the family sheet."""
SENTENCES: dict[str, Literal["patient", "family"]] = {
    HEAD_SENTENCE: "patient", NORMAL_SENTENCE: "patient", CHRONIC_SENTENCE: "patient",
    CLOSING_SENTENCE: "patient", CARD_SENTENCE: "patient", SHEET_OPENING: "family",
}  # fmt: skip
"""On whose page each stands."""
