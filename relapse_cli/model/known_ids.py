"""What the program makes or asks for by a name of its own; nothing here is an id that a bank may choose.

The parts that questions, lines and flags of a bank play are in `roles`.
"""

from __future__ import annotations

EMERGENCY_LEVEL = 4
"""The level of an emergency (rules 3)."""

# Who fills a slot of a line
PATIENTS_OWN = frozenset({"patient", "patient in private"})
"""Those whose slots hold the patient's own words."""

# Gap lines
GAP_PREFIX = "GAP-"
CONTACT_GAP = "GAP-CONTACT"
SAFETY_GAP = "GAP-SAFETY"
TRIGGER_GAP = "GAP-TRIGGER"
REVISION_GAP = "GAP-REVISION"
STEPS_GAP = "GAP-STEPS"
DOMAIN_GAP = "GAP-DOMAIN"

# Validators, which a final plan meets (rules 10)
REQUIRED_ANSWERED = "V-REQ"
CONSENT_GIVEN = "V-CONSENT"
FOUR_PARTS = "V-4PARTS"
NOT_ONLY_AVOIDING = "V-NOTONLYDONT"
WHO_AND_WHEN = "V-WHO"
TRACED = "V-TRACE"
NO_BANNED_WORDS = "V-LINT"
OPTIONS_KNOWN = "V-OPTION"
COUNTRY_CHOSEN = "V-PROFILE"

# All of them by kind: a bank has words for each
GAPS = frozenset({CONTACT_GAP, SAFETY_GAP, TRIGGER_GAP, REVISION_GAP, STEPS_GAP, DOMAIN_GAP})
VALIDATORS = frozenset({
    REQUIRED_ANSWERED, CONSENT_GIVEN, FOUR_PARTS, NOT_ONLY_AVOIDING, WHO_AND_WHEN, TRACED,
    NO_BANNED_WORDS, OPTIONS_KNOWN, COUNTRY_CHOSEN,
})  # fmt: skip
