"""A case over time, as ``relapse-history/1``: its sessions, what recurs in them, what became of the plans."""

from __future__ import annotations

from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from relapse_cli.model.bank_terms import Path, PlanSection, Session
from relapse_cli.model.plan import TimelineEvent
from relapse_cli.model.record import BankPin

HISTORY_FORMAT = "relapse-history/1"

ReportedState = Literal["done", "in_progress", "not_done", "unknown", "declined"]
"""What a follow-up says about a line; the last two are statuses and say neither done nor not done."""

LineState = ReportedState | Literal["not_asked"]


class _HistoryModel(BaseModel):
    """The common shape of a history's parts: frozen, and nothing unknown in it."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class LineKey(NamedTuple):
    """What makes a line the same one in several plans: its rule, else its words; else what was told of it."""

    kind: Literal["rule", "answer", "gap", "own", "told"]
    name: str


class AgreedLine(_HistoryModel):
    """A line of a plan that somebody was to do, and that a follow-up asks about.

    Attributes:
        id: the id of the line; of a rule's line the rule.
        key: what makes it the same line in another plan.
        words: the line as the patient reads it, with the steps that were picked; else as the clinician does.
        for_patient: the patient's own plan carries it.
        is_own: the therapist wrote it.
    """

    id: str
    key: LineKey
    words: str
    section: PlanSection
    owner: str | None
    due: str | None
    due_words: str | None
    for_patient: bool
    is_own: bool = False


class LineReport(_HistoryModel):
    """What one follow-up says about one line.

    Attributes:
        session: the id of the follow-up.
        at: when it began.
        line: the id of the line as it stands there.
        obstacle: what stood in the way, in the words that were told.
    """

    session: str
    at: str
    line: str
    state: ReportedState
    obstacle: str | None = None


class HistoryFlag(_HistoryModel):
    """A flag of a session."""

    id: str
    level: int
    text: str


class EarlierPart(_HistoryModel):
    """An earlier part of a session that was gone on with on another day."""

    id: str
    started_at: str
    level: int
    level_decided: int | None
    flags: tuple[HistoryFlag, ...]
    final: bool


class HistorySession(_HistoryModel):
    """One interview or follow-up of the case.

    Attributes:
        id: its record; of several parts the last one, which stands for all of them.
        parts: the earlier parts that it continues, oldest first.
        finished: it came to its end.
        final: its plan is signed off, and nothing is missing.
        taken: each product with its last use, and what was mixed; the interchange format has no key for it.
        sequence: the trigger sequence in order of time.
        compared_with: the interview before it, which R-RECUR and R-SAME compare it with.
        recurs: R-RECUR stands on its plan; ``same_start`` says that the comparison alone puts it there.
        same_plan: R-SAME stands on its plan.
        follows: for a follow-up, the session whose plan it asks about, when that is among these.
        follows_named: the follow-up names its interview; else it is taken to follow the one before it.
        sleep_difficulty: how hard the nights were, 0 to 10; ``None`` where that is not recorded.
        anxiety: the strongest anxiety, likewise.
        pull: the pull to take it, likewise.
    """

    id: str
    path: Path
    kind: Session
    started_at: str
    parts: tuple[EarlierPart, ...] = ()
    finished: bool
    final: bool
    level: int
    level_decided: int | None
    flags: tuple[HistoryFlag, ...]
    taken: tuple[str, ...] = Field(default=(), exclude=True)
    sequence: tuple[TimelineEvent, ...] = ()
    compared_with: str | None = None
    recurs: bool = False
    same_start: bool = False
    same_plan: bool = False
    follows: str | None = None
    follows_named: bool = True
    sleep_difficulty: int | None = None
    anxiety: int | None = None
    pull: int | None = None


class Recurrence(_HistoryModel):
    """Triggers that come in the same order in several interviews, with anything in between.

    Attributes:
        domains: in order of time; close variants of a domain count as one.
        labels: the same in words.
        sessions: the interviews in which they do, in order of begin.
    """

    domains: tuple[str, ...]
    labels: tuple[str, ...]
    sessions: tuple[str, ...]


class HistoryLine(_HistoryModel):
    """What became of one line of the plans.

    Attributes:
        rule: the rule behind it; ``None`` for a line in the therapist's or the patient's own words.
        plans: the interviews on whose plan it stood; none for a line that only a follow-up speaks of.
        reports: what follow-ups say about it, in order of begin.
        state: the last of them.
        obstacle: what stood in the way, as told with the last of them.
        never_done: it stood on a plan, and no follow-up says that it was done.
        open_again: it stands on a plan that began after the last report.
    """

    id: str
    rule: str | None
    text: str
    section: PlanSection | None
    owner: str | None
    plans: tuple[str, ...]
    reports: tuple[LineReport, ...]
    state: LineState
    obstacle: str | None
    never_done: bool
    open_again: bool


class CaseHistory(_HistoryModel):
    """A case over time.

    Attributes:
        sessions: interviews and follow-ups in order of begin.
        recurrences: what recurs in the sequences, the longest first.
        lines: the lines of all plans, in the order in which they first came up.
    """

    case: str
    bank: BankPin
    sessions: tuple[HistorySession, ...]
    recurrences: tuple[Recurrence, ...]
    lines: tuple[HistoryLine, ...]
