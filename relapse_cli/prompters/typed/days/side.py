"""On which side of the session a day has to lie: what has happened lies before it, what is agreed after."""

from __future__ import annotations

from dataclasses import replace

from relapse_cli.logic.answers.moments import parse_moment, parse_now
from relapse_cli.model.ask import Day
from relapse_cli.prompters.typed.days.read import Ambiguous, Resolved


def on_its_side(found: Resolved | Ambiguous, asked: Day) -> Resolved | Ambiguous | None:
    """Return the readings that lie on the right side of the session; ``None`` when none does."""
    if isinstance(found, Resolved):
        return found if lies_right(found.iso, asked) else None
    fitting = tuple(choice for choice in found.choices if lies_right(choice.iso, asked))
    if len(fitting) < 2:
        return fitting[0] if fitting else None
    return replace(found, choices=fitting)


def lies_right(iso: str, asked: Day) -> bool:
    """Whether a day or a moment can be the answer; the day of the session lies on both sides.

    The time of day counts only ahead: an interview that is gone on with may speak of what came since.
    """
    now = parse_now(asked.now)
    moment = parse_moment(iso, now.tzinfo) if now is not None and now.tzinfo is not None else None
    if now is None or moment is None:
        return True
    return moment.day <= now.date() if asked.towards == "past" else moment.end >= now


def side_words(asked: Day) -> str:
    """Why no reading can be the answer."""
    day = asked.now[:10]
    if asked.towards == "past":
        return f"That is after this session on {day}. Please type a day up to then."
    return f"That is before this session on {day}. Please type a day from then on."
