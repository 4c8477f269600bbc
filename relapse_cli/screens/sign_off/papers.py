"""The papers of a signed plan: which of them are written, in which format, and where."""

from __future__ import annotations

from collections.abc import Sequence

from relapse_cli.model.ask import Choice, Marks, Text
from relapse_cli.model.bank_questions import Option
from relapse_cli.model.screen import OWN, Screen
from relapse_cli.screens.sign_off.base import sign_screen

PAPERS = f"{OWN}sign.papers."
"""How the names of these screens begin."""

HAND_OVER = "Hand over"
"""What the page for those who take over is written under; an interview need not be at its end for it."""

_PART = "papers"
_LATER = Option(id="none", label="None now; they can be written at any time")
_PLAIN = "The files are not encrypted. Only your own account on this machine can read them."


def which_screen(sheets: Sequence[Option]) -> Screen:
    """Which papers are written."""
    label = "Which papers would you like to hand out?"
    return sign_screen("papers.which", label, Marks((*sheets, _LATER), _LATER.id), part=_PART)


def hand_over_screen(forms: Sequence[Option]) -> Screen:
    """Whether, and in which format, the page for those who take over is written."""
    label = "Would you like this page as a document?"
    options = (Option(id="none", label="No, not now"), *forms)
    return sign_screen("papers.handover", label, Choice(options), body=(_PLAIN,), section=HAND_OVER)


def format_screen(forms: Sequence[Option]) -> Screen:
    """In which format the pages are written."""
    return sign_screen("papers.format", "As what?", Choice(tuple(forms)), part=_PART)


def folder_screen(current: str, refused: str = "", section: str = "") -> Screen:
    """Into which folder they go.

    Args:
        current: a folder that is offered.
        refused: why the one before could not be used.
        section: what it belongs to; the sign-off, where nothing is said.
    """
    body = tuple(filter(None, (refused, _PLAIN)))
    label = "Into which folder? It is made when it is not there."
    if section:
        return sign_screen("papers.folder", label, Text(), body=body, current=current, section=section)
    return sign_screen("papers.folder", label, Text(), part=_PART, body=body, current=current)
