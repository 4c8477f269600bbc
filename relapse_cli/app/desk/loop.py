"""The desk: look at what there is, do one job, come back; until it is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relapse_cli.app.desk import jobs
from relapse_cli.app.desk.desk import sentence_of
from relapse_cli.app.desk.rows import MOST, due_rows, not_shown, session_rows
from relapse_cli.app.desk.sight import Sight, look
from relapse_cli.errors import RelapseError, UsageError
from relapse_cli.model.bank_questions import Option
from relapse_cli.problems import did_you_mean
from relapse_cli.screens.desk import LEAVE, case_screen, choose_screen, desk_screen, type_screen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relapse_cli.app.desk.desk import Desk
    from relapse_cli.app.upkeep.list_interviews import ListedInterview

_OTHER = "other"


def hold_desk(desk: Desk) -> None:
    """Sit at the desk until it is left; what goes wrong in a job is said there.

    Raises:
        Left: it was left by pausing, by Ctrl-C, or by itself.
        StoreError: the store cannot be read, so there is nothing to show.
    """
    while True:
        sight = look(desk)
        job = desk.choose(desk_screen(sight.on_the_desk()))
        if job in {None, LEAVE}:
            return
        try:
            _do(desk, sight, str(job))
        except (RelapseError, OSError) as error:
            desk.person.tell(sentence_of(error))


def _do(desk: Desk, sight: Sight, job: str) -> None:
    """Do one job.

    Raises:
        Left: the desk was left.
    """
    match job:
        case "due":
            _due(desk, sight)
        case "go_on":
            _go_on(desk, sight)
        case "begin":
            jobs.begin(desk)
        case "check_in":
            if chosen := _chosen(desk, "check_in", "Which plan is it about?", sight.plans):
                jobs.check_in(desk, chosen)
        case "sign":
            if chosen := _chosen(desk, "sign", "Which plan is signed off?", sight.drafts):
                jobs.sign(desk, chosen)
        case "case":
            _case(desk, sight)
        case "papers":
            if chosen := _chosen(desk, "papers", "The papers of which plan?", sight.signed):
                jobs.hand_out(desk, chosen)
        case "backup":
            jobs.back_up(desk, sight.today)


def _chosen(desk: Desk, name: str, label: str, sessions: Sequence[ListedInterview]) -> str | None:
    """The session that is chosen among several; ``None`` for back."""
    return desk.choose(choose_screen(name, label, session_rows(sessions), not_shown(len(sessions))))


def _go_on(desk: Desk, sight: Sight) -> None:
    if chosen := _chosen(desk, "go_on", "Which session goes on?", sight.waiting):
        jobs.go_on(desk, chosen, sight.follows.get(chosen))


def _due(desk: Desk, sight: Sight) -> None:
    """Show what is due; a row leads to its case."""
    rows = due_rows(sight.due, sight.today)
    more = len(sight.due) - len(rows)
    body = (f"And {more} more: relapse due",) if more else ()
    chosen = desk.choose(choose_screen("due", "What is due? A row leads to its case.", rows, body))
    if chosen is not None:
        _one_case(desk, sight, sight.due[int(chosen)].case)


def _case(desk: Desk, sight: Sight) -> None:
    """Choose a case; the newest are offered, and any other by its code."""
    rows = tuple(Option(id=str(place), label=case) for place, case in enumerate(sight.cases[:MOST]))
    other = (Option(id=_OTHER, label="Another case, by its code"),) if len(sight.cases) > MOST else ()
    chosen = desk.choose(choose_screen("case", "Which case?", (*rows, *other)))
    if chosen == _OTHER:
        known = frozenset(sight.cases)
        case = desk.typed(
            type_screen("case.code", "The case code"), lambda code: _refuse_unknown(code, known)
        )
    else:
        case = None if chosen is None else sight.cases[int(chosen)]
    if case:
        _one_case(desk, sight, case)


def _refuse_unknown(code: str, known: frozenset[str]) -> None:
    if code not in known:
        raise UsageError(f"There is no case {code} in the store.", remedy=did_you_mean(code, sorted(known)))


def _one_case(desk: Desk, sight: Sight, case: str) -> None:
    """Do something with one case, until the desk is wanted again or something was done that changed it.

    Raises:
        Left: the desk was left.
    """
    found = sight.of_case(case)
    while True:
        match desk.choose(case_screen(case, _ways(found))):
            case "over_time":
                jobs.show_case(desk, case)
            case "plan":
                jobs.show_plan(desk, _last_plan(found).id)
            case "go_on":
                return jobs.go_on(desk, found.waiting[0].id, found.follows.get(found.waiting[0].id))
            case "check_in":
                return jobs.check_in(desk, found.plans[0].id)
            case "sign":
                return jobs.sign(desk, found.drafts[0].id)
            case "papers":
                return jobs.hand_out(desk, found.signed[0].id)
            case "begin":
                return jobs.begin(desk, case)
            case _:
                return None


def _ways(found: Sight) -> list[Option]:
    """What can be done with a case."""
    plans = bool(found.drafts or found.signed)
    rows = {
        "over_time": (True, "Look at it over time"),
        "plan": (plans, "Look at its last plan"),
        "go_on": (bool(found.waiting), "Go on with what is open"),
        "check_in": (bool(found.plans), "Check in about its plan"),
        "sign": (bool(found.drafts), "Sign off its plan"),
        "papers": (bool(found.signed), "Hand out the papers of its plan"),
        "begin": (True, "Begin another interview"),
    }
    return [Option(id=name, label=label) for name, (there, label) in rows.items() if there]


def _last_plan(found: Sight) -> ListedInterview:
    """The session of a case that has its newest plan."""
    return next(one for one in found.sessions if one.state in {"finished", "signed"})
