"""The lines that rules put on a plan: their texts, due times, options and grounds."""

from __future__ import annotations

from relapse_cli.logic.answers.moments import parse_moment
from relapse_cli.logic.plan.placeholders import fill, fill_parts
from relapse_cli.logic.rules.conditions import because, holds
from relapse_cli.logic.rules.due import choose_due, resolve_due
from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.model.bank_rules import Action, Rule
from relapse_cli.model.bank_terms import Edition
from relapse_cli.model.condition import Condition
from relapse_cli.model.decision import Add
from relapse_cli.model.known_ids import EMERGENCY_LEVEL
from relapse_cli.model.plan import Line, LineOption

EDITIONS: tuple[Edition, ...] = ("clinician", "patient", "family")
OWN_SOURCE = "therapist's own"


def source_words(rule: Rule, reading: Evaluation) -> str:
    """The sources of a rule as one line, with the date each was last looked at."""
    known = (reading.bank.source_by_id.get(source) for source in rule.source)
    return "; ".join(f"{s.title} ({s.year}), looked at {s.looked_at.isoformat()}" for s in known if s)


def condition_of(action: Action, reading: Evaluation) -> Condition | None:
    """The condition of an action in this session."""
    return action.followup if reading.in_followup else action.when


def offered(action: Action, reading: Evaluation, *, signed: bool) -> tuple[LineOption, ...]:
    """The options of a trigger row; after sign-off only those that were picked."""
    pick = reading.decisions.picked.get(action.id)
    chosen = pick.options if pick else ()
    options = (
        LineOption(id=o.id, texts=dict(o.texts), basis=o.basis, picked=o.id in chosen)
        for o in action.options
        if holds(o.when, reading)
    )
    return tuple(option for option in options if option.picked or not signed)


def due_of(action: Action, reading: Evaluation) -> tuple[str | None, str | None]:
    """When a line is due, as a date and in words; the therapist's date stands before the rule's."""
    pick = reading.decisions.picked.get(action.id)
    if pick and pick.due:
        moment = parse_moment(pick.due, reading.zone)
        return pick.due, None if moment else pick.due
    due = choose_due(action, reading)
    return resolve_due(due, reading), due.words if due else None


def action_line(action: Action, reading: Evaluation, *, signed: bool) -> Line | None:
    """The line of an action, or ``None`` when it does not fire or was removed."""
    when = condition_of(action, reading)
    if when is None or not reading.action(action.id) or action.id in reading.decisions.removed:
        return None
    filled = {
        edition: fill_parts(action.texts[edition], action.gaps, reading)
        for edition in EDITIONS
        if edition in action.texts
    }
    texts = {edition: text.text for edition, text in filled.items() if text.text}
    edits = {
        e: d.text for (rule, e), d in reading.decisions.edited.items() if rule == action.id and e in texts
    }
    grounds = [because(when, reading), reading.rest_on(frozenset(action.reads))]
    grounds += [text.because for text in filled.values()]
    options = offered(action, reading, signed=signed)
    grounds += [because(o.when, reading) for o in action.options if holds(o.when, reading)]
    variant = reading.fact(action.variant) if action.variant else None
    pick = reading.decisions.picked.get(action.id)
    due, due_words = due_of(action, reading)
    return Line(
        rule=action.id,
        id=action.id,
        section=action.section,
        kind=action.kind,
        role="action",
        texts=with_ifthen(action, texts) | edits,
        owner=(pick.owner if pick else None) or action.owner,
        due=due,
        due_words=due_words,
        variant="+".join(variant) if isinstance(variant, tuple) and variant else None,
        options=options,
        later=action.later and reading.level == EMERGENCY_LEVEL,
        edited=bool(edits),
        because=tuple(sorted(frozenset().union(*grounds))),
        basis=action.basis,
        basis_note=action.basis_note,
        source=source_words(action, reading),
    )


def with_ifthen(action: Action, texts: dict[Edition, str]) -> dict[Edition, str]:
    """The texts of a trigger row, each with the if-then line to start from beneath it."""
    if not action.ifthen:
        return texts
    return {edition: f"{text}\n{action.ifthen}" for edition, text in texts.items()}


def own_line(decision: Add, reading: Evaluation) -> Line:
    """A line of the therapist's own, with what was decided about it since."""
    pick = reading.decisions.picked.get(decision.id)
    due = (pick.due if pick else None) or decision.due
    edits = {e: d.text for (rule, e), d in reading.decisions.edited.items() if rule == decision.id}
    moment = parse_moment(due, reading.zone)
    return Line(
        rule=None,
        id=decision.id,
        section=decision.section,
        kind="do",
        role="own",
        texts=dict.fromkeys(decision.editions, decision.text) | edits,
        owner=(pick.owner if pick else None) or decision.owner,
        due=due,
        due_words=None if moment else due,
        because=(),
        basis=(),
        source=OWN_SOURCE,
    )


def gap_line(
    template: str, line_id: str, reading: Evaluation, grounds: frozenset[str], domain: str = ""
) -> Line:
    """A gap line; ``domain`` fills the template of a trigger that has no action yet."""
    gap = next(g for g in reading.bank.gap_lines if g.id == template)
    texts = {e: fill(t.replace("{domain}", domain), {}, reading).text for e, t in gap.texts.items()}
    return Line(
        rule=line_id,
        id=line_id,
        section=gap.section,
        kind="do",
        role="gap",
        texts=texts,
        owner=None,
        due=None,
        due_words=None,
        gap=True,
        because=tuple(sorted(reading.rest_on(grounds))),
        basis=gap.basis,
        source=source_words(Rule(id=line_id, basis=gap.basis, source=gap.source), reading),
    )
