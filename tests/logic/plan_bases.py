"""Small records for tests of plans: everything is answered quietly, and a test changes what it speaks about.

The quiet answers cover every critical question, so that relevance alone decides which of them count. There is
no sequence, no plan work and nothing missing: level 1, and none of the lines that an answer could open.
"""

from __future__ import annotations

import copy
from typing import Any

from relapse_cli.logic.plan.final import answers_digest
from relapse_cli.model.plan import Line, Plan
from tests.banks_under_test import plan_of

Data = dict[str, Any]

STARTED_AT = "2026-11-20T10:00:00+01:00"
AGREED = "2026-11-22T09:00:00+01:00"
PROFILE = {
    "id": "xx",
    "service_text": "Ring the duty desk.",
    "numbers": [{"label": "Help", "number": "0123"}],
}

TEN_HOURS_AGO = "2026-11-19"
TWO_DAYS_AGO = "2026-11-18"
FIVE_DAYS_AGO = "2026-11-15"

QUIET_ENTRY: Data = {
    "class": "z_drug",
    "name": "zolpidem",
    "source": "left_over",
    "route": "oral",
    "last_use": FIVE_DAYS_AGO,
    "days_per_week": 2,
    "run_length": {"value": 1, "unit": "day"},
    "vs_prescription": "not_prescribed",
}

QUIET_ANSWERS: Data = {
    "frame.mode": "in_person",
    "frame.present": ["patient_alone"],
    "frame.age_band": "age_18_64",
    "frame.state": "clear",
    "frame.consent": True,
    "event.mixed": ["none"],
    "event.now": "not_taking",
    "event.control": "stopped_self",
    "event.time_without": {"value": 1, "unit": "day"},
    "event.supply": False,
    "event.escalation": "same",
    "event.stopped": {"change": "no_change"},
    "event.amount_vs_before": "less",
    "event.over_max": False,
    "event.product_combo": False,
    "event.oud_medication": "none",
    "event.alcohol_medication": "none",
    "safety.now": ["none"],
    "safety.suicide": "no_thoughts",
    "safety.taking_intent": "no_intent",
    "safety.mental_state": ["none"],
    "safety.sleep": {"night_1": 7, "night_2": 7, "night_3": 7, "difficulty": 2},
    "safety.anxiety": {"peak": 2, "direction": "easing"},
    "safety.medical": ["none"],
    "safety.secrecy": ["none"],
    "safety.alone": False,
    "safety.home_safe": "safe",
    "safety.agitation": "settled",
    "safety.withdrawal": {"signs": ["none"]},
    "safety.seizure_history": False,
    "safety.overdose_history": "never",
    "safety.duties": ["none"],
    "stabilise.can_interrupt": "can",
    "stabilise.worsening": "steady",
    "revise.next_contact": {"when": AGREED, "who": "the therapist"},
}

QUIET_FOLLOWUP: Data = {
    "followup.now": ["none"],
    "followup.use_since": False,
    "followup.withdrawal": {"signs": ["none"]},
    "followup.sleep": {"night_1": 7, "night_2": 7, "night_3": 7, "difficulty": 2},
    "followup.anxiety": {"peak": 2, "direction": "easing"},
    "followup.suicide": "no_thoughts",
    "followup.contact_kept": True,
    "followup.next_contact": {"when": AGREED, "who": "the therapist"},
}


def merged(base: Data, changes: Data) -> Data:
    """A mapping with some keys replaced; ``None`` takes a key away."""
    both = copy.deepcopy({**base, **changes})
    return {key: value for key, value in both.items() if value is not None}


def entry(**fields: Any) -> Data:
    """A substance entry: one tablet of a left-over z-drug five days ago, but for the fields given."""
    return merged(QUIET_ENTRY, fields)


def regular(**fields: Any) -> Data:
    """An entry taken every day for 30 days."""
    return entry(**{"days_per_week": 7, "run_length": {"value": 30, "unit": "day"}, **fields})


def interview(
    changes: Data | None = None,
    *,
    path: str = "core",
    entries: list[Data] | None = None,
    decisions: list[Data] | None = None,
    **head: Any,
) -> Data:
    """A quiet interview with some answers changed."""
    answers = merged(QUIET_ANSWERS, {"event.substance": entries or [entry()], **(changes or {})})
    return record(answers, path, decisions, head)


def follow_up(changes: Data | None = None, *, decisions: list[Data] | None = None, **head: Any) -> Data:
    """A quiet follow-up session of an interview, with some answers changed."""
    return record(merged(QUIET_FOLLOWUP, changes or {}), "followup", decisions, {"follows": "r-0", **head})


def record(answers: Data, path: str, decisions: list[Data] | None, head: Data) -> Data:
    """A record around answers."""
    return {
        "format": "relapse-interview/1",
        "id": "r-1",
        "case": "PR-1",
        "path": path,
        "profile": PROFILE,
        "started_at": STARTED_AT,
        "answers": answers,
        "decisions": decisions or [],
        **head,
    }


def event(domain: str | None, days: float | None = 3, side: str | None = None, **fields: Any) -> Data:
    """An event of the sequence, so many days before the first use."""
    when = None if days is None else {"value": days, "unit": "day"}
    return merged({"what": "It began", "domain": domain, "when": when, "side": side}, fields)


def sequence(*domains: str | None) -> Data:
    """The answers of a sequence of these domains, a day apart, the first one first."""
    return {"sequence.event": [event(domain, len(domains) - i) for i, domain in enumerate(domains)]}


def signed(data: Data, *decisions: Data) -> Data:
    """The record with decisions and a sign-off for its answers."""
    sign_off = {
        "kind": "sign_off",
        "at": STARTED_AT,
        "role": "therapist",
        "answers": answers_digest(data["answers"]),
    }
    return {**data, "decisions": [*data["decisions"], *decisions, sign_off]}


def ids(plan: Plan) -> list[str]:
    """The ids of a plan's lines in order."""
    return [line.id for line in plan.lines]


def rules(plan: Plan, prefix: str = "") -> set[str]:
    """The rules whose action lines are on a plan."""
    return {line.id for line in plan.lines if line.role == "action" and line.id.startswith(prefix)}


def fires(action: str, data: Data, earlier: Data | None = None) -> bool:
    """Whether an action puts its line on the plan of a record."""
    return action in rules(plan_of(data, earlier))


def line(data: Data, line_id: str, earlier: Data | None = None) -> Line:
    """One line of the plan of a record, which must be there."""
    made = plan_of(data, earlier)
    found = [each for each in made.lines if each.id == line_id]
    assert len(found) == 1, ids(made)
    return found[0]


def who(made: Line) -> str | None:
    """Who does a line, in the clinician's words."""
    return made.owner.told() if made.owner else None


def due_at(made: Line) -> str | None:
    """When a line is due, as far as that is known."""
    return made.due.at if made.due else None


def flags(data: Data) -> set[str]:
    """The flags of a record."""
    return {flag.id for flag in plan_of(data).flags}


def pick(rule: str, *options: str, **more: Any) -> Data:
    """A decision that picks options for a row."""
    return {"kind": "pick", "rule": rule, "options": options, **more}


def own(section: str, **more: Any) -> Data:
    """A decision that adds a line of the therapist's own."""
    step = {"kind": "add", "id": f"own-{section}", "section": section, "text": "A step."}
    return {**step, "owner": "therapist", "due": "2026-11-25", **more}


def remove(rule: str, **more: Any) -> Data:
    """A decision that takes a line off the plan."""
    return {"kind": "remove", "rule": rule, **more}
