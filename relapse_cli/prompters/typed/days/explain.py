"""What "that" was taken to be in ``two weeks before that``: said beside the day, never guessed."""

from __future__ import annotations

import re
from dataclasses import replace

from relapse_cli.logic.answers.moments import parse_moment, parse_now
from relapse_cli.model.ask import Day
from relapse_cli.prompters.typed.days.read import Ambiguous, Resolved, read_moment
from relapse_cli.text.days import plain_day

NO_DAY = "No day has been given before this one, so “that” points to nothing yet. Please type the day itself."
NO_TIME = (
    "No time of day was given with {day}, so hours cannot be counted from it. "
    "Please type the day and the time."
)
DISTANCE = re.compile(r"(?P<lead>.*\S) (?P<way>before|earlier|after|later)(?: that)?[ .]*", re.IGNORECASE)
WAYS = {"earlier": "before", "later": "after"}


def points_nowhere(text: str, asked: Day) -> str:
    """Why words that point back lead to no day; empty when they do not point back."""
    if read_moment(text, asked.now, that=asked.now, towards=asked.towards) is None:
        return ""
    anchor = anchor_words(asked)
    return NO_TIME.format(day=anchor) if anchor else NO_DAY


def with_anchor(found: Resolved | Ambiguous, text: str, asked: Day) -> Resolved | Ambiguous:
    """What was found, with the day that was pointed back to beside it, where the words do that."""
    if asked.anchor is None or found == read_moment(text, asked.now, towards=asked.towards):
        return found
    said = f" ({counted(text, anchor_words(asked))})"
    if isinstance(found, Resolved):
        return replace(found, words=found.words + said)
    alone = read_moment(text, asked.now, towards=asked.towards)
    own = alone.choices if isinstance(alone, Ambiguous) else (alone,)
    choices = tuple(c if c in own else replace(c, words=c.words + said) for c in found.choices)
    return replace(found, choices=choices)


def counted(text: str, anchor: str) -> str:
    """How the words count from the day they point back to."""
    found = DISTANCE.fullmatch(" ".join(text.split()))
    if found is None:
        return f"counted from {anchor}"
    way = found["way"].lower()
    return f"{found['lead'].lower()} {WAYS.get(way, way)} {anchor}"


def anchor_words(asked: Day) -> str:
    """The day that is pointed back to, and what it is; empty when there is none."""
    now, anchor = parse_now(asked.now), asked.anchor
    if anchor is None or now is None or now.tzinfo is None:
        return ""
    moment = parse_moment(anchor.iso, now.tzinfo)
    if moment is None:
        return ""
    time = "" if moment.whole_day else f" {moment.start:%H:%M}"
    return f"{plain_day(moment.day, now)}{time}{f', {anchor.words}' if anchor.words else ''}"
