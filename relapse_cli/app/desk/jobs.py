"""The jobs at the desk that go through the sessions and papers there are elsewhere."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from relapse_cli.app.asking.leaving import Left, Stopped
from relapse_cli.app.case_code import check_case_code
from relapse_cli.app.reports.history import show_history
from relapse_cli.app.sessions.run import Result, hold_session
from relapse_cli.app.sign_off.papers import offer_papers
from relapse_cli.app.sign_off.run import SignOffRequest, run_sign_off
from relapse_cli.app.sources.ids import short_id
from relapse_cli.app.sources.profiles import with_profile
from relapse_cli.app.sources.records import read_one
from relapse_cli.app.sources.stored import compared_with, records_of_case
from relapse_cli.app.upkeep.keys.rotate import refuse_taken
from relapse_cli.app.upkeep.keys.ways_to_unlock import refuse_inside
from relapse_cli.app.upkeep.whole_store import BackupMade, make_backup
from relapse_cli.documents.history import history_document
from relapse_cli.documents.plan.document import plan_document
from relapse_cli.formats.base import RenderOptions
from relapse_cli.formats.text.terminal import render
from relapse_cli.logic.plan.build import plan
from relapse_cli.logic.sign_off.signing import Signing
from relapse_cli.model.bank_terms import Path as InterviewPath
from relapse_cli.screens.desk import path_screen, type_screen

if TYPE_CHECKING:
    from relapse_cli.app.desk.desk import Desk
    from relapse_cli.app.sessions.request import Request
    from relapse_cli.documents.block import Document
    from relapse_cli.model.plan import Plan

_CODE = "The case code"
_CODE_BODY = ("A pseudonym, never a name. Skipped, one is made up.",)
_BACKUP = "Into which file?"
_BACKUP_BODY = ("It is encrypted, and best kept on another disk, such as a stick.",)


def begin(desk: Desk, case: str | None = None) -> None:
    """Hold an interview, of a case that is known or named now.

    Raises:
        Left: the desk was left.
    """
    code = case or desk.typed(type_screen("code", _CODE, _CODE_BODY, may_skip=True), _check_code)
    chosen = None if code is None else desk.choose(path_screen())
    path = next((each for each in get_args(InterviewPath) if each == chosen), None)
    if path is not None:
        _hold(desk, replace(desk.session, case=code or None, path=path))


def _check_code(code: str) -> None:
    if code:
        check_case_code(code)


def go_on(desk: Desk, session: str, follows: str | None) -> None:
    """Go on with an open session; ``follows`` is the interview of a check-in."""
    _hold(desk, replace(desk.session, resume=session, follows=follows))


def check_in(desk: Desk, interview: str) -> None:
    """Hold the check-in about the plan of an interview."""
    _hold(desk, replace(desk.session, follows=interview))


def _hold(desk: Desk, request: Request) -> None:
    """Hold a session, and say what came of it; left before its first question, it is as if it never was."""
    try:
        with desk.opened():
            result = hold_session(request)
    except Left:
        desk.person.tell("Nothing was begun, and nothing was changed.")
        return
    if result.plan is not None and result.stored is None and result.kept is None:
        _show_plan(desk, result.plan, "The plan; nothing of it is kept")
    desk.person.tell(_result_words(result))


def _result_words(result: Result) -> str:
    """What came of a session, in a sentence or two."""
    case = result.interview.record.case
    kept = [f"in the store as {short_id(result.stored)}"] if result.stored else []
    kept += [f"in {result.kept}"] if result.kept else []
    if not kept:
        return "Paused. Nothing was kept." if result.plan is None else "Nothing was kept, as was agreed."
    where = " and ".join(kept)
    if result.plan is None:
        return f"Paused. The answers are {where}."
    signed = isinstance(result.sign_off, Signing) and result.sign_off.is_signed
    state = "Its plan is signed." if signed else "Its plan is a draft until it is signed off."
    return f"Case {case} is {where}. {state}"


def sign(desk: Desk, session: str) -> None:
    """Sign off the plan of a session."""
    known = desk.session
    with desk.opened() as door:
        result = run_sign_off(
            SignOffRequest(
                source=session,
                bank=known.bank,
                default_profile=known.default_profile,
                profiles=known.profiles,
                accessible=known.accessible,
                door=door,
                person=desk.person,
            )
        )
    stopped = isinstance(result.came, Stopped)
    if not stopped and result.plan.final:
        words = "The plan is signed."
    else:
        words = "The plan is a draft; your decisions are kept." if result.kept else "Nothing was changed."
    remarks = "" if stopped else " ".join(result.remarks)
    desk.person.tell(f"Case {result.plan.case}: {words} {remarks}".strip())


def show_case(desk: Desk, case: str) -> None:
    """Show a case over time.

    Raises:
        Left: the desk was left.
    """
    with desk.opened() as door:
        records, _ = records_of_case(desk.bank, door, case)
    document = history_document(show_history(desk.bank, records), desk.bank)
    _read(desk, "History", document)


def show_plan(desk: Desk, session: str) -> None:
    """Show the plan of a session as it stands.

    Raises:
        Left: the desk was left.
    """
    made = _plan_of(desk, session)
    _show_plan(desk, made, "The plan")


def _show_plan(desk: Desk, made: Plan, title: str) -> None:
    _read(desk, title, plan_document(made, desk.bank, "clinician", desk.profiles.letterhead(made.profile)))


def _read(desk: Desk, title: str, document: Document) -> None:
    desk.read(title, lambda columns: render(document, RenderOptions(width=columns)).splitlines())


def hand_out(desk: Desk, session: str) -> None:
    """Write the papers of a signed plan."""
    offer_papers(desk.person, _plan_of(desk, session), desk.bank, desk.profiles)


def _plan_of(desk: Desk, session: str) -> Plan:
    """The plan of a stored session as it stands."""
    known = desk.session
    with desk.opened() as door:
        record, _ = read_one(session, desk.bank, door)
        earlier = compared_with(desk.bank, door, record)
    record = with_profile(record, known.profile, known.default_profile, known.profiles)
    return plan(desk.bank, record, earlier)


def back_up(desk: Desk, today: str) -> None:
    """Write the whole store to one encrypted file.

    Raises:
        Left: the desk was left.
    """

    def check(name: str) -> None:
        refuse_taken(_path(name))
        refuse_inside(desk.door.folder, _path(name), "A backup beside the store is lost with it.")

    usual = f"relapse-backup-{today}.zip"
    name = desk.typed(type_screen("backup", _BACKUP, _BACKUP_BODY, usual), check)
    if name:
        with desk.opened() as door:
            made = make_backup(door, _path(name))
        desk.person.tell(_backup_words(made))


def _path(name: str) -> Path:
    return Path(name).expanduser()


def _backup_words(made: BackupMade) -> str:
    words = f"Backed up and checked: {made.info.path}, {made.info.events} entries."
    if made.opens_with:
        return words
    return (
        f"{words} It opens with the keyring of this computer only, so it is of no use on another one. "
        "To change that: relapse key recovery, then another backup."
    )
