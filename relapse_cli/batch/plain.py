"""The row of a record, made with the evaluator of plans: what the generated one must equal."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from typing import get_args

from relapse_cli.batch.row import LineReport, Row, Use
from relapse_cli.logic.answers.in_words import collapse
from relapse_cli.logic.answers.moments import Moment
from relapse_cli.logic.facts import record as record_facts
from relapse_cli.logic.facts import substances
from relapse_cli.logic.facts.catalogue import CATALOGUE
from relapse_cli.logic.facts.reading import FactValue
from relapse_cli.logic.facts.timeline import before, domains_of
from relapse_cli.logic.followup.line_reports import state_in, text_in
from relapse_cli.logic.plan.final import decided_level, is_signed
from relapse_cli.logic.rules.conditions import flag_questions
from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.model.answer import Answer
from relapse_cli.model.bank import Bank
from relapse_cli.model.history import ReportedState
from relapse_cli.model.record import Record


def plain_row(bank: Bank, record: Record, group: Sequence[str] = ()) -> Row:
    """Return the row of a record.

    Args:
        bank: the bank, checked.
        record: a record without faults under it.
        group: names of facts and answers whose values are kept for grouping.
    """
    reading = Evaluation(bank, record)
    removed = reading.decisions.removed
    return Row(
        id=record.id,
        case=record.case,
        path=record.path,
        followup=reading.in_followup,
        started_at=record.started_at,
        at=reading.now.timestamp(),
        day=reading.now.date().isoformat(),
        finished=record.finished_at is not None,
        earlier=record.earlier,
        continues=record.continues,
        follows=record.follows,
        level=reading.computed_level,
        level_decided=decided_level(reading),
        signed=is_signed(reading),
        flags=reading.flags,
        could=_could(reading),
        rules=tuple(a.id for a in bank.actions if reading.action(a.id) and a.id not in removed),
        open_critical=reading.open_critical(),
        sequence=domains_of(before(reading)),
        classes=record_facts.classes(reading),
        uses=tuple(
            _use(reading, entry) for entry in reading.answer(bank.roles.substance).items if entry.usable
        ),
        sleep=_scale(reading, (bank.roles.sleep, bank.roles.followup_sleep), "difficulty"),
        anxiety=_scale(reading, (bank.roles.anxiety, bank.roles.followup_anxiety), "peak"),
        pull=_scale(reading, (bank.roles.pull, bank.roles.followup_pull)),
        reports=tuple(_reports(reading)),
        picked=tuple(
            (rule, option) for rule, pick in reading.decisions.picked.items() for option in pick.options
        ),
        plan_key=_plan_key(reading),
        group=tuple(group_value(reading, name) for name in group),
    )


def _could(reading: Evaluation) -> int:
    """The flags that could have been set, as bits."""
    return sum(1 << bit for bit, name in enumerate(reading.bank.flag_by_id) if _could_be_set(name, reading))


def _could_be_set(name: str, reading: Evaluation) -> bool:
    return any(map(reading.enabled, flag_questions(name, reading))) or reading.flag(name)


def _use(reading: Evaluation, entry: Answer) -> Use:
    """One product that was taken."""
    first, last = (substances.moment(reading, entry, field) for field in ("first_use", "last_use"))
    return Use(
        substance_class=substances.substance_class(reading, entry),
        first_day=first.day.isoformat() if first else None,
        last_day=last.day.isoformat() if last else None,
        last_from=last.start.timestamp() if last else None,
        last_to=last.end.timestamp() if last else None,
        days_per_week=reading.item_field(reading.roles.substance, entry, "days_per_week").number,
    )


def _scale(reading: Evaluation, questions: tuple[str, str], field: str | None = None) -> int | None:
    """A number from 0 to 10 that an interview or a follow-up asks for."""
    question = questions[reading.in_followup]
    said = reading.field(question, field) if field else reading.answer(question)
    return int(said.number) if said.usable and said.number is not None else None


def _reports(reading: Evaluation) -> Iterator[LineReport]:
    """What a follow-up says of the lines of the plan."""
    for entry in reading.answer(reading.roles.lines_done).items:
        line, state = text_in(entry, "rule"), state_in(entry)
        if line and state in get_args(ReportedState):
            yield collapse(line), str(state)


def _plan_key(reading: Evaluation) -> str:
    """What makes the plan the same as another one (R-SAME)."""
    rows, pairs = sorted(reading.fired_rows()), sorted(record_facts.ifthen_pairs(reading))
    if not rows and not pairs:
        return ""
    return hashlib.blake2b(json.dumps([rows, pairs]).encode(), digest_size=12).hexdigest()


def group_value(reading: Evaluation, name: str) -> str | None:
    """What a record is grouped under: a fact or an answer as text; ``None`` where it is missing."""
    known = name in CATALOGUE or name in reading.bank.fact_by_name
    value = reading.fact(name) if known else _said(reading.named(name))
    match value:
        case None | ():
            return None
        case bool():
            return "yes" if value else "no"
        case Moment():
            return value.day.isoformat()
        case tuple():
            return ", ".join(value)
        case _:
            return f"{value:g}" if isinstance(value, float) else str(value)


def _said(answer: Answer) -> FactValue:
    """A usable answer that is one value or a list of options."""
    return answer.options or answer.scalar
