"""Answers that were given beforehand and have not come up yet: what is kept holds them too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import zip_longest

from relapse_cli.logic.interview.moves import Interview
from relapse_cli.logic.interview.resume import half_filled
from relapse_cli.model.answer import Json


def with_known(interview: Interview, known: Mapping[str, Json]) -> Interview:
    """Return an interview with the known answers that have not been put, as if it had begun with them.

    What was put stands as it was left, and what was given in a question that is half put stands before what
    was known of it.

    Args:
        interview: where it stands.
        known: answers by question, in the shapes of a record.
    """
    waiting = {q: raw for q, raw in known.items() if q not in interview.put and raw is not None}
    if not waiting or interview.finished:
        return interview
    given = interview.record.answers
    merged = {q: _merged(raw, given.get(q)) for q, raw in waiting.items()}
    whole = replace(interview, record=interview.record.model_copy(update={"answers": {**given, **merged}}))
    here = {interview.at.question} if interview.at is not None else set()
    settled = {q for q in merged if whole.record.answer(q).is_given} - half_filled(whole.whole) - here
    return replace(whole, put=interview.put | settled)


def _merged(known: Json, given: Json) -> Json:
    """What was given, with what was known beside it in the same group or list."""
    if given is None:
        return known
    if isinstance(known, list | tuple) and isinstance(given, list | tuple):
        return [_merged(one, other) for one, other in zip_longest(known, given)]
    if isinstance(known, dict) and isinstance(given, dict) and "status" not in given:
        return {**known, **given}
    return given
