"""The lines that rules put on a plan: their texts, due times, options and grounds."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace

from relapse_cli.logic.facts.timeline import domains_of, timeline
from relapse_cli.logic.lines.placeholders import fill, fill_parts, with_blanks
from relapse_cli.logic.lines.slots import line_slots, settled
from relapse_cli.logic.lines.typed import typed_due, typed_owner, typed_text
from relapse_cli.logic.rules.conditions import because, holds
from relapse_cli.logic.rules.due import agreed_contact, choose_due, due_grounds, in_iso, resolve_due
from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.model.bank_rules import Action, Rule, TriggerOption
from relapse_cli.model.bank_terms import Edition
from relapse_cli.model.condition import Condition
from relapse_cli.model.decision import Add
from relapse_cli.model.known_ids import EMERGENCY_LEVEL
from relapse_cli.model.line_text import Detail, LineDue, LineText, Note, Owner
from relapse_cli.model.plan import Line, LineOption, LineSlot

_EDITIONS: tuple[Edition, ...] = ("clinician", "patient", "family")


def known_sources(rule: Rule, reading: Evaluation) -> tuple[str, ...]:
    """The sources of a rule that the bank tells something about."""
    return tuple(source for source in rule.source if source in reading.bank.source_by_id)


def condition_of(action: Action, reading: Evaluation) -> Condition | None:
    """The condition of an action in this session."""
    return action.followup if reading.in_followup else action.when


def offered(action: Action, reading: Evaluation, *, signed: bool) -> tuple[LineOption, ...]:
    """The options of a trigger row; after sign-off only those that were picked."""
    pick = reading.decisions.picked.get(action.id)
    chosen = pick.options if pick else ()
    options = (
        LineOption(id=o.id, texts=_option_texts(o), basis=o.basis, picked=o.id in chosen)
        for o in action.options
        if holds(o.when, reading)
    )
    return tuple(option for option in options if option.picked or not signed)


def _option_texts(option: TriggerOption) -> dict[Edition, LineText]:
    """What an option says, by edition."""
    return {edition: LineText(with_blanks(text)) for edition, text in option.texts.items()}


def _settled_option(
    option: LineOption, slots: tuple[LineSlot, ...], due: LineDue | None, reading: Evaluation
) -> LineOption:
    """An option with the slots of its line filled in."""
    return option.model_copy(update={"texts": settled(option.texts, slots, due, reading)})


def _due_of(action: Action, reading: Evaluation) -> LineDue | None:
    """When a line is due; the therapist's time stands before the rule's."""
    pick = reading.decisions.picked.get(action.id)
    if pick and pick.due:
        return typed_due(pick.due, reading)
    due = choose_due(action, reading)
    if due is None:
        return None
    return LineDue(resolve_due(due, reading), due.word, due.words, due.then, due.beside)


def _settled_by(action: Action, due: LineDue | None, reading: Evaluation) -> LineDue | None:
    """Until when what is open in a line is settled: what concerns the agreed contact, before it."""
    contact = agreed_contact(reading) if action.id == reading.roles.contact_rule else None
    if contact is None:
        return due
    agreed = LineDue(in_iso(contact), "set")
    return agreed if due is None or due.at is None or in_iso(contact)[:10] < due.at[:10] else due


def _owner_of(action: Action, reading: Evaluation) -> Owner | None:
    """Who does a line; whom the therapist named stands before whom the rule names."""
    pick = reading.decisions.picked.get(action.id)
    if pick and pick.owner:
        return typed_owner(pick.owner, reading.bank)
    others = (other.owner for other in action.other_owners if holds(other.when, reading))
    owner = next(others, action.owner)
    return Owner(owner, reading.bank.wording.owners.get(owner, {})) if owner else None


def action_line(action: Action, reading: Evaluation, *, signed: bool) -> Line | None:
    """The line of an action, or ``None`` when it does not fire or was removed."""
    when = condition_of(action, reading)
    if when is None or not reading.action(action.id) or action.id in reading.decisions.removed:
        return None
    filled = {
        edition: text
        for edition in _EDITIONS
        if (text := fill_parts(action.texts.get(edition, ()), action.gaps, reading)) is not None
    }
    due, slots = _due_of(action, reading), line_slots(action.id, action.slots, reading)
    starts = _ifthen_starts(action, list(filled), slots, due, reading)
    texts = {
        edition: replace(text, details=(*text.details, *starts.get(edition, ())))
        for edition, (text, _) in filled.items()
    }
    edits = edits_of(action.id, texts, reading)
    grounds = [because(when, reading), reading.rest_on(frozenset(action.reads))]
    grounds += [rests_on for _, rests_on in filled.values()]
    grounds.append(reading.rest_on(due_grounds(choose_due(action, reading), reading)))
    options = offered(action, reading, signed=signed)
    grounds += [because(o.when, reading) for o in action.options if holds(o.when, reading)]
    variant = reading.fact(action.variant) if action.variant else None
    return Line(
        rule=action.id,
        id=action.id,
        section=action.section,
        kind=action.kind,
        role="action",
        texts=settled(texts | edits, slots, _settled_by(action, due, reading), reading),
        owner=_owner_of(action, reading),
        due=due,
        variant="+".join(variant) if isinstance(variant, tuple) and variant else None,
        options=tuple(_settled_option(option, slots, due, reading) for option in options),
        slots=slots,
        domain_labels=_row_words(action, reading) if action.is_trigger_row else (),
        later=action.later and reading.level == EMERGENCY_LEVEL,
        edited=bool(edits),
        on_sheet=() if "family" in edits else action.on_sheet,
        because=tuple(sorted(frozenset().union(*grounds))),
        basis=action.basis,
        basis_note=action.basis_note,
        sources=known_sources(action, reading),
    )


def edits_of(rule: str, editions: Container[Edition], reading: Evaluation) -> dict[Edition, LineText]:
    """How the therapist worded a line, in the editions that carry it."""
    slots = frozenset(slot.id for slot in reading.bank.slots_of.get(rule, ()))
    return {
        edition: typed_text(decision.text, slots)
        for (name, edition), decision in reading.decisions.edited.items()
        if name == rule and edition in editions
    }


def _ifthen_starts(
    action: Action,
    editions: list[Edition],
    slots: tuple[LineSlot, ...],
    due: LineDue | None,
    reading: Evaluation,
) -> dict[Edition, tuple[Detail, ...]]:
    """The if-then lines that a trigger row starts from, which may be worded before the rest is due."""
    starts = tuple(Note(with_blanks(part.text)) for part in action.ifthen if holds(part.when, reading))
    if not starts:
        return {}
    worded_by = LineDue(reading.now.date().isoformat(), "today") if due is not None and due.then else due
    texts = dict.fromkeys(editions, LineText((), starts))
    return {e: text.details for e, text in settled(texts, slots, worded_by, reading).items()}


def own_line(decision: Add, reading: Evaluation) -> Line:
    """A line of the therapist's own, with what was decided about it since."""
    pick = reading.decisions.picked.get(decision.id)
    due = (pick.due if pick else None) or decision.due
    owner = (pick.owner if pick else None) or decision.owner
    worded = dict.fromkeys(decision.editions, typed_text(decision.text)) | edits_of(
        decision.id, _EDITIONS, reading
    )
    told = typed_due(due, reading) if due else None
    return Line(
        rule=None,
        id=decision.id,
        section=decision.section,
        kind="do",
        role="own",
        texts=settled(worded, (), told, reading),
        owner=typed_owner(owner, reading.bank) if owner else None,
        due=told,
        because=(),
        basis=(),
        sources=(),
    )


def gap_line(
    template: str,
    line_id: str,
    reading: Evaluation,
    grounds: frozenset[str],
    domains: tuple[str, ...] = (),
) -> Line:
    """A gap line; ``domains`` are those of triggers that have no step yet."""
    gap = next(g for g in reading.bank.gap_lines if g.id == template)
    labels = tuple(_domain_words(domain, reading) for domain in domains)
    words = ", ".join(labels)
    given = dict.fromkeys(("domain", "domains"), words)
    filled = {edition: fill(text, {}, reading, given) for edition, text in gap.texts.items()}
    rests_on = reading.rest_on(grounds).union(*(text.because for text in filled.values()))
    return Line(
        rule=line_id,
        id=line_id,
        section=gap.section,
        kind="do",
        role="gap",
        texts={edition: LineText(text.words) for edition, text in filled.items()},
        owner=None,
        due=None,
        gap=True,
        domain=domains[0] if len(domains) == 1 else None,
        domain_labels=labels,
        because=tuple(sorted(rests_on)),
        basis=gap.basis,
        sources=known_sources(Rule(id=line_id, basis=gap.basis, source=gap.source), reading),
    )


def _row_words(row: Action, reading: Evaluation) -> tuple[str, ...]:
    """What a trigger row answers: its domains of the sequence, else its first one; or missing support."""
    spec = reading.bank.questions.get(reading.roles.support_lacking)
    if not row.domains:
        return (spec.title,) if spec else ()
    told = [domain for domain in domains_of(timeline(reading)) if domain in row.domains]
    return tuple(_domain_words(domain, reading) for domain in told or row.domains[:1])


def _domain_words(domain: str, reading: Evaluation) -> str:
    """A domain of the sequence in the words of the bank."""
    spec = reading.bank.questions.get(reading.roles.sequence)
    return spec.field_by_id["domain"].option_label(domain) if spec else domain
