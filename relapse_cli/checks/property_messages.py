"""The faults of properties beside a bank."""

from __future__ import annotations

from relapse_cli.problems import Message

PROPERTY_SHAPE = Message(
    "PROVE_001",
    "The property '{id}' says neither one thing nor the other.",
    "Give 'never', or 'if' and 'then'.",
)
PROPERTY_TWICE = Message("PROVE_002", "The property '{id}' stands here twice.", "Give each an id of its own.")
