"""How far the model of a bank reaches; what lies beyond is not proved, and a proof says so."""

from __future__ import annotations

from datetime import UTC, datetime

STARTED_AT = datetime(2026, 1, 5, 12, tzinfo=UTC)
"""When every interview of the model begins; the rules look only at the distance from it."""

PRODUCTS = 3
EVENTS = 5
OTHER_ENTRIES = 1
DAYS_AGO = 60
HOURS_AHEAD = 240
LONGEST_HOURS = 24 * 400
GREATEST = 1000
"""The greatest number, for a question that names none itself."""

IN_WORDS = (
    f"up to {PRODUCTS} products and {EVENTS} events of the sequence, {OTHER_ENTRIES} entry of any other list",
    f"dates up to {DAYS_AGO} days ago, by the day or by the hour",
    f"the next contact up to {HOURS_AHEAD} hours ahead",
    f"lengths of time up to {LONGEST_HOURS // 24} days, in whole hours; numbers whole",
    "names that a rule compares with, and others; all other words the same",
    "no decisions of the therapist; an earlier record that is none, or says the same",
)
"""The bounds as a proof prints them."""
