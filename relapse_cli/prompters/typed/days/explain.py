"""Which day was meant, and why it can be the answer or cannot: said beside the day, never guessed.

What has happened lies before the session, what is agreed after it.
"""

from __future__ import annotations

import re
from dataclasses import replace

from relapse_cli.logic.answers.moments import parse_moment, parse_now
from relapse_cli.model.ask import Day
from relapse_cli.prompters.typed.days.moment import Ambiguous, Resolved, read_moment
from relapse_cli.text.days import plain_day

_NO_DAY = (
    "No day has been given before this one, so “that” points to nothing yet. Please type the day itself."
)
_NO_TIME = (
    "No time of day was given with {day}, so hours cannot be counted from it. "
    "Please type the day and the time."
)
_DISTANCE = re.compile(r"(?P<lead>.*\S) (?P<way>before|earlier|after|later)(?: that)?[ .]*", re.IGNORECASE)
_SEASONS = r"week|month|year|spring|summer|autumn|winter"
_LEFT_OPEN = re.compile(
    r"\b(?:few|several|some|many|recently|ages|long|or)\b"
    r"|^(?:minutes|hours|days|nights|weeks|months|years) (?:ago|before|after|earlier|later)\b"
    rf"|\b(?:last|this|that|next|previous) (?:{_SEASONS})\b",
    re.IGNORECASE,
)
_WAYS = {"earlier": "before", "later": "after"}


def points_nowhere(text: str, asked: Day) -> str:
    """Why words that point back lead to no day; empty when they do not point back."""
    if read_moment(text, asked.now, that=asked.now, towards=asked.towards, zone=asked.zone) is None:
        return ""
    anchor = _anchor_words(asked)
    return _NO_TIME.format(day=anchor) if anchor else _NO_DAY


def left_open(text: str) -> str:
    """A sentence with a blank behind it where words say a time and leave open which; else nothing."""
    return "That leaves the time open. " if _LEFT_OPEN.search(" ".join(text.split())) else ""


def with_anchor(found: Resolved | Ambiguous, text: str, asked: Day) -> Resolved | Ambiguous:
    """What was found, with the day that was pointed back to beside it, where the words do that."""
    if asked.anchor is None or found == read_moment(text, asked.now, towards=asked.towards, zone=asked.zone):
        return found
    said = f" ({_counted(text, _anchor_words(asked))})"
    if isinstance(found, Resolved):
        return replace(found, words=found.words + said)
    alone = read_moment(text, asked.now, towards=asked.towards, zone=asked.zone)
    own = alone.choices if isinstance(alone, Ambiguous) else (alone,)
    choices = tuple(c if c in own else replace(c, words=c.words + said) for c in found.choices)
    return replace(found, choices=choices)


def _counted(text: str, anchor: str) -> str:
    """How the words count from the day they point back to."""
    found = _DISTANCE.fullmatch(" ".join(text.split()))
    if found is None:
        return f"counted from {anchor}"
    way = found["way"].lower()
    return f"{found['lead'].lower()} {_WAYS.get(way, way)} {anchor}"


def _anchor_words(asked: Day) -> str:
    """The day that is pointed back to, and what it is; empty when there is none."""
    now, anchor = parse_now(asked.now), asked.anchor
    if anchor is None or now is None or now.tzinfo is None:
        return ""
    moment = parse_moment(anchor.iso, now.tzinfo)
    if moment is None:
        return ""
    time = "" if moment.whole_day else f" {moment.clock:%H:%M}"
    return f"{plain_day(moment.clock.date(), now)}{time}{f', {anchor.words}' if anchor.words else ''}"


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
