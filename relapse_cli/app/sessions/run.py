"""The run of a session: from its first question to its plan, kept as it goes, signed off at its end."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from relapse_cli.app.asking.leaving import Left, Stopped, state_of
from relapse_cli.app.clock import this_moment
from relapse_cli.app.interview.loop import run_loop
from relapse_cli.app.interview.loop_settings import INTERVIEW
from relapse_cli.app.keeping.elsewhere import LAST_DECISIONS, keep_decisions
from relapse_cli.app.keeping.half_given import KeepsHalfGiven
from relapse_cli.app.keeping.keep import Keeping
from relapse_cli.app.keeping.place import PlanMade
from relapse_cli.app.sessions.hand_over import hand_over
from relapse_cli.app.sessions.kept import keep_at_the_end
from relapse_cli.app.sessions.open import open_session
from relapse_cli.app.sessions.request import Request
from relapse_cli.app.sessions.session import Session
from relapse_cli.app.sources.bank import require_bank
from relapse_cli.app.sources.profiles import ProfileBook
from relapse_cli.logic.answers.withhold import without_private, without_withheld
from relapse_cli.logic.interview.moves import Interview
from relapse_cli.model.bank_questions import Option
from relapse_cli.model.plan import Plan
from relapse_cli.model.reply import Answered
from relapse_cli.model.screen import OWN
from relapse_cli.prompters.asker import Asker
from relapse_cli.prompters.scripted import ScriptedAsker
from relapse_cli.screens.interview.question import own_screen

if TYPE_CHECKING:
    from relapse_cli.logic.sign_off.signing import Signing


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a session.

    Attributes:
        interview: at its end, or where it was paused.
        plan: the plan of a finished interview; ``None`` of a paused one.
        kept: the file that holds the record, when it was written.
        stored: the id under which it is in the store, when it is.
        sign_off: the sign-off that followed at once.
        interrupted: it was paused with Ctrl-C.
        not_kept: what of it a place does not have, or has although the agreement was taken back.
        person: who was asked, to whom what is kept nowhere is shown.
    """

    interview: Interview
    plan: Plan | None
    kept: Path | None
    stored: str | None
    sign_off: Signing | Stopped[Signing] | None = None
    interrupted: bool = False
    not_kept: tuple[str, ...] = ()
    person: Asker | None = None


def hold_session(request: Request) -> Result:
    """Hold an interview or a follow-up.

    Raises:
        Left: it was left before its first question.
        NeedsAnswersError: an answer is needed and nobody can be asked.
        InputError: the bank, a file, the answers or the store cannot be used.
        UsageError: options do not go together, or the output is there already.
    """
    return _run_session(open_session(request, require_bank(request.bank)), request.profiles)


def _run_session(session: Session, profiles: ProfileBook) -> Result:
    """Hold a session from its first question to its plan."""
    person, known = session.person, session.known
    if person is not None:
        known = without_withheld(session.interview.bank, dict(known))
    asker = ScriptedAsker(known, ask_rest=person) if known or person is None else person
    keeping = Keeping([place for place in (session.file, session.store) if place is not None], person)
    try:
        came = run_loop(
            session.interview,
            asker,
            _end_time(session.ends_at),
            replace(INTERVIEW, hands_over=partial(hand_over, earlier=session.earlier, profiles=profiles)),
            keeping=keeping,
            carried=session.carried,
            begun=session.begun,
            known=known if person is not None else {},
        )
    except BaseException:
        keeping.close(quietly=True)
        raise
    return _close(session, came, keeping, profiles)


def _close(
    session: Session, came: Interview | Stopped[Interview], keeping: Keeping, profiles: ProfileBook
) -> Result:
    """Keep the record, offer the sign-off of a finished interview, and build the plan."""
    interview, person = state_of(came), session.person
    at_the_end = keep_at_the_end(session, interview, keeping)
    file, store = at_the_end.file, at_the_end.store
    kept = file.path if file is not None else None
    stored = store.kept_as if store is not None else None
    lacking = at_the_end.lacking
    if isinstance(came, Stopped):
        return Result(interview, None, kept, stored, interrupted=came.interrupted, not_kept=lacking)
    from relapse_cli.app.sign_off.loop import hold_sign_off  # the first question does not wait for the last
    from relapse_cli.logic.plan.build import plan
    from relapse_cli.logic.sign_off.signing import Signing

    bank, signed = interview.bank, None
    record = without_private(bank, interview.record)
    places = [place for place in (file, store) if place is not None]
    if person is not None and places and at_the_end.is_whole and _wants_sign_off(person):
        signing = Signing(bank, record, session.earlier)
        keeping = Keeping(places, person)
        therapist = KeepsHalfGiven(person, keeping)
        signed = hold_sign_off(signing, therapist, this_moment, keeping, profiles)
        record = state_of(signed).record
        elsewhere = keep_decisions(keeping, bank, record, person)
        if elsewhere is not None:
            kept, stored = elsewhere.path, None
        elif keeping.is_behind:
            lacking = LAST_DECISIONS
    made = plan(bank, record, session.earlier)
    if store is not None and not keeping.is_behind:
        with suppress(Left):  # it is at its end
            keeping.save(PlanMade(made, bank))
    return Result(interview, made, kept, stored, signed, not_kept=lacking, person=person)


def _wants_sign_off(person: Asker) -> bool:
    """Whether the plan is signed off now; anything but a clear yes is later."""
    options = (
        Option(id="now", label="Go through it and sign it now"),
        Option(id="later", label="Later; it stays a draft until then"),
    )
    label = "The answers are written down. The plan is a draft until you sign it off."
    return person.ask(own_screen(f"{OWN}sign.now", label, options, "Sign-off")) == Answered("now")


def _end_time(ends_at: str | None) -> Callable[[], str]:
    """The time of the end: now; for a session typed up afterwards it is not known, so its start stands."""
    return this_moment if ends_at is None else lambda: ends_at
