"""A case over time: its time line, the sequences side by side, what recurs, the lines of the plans."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from relapse_cli.documents.block import (
    Block,
    Document,
    Heading,
    Item,
    Level,
    Paragraph,
    Quote,
    Sequence,
    Sequences,
    SequenceStep,
    level_style,
    plain,
)
from relapse_cli.documents.curves import curves
from relapse_cli.documents.picture import NOT_RATED, SCALE
from relapse_cli.documents.plan.document import PATH_WORDS
from relapse_cli.documents.plan.level import NOT_YET_DECIDED
from relapse_cli.documents.reviewed import reviewed_foot, unreviewed_mark
from relapse_cli.logic.answers.in_words import quote
from relapse_cli.logic.followup.line_reports import STATE_WORDS
from relapse_cli.text.days import readable_date, readable_day
from relapse_cli.text.nouns import counted, series

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from relapse_cli.model.bank import Bank
    from relapse_cli.model.history import CaseHistory, HistoryLine, HistorySession
    from relapse_cli.model.plan import TimelineEvent
    from relapse_cli.model.roles import Roles
    from relapse_cli.model.sets import Sets

IN_THE_WAY = "What got in the way"
_MOST_FLAGS, _MOST_RECURRENCES = 4, 8


def history_document(history: CaseHistory, bank: Bank) -> Document:
    """A whole history; sessions are called by their number on the time line."""
    numbers = {session.id: number for number, session in enumerate(history.sessions, 1)}
    planned = [line for line in history.lines if line.plans]
    return Document(
        title=f"Case {history.case} over time",
        facts=_facts(history),
        day=history.sessions[-1].started_at[:10] if history.sessions else "",
        marks=unreviewed_mark(bank.wording, bank.reviewed_by),
        blocks=(
            Heading("Time line"),
            *(_session(history, place, numbers, bank) for place in range(len(history.sessions))),
            *curves(history),
            *_sequences(history, numbers, bank.sets),
            *_recurrences(history, numbers),
            *_lines("Lines of the plans: done", (i for i in planned if not i.never_done), numbers),
            *_lines("Lines of the plans: not done so far", (i for i in planned if i.never_done), numbers),
            *_lines(
                "Told at a follow-up, on no plan here", (i for i in history.lines if not i.plans), numbers
            ),
            *(() if planned else (Paragraph(plain("No plan of this case holds a line to do yet.")),)),
        ),
        footer=tuple(filter(None, (bank.wording.footer, *reviewed_foot(bank.wording, bank.reviewed_by)))),
    )


def session_title(session: HistorySession) -> str:
    """When a session was held, what it was, and how far it came."""
    state = "final" if session.final else "draft" if session.finished else "not finished"
    return f"{readable_date(session.started_at)} · {PATH_WORDS[session.path]} · {state}"


def session_level(session: HistorySession, bank: Bank) -> str:
    """The computed and the decided level; both are always shown."""
    words = bank.wording.levels
    computed, decided = session.level, session.level_decided
    if decided is None:
        means = " – ".join(filter(None, (f"Computed level {computed} of 4", words.get(computed))))
        return f"{means}; {NOT_YET_DECIDED}"
    if computed == decided:
        return " – ".join(filter(None, (f"Level {computed} of 4, computed and decided", words.get(computed))))
    return "; ".join(
        " – ".join(filter(None, (f"{name} level {level} of 4", words.get(level))))
        for name, level in (("computed", computed), ("decided", decided))
    ).capitalize()


def strength(event: TimelineEvent) -> str:
    """How strong a step was, and when it came."""
    number = NOT_RATED if event.intensity is None else f"{event.intensity}/{SCALE}"
    return ", ".join(filter(None, (number, event.when)))


def _facts(history: CaseHistory) -> tuple[str, ...]:
    """How many sessions there are, and from when to when."""
    followups = sum(session.kind == "followup" for session in history.sessions)
    numbers = {"interview": len(history.sessions) - followups, "follow-up": followups}
    counts = ", ".join(counted(number, noun) for noun, number in numbers.items() if number)
    days = [readable_date(session.started_at[:10]) for session in history.sessions]
    span = " to ".join(dict.fromkeys((days[0], days[-1]))) if days else ""
    return tuple(filter(None, (counts, span)))


def _session(history: CaseHistory, place: int, numbers: Mapping[str, int], bank: Bank) -> Item:
    """One session on the time line, with its highest flags."""
    session = history.sessions[place]
    left = len(session.flags) - _MOST_FLAGS
    flags = (
        Item(plain(flag.text), name=(f"Level {flag.level}", level_style(flag.level)))
        for flag in session.flags[:_MOST_FLAGS]
    )
    level = max(session.level, session.level_decided or session.level)
    return Item(
        ((session_title(session), "strong"),),
        number=place + 1,
        since=_later(history.sessions[place - 1].started_at, session.started_at) if place else "",
        close=True,
        below=(
            Level(level, plain(session_level(session, bank))),
            *(Paragraph(plain(row)) for row in session.taken),
            *(Paragraph(plain(note)) for note in _notes(session, numbers, bank.roles)),
            *flags,
            *((Item(((f"and {left} more", "quiet"),)),) if left > 0 else ()),
        ),
    )


def _later(one: str, other: str) -> str:
    """How many days lie between two sessions."""
    days = (date.fromisoformat(other[:10]) - date.fromisoformat(one[:10])).days
    return f"{counted(days, 'day')} later" if days else "the same day"


def _notes(session: HistorySession, numbers: Mapping[str, int], roles: Roles) -> Iterator[str]:
    """What else is to be known of a session, one sentence each."""
    for part in session.parts:
        level = f"level {part.level} of 4"
        yield f"Begun {readable_date(part.started_at)} ({level}), and gone on with on this day."
    if session.kind == "followup":
        yield _follows(session, numbers)
    before = numbers.get(session.compared_with or "")
    attention = f"it still needs attention ({roles.recurs_rule})."
    if session.same_start:
        yield f"The sequence begins with the same steps as in {before}: {attention}"
    elif session.recurs:
        yield f"The sequence is known from before: {attention}"
    if session.same_plan:
        yield (
            f"The plan is the same as in {before}; at least one new tool belongs in it "
            f"({roles.same_plan_rule})."
        )


def _follows(session: HistorySession, numbers: Mapping[str, int]) -> str:
    """Which plan a follow-up asks about."""
    number = numbers.get(session.follows or "")
    if number is None:
        return "The interview it follows is not among these records."
    if session.follows_named:
        return f"About the plan of {number}."
    return f"It names no interview; read as about {number}."


def _sequences(history: CaseHistory, numbers: Mapping[str, int], sets: Sets) -> Iterator[Block]:
    """The sequences of the interviews side by side, where there is one; what recurs in them is marked."""
    interviews = [session for session in history.sessions if session.kind == "interview"]
    if not any(session.sequence for session in interviews):
        return
    yield Heading("Trigger sequences side by side")
    columns = tuple(_sequence(session, history, numbers, sets) for session in interviews)
    yield Sequences(columns, nothing="No sequence recorded.")
    if any(step.again for column in columns for step in column.steps):
        yield Paragraph((("◆ comes in this order in another interview too", "quiet"),), close=True)


def _sequence(
    session: HistorySession, history: CaseHistory, numbers: Mapping[str, int], sets: Sets
) -> Sequence:
    rows = [row for row in history.recurrences if len(row.domains) > 1 and session.id in row.sessions]
    # Close variants of a domain count as one.
    recurring = {sets.folded(domain) for row in rows for domain in row.domains}
    return Sequence(
        number=numbers[session.id],
        day=readable_date(session.started_at[:10]),
        title=session_title(session),
        steps=tuple(
            SequenceStep(
                event.domain_label or event.what,
                strength(event),
                again=event.side == "before" and sets.folded(event.domain or "") in recurring,
                intensity=event.intensity,
                when=event.when,
                locus=event.locus,
            )
            for event in session.sequence
        ),
    )


def _recurrences(history: CaseHistory, numbers: Mapping[str, int]) -> Iterator[Block]:
    """What comes in the same order in several interviews, and what recurs by itself."""
    if len(history.sessions) < 2:
        return
    several = [row for row in history.recurrences if len(row.domains) > 1]
    alone = [row for row in history.recurrences if len(row.domains) == 1]
    left = len(several) - _MOST_RECURRENCES
    yield Heading("What recurs")
    for row in several[:_MOST_RECURRENCES]:
        yield Item(plain(f"in {_where(row.sessions, numbers)}"), name=(" → ".join(row.labels), "strong"))
    if several:
        order = "In this order, with other steps in between where there are any."
    else:
        order = "Nothing comes in the same order in two interviews so far."
    yield Paragraph(((order, "quiet"),), close=True)
    if left > 0:
        yield Paragraph(((f"And {left} more, which --format json lists.", "quiet"),), close=True)
    if alone:
        steps = "; ".join(f"{row.labels[0]} ({_where(row.sessions, numbers)})" for row in alone)
        yield Paragraph(plain(f"By itself: {steps}"), close=True)


def _where(sessions: Iterable[str], numbers: Mapping[str, int]) -> str:
    """In which sessions something stands, by number."""
    return series([str(numbers[session]) for session in sessions])


def _lines(title: str, lines: Iterable[HistoryLine], numbers: Mapping[str, int]) -> Iterator[Block]:
    """Lines with what became of them; nothing where there are none."""
    items = [_line(line, numbers) for line in lines]
    if items:
        yield Heading(title)
        yield from items


def _line(line: HistoryLine, numbers: Mapping[str, int]) -> Item:
    """One line with what became of it."""
    told = (
        f"{STATE_WORDS[r.state]} on {readable_day(date.fromisoformat(r.at[:10]))} ({numbers[r.session]})"
        for r in line.reports
    )
    who = f"Who: {line.owner}" if line.owner else ""
    plans = f"On the plan of {_where(line.plans, numbers)}" if line.plans else ""
    since = "On the plan again since, and not asked about yet." if line.open_again else ""
    small = (" · ".join(filter(None, (who, plans, *told))), since)
    return Item(
        ((line.text, "title"),),
        below=(
            Paragraph(plain(STATE_WORDS[line.state].capitalize())),
            *((Quote(quote(line.obstacle, None), IN_THE_WAY),) if line.obstacle else ()),
            *(Paragraph(((words, "quiet"),)) for words in small if words),
        ),
    )
