"""A record against its bank: every fault at once, each with its place (V-OPTION), and what does not agree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain

from relapse_cli.logic.answers import messages
from relapse_cli.logic.answers.check_value import UNNAMED, check_answer, shown_id, shown_name
from relapse_cli.logic.answers.moments import parse_moment, parse_now
from relapse_cli.model.answer import WITHHELD, Answer
from relapse_cli.model.bank import Bank
from relapse_cli.model.bank_terms import STATUSES
from relapse_cli.model.decision import Add, Confirm, Edit, Fill, Lower, Pick, Raise, Remove
from relapse_cli.model.record import Record
from relapse_cli.model.sentence_ids import SENTENCES
from relapse_cli.problems import Problem, did_you_mean

_LIST = "Look at 'relapse bank show' for its questions."
_MOST_ERRORS = 200
"""A hostile record could hold a million, and looking for a near name takes time for each."""


def check_record(bank: Bank, record: Record) -> list[Problem]:
    """Return the faults of a record under a bank, in order of place.

    An ``error`` (an unknown id, a wrong type, an impossible date) stops the record; a ``warning`` keeps its
    plan from being final. A record with very many errors is not looked at further than anybody reads.
    """
    found = chain(_answer_problems(bank, record), _time_problems(record), decision_problems(bank, record))
    return list(_until_enough(found))


def _until_enough(found: Iterable[Problem]) -> Iterator[Problem]:
    """Problems up to the last error that is told; warnings do not count."""
    errors = 0
    for each in found:
        yield each
        errors += each.severity == "error"
        if errors == _MOST_ERRORS:
            return


def _answer_problems(bank: Bank, record: Record) -> Iterator[Problem]:
    """Faults of the answers."""
    for question_id, answer in record.given.items():
        path = f"answers.{question_id}"
        question = bank.questions.get(question_id)
        if question is None:
            named, near = shown_id(question_id), did_you_mean(question_id, bank.questions)
            place = path if named != UNNAMED else "answers"
            if _says_nothing(answer):
                yield messages.NOTHING_SAID.problem(place, shown=named, near=near)
            else:
                yield messages.NOT_A_QUESTION.problem(place, shown=named, near=near or _LIST)
            continue
        if question.session != record.session:
            yield messages.OTHER_SESSION.problem(path, session=question.session)
        for fault in check_answer(question, answer):
            yield replace(fault, path=path + fault.path)


def _says_nothing(answer: Answer) -> bool:
    """Whether an answer says nothing beyond a status, or that it stayed in the store: so an export has it."""
    return answer.inner == WITHHELD or (answer.status in STATUSES and len(answer.fields) == 1)


def _time_problems(record: Record) -> Iterator[Problem]:
    """Faults of the record's own times."""
    start = parse_now(record.started_at)
    if start is None:
        yield messages.NOT_A_MOMENT.problem("started_at")
    if record.finished_at is None:
        return
    end = parse_now(record.finished_at)
    if end is None:
        yield messages.NOT_A_MOMENT.problem("finished_at")
    elif start is not None and end < start:
        yield messages.END_BEFORE_START.problem("finished_at")


def decision_problems(bank: Bank, record: Record) -> Iterator[Problem]:
    """Decisions about flags, lines, options, domains or dates that do not exist."""
    own = [decision.id for decision in record.decisions if isinstance(decision, Add)]
    lines = [*bank.action_by_id, *own]
    for index, decision in enumerate(record.decisions):
        path = f"decisions[{index}]"
        match decision:
            case Confirm() | Lower() | Raise():
                yield from unknown(f"{path}.flag", "a flag", decision.flag, list(bank.flag_by_id))
            case Pick():
                yield from unknown(f"{path}.rule", "a line", decision.rule, lines)
                yield from _pick_problems(bank, decision, path)
                yield from _due_problems(decision.due, path, record)
            case Edit() | Remove():
                quoted = [line.id for line in bank.answer_lines]
                pages = _beyond_lines(bank) if isinstance(decision, Edit) else ()
                yield from unknown(f"{path}.rule", "a line", decision.rule, [*lines, *quoted, *pages])
            case Fill():
                yield from _slot_problems(bank, decision, path)
            case Add():
                yield from _due_problems(decision.due, path, record)
                yield from _covers_problems(bank, decision, path)
            case _:
                continue


def _beyond_lines(bank: Bank) -> Iterator[str]:
    """What else on a page can be reworded: its fixed sentences, and the lines of the family sheet."""
    yield from SENTENCES
    yield from (line.id for line in bank.family.lines)


def _covers_problems(bank: Bank, decision: Add, path: str) -> Iterator[Problem]:
    """A line of one's own that answers a trigger which the sequence does not know."""
    sequence = bank.questions.get(bank.roles.sequence)
    if decision.covers is not None and sequence is not None:
        domains = [option.id for option in sequence.field_by_id["domain"].options]
        yield from unknown(f"{path}.covers", "a subject of the sequence", decision.covers, domains)


def _slot_problems(bank: Bank, decision: Fill, path: str) -> Iterator[Problem]:
    """A slot that the line does not have, or a line without slots."""
    rules = list(bank.slots_of)
    faults = list(unknown(f"{path}.rule", "a line with slots", decision.rule, rules))
    slots = [slot.id for slot in bank.slots_of.get(decision.rule, ())]
    yield from faults or unknown(f"{path}.slot", f"a slot of {decision.rule}", decision.slot, slots)


def unknown(path: str, kind: str, name: str, known: list[str]) -> Iterator[Problem]:
    """A name that the bank does not have."""
    if name not in known:
        near = did_you_mean(name, known)
        yield messages.NOT_HERE.problem(path, shown=shown_name(name), kind=kind, near=near)


def _pick_problems(bank: Bank, decision: Pick, path: str) -> Iterator[Problem]:
    """Options that the rule does not offer."""
    action = bank.action_by_id.get(decision.rule)
    options = [option.id for option in action.options] if action else []
    for option in decision.options if action else ():
        yield from unknown(f"{path}.options", f"an option of {decision.rule}", option, options)


def _due_problems(due: str | None, path: str, record: Record) -> Iterator[Problem]:
    """A due date that is no date."""
    start = parse_now(record.started_at)
    if due is not None and start is not None and start.tzinfo and parse_moment(due, start.tzinfo) is None:
        yield messages.NOT_A_DUE_DATE.problem(f"{path}.due")
