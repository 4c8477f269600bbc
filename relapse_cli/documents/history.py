"""A case over time in words, the same for every format that people read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from relapse_cli.documents.picture import NOT_RATED, SCALE
from relapse_cli.documents.plan import PATH_WORDS
from relapse_cli.logic.facts.timeline import FOLDED
from relapse_cli.logic.followup.line_reports import STATE_WORDS
from relapse_cli.model.known_ids import RECURS_RULE, SAME_PLAN_RULE
from relapse_cli.text.days import readable_date, readable_day
from relapse_cli.text.nouns import counted, series

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from relapse_cli.model.bank import Bank
    from relapse_cli.model.history import CaseHistory, HistoryLine, HistorySession, Recurrence
    from relapse_cli.model.plan import TimelineEvent

TIME_LINE = "Time line"
SIDE_BY_SIDE = "Trigger sequences side by side"
WHAT_RECURS = "What recurs"
NOTHING_RECURS = "Nothing comes in the same order in two interviews so far."
IN_ORDER = "In this order, with other steps in between where there are any."
RECURS_TOO = "comes in this order in another interview too"
DONE, NEVER_DONE = "Lines of the plans: done", "Lines of the plans: not done so far"
NO_PLAN = "Told at a follow-up, on no plan here"
NO_LINES = "No plan of this case holds a line to do yet."
IN_THE_WAY = "What got in the way"
NO_SEQUENCE = "No sequence recorded."
MOST_FLAGS, MOST_RECURRENCES = 4, 8


@dataclass(frozen=True, slots=True)
class SessionWords:
    """One session on the time line.

    Attributes:
        later: how long after the one before it.
        level: both levels, in number and words.
        notes: what else is to be known of it.
        flags: the highest flags, each with its level.
    """

    number: int
    later: str
    title: str
    level: str
    notes: tuple[str, ...]
    flags: tuple[tuple[int, str], ...]
    more_flags: str


@dataclass(frozen=True, slots=True)
class LineWords:
    """One line with what became of it."""

    state: str
    text: str
    in_the_way: str
    details: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HistoryWords:
    """A whole history in words; ``recurrences`` and ``single_steps`` name interviews by their numbers."""

    title: str
    facts: str
    mark: str
    sessions: tuple[SessionWords, ...]
    recurrences: tuple[tuple[tuple[str, ...], str], ...]
    single_steps: tuple[str, ...]
    more_recurrences: str
    done: tuple[LineWords, ...]
    never_done: tuple[LineWords, ...]
    told: tuple[LineWords, ...]
    footer: tuple[str, ...]


def history_words(history: CaseHistory, bank: Bank) -> HistoryWords:
    """Return a history in words."""
    numbers = numbers_of(history)
    several = [row for row in history.recurrences if len(row.domains) > 1]
    left = len(several) - MOST_RECURRENCES
    planned = [line for line in history.lines if line.plans]
    return HistoryWords(
        title=f"Case {history.case} over time",
        facts=facts_words(history),
        mark=bank.wording.not_reviewed if bank.reviewed_by is None else "",
        sessions=tuple(
            session_words(history, place, numbers, bank) for place in range(len(history.sessions))
        ),
        recurrences=tuple((row.labels, where(row.sessions, numbers)) for row in several[:MOST_RECURRENCES]),
        single_steps=tuple(single(row, numbers) for row in history.recurrences if len(row.domains) == 1),
        more_recurrences=f"And {left} more, which --format json lists." if left > 0 else "",
        done=tuple(line_words(line, numbers) for line in planned if not line.never_done),
        never_done=tuple(line_words(line, numbers) for line in planned if line.never_done),
        told=tuple(line_words(line, numbers) for line in history.lines if not line.plans),
        footer=tuple(filter(None, (bank.wording.footer,))),
    )


def numbers_of(history: CaseHistory) -> dict[str, int]:
    """Each session by its record with its number on the time line."""
    return {session.id: number for number, session in enumerate(history.sessions, 1)}


def facts_words(history: CaseHistory) -> str:
    """How many sessions there are, and from when to when."""
    followups = sum(session.kind == "followup" for session in history.sessions)
    numbers = {"interview": len(history.sessions) - followups, "follow-up": followups}
    counts = [counted(number, noun) for noun, number in numbers.items() if number]
    days = [readable_date(session.started_at[:10]) for session in history.sessions]
    span = " to ".join(dict.fromkeys((days[0], days[-1]))) if days else ""
    return " · ".join(filter(None, (", ".join(counts), span)))


def session_words(history: CaseHistory, place: int, numbers: Mapping[str, int], bank: Bank) -> SessionWords:
    """One session on the time line."""
    session = history.sessions[place]
    state = "final" if session.final else "draft" if session.finished else "not finished"
    title = f"{readable_date(session.started_at)} · {PATH_WORDS[session.path]} · {state}"
    left = len(session.flags) - MOST_FLAGS
    return SessionWords(
        number=place + 1,
        later=later(history.sessions[place - 1].started_at, session.started_at) if place else "",
        title=title,
        level=level_words(session, bank),
        notes=tuple(note_words(session, numbers)),
        flags=tuple((flag.level, flag.text) for flag in session.flags[:MOST_FLAGS]),
        more_flags=f"and {left} more" if left > 0 else "",
    )


def later(one: str, other: str) -> str:
    """How many days lie between two sessions."""
    days = (date.fromisoformat(other[:10]) - date.fromisoformat(one[:10])).days
    return "the same day" if days == 0 else f"{counted(days, 'day')} later"


def level_words(session: HistorySession, bank: Bank) -> str:
    """The computed and the decided level; both are always shown."""
    words = bank.wording.levels
    computed, decided = session.level, session.level_decided
    if computed == decided:
        return " – ".join(filter(None, (f"Level {computed} of 4, computed and decided", words.get(computed))))
    return "; ".join(
        " – ".join(filter(None, (f"{name} level {level} of 4", words.get(level))))
        for name, level in (("computed", computed), ("decided", decided))
    ).capitalize()


def note_words(session: HistorySession, numbers: Mapping[str, int]) -> Iterable[str]:
    """What else is to be known of a session, one sentence each."""
    for part in session.parts:
        level = f"level {part.level} of 4"
        yield f"Begun {readable_date(part.started_at)} ({level}), and gone on with on this day."
    if session.kind == "followup":
        yield follows_words(session, numbers)
    before = numbers.get(session.compared_with or "")
    attention = f"it still needs attention ({RECURS_RULE})."
    if session.same_start:
        yield f"The sequence begins with the same steps as in {before}: {attention}"
    elif session.recurs:
        yield f"The sequence is known from before: {attention}"
    if session.same_plan:
        yield f"The plan is the same as in {before}; at least one new tool belongs in it ({SAME_PLAN_RULE})."


def follows_words(session: HistorySession, numbers: Mapping[str, int]) -> str:
    """Which plan a follow-up asks about."""
    number = numbers.get(session.follows or "")
    if number is None:
        return "The interview it follows is not among these records."
    return (
        f"About the plan of {number}."
        if session.follows_named
        else f"It names no interview; read as about {number}."
    )


def where(sessions: Iterable[str], numbers: Mapping[str, int]) -> str:
    """In which sessions something stands, by number."""
    return series([str(numbers[session]) for session in sessions])


def single(row: Recurrence, numbers: Mapping[str, int]) -> str:
    """A step that recurs by itself."""
    return f"{row.labels[0]} ({where(row.sessions, numbers)})"


def line_words(line: HistoryLine, numbers: Mapping[str, int]) -> LineWords:
    """One line with what became of it."""
    plans = f"On the plan of {where(line.plans, numbers)}" if line.plans else ""
    told = [
        f"{STATE_WORDS[r.state]} on {readable_day(date.fromisoformat(r.at[:10]))} ({numbers[r.session]})"
        for r in line.reports
    ]
    who = f"Who: {line.owner}" if line.owner else ""
    since = "On the plan again since, and not asked about yet." if line.open_again else ""
    return LineWords(
        state=STATE_WORDS[line.state],
        text=line.text,
        in_the_way=line.obstacle or "",
        details=tuple(filter(None, (" · ".join(filter(None, (who, plans, *told))), since))),
    )


def recurring_steps(history: CaseHistory, session: HistorySession) -> frozenset[str]:
    """The domains of a session that come in the same order in another one, close variants folded."""
    rows = [row for row in history.recurrences if len(row.domains) > 1 and session.id in row.sessions]
    return frozenset(FOLDED.get(domain, domain) for row in rows for domain in row.domains)


def comes_again(event: TimelineEvent, recurring: frozenset[str]) -> bool:
    """Whether a step is one of those that recur."""
    domain = event.domain or ""
    return event.side == "before" and FOLDED.get(domain, domain) in recurring


def strength(event: TimelineEvent) -> str:
    """How strong a step was, and when it came."""
    number = NOT_RATED if event.intensity is None else f"{event.intensity}/{SCALE}"
    return ", ".join(filter(None, (number, event.when)))
