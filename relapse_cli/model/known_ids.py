"""The ids that the program itself names, each once and by its role."""

from __future__ import annotations

EMERGENCY_LEVEL = 4
"""The level of an emergency (rules 3)."""

# Questions of the first contact and the frame
FEELINGS = "contact.feelings"
CONSENT = "frame.consent"
AGE_BAND = "frame.age_band"
APPEARANCE = "frame.state"
LOCATION = "frame.location"
MODE = "frame.mode"

# Questions about what was taken
SUBSTANCE = "event.substance"
MIXED = "event.mixed"
USE_NOW = "event.now"
STOPPED = "event.stopped"
SUPPLY = "event.supply"
DISCLOSED = "event.disclosed"
OPIOID_MEDICATION = "event.oud_medication"

# Questions about safety
SIGNS_NOW = "safety.now"
MEDICAL = "safety.medical"
HOME_SAFE = "safety.home_safe"
WITHDRAWAL = "safety.withdrawal"
SEIZURE_HISTORY = "safety.seizure_history"
SLEEP = "safety.sleep"
ANXIETY = "safety.anxiety"
AGITATION = "safety.agitation"

# Questions about what led here, who helps and what is planned
SEQUENCE = "sequence.event"
COPING_STOPPED = "sequence.coping_stopped"
MISSED_SIGN = "warning.missed"
SUPPORT_LACKING = "support.lacking"
THERAPY_CONNECTION = "support.therapy_connection"
IFTHEN = "revise.ifthen"
NEXT_CONTACT = "revise.next_contact"

# Questions of a follow-up
LINES_DONE = "followup.lines_done"
SIGN_NOTICED = "followup.sign_noticed"
FOLLOWUP_SLEEP = "followup.sleep"
FOLLOWUP_ANXIETY = "followup.anxiety"
FOLLOWUP_WITHDRAWAL = "followup.withdrawal"
FOLLOWUP_CONTACT = "followup.next_contact"

# Rules that put a line on the plan
EMERGENCY_RULE = "P-EMERGENCY"
SAME_DAY_RULE = "P-SAMEDAY"
CONTACT_RULE = "P-CONTACT"
CLARIFY_RULE = "P-CLARIFY"
NO_SUDDEN_STOP_RULE = "P-NOSTOP"
TOLD_RULE = "P-TOLD"
AGAIN_RULE = "P-AGAIN"
HOME_RULE = "P-HOME"
SUPPORT_RULE = "T-SUPPORT"
PATTERN_RULES = ("R-PATTERN", "R-RECUR")
NOT_A_FAILURE_RULE = "S-AVE"
NOT_NOTHING_RULE = "S-MINIMISE"
NO_DETOX_RULE = "D-00"
RECURS_RULE = "R-RECUR"
SAME_PLAN_RULE = "R-SAME"
EMERGENCY_CARD = (
    EMERGENCY_RULE, CONTACT_RULE, NO_SUDDEN_STOP_RULE, "P-OUD", "P-NALOXONE", "P-TOLERANCE", "P-MEANS", "F-4",
)  # fmt: skip
"""All that the patient's emergency card holds (rules 7.10)."""
SCHEDULE_RULES = frozenset({"F-1", "F-2", "F-3", "F-4", "F-ALL"})

# Rules that put answers on the plan
SAFETY_ANSWERS = "A-SAFETY"
EVENT_ANSWERS = "A-EVENT"
SEQUENCE_ANSWERS = "A-TIMELINE"
_BRANCH_ANSWERS = "A-BRANCH"
IFTHEN_ANSWERS = "A-IFTHEN"
COPING_ANSWERS = "A-COPING"
ADD_ANSWERS = "A-ADD"
FOLLOWUP_ANSWERS = "A-FOLLOWUP"
KEEP_ANSWERS = "A-KEEP"
CHANGE_ANSWERS = "A-CHANGE"
LEARNED_ANSWERS = "A-LEARNED"

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
