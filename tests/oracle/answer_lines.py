"""The answer lines (rules 7.8): which of them print, and in which editions."""

from __future__ import annotations

from . import timeline
from .reading import Reading, note_of

BOTH, CLINICIAN = {"clinician", "patient"}, {"clinician"}

# For each line, the answers that both editions carry, and those that only the clinician's carries.
SOURCES: dict[str, tuple[list[str], list[str]]] = {
    "A-HOPED": ([], ["sequence.q_necessary", "sequence.expected", "sequence.after"]),
    "A-SIGN": (["warning.missed", "warning.who"], ["warning.interpreted"]),
    "A-EASE": (["support.outlets", "support.boundaries"], []),
    "A-COPING": (["sequence.coping_stopped"], []),
    "A-KEEP": (["prior.kept", "prior.helped"], []),
    "A-CHANGE": (["revise.change", "prior.unused", "sequence.different"], []),
    "A-LEARNED": (["close.learned"], []),
    "A-CONFIDENCE": (["revise.confidence", "revise.obstacle"], []),
    "A-FEELINGS": ([], ["contact.feelings", "contact.reactions", "contact.barrier", "contact.told"]),
    "A-STABILISE": (
        [],
        ["stabilise.past", "stabilise.home", "stabilise.contact", "stabilise.preference"],
    ),
    "A-LOVED": (
        ["loved.scope"],
        ["loved.feelings", "loved.words", "loved.dynamics", "loved.checkin", "loved.own_support"],
    ),
    "A-OPEN-END": ([], ["close.missed"]),
}
SEED_QUESTIONS = [
    "sequence.q_before",
    "sequence.q_days_nights",
    "sequence.q_emotions",
    "sequence.q_thoughts_began",
    "sequence.q_necessary",
]
SECTION = {
    "A-SAFETY": "safety",
    "A-EVENT": "medicines",
    "A-TIMELINE": "trigger",
    "A-HOPED": "trigger",
    "A-SIGN": "trigger",
    "A-BRANCH": "trigger",
    "A-EASE": "trigger",
    "A-IFTHEN": "trigger",
    "A-COPING": "revision",
    "A-KEEP": "revision",
    "A-CHANGE": "revision",
    "A-ADD": "revision",
    "A-LEARNED": "revision",
    "A-CONFIDENCE": "revision",
    "A-OPEN-END": "revision",
    "A-FEELINGS": "stance",
    "A-STABILISE": "stabilisation",
    "A-LOVED": "contact",
    "A-FOLLOWUP": "followup",
}


def any_usable(r: Reading, questions: list[str]) -> bool:
    """At least one of the questions is enabled and has a usable value."""
    return any(r.value(question) is not None for question in questions)


def any_element(r: Reading, question: str) -> bool:
    """At least one element of an event question says anything."""
    return any(element is not None for element in r.elements(question))


def answer_lines(r: Reading) -> dict[str, set[str]]:
    """The answer lines that print, each with its editions."""
    found = {"A-SAFETY": BOTH}
    if r.session == "interview":
        found |= {"A-EVENT": CLINICIAN, "A-ADD": BOTH}
    for line, (both, clinician) in SOURCES.items():
        if any_usable(r, both):
            found[line] = BOTH
        elif any_usable(r, clinician):
            found[line] = CLINICIAN
    return found | spoken(r)


def spoken(r: Reading) -> dict[str, set[str]]:
    """The answer lines that rest on a timeline, on branches, on if-then lines, a follow-up or notes."""
    found = {}
    if timeline.timeline(r) or any_usable(r, SEED_QUESTIONS):
        found["A-TIMELINE"] = BOTH
    if any(r.value(question) is not None for question in r.enabled if question.startswith("branch.")):
        found["A-BRANCH"] = CLINICIAN
    if any_element(r, "revise.ifthen"):
        found["A-IFTHEN"] = BOTH
    followup = ["followup.sign_noticed", "followup.change", "followup.pull"]
    if any_usable(r, followup) or any_element(r, "followup.lines_done"):
        found["A-FOLLOWUP"] = BOTH
    if any(note_of(r.answers.get(question)) for question in r.enabled - {"frame.location"}):
        found["A-NOTES"] = CLINICIAN
    return found
