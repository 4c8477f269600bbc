"""`relapse desk`: everything of a week from one screen."""

from __future__ import annotations

import typer

from relapse_cli.cli.options import Accessible, Bank, DataDir


def add_to(program: typer.Typer) -> None:
    """Add the command to the command line."""
    program.command("desk")(desk)


def desk(*, accessible: Accessible = False, bank: Bank = None, data_dir: DataDir = None) -> int:
    """Do everything of a week from one screen, after one unlock.

    What is due and overdue, going on with an open session, beginning one, the
    check-in, the sign-off, a case over time, the papers, a backup. Each job ends
    at the desk again. Between two jobs the store is closed for other windows to
    work in. After ten minutes without a key, or the time that hide_after sets,
    the desk is left by itself, and the store is locked.

    \b
    relapse desk
    """  # noqa: D301 - typer keeps the lines after \b as they are
    from relapse_cli.app.asking.leaving import Left
    from relapse_cli.app.desk.desk import Desk
    from relapse_cli.app.desk.loop import hold_desk
    from relapse_cli.app.sessions.request import Request
    from relapse_cli.app.sources.bank import require_bank
    from relapse_cli.cli.defaults import bank_name, default_profile, keep_profile, profile_book
    from relapse_cli.cli.exit_codes import INTERRUPTED
    from relapse_cli.cli.store_access import store_door
    from relapse_cli.cli.streams import tell
    from relapse_cli.errors import LockedError, NeedsAnswersError, StoreError

    with store_door(data_dir, accessible=accessible) as door:
        if not door.is_set_up:
            raise StoreError(
                f"There is no store yet in {door.folder}.",
                remedy="To set one up: relapse setup",
            )
        try:
            person = door.person()
        except NeedsAnswersError as error:
            raise NeedsAnswersError(
                "The desk needs a terminal to ask on, and there is none.",
                remedy="What is due, for scripts: relapse due --format json",
            ) from error
        door.person = lambda: person
        questions = bank_name(bank)

        def session() -> Request:
            return Request(
                bank=questions,
                default_profile=default_profile(),
                keep_profile=keep_profile,
                profiles=profile_book(questions),
                accessible=accessible,
                person=person,
                door=door,
            )

        try:
            hold_desk(Desk(require_bank(questions), door, person, session))
        except LockedError as error:
            if not error.interrupted:
                raise
            tell("Stopped. The store stays locked.")
            return INTERRUPTED
        except Left as left:
            away = "Nobody pressed a key for long, so the desk was left. " if left.idle else ""
            tell(f"{away}The store is locked again. To come back: relapse desk")
            return INTERRUPTED if left.interrupted else 0
    tell("The store is locked again.")
    return 0
