"""From a record to a plan: ``plan(bank, record, earlier)`` is pure; the same inputs give the same plan."""

from __future__ import annotations

from collections.abc import Container, Iterator

from relapse_cli.logic.answers.check_record import check_record
from relapse_cli.logic.answers.in_words import collapse, moment_in_words
from relapse_cli.logic.facts.timeline import before, domains_of, timeline
from relapse_cli.logic.lines.action_lines import action_line, edits_of, known_sources, own_line
from relapse_cli.logic.lines.answer_lines import answer_lines
from relapse_cli.logic.lines.handed_over import handed_over
from relapse_cli.logic.lines.placeholders import answer
from relapse_cli.logic.lines.timeline_line import LOCUS, STAGE, distance_words, tag_of, tag_words
from relapse_cli.logic.plan.appointments import appointments
from relapse_cli.logic.plan.editions import patient_edition, thin_rows
from relapse_cli.logic.plan.family import (
    family_lines,
    may_exist,
    shared_agreement,
    waits_for_recheck,
)
from relapse_cli.logic.plan.final import decided_level, is_signed, undecided_flags
from relapse_cli.logic.plan.gap_lines import gap_lines, unmet_validators
from relapse_cli.logic.plan.order import order_lines
from relapse_cli.logic.plan.sentences import sentences
from relapse_cli.logic.plan.under import lines_together
from relapse_cli.logic.plan.unmet import unmet_words
from relapse_cli.logic.rules.conditions import flag_questions
from relapse_cli.logic.rules.due import agreed_contact, extra_contact_words, in_iso
from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.model.bank import Bank
from relapse_cli.model.bank_terms import Edition
from relapse_cli.model.decision import Lower, Raise
from relapse_cli.model.plan import (
    FamilyPlanLine,
    FlagDecision,
    Line,
    NextContact,
    OpenItem,
    Plan,
    PlanFlag,
    Sentence,
    TimelineEvent,
)
from relapse_cli.model.record import BankPin, Record


def plan(bank: Bank, record: Record, earlier: Record | None = None) -> Plan:
    """Build the plan of a record.

    Args:
        bank: the bank, checked.
        record: the record; a partial one is fine.
        earlier: an earlier record of the same case to compare with (R-RECUR, R-SAME).

    Returns:
        The plan; what is missing stands in it as gaps, open items and unmet validators.
    """
    return build_plan(Evaluation(bank, record, earlier))


def build_plan(reading: Evaluation) -> Plan:
    """Build the plan of a record that has been read."""
    bank, record = reading.bank, reading.record
    faults = check_record(bank, record)
    signed = is_signed(reading)
    lines = plan_lines(reading, signed=signed)
    unmet = unmet_validators(reading, lines, len(faults))
    sheet = may_exist(reading)
    said, family = sentences(reading, sheet=sheet), family_lines(reading) if sheet else ()
    return Plan(
        record=record.id,
        case=record.case,
        path=record.path,
        started_at=record.started_at,
        level=reading.computed_level,
        level_decided=decided_level(reading),
        level_acted_on=reading.level,
        final=signed and not unmet and not undecided_flags(reading),
        bank=BankPin(id=bank.id, version=bank.version, digest=bank.digest),
        bank_title=bank.title,
        reviewed_by=bank.reviewed_by,
        profile=record.profile,
        flags=tuple(_plan_flag(name, reading) for name in reading.flags),
        lines=lines,
        unresolved=tuple(OpenItem(id=q, label=bank.questions[q].title) for q in reading.open_critical()),
        unmet=unmet,
        unmet_words=unmet_words(unmet, lines, reading),
        family_sheet=sheet,
        family_waits=sheet and waits_for_recheck(reading),
        family_agreed=shared_agreement(reading),
        patient_edition=patient_edition(reading),
        thin=() if reading.in_followup else tuple(thin_rows(lines, reading)),
        sentences=said,
        family_lines=family,
        timeline=tuple(_timeline_events(reading)),
        next_contact=agreed(reading),
        extra_contact=extra_contact_words(reading),
        appointments=appointments(lines, reading),
        handed_over=handed_over(reading),
        sequence=domains_of(before(reading)),
        notices=tuple(_notices(reading)),
        refused=tuple(_without_effect(reading, lines, said, family)),
    )


def plan_lines(reading: Evaluation, *, signed: bool) -> tuple[Line, ...]:
    """All lines of the plan in order."""
    actions = (action_line(action, reading, signed=signed) for action in reading.bank.actions)
    lines = [line for line in actions if line is not None]
    lines += [own_line(own, reading) for own in reading.decisions.added.values()]
    followed = _lines_before(reading)
    for rule in reading.bank.answer_lines:
        if rule.id not in reading.decisions.removed:
            lines += (_edited(line, reading) for line in answer_lines(rule, reading, followed))
    lines += list(gap_lines(reading, lines))
    return order_lines(lines_together(lines, reading), reading)


def _lines_before(reading: Evaluation) -> tuple[Line, ...]:
    """In a follow-up, the lines of the plan it asks about, where that interview is compared with."""
    earlier = reading.earlier if reading.in_followup else None
    return plan_lines(earlier, signed=is_signed(earlier)) if earlier is not None else ()


def _edited(line: Line, reading: Evaluation) -> Line:
    """An answer line with the therapist's wording, where there is one."""
    if line.id.startswith(reading.roles.first_step_prefix):  # its words are those of another plan
        return line
    edits = edits_of(line.rule or "", line.texts, reading)
    return line.model_copy(update={"texts": line.texts | edits, "edited": True}) if edits else line


def agreed(reading: Evaluation) -> NextContact | None:
    """The contact that was agreed, when it lies ahead."""
    moment = agreed_contact(reading)
    if moment is None:
        return None
    who, _ = answer(f"{reading.roles.contact_in(reading.record.session)}.who", reading)
    return NextContact(at=in_iso(moment), words=moment_in_words(moment), who=str(who) if who else None)


def _plan_flag(name: str, reading: Evaluation) -> PlanFlag:
    """A flag that is set, with the answers it rests on and those of its inputs that are open."""
    flag = reading.bank.flag_by_id[name]
    decision = reading.decisions.flags.get(name)
    made = None
    if decision is not None:
        to = decision.to if isinstance(decision, Lower | Raise) else flag.level
        reason = decision.reason if isinstance(decision, Lower | Raise) else ""
        made = FlagDecision(kind=decision.kind, to=to, reason=reason)
    return PlanFlag(
        id=name,
        level=flag.level,
        text=flag.text,
        plain=flag.plain,
        short=flag.short,
        basis=flag.basis,
        basis_note=flag.basis_note,
        sources=known_sources(flag, reading),
        because=tuple(sorted(reading.flag_because(name))),
        open_inputs=tuple(sorted(q for q in flag_questions(name, reading) if reading.unresolved(q))),
        decision=made,
    )


def _timeline_events(reading: Evaluation) -> Iterator[TimelineEvent]:
    """The trigger sequence, earliest first, for the picture."""
    spec = reading.bank.questions.get(reading.roles.sequence)
    for event in timeline(reading) if spec else ():
        assert spec is not None  # noqa: S101 - there are no events without the question
        stage = reading.item_field(reading.roles.sequence, event.item, "stage").text
        yield TimelineEvent(
            what=collapse(event.what, None),
            offset_hours=None if event.offset is None else event.offset * 24,
            when=distance_words(event, reading.item_field(reading.roles.sequence, event.item, "when")),
            side="after" if event.side == "after" else "before",
            domain=event.domain,
            domain_label=spec.field_by_id["domain"].option_label(event.domain) if event.domain else "",
            intensity=None if event.intensity is None else int(event.intensity),
            locus=tag_of(event, LOCUS, reading),
            locus_label=tag_words(event, LOCUS, reading),
            stage=stage,
            stage_label=tag_words(event, STAGE, reading),
        )


def _notices(reading: Evaluation) -> Iterator[str]:
    """What the therapist took off the plan, and which flags they raised that these answers do not set."""
    for name, removal in reading.decisions.removed.items():
        reason = collapse(removal.reason, None) or "no reason given"
        yield f"{name} was taken off the plan by the therapist: {reason}"
    for name, raised in reading.decisions.raised.items():
        if not reading.flag(name):
            flag = reading.bank.flag_by_id[name]
            reason = collapse(raised.reason, None) or "no reason given"
            yield f"{name} was raised to level {raised.to} by the therapist: {reason} ({flag.text})"


def _without_effect(
    reading: Evaluation,
    lines: tuple[Line, ...],
    said: tuple[Sentence, ...],
    sheet: tuple[FamilyPlanLine, ...],
) -> Iterator[str]:
    """Decisions that change nothing on this plan, and why."""
    yield from (f"{refused}." for refused in reading.decisions.refused)
    printed = {line.rule or line.id: line for line in lines if not line.gap}
    worded: dict[str, Container[Edition]] = {name: line.texts for name, line in printed.items()}
    worded |= {each.id: {each.edition} for each in said} | {line.id: {"family"} for line in sheet}
    for rule, edition in reading.decisions.edited:
        if rule not in worded:
            yield f"edit {rule}: that line is not on this plan."
        elif edition not in worded[rule]:
            yield f"edit {rule}: that line is not in the {edition} edition."
    here = {slot.name for line in lines for slot in line.slots}
    for name, made in reading.decisions.filled.items():
        if name not in here:
            yield f"fill {made.rule}.{made.slot}: nothing on this plan asks for it."
    for rule, pick in reading.decisions.picked.items():
        if rule not in printed:
            yield f"pick {rule}: that line is not on this plan."
            continue
        offered = {option.id for option in printed[rule].options}
        missing = [option for option in pick.options if option not in offered]
        if missing:
            yield f"pick {rule}: these answers do not offer {', '.join(missing)}."
