"""The faults of cases beside a bank, and what came of them otherwise than expected."""

from __future__ import annotations

from relapse_cli.problems import Message

CASE_TWICE = Message("CASE_002", "The case '{id}' stands already in {place}.", "Give each an id of its own.")
CASE_NAME = Message("CASE_003", "'{name}' is not {kind} of the bank.", "{near}")
CASE_NOTHING = Message("CASE_004", "The case '{id}' expects nothing.", "Give a level, flags or lines.")
CASE_TWO_EARLIER = Message(
    "CASE_005", "The case '{id}' has both 'earlier' and 'again'.", "Keep one of the two."
)
CASE_DIFFERS = Message(
    "CASE_010",
    "{key}: expected {expected}; got {got}.{more}",
    "Mend the rule that is wrong, or the case where the rule is right.",
)
