"""The ids of questions, rules and flags that the program itself names, each once."""

from __future__ import annotations

SUBSTANCE = "event.substance"
SEQUENCE = "sequence.event"
CONSENT = "frame.consent"
CONTACT_GAP = "GAP-CONTACT"
SAFETY_GAP = "GAP-SAFETY"
EMERGENCY_LEVEL = 4
"""The level of an emergency (rules 3)."""
