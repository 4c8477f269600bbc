"""An interview with as few answers as it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from relapse_cli.checks.proofs.witness import Interview
    from relapse_cli.model.answer import Json


def minimal(interview: Interview, shows: Callable[[Interview], bool]) -> Interview:
    """Leave out answers, and parts of answers, one by one, as long as an interview shows the same."""
    changed = True
    while changed:
        changed = False
        for smaller in _smaller(interview):
            if smaller.is_sound and shows(smaller):
                interview, changed = smaller, True
                break
        else:
            break
    return interview


def _smaller(interview: Interview) -> Iterator[Interview]:
    """The interviews with a little less, those with much less first."""
    if interview.compared:
        yield interview.alone()
    questions = list(interview.record.answers)
    size = len(questions) // 2
    while size:
        for start in range(0, len(questions), size):
            fewer = interview
            for question in questions[start : start + size]:
                fewer = fewer.without(question)
            yield fewer
        size //= 2
    for question, raw in interview.record.answers.items():
        for less in _less(raw):
            yield interview.with_answer(question, less)


def _less(raw: Json) -> Iterator[Json]:
    """An answer with one part less; what cannot be less is left alone."""
    if isinstance(raw, list) and len(raw) > 1:
        for index in range(len(raw)):
            yield [*raw[:index], *raw[index + 1 :]]
    if isinstance(raw, list):
        for index, item in enumerate(raw):
            for less in _less(item):
                yield [*raw[:index], less, *raw[index + 1 :]]
    elif isinstance(raw, dict) and raw.keys() != {"value", "unit"} and len(raw) > 1:
        for name in raw:
            yield {key: part for key, part in raw.items() if key != name}
