"""What became of the lines of a case's plans: on which they stood, and what follow-ups say of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from relapse_cli.logic.followup.agreed_lines import agreed_lines
from relapse_cli.logic.followup.line_reports import find_line, line_reports
from relapse_cli.logic.history.sessions import Sitting, followed
from relapse_cli.model.bank import Bank
from relapse_cli.model.history import AgreedLine, HistoryLine, LineKey, LineReport
from relapse_cli.model.plan import Plan


@dataclass(frozen=True, slots=True)
class PlanOfSession:
    """A plan with the session it belongs to, and the record it was made from."""

    session: str
    record: str
    plan: Plan


@dataclass(slots=True)
class _Track:
    """One line over time.

    Attributes:
        line: as it stood last; ``None`` for a line that stands on no plan here.
        order: where each plan and report came in the course of the case.
    """

    line: AgreedLine | None
    named: str
    plans: dict[str, None] = field(default_factory=dict)
    reports: list[LineReport] = field(default_factory=list)
    last_plan: int = -1
    last_report: int = -1


def history_lines(
    bank: Bank, known: Sequence[Sitting], plans: Sequence[PlanOfSession]
) -> tuple[HistoryLine, ...]:
    """Return every line of the plans with what became of it, in the order in which lines first came up.

    Args:
        bank: the bank.
        known: the sessions in order.
        plans: the plans whose lines count.
    """
    tracks: dict[LineKey, _Track] = {}
    agreed = {each.record: agreed_lines(bank, each.plan.lines) for each in plans}
    for order, sitting in enumerate(known):
        if sitting.is_followup:
            target, _ = followed(sitting, known)
            lines = [line for part in (target.parts if target else ()) for line in agreed.get(part.id, ())]
            _follow(line_reports(bank, sitting.record), lines, order, tracks)
            continue
        for each in plans:
            if each.session == sitting.record.id:
                for line in agreed[each.record]:
                    track = tracks.setdefault(line.key, _Track(line, line.id))
                    track.line, track.last_plan = line, order
                    track.plans[each.session] = None
    return tuple(_history_line(bank, track) for track in tracks.values())


def _follow(
    reports: Sequence[LineReport], lines: Sequence[AgreedLine], order: int, tracks: dict[LineKey, _Track]
) -> None:
    """Put what a follow-up says to the lines that it speaks of.

    Args:
        reports: what it says.
        lines: the lines of the plan that it follows, the latest last.
        order: where it came in the course of the case.
        tracks: the lines so far, by key.
    """
    for report in reports:
        line = find_line(report.line, lines[::-1])
        key = line.key if line else LineKey("rule", report.line)
        if key not in tracks:
            key = LineKey("told", report.line)  # it stands on no plan here
        track = tracks.setdefault(key, _Track(None, report.line))
        track.reports.append(report)
        track.last_report = order


def _history_line(bank: Bank, track: _Track) -> HistoryLine:
    """A line with its last state; a line that nobody was asked about is neither done nor not done."""
    line, last = track.line, track.reports[-1] if track.reports else None
    name = line.id if line else track.named
    return HistoryLine(
        id=name,
        rule=name if name in bank.action_by_id else None,
        text=line.words if line else track.named,
        section=line.section if line else None,
        owner=line.owner if line else None,
        plans=tuple(track.plans),
        reports=tuple(track.reports),
        state=last.state if last else "not_asked",
        obstacle=last.obstacle if last else None,
        never_done=bool(track.plans) and all(report.state != "done" for report in track.reports),
        open_again=last is not None and track.last_plan > track.last_report,
    )
