"""Where a walk begins: with nothing, or with most sections of a case known and a few still to be put.

With less to answer on the way, more of a walk is going back, changing and looking around.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

from relapse_cli.model.answer import read_answer
from relapse_cli.model.bank_questions import Field_, Question
from tests.banks_under_test import shipped_bank

OPEN_SECTIONS = 2
LISTS = ("event", "sequence", "sequence", "revise")
"""Sections with a list of entries; one of them is always among those to be put."""


def known_answers(case: Mapping[str, Any], rng: random.Random) -> dict[str, Any]:
    """What is known at the beginning: all but most of two or three sections; nothing in every fourth walk."""
    if rng.random() < 0.25:
        return {}
    sections = sorted({question.split(".", maxsplit=1)[0] for question in case} - {"frame"})
    still_open = {rng.choice(LISTS), *rng.sample(sections, min(OPEN_SECTIONS, len(sections)))}
    questions = shipped_bank().questions
    waiting = {q for q in case if q.split(".", maxsplit=1)[0] in still_open and rng.random() < 0.75}
    known = {q: tidied(questions[q], raw) for q, raw in case.items() if q not in waiting}
    return {q: value for q, value in known.items() if value is not None} | {"frame.consent": True}


def tidied(spec: Question | Field_, raw: Any) -> Any:
    """A value as an asker would have stored it, without its note; ``None`` when there is none."""
    answer = read_answer(raw)
    inner: Any = answer.value
    if answer.status is not None:
        return {"status": answer.status}
    if not answer.usable:
        return None
    if isinstance(spec, Question) and spec.type == "event":
        entries = [tidied_fields(spec, item) for item in inner if read_answer(item).status is None]
        return [entry for entry in entries if entry] or None
    if isinstance(spec, Question) and spec.type == "group":
        return tidied_fields(spec, inner) or None
    if spec.type == "multi":
        return [option.id for option in spec.options if option.id in inner]
    return inner.strip() if isinstance(inner, str) else inner


def tidied_fields(question: Question, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a group or of an entry."""
    tidy = {name: tidied(question.field_by_id[name], raw) for name, raw in fields.items()}
    return {name: value for name, value in tidy.items() if value is not None}
