"""The plan of an interview that is kept nowhere, on a terminal: read once, and not to be scrolled back to."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from relapse_cli.documents.plan.document import plan_document
from relapse_cli.formats.base import RenderOptions
from relapse_cli.formats.text.terminal import render
from relapse_cli.model.bank_questions import Option
from relapse_cli.model.screen import OWN
from relapse_cli.prompters.arrow_keys.stage.own_page import is_on_own_page
from relapse_cli.screens.interview.question import own_screen

if TYPE_CHECKING:
    from relapse_cli.app.sessions.run import Result
    from relapse_cli.model.letterhead import Letterhead

_TITLE = "The plan, on screen only"
_READ = f"{OWN}unkept"
_CLEARED = Option(id="clear", label="Yes; clear the screen and what was on it before")
_CLEAR = "\x1b[H\x1b[2J\x1b[3J"
"""Clears the screen, and then what has been scrolled out of it."""


def show_unkept(result: Result, paper: Letterhead | None) -> bool:
    """Show the plan page by page; ``False`` where it is kept, or goes somewhere else than onto a terminal.

    Args:
        result: what came of the interview.
        paper: the head and foot of the service.
    """
    if result.interview.consented or result.plan is None or result.person is None or not sys.stdout.isatty():
        return False
    document = plan_document(result.plan, result.interview.bank, "clinician", paper)
    result.person.read(_TITLE, lambda columns: render(document, RenderOptions(width=columns)).splitlines())
    if not is_on_own_page() and os.environ.get("TERM", "dumb") != "dumb":
        result.person.ask(own_screen(_READ, "Have you read it?", (_CLEARED,), _TITLE))
        sys.stdout.write(_CLEAR)
        sys.stdout.flush()
    return True
