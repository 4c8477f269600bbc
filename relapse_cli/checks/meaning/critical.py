"""Critical questions: asked where their rules need them, quiet where they reassure, never quietly lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from relapse_cli.checks.meaning import messages
from relapse_cli.checks.meaning.places import placed_questions
from relapse_cli.checks.meaning.possible import holds_with
from relapse_cli.checks.meaning.readers import leaves_of
from relapse_cli.checks.meaning.values import Value
from relapse_cli.logic.rules.reads import split_answer
from relapse_cli.model.bank_terms import STATUSES, Path
from relapse_cli.model.condition import AllOf, AnyOf, Compare, Condition, Not, OpenBeyond, SomeEntry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relapse_cli.checks.condition_places import Spot
    from relapse_cli.checks.findings import Findings
    from relapse_cli.checks.meaning.readers import Readers
    from relapse_cli.model.bank import Bank
    from relapse_cli.model.bank_questions import Question
    from relapse_cli.places import KeyPath

_LISTED = {"choice", "multi", "yes_no"}
_GRAVE = 3
"""From this level on somebody is to be seen today."""

_SAYS_MISSING = {"usable", "unresolved", "is_or_unresolved", "status"}
_INTERVIEW = tuple(path for path in get_args(Path) if path != "followup")


def check_critical(findings: Findings, readers: Readers) -> None:
    """Judge every critical question, and every ``not`` over one."""
    for question, path in placed_questions(findings.bank):
        if question.critical:
            _check_asking(findings, readers, question, path)
            _check_quiet(findings, readers, question, path)
            _check_missing(findings, readers, question, path)
        else:
            _check_not_critical(findings, readers, question, path)
    for spot in readers.spots:
        if spot.owner.kind in {"flag", "fact", "family"}:
            _check_nots(findings, spot, spot.condition, spot.path, ())


def _check_asking(findings: Findings, readers: Readers, question: Question, path: KeyPath) -> None:
    if not question.required:
        findings.note(messages.SKIPPABLE, path, question.id)
    for status in STATUSES:
        if status not in question.allow:
            findings.note(messages.CANNOT_DECLINE, (*path, "allow"), question.id, status=status)
    known = _INTERVIEW if question.session == "interview" else ("followup",)
    lacking = ", ".join(name for name in known if name not in question.paths)
    flags = [name for name, _ in readers.by_question.get(question.id, ())]
    grave = max(flags, key=lambda name: findings.bank.flag_by_id[name].level, default=None)
    if lacking and grave is not None:
        level = findings.bank.flag_by_id[grave].level
        if level >= _GRAVE:
            words = {"flag": grave, "level": level, "paths": lacking}
            findings.note(messages.FEWER_PATHS, (*path, "paths"), question.id, **words)


def _check_quiet(findings: Findings, readers: Readers, question: Question, path: KeyPath) -> None:
    if question.type not in _LISTED:
        if not question.open_when and question.type in {"group", "event"}:
            findings.note(messages.NO_QUIET, path, question.id)
        return
    options = question.option_ids or frozenset({"true", "false"})
    if not question.quiet:
        findings.note(messages.NO_QUIET, path, question.id)
    elif options <= set(question.quiet):
        findings.note(messages.ALL_QUIET, (*path, "quiet"), question.id)
    for quiet in question.quiet:
        for flag in _set_by(findings.bank, readers, question, quiet):
            place = (*path, "quiet")
            findings.note(messages.QUIET_FLAG, place, f"{question.id}.{quiet}", name=quiet, flag=flag)


def _set_by(bank: Bank, readers: Readers, question: Question, quiet: str) -> list[str]:
    """The flags that one answer sets, whatever the others are."""
    given = {
        "multi": Value(frozenset({quiet})),
        "yes_no": Value(quiet == "true"),
        "choice": Value(quiet),
    }[question.type]
    chosen = {("answer", question.id): given}
    reading = {flag for flag, _ in readers.by_question.get(question.id, ())}
    spots = (spot for spot in readers.spots if spot.owner.kind == "flag" and spot.owner.name in reading)
    return sorted({spot.owner.name for spot in spots if holds_with(spot.condition, bank, spot, chosen)})


def _check_missing(findings: Findings, readers: Readers, question: Question, path: KeyPath) -> None:
    """Note a question that no flag misses: neither one of its own nor one on all that is open."""
    own = (read for _, read in readers.by_question.get(question.id, ()))
    if any(read.of_missing for read in own) or _reads_all_open(readers, question.session):
        return
    findings.note(messages.MISSING_UNREAD, path, question.id)


def _reads_all_open(readers: Readers, session: str) -> bool:
    return any(
        isinstance(part, OpenBeyond)
        or (isinstance(part, Compare) and part.subject == "fact" and part.name == "unresolved_critical")
        for spot in readers.spots
        if spot.owner.kind == "flag" and spot.session in {None, session}
        for part in _within(spot.condition)
    )


def _within(condition: Condition) -> Iterator[Condition]:
    yield condition
    match condition:
        case AllOf(parts=parts) | AnyOf(parts=parts):
            for part in parts:
                yield from _within(part)
        case Not(part=part) | SomeEntry(part=part):
            yield from _within(part)
        case _:
            return


def _check_not_critical(findings: Findings, readers: Readers, question: Question, path: KeyPath) -> None:
    """Note a question on which a grave flag rests alone, and which may be missing without a word."""
    for spot in readers.spots:
        condition = spot.condition
        if spot.owner.kind != "flag" or not isinstance(condition, Compare) or condition.subject != "answer":
            continue
        flag = findings.bank.flag_by_id[spot.owner.name]
        if flag.level >= _GRAVE and split_answer(condition.name, findings.bank)[0] == question.id:
            words = {"flag": flag.id, "level": flag.level}
            findings.note(messages.NOT_CRITICAL, (*path, "id"), question.id, **words)


def _check_nots(
    findings: Findings, spot: Spot, condition: Condition, path: KeyPath, beside: tuple[Condition, ...]
) -> None:
    """Note each ``not`` over a critical answer beside which nothing speaks of its missing case."""
    match condition:
        case AllOf(parts=parts) | AnyOf(parts=parts):
            for index, part in enumerate(parts):
                others = (*parts[:index], *parts[index + 1 :])
                _check_nots(findings, spot, part, (*path, condition.kind, index), (*beside, *others))
        case SomeEntry(part=part):
            _check_nots(findings, spot, part, (*path, "some_entry"), beside)
        case Not(part=part):
            _check_not(findings, spot, part, path, beside)
        case _:
            return


def _check_not(
    findings: Findings, spot: Spot, part: Condition, path: KeyPath, beside: tuple[Condition, ...]
) -> None:
    bank = findings.bank
    said = {
        leaf.name
        for other in (*beside, part)
        for leaf in leaves_of(other)
        if leaf.subject == "answer" and (leaf.op in _SAYS_MISSING or other is not part)
    }
    for leaf in leaves_of(part):
        question = bank.questions.get(split_answer(leaf.name, bank)[0]) if leaf.subject == "answer" else None
        if question and question.critical and leaf.name not in said and leaf.op not in _SAYS_MISSING:
            findings.note(messages.NOT_OVER_MISSING, (*path, "not"), spot.text, name=leaf.name)
