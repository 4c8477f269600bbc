"""What is due in a case: it follows from its last interview, and from what was held and reported since."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from functools import lru_cache

from relapse_cli.logic.answers.moments import parse_moment
from relapse_cli.logic.followup.agreed_lines import agreed_lines
from relapse_cli.logic.history.lines import PlanOfSession, history_lines
from relapse_cli.logic.history.sessions import Sitting, sittings
from relapse_cli.logic.plan.build import build_plan
from relapse_cli.logic.rules.due import agreed_contact
from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.model.bank import Bank
from relapse_cli.model.due import DueItem, DueKind
from relapse_cli.model.plan import Appointment, Plan
from relapse_cli.model.record import Record

_CALLED_FOR = frozenset({"next", "extra"})
"""The appointments of a plan that are contacts; the others are days on which it wants a check-in."""


def due_of_case(bank: Bank, records: Iterable[Record]) -> tuple[DueItem, ...]:
    """Return what is due in a case, earliest first.

    Contacts are those of the last session that was ended: what it agreed takes the place of what was agreed
    before, and where it agreed nothing that stands. A contact of a session that is still open counts beside
    them once it is agreed. Days for a check-in are those of the last interview that was ended, as far as no
    session was held on or after them. Lines are those of the same interview with a day, as long as no
    follow-up calls them done; one that was not asked about is not done.

    Args:
        bank: the bank, checked.
        records: the records of one case, in any order.
    """
    known = sittings(records)
    ended = [each for each in known if each.record.finished_at is not None]
    interview = next((each for each in reversed(ended) if not each.is_followup), None)
    found = list(_standing_contacts(bank, known, ended))
    if interview is not None:
        made = build_plan(Evaluation(bank, interview.record))
        last_day = max(map(_day, known))
        found += (item for item in _check_ins(made) if item.day > last_day)
        found += _lines(bank, made, interview, known)
    return tuple(sorted(found, key=_order))


def _standing_contacts(bank: Bank, known: tuple[Sitting, ...], ended: list[Sitting]) -> Iterator[DueItem]:
    """The contacts that stand: of the last session that was ended, and those agreed in open ones.

    Where it agreed none, what was agreed before it stands until a session was held on its day or after it.
    """
    if ended:
        last = ended[-1]
        held = max((_day(each) for each in known[known.index(last) + 1 :]), default="")
        found = list(_contacts(bank, last))
        yield from (item for item in found if item.day > held)
        if not any(item.agreed for item in found):
            before = (
                [item for item in _contacts(bank, each) if item.agreed] for each in reversed(ended[:-1])
            )
            yield from (item for item in next(filter(None, before), []) if item.day > max(held, _day(last)))
    for each in known[known.index(ended[-1]) + 1 :] if ended else known:
        yield from (item for item in _contacts(bank, each) if item.agreed)


def _order(item: DueItem) -> tuple[str, str, str, str]:
    return item.day, item.at, item.kind, item.line or ""


def _day(sitting: Sitting) -> str:
    return sitting.record.started_at[: len("2026-11-20")]


def _contacts(bank: Bank, last: Sitting) -> Iterator[DueItem]:
    """The contacts of a session: the agreed one, and the one that its level calls for before it."""
    made = build_plan(Evaluation(bank, last.record))
    who = made.next_contact.who if made.next_contact else None
    for each in made.appointments:
        if each.id in _CALLED_FOR:
            yield _item(made, each, "contact", who if each.agreed else None)


def _check_ins(made: Plan) -> Iterator[DueItem]:
    """The days on which the plan wants a check-in."""
    for each in made.appointments:
        if each.id not in _CALLED_FOR:
            yield _item(made, each, "check_in", None)


def _item(made: Plan, each: Appointment, kind: DueKind, who: str | None) -> DueItem:
    return DueItem(
        made.case, made.record, made.started_at, kind, each.at, each.agreed, appointment=each.id, who=who
    )


def _lines(bank: Bank, made: Plan, interview: Sitting, known: tuple[Sitting, ...]) -> Iterator[DueItem]:
    """The lines of the plan with a day, but for those that a follow-up calls done."""
    plan = PlanOfSession(interview.record.id, interview.record.id, made)
    done = {line.id for line in history_lines(bank, known, [plan]) if line.state == "done"}
    for line in agreed_lines(bank, made.lines):
        if line.due is not None and line.id not in done:
            yield DueItem(
                case=made.case,
                session=made.record,
                began=made.started_at,
                kind="line",
                at=line.due,
                agreed=True,
                line=line.id,
                words=line.words,
                who=line.owner,
            )


def last_due_day(reading: Evaluation) -> str:
    """The last day on which anything of a plan can be due, as ISO 8601; the plan need not be built."""
    began = reading.now.date()
    latest = [began + timedelta(days=_longest(reading.bank))]
    if (agreed := agreed_contact(reading)) is not None:
        latest.append(agreed.day)
    chosen = [pick.due for pick in reading.decisions.picked.values()]
    chosen += [own.due for own in reading.decisions.added.values()]
    latest += [moment.day for due in chosen if (moment := parse_moment(due, reading.zone)) is not None]
    return max(latest).isoformat()


@lru_cache(4)
def _longest(bank: Bank) -> int:
    """So many days after a session the rules of a bank ask for something at the latest."""
    dues = (due for action in bank.actions for due in (*action.due, *action.extra, *action.latest))
    days = [(due.n or 0) if due.word == "days" else (due.n or 0) // 24 + 1 for due in dues]
    return max((*days, *(day for action in bank.actions for day in action.contact_days)), default=0)
