"""A case over time: its sessions in order, what recurs in them, and what became of the lines of its plans."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from relapse_cli.logic.facts.record import recurs_from_earlier
from relapse_cli.logic.facts.timeline import before, domains_of
from relapse_cli.logic.history.lines import PlanOfSession, history_lines
from relapse_cli.logic.history.recurring import recurring
from relapse_cli.logic.history.sessions import Sitting, began, followed, sittings
from relapse_cli.logic.plan.build import build_plan
from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.model.bank import Bank
from relapse_cli.model.history import CaseHistory, EarlierPart, HistoryFlag, HistorySession, Recurrence
from relapse_cli.model.plan import Plan
from relapse_cli.model.record import BankPin, Record


def case_history(bank: Bank, records: Iterable[Record], case: str) -> CaseHistory:
    """Return the history of a case.

    Records that continue another belong to one session: the last one stands for it, because it carries the
    answers of the others over, and a sequence that was only carried over does not recur. Each interview is
    compared with the one before it, or with the one that its record names.

    Args:
        bank: the bank, checked.
        records: the records of the case, interviews and follow-ups, in any order.
        case: the case code.
    """
    known = sittings(records)
    interviews = [sitting for sitting in known if not sitting.is_followup]
    readings = {s.record.id: Evaluation(bank, s.record, _compared(s, interviews)) for s in known}
    plans = {name: build_plan(reading) for name, reading in readings.items()}
    return CaseHistory(
        case=case,
        bank=BankPin(id=bank.id, version=bank.version, digest=bank.digest),
        sessions=tuple(_history_session(s, known, readings[s.record.id], plans[s.record.id]) for s in known),
        recurrences=_recurrences(bank, {s.record.id: readings[s.record.id] for s in interviews}),
        lines=history_lines(bank, known, _plans_of(bank, interviews, plans)),
    )


def _compared(sitting: Sitting, interviews: Sequence[Sitting]) -> Record | None:
    """The earlier record that an interview is compared with: the one it names, else the one before it."""
    if sitting.is_followup:
        return None
    earlier = [other for other in interviews if began(other.parts[0]) < began(sitting.parts[0])]
    named = [part for other in earlier for part in other.parts if part.id == sitting.record.earlier]
    return next(iter(named), earlier[-1].record if earlier else None)


def _history_session(
    sitting: Sitting, known: Sequence[Sitting], reading: Evaluation, plan: Plan
) -> HistorySession:
    """One session with what its rules and its therapist made of it."""
    record = sitting.record
    target, named = followed(sitting, known) if sitting.is_followup else (None, True)
    rules = {line.rule for line in plan.lines}
    return HistorySession(
        id=record.id,
        path=record.path,
        kind=record.session,
        started_at=record.started_at,
        parts=tuple(_earlier_part(reading.bank, part) for part in sitting.parts[:-1]),
        finished=record.finished_at is not None,
        final=plan.final,
        level=plan.level,
        level_decided=plan.level_decided,
        flags=_flags_of(plan),
        taken=plan.handed_over.taken,
        sequence=plan.timeline,
        compared_with=reading.earlier.record.id if reading.earlier else None,
        recurs=reading.roles.recurs_rule in rules,
        same_start=recurs_from_earlier(reading),
        same_plan=reading.roles.same_plan_rule in rules,
        follows=target.record.id if target else None,
        follows_named=named,
        sleep_difficulty=_told(reading, (reading.roles.sleep, reading.roles.followup_sleep), "difficulty"),
        anxiety=_told(reading, (reading.roles.anxiety, reading.roles.followup_anxiety), "peak"),
        pull=_told(reading, (reading.roles.pull, reading.roles.followup_pull)),
    )


def _told(reading: Evaluation, questions: tuple[str, str], field: str | None = None) -> int | None:
    """A number from 0 to 10 that an interview or a follow-up asks for; what is not recorded is no number."""
    question = questions[reading.in_followup]
    said = reading.field(question, field) if field else reading.answer(question)
    return int(said.number) if said.usable and said.number is not None else None


def _earlier_part(bank: Bank, record: Record) -> EarlierPart:
    """A part that was gone on with on another day; its level stays to be seen."""
    plan = build_plan(Evaluation(bank, record))
    return EarlierPart(
        id=record.id,
        started_at=record.started_at,
        level=plan.level,
        level_decided=plan.level_decided,
        flags=_flags_of(plan),
        final=plan.final,
    )


def _flags_of(plan: Plan) -> tuple[HistoryFlag, ...]:
    """The flags of a plan, highest level first."""
    flags = sorted(plan.flags, key=lambda flag: -flag.level)
    return tuple(HistoryFlag(id=flag.id, level=flag.level, text=flag.text) for flag in flags)


def _recurrences(bank: Bank, readings: Mapping[str, Evaluation]) -> tuple[Recurrence, ...]:
    """What recurs in the sequences before the use; close variants of a domain count as one."""
    said: dict[str, dict[str, str]] = {}
    for name, reading in readings.items():
        steps: dict[str, str] = {}
        for domain in domains_of(before(reading)):
            steps.setdefault(reading.bank.sets.folded(domain), domain)
        said[name] = steps
    found = recurring({name: tuple(steps) for name, steps in said.items()})
    return tuple(
        Recurrence(
            domains=domains,
            labels=tuple(label(bank, step) for step in domains),
            sessions=names,
        )
        for steps, names in found
        for domains in [tuple(_as_said(step, [said[name] for name in names]) for step in steps)]
    )


def _as_said(step: str, said: Sequence[Mapping[str, str]]) -> str:
    """The domain as it was told, where it was told the same way each time."""
    told = {steps[step] for steps in said}
    return told.pop() if len(told) == 1 else step


def label(bank: Bank, domain: str) -> str:
    """A domain in words."""
    known = bank.questions.get(bank.roles.sequence)
    return known.field_by_id["domain"].option_label(domain) if known else domain


def _plans_of(bank: Bank, interviews: Sequence[Sitting], plans: Mapping[str, Plan]) -> list[PlanOfSession]:
    """The plans whose lines count: that of each interview, and those signed before it was gone on with."""
    found = []
    for sitting in interviews:
        for part in sitting.parts:
            plan = plans[part.id] if part is sitting.record else build_plan(Evaluation(bank, part))
            if part is sitting.record or plan.final:
                found.append(PlanOfSession(sitting.record.id, part.id, plan))
    return found
