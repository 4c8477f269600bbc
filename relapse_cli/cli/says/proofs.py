"""What a proof says: counts, then everything that does not hold, or its rows for programs."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from relapse_cli.text.nouns import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relapse_cli.checks.proofs.verdict import Proof, Verdict

_NAMES = {
    "question": ("question", "is asked in some interview"),
    "field": ("field", "is filled in in some interview"),
    "option": ("option", "is chosen in some interview"),
    "fact": ("fact", "holds in some interview"),
    "flag": ("flag", "is set in some interview"),
    "action": ("line", "stands on some plan"),
    "pair": ("pair of flags", "has its answer"),
    "property": ("property", "always holds"),
    "option leads": ("option of a danger list", "leads to what it must"),
    "quiet answer": ("quiet answer", "never lowers the level when it is missing"),
    "positive answer": ("answer that is not quiet", "never stands below a missing one, or is an exception"),
    "suppression": ("suppression", "leaves another flag standing"),
    "plan part": ("part of a plan", "stands there as lines or as a gap"),
}
_PLURALS = {
    "property": "properties",
    "pair of flags": "pairs of flags",
    "option of a danger list": "options of danger lists",
    "answer that is not quiet": "answers that are not quiet",
    "part of a plan": "parts of plans",
}
_NEVER = "They never stand together."


def proof_lines(proof: Proof, bounds: tuple[str, ...]) -> Iterator[str]:
    """A proof as lines to be read."""
    yield f"{proof.bank.id} {proof.bank.version}"
    yield from _summary(proof)
    yield ""
    yield "Within these bounds:"
    yield from (f"  {line}" for line in bounds)
    for verdict in proof.failed:
        yield ""
        yield from _failed(verdict)


def _summary(proof: Proof) -> Iterator[str]:
    for about, (name, says) in _NAMES.items():
        found = [verdict for verdict in proof.verdicts if verdict.about == about]
        states = Counter(verdict.state for verdict in found)
        if found:
            yield f"  {states['proved']} of {_counted(len(found), name)}: each {says}"
    never = sum(verdict.says == _NEVER for verdict in proof.verdicts)
    if never:
        yield f"  {_counted(never, 'pair of flags')} never stand together"


def _counted(number: int, name: str) -> str:
    """A number of things."""
    return f"1 {name}" if number == 1 else f"{number} {_PLURALS.get(name, f'{name}s')}"


def _failed(verdict: Verdict) -> Iterator[str]:
    if verdict.state == "missing axiom":
        yield f"Not decided: {verdict.about} {verdict.id}"
        yield "  The rules see this interview otherwise than the proof does; nothing is said of it."
    else:
        yield f"Does not hold: {verdict.about} {verdict.id}"
    yield f"  {verdict.says}"
    interview = verdict.interview
    if interview is None:
        yield "  There is no such interview."
        return
    reading, record = interview.reading, interview.record
    answers = ", ".join(record.answers) or "nothing"
    yield f"  Shown by {record.id}: path {record.path}, level {reading.computed_level}, answered: {answers}"
    if verdict.second is not None:
        yield f"  The same without that answer: level {verdict.second.reading.computed_level}"


def proof_data(proof: Proof, bounds: tuple[str, ...]) -> dict[str, object]:
    """A proof as data."""
    return {
        "bank": {"id": proof.bank.id, "version": proof.bank.version, "digest": proof.bank.digest},
        "holds": not proof.failed,
        "bounds": list(bounds),
        "verdicts": [_row(verdict) for verdict in proof.verdicts],
    }


def _row(verdict: Verdict) -> dict[str, object]:
    row: dict[str, object] = {
        "about": verdict.about,
        "id": verdict.id,
        "state": verdict.state,
        "says": verdict.says,
        "interview": verdict.interview.record.id if verdict.interview else None,
    }
    if verdict.state != "proved" and verdict.interview is not None:
        row["record"] = verdict.interview.record.model_dump(mode="json", exclude_none=True)
    return row


def saved_line(files: int, folder: str) -> str:
    """Where the interviews were written."""
    return f"{counted(files, 'file')} written to {folder}."
