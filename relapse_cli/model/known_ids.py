"""The ids that the program itself names, each once and by its role; a bank has them all.

Under another name a thing would be left out silently; `checks/structure/needed_ids.py` names each that a bank
lacks.
"""

from __future__ import annotations

EMERGENCY_LEVEL = 4
"""The level of an emergency (rules 3)."""

# Questions of the first contact and the frame
FEELINGS = "contact.feelings"
WHO_KNOWS = "contact.told"
NALOXONE = "safety.naloxone"
CONSENT = "frame.consent"
AGE_BAND = "frame.age_band"
APPEARANCE = "frame.state"
LOCATION = "frame.location"
MODE = "frame.mode"
PRESENT = "frame.present"

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
OVERDOSE_HISTORY = "safety.overdose_history"
SLEEP = "safety.sleep"
ANXIETY = "safety.anxiety"
AGITATION = "safety.agitation"
PULL = "safety.pull"

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
FOLLOWUP_PULL = "followup.pull"
FOLLOWUP_WITHDRAWAL = "followup.withdrawal"
FOLLOWUP_CONTACT = "followup.next_contact"

# Rules that put a line on the plan
EMERGENCY_RULE = "P-EMERGENCY"
SAME_DAY_RULE = "P-SAMEDAY"
CONTACT_RULE = "P-CONTACT"
HOME_RULE = "P-HOME"
CLARIFY_RULE = "P-CLARIFY"
NO_SUDDEN_STOP_RULE = "P-NOSTOP"
TOLD_RULE = "P-TOLD"
AGAIN_RULE = "P-AGAIN"
SUPPORT_RULE = "T-SUPPORT"
NOT_A_FAILURE_RULE = "S-AVE"
NOT_NOTHING_RULE = "S-MINIMISE"
NO_DETOX_RULE = "D-00"
EARLIEST_RULE = "Q-EARLY"
PATTERN_RULE = "R-PATTERN"
RECURS_RULE = "R-RECUR"
SAME_PLAN_RULE = "R-SAME"
PATTERN_RULES = (PATTERN_RULE, RECURS_RULE)
"""Those that stand under what this tells us (X-TELLS of rules 7.8)."""
MEANS_RULE = "P-MEANS"
OPIOID_MEDICATION_RULE = "P-OUD"
NALOXONE_RULE = "P-NALOXONE"
TOLERANCE_RULE = "P-TOLERANCE"
HANDOVER_RULE = "F-4"
EMERGENCY_CARD = (
    EMERGENCY_RULE, CONTACT_RULE, NO_SUDDEN_STOP_RULE, OPIOID_MEDICATION_RULE, NALOXONE_RULE, TOLERANCE_RULE,
    MEANS_RULE, HANDOVER_RULE,
)  # fmt: skip
"""All that the patient's emergency card holds (rules 7.10)."""
SCHEDULE_RULES = frozenset({"F-1", "F-2", "F-3", HANDOVER_RULE, "F-ALL"})

# Flags that call for a number (rules 7.10)
POISON_FLAGS = frozenset({"E-10", "M-22", "M-24"})
CHILD_FLAG = "M-18"

# Slots
LATE_REASON = "P-CONTACT.late_reason"
"""Where the contact line says why the agreed contact lies later than the level calls for."""

# Who fills a slot of a line
PATIENTS_OWN = frozenset({"patient", "patient in private"})
"""Those whose slots hold the patient's own words."""

# Rules that put answers on the plan
SAFETY_ANSWERS = "A-SAFETY"
EVENT_ANSWERS = "A-EVENT"
SEQUENCE_ANSWERS = "A-TIMELINE"
_BRANCH_ANSWERS = "A-BRANCH"
IFTHEN_ANSWERS = "A-IFTHEN"
COPING_ANSWERS = "A-COPING"
ADD_ANSWERS = "A-ADD"
FOLLOWUP_ANSWERS = "A-FOLLOWUP"
FIRST_STEP_PREFIX = f"{FOLLOWUP_ANSWERS}-FIRST-"
"""Begins the id of a line that was not done: it is the first step of the plan after it."""
KEEP_ANSWERS = "A-KEEP"
CHANGE_ANSWERS = "A-CHANGE"
LEARNED_ANSWERS = "A-LEARNED"
CONFIDENCE_ANSWERS = "A-CONFIDENCE"

# Facts
NOT_CLEAR = "not_clear"

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

# All of them by kind
QUESTIONS = frozenset({
    FEELINGS, CONSENT, AGE_BAND, APPEARANCE, LOCATION, MODE, SUBSTANCE, MIXED, USE_NOW, STOPPED, SUPPLY,
    DISCLOSED, OPIOID_MEDICATION, SIGNS_NOW, MEDICAL, HOME_SAFE, WITHDRAWAL, SLEEP, ANXIETY, AGITATION,
    SEQUENCE, SUPPORT_LACKING, THERAPY_CONNECTION, IFTHEN, NEXT_CONTACT, LINES_DONE, FOLLOWUP_SLEEP,
    FOLLOWUP_ANXIETY, FOLLOWUP_WITHDRAWAL, FOLLOWUP_CONTACT, SEIZURE_HISTORY, COPING_STOPPED, MISSED_SIGN,
    SIGN_NOTICED, PULL, FOLLOWUP_PULL, PRESENT, WHO_KNOWS, NALOXONE, OVERDOSE_HISTORY,
})  # fmt: skip
ACTIONS = frozenset({
    EMERGENCY_RULE, SAME_DAY_RULE, CONTACT_RULE, HOME_RULE, CLARIFY_RULE, NO_SUDDEN_STOP_RULE, TOLD_RULE,
    AGAIN_RULE, SUPPORT_RULE, MEANS_RULE, OPIOID_MEDICATION_RULE, NALOXONE_RULE, TOLERANCE_RULE,
    NOT_A_FAILURE_RULE, NOT_NOTHING_RULE, NO_DETOX_RULE, EARLIEST_RULE, PATTERN_RULE, RECURS_RULE,
    SAME_PLAN_RULE,
}) | SCHEDULE_RULES  # fmt: skip
ANSWER_LINES = frozenset({
    SAFETY_ANSWERS, EVENT_ANSWERS, SEQUENCE_ANSWERS, _BRANCH_ANSWERS, IFTHEN_ANSWERS, COPING_ANSWERS,
    ADD_ANSWERS, FOLLOWUP_ANSWERS, KEEP_ANSWERS, CHANGE_ANSWERS, LEARNED_ANSWERS,
    CONFIDENCE_ANSWERS,
})  # fmt: skip
FACTS = frozenset({NOT_CLEAR})
SLOTS = frozenset({LATE_REASON})
FLAGS = POISON_FLAGS | {CHILD_FLAG}
GAPS = frozenset({CONTACT_GAP, SAFETY_GAP, TRIGGER_GAP, REVISION_GAP, STEPS_GAP, DOMAIN_GAP})
VALIDATORS = frozenset({
    REQUIRED_ANSWERED, CONSENT_GIVEN, FOUR_PARTS, NOT_ONLY_AVOIDING, WHO_AND_WHEN, TRACED,
    NO_BANNED_WORDS, OPTIONS_KNOWN, COUNTRY_CHOSEN,
})  # fmt: skip
