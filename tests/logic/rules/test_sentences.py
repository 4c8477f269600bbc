"""Every condition of a bank reads as an English sentence."""

from __future__ import annotations

import pytest

from relapse_cli.logic.rules.sentences import sentence
from relapse_cli.model.bank_questions import Field_, Question
from relapse_cli.model.condition import (
    ALWAYS,
    ActionFires,
    AllOf,
    AnyOf,
    Compare,
    Condition,
    FlagSet,
    LevelIs,
    Not,
    OpenBeyond,
    SomeEntry,
)
from tests.banks_under_test import shipped_bank


def leaf(name: str, op: str, *values: object, subject: str = "answer") -> Compare:
    """A leaf as the parser makes it."""
    return Compare.model_validate({"subject": subject, "name": name, "op": op, "values": values})


def spec(question: str, field: str = "") -> Question | Field_:
    """A question of the shipped bank, or one of its fields."""
    known = shipped_bank().questions[question]
    return known.field_by_id[field] if field else known


def title(question: str, field: str = "") -> str:
    """How a question, or a field of a group, is named in a sentence."""
    name = spec(question).title
    return f"“{name}: {spec(question, field).title}”" if field else f"“{name}”"


def option(question: str, value: str, field: str = "") -> str:
    """How an option is named in a sentence."""
    return f"“{spec(question, field).option_label(value)}”"


SEIZURE_WORDS = f"{title('safety.now')} includes {option('safety.now', 'seizure')}"
REGULAR = leaf("regular", "is", True, subject="entry")
SEIZURE = leaf("safety.now", "has", "seizure")

CASES: list[tuple[Condition, str]] = [
    (ALWAYS, "always"),
    (AnyOf(parts=()), "never"),
    (
        leaf("event.control", "is", "could_not_stop"),
        f"{title('event.control')} is {option('event.control', 'could_not_stop')}",
    ),
    (leaf("event.supply", "is", True), f"{title('event.supply')} is yes"),
    (leaf("event.supply", "is_or_unresolved", True), f"{title('event.supply')} is yes or open"),
    (leaf("contact.worth", "at_most", 3), f"{title('contact.worth')} is at most 3"),
    (leaf("contact.worth", "more_than", 3), f"{title('contact.worth')} is more than 3"),
    (leaf("contact.worth", "less_than", 3), f"{title('contact.worth')} is less than 3"),
    (leaf("event.time_without", "at_least", 168), f"{title('event.time_without')} is at least 7 days"),
    (
        leaf("event.stopped.when", "within", 336),
        f"{title('event.stopped', 'when')} lies within 14 days, or is not known",
    ),
    (leaf("last_use", "within", 72, subject="entry"), "its last use lies within 72 hours, or is not known"),
    (leaf("last_use", "within", 1, subject="entry"), "its last use lies within 1 hour, or is not known"),
    (leaf("event.mixed", "unresolved"), f"{title('event.mixed')} is open"),
    (leaf("event.mixed", "usable"), f"{title('event.mixed')} is known"),
    (leaf("event.mixed", "enabled"), f"{title('event.mixed')} applies"),
    (leaf("event.mixed", "asked"), f"{title('event.mixed')} is asked"),
    (leaf("event.mixed", "status", "declined"), f"{title('event.mixed')} was answered with declined"),
    (
        leaf("mixed", "usable", subject="fact"),
        "there is something in: what else was taken in the same 24 hours",
    ),
    (
        leaf("sai", "is", False, subject="fact"),
        "it is not so that sleep, then anxiety, then thoughts of the medicine came before the use",
    ),
    (
        leaf("classes", "has", "opioid", "illicit", subject="fact"),
        (
            "the classes of everything taken includes "
            + " or ".join(option("event.substance", each, "class") for each in ("opioid", "illicit"))
        ),
    ),
    (leaf("withdrawal", "in", "mild", "strong", subject="fact"), "withdrawal signs is mild or strong"),
    (leaf("name", "contains", "baclofen", subject="entry"), "its name contains “baclofen”"),
    (
        SomeEntry(part=leaf("route", "is_not", "oral", subject="field")),
        (
            f"for one product taken: “{spec('event.substance', 'route').title}” is known"
            f" and is not {option('event.substance', 'oral', 'route')}"
        ),
    ),
    (
        Not(part=REGULAR),
        (
            "it is not so that it was taken on four days a week or more, or how often is not known, and not"
            " for three days only"
        ),
    ),
    (
        AllOf(parts=(REGULAR,)),
        "it was taken on four days a week or more, or how often is not known, and not for three days only",
    ),
    (
        AnyOf(parts=(SEIZURE, AllOf(parts=(SEIZURE, LevelIs(low=4, high=4))))),
        f"{SEIZURE_WORDS} or ({SEIZURE_WORDS} and the level is 4)",
    ),
    (LevelIs(low=3, high=4), "the level is 3 or more"),
    (FlagSet(n=1, of=("E-06",)), "flag E-06 is set"),
    (FlagSet(n=1, of=("E-06", "M-01")), "one of the flags E-06, M-01 is set"),
    (FlagSet(n=3, of=("U-01", "U-02", "U-03")), "at least 3 of the flags U-01, U-02, U-03 are set"),
    (ActionFires(name="P-HOME"), "the line P-HOME is on the plan"),
    (OpenBeyond(flag="M-16"), "a critical question is open on which M-16 does not rest"),
]


@pytest.mark.parametrize(("condition", "words"), CASES, ids=[words[:40] for _, words in CASES])
def test_a_condition_reads_as_a_sentence(condition: Condition, words: str) -> None:
    """Labels for questions and options, days for long windows, brackets where parts are mixed."""
    assert sentence(condition, shipped_bank()) == words


def test_every_condition_of_the_shipped_bank_has_a_sentence() -> None:
    """Relevance, facts, flags and actions all print, and no id of a question shows through."""
    bank = shipped_bank()
    whens = [(q.relevance, q.id) for q in bank.questions.values()]
    whens += [(field.relevance, q.id) for q in bank.questions.values() for field in q.fields]
    whens += [(fact.when, "event.substance") for fact in bank.facts]
    whens += [
        (w, "") for rule in (*bank.flags, *bank.actions) for w in (rule.when, rule.followup) if w is not None
    ]
    for when, question in whens:
        words = sentence(when, bank, question) if question else sentence(when, bank)
        assert words
        assert not [q for q in bank.questions if q in words.split()]
