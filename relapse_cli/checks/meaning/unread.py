"""Answers, options and facts that nothing reads, and dangers that give no flag."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relapse_cli.checks.meaning import messages
from relapse_cli.checks.meaning.places import placed_questions
from relapse_cli.checks.meaning.readers import kinds_named, options_named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relapse_cli.checks.findings import Findings
    from relapse_cli.checks.meaning.readers import Readers
    from relapse_cli.model.bank_questions import Input, Question
    from relapse_cli.places import KeyPath

_ANY_RULE = (
    "no rule, no relevance, no document",
    "Name it in a rule, or quote the answer in an answer line.",
)
_KINDS = (
    ("substance", "class", "no rule and no set that is read, so it raises no flag",
     "Put it into a set such as depressants (sets.yaml), or name it in a rule."),
    ("sequence", "domain", "no trigger row, no rule and no set that is read, so no line of a plan answers it",
     "Name it in the 'domains' and 'when' of a trigger row, or put it into a set (sets.yaml)."),
)  # fmt: skip
"""The fields whose options derived facts read whatever they are, by role, with what is told of one."""


def check_unread(findings: Findings, readers: Readers) -> None:
    """Note what nothing reads."""
    for question, path in placed_questions(findings.bank):
        read = _check_question(findings, readers, question, path)
        for index, field in enumerate(question.fields if read else ()):
            place = (*path, "fields", index)
            _check_field(findings, readers, question, field, place)
        if question.critical:
            _check_dangers(findings, readers, question, path)
    _check_kinds(findings, readers)
    for index, fact in enumerate(findings.bank.facts):
        if fact.name not in readers.facts:
            findings.note(messages.UNREAD_FACT, ("facts", index, "name"), fact.name, name=fact.name)


def _check_question(findings: Findings, readers: Readers, question: Question, path: KeyPath) -> bool:
    """Note a question, or options of one, that nothing reads; say whether the question itself is read."""
    name = question.id
    inner = (f"{name}.{field.id}" for field in question.fields)
    if not any(each in readers.ruled or each in readers.printed for each in (name, *inner)):
        findings.note(messages.UNREAD_QUESTION, (*path, "id"), name)
        return False
    if name not in readers.printed:
        _check_options(findings, readers.ruled.get(name, set()), question, path, quiet=question.quiet)
    return True


def _check_field(
    findings: Findings, readers: Readers, question: Question, field: Input, path: KeyPath
) -> None:
    name = f"{question.id}.{field.id}"
    if name in readers.quoted or (
        question.id in readers.quoted and question.id != findings.bank.roles.substance
    ):
        return
    if name not in readers.ruled:
        findings.note(messages.UNREAD_FIELD, (*path, "id"), question.id, name=field.id)
    else:
        _check_options(findings, readers.ruled[name], field, path, owner=question.id)


def _check_kinds(findings: Findings, readers: Readers) -> None:
    """Note a class or a domain that no rule tells from the others: derived facts read whatever is there."""
    roles = findings.bank.roles
    paths = {question.id: path for question, path in placed_questions(findings.bank)}
    for role, field_id, *words in _KINDS:
        question = findings.bank.questions.get(next(iter(roles.named(role)), ""))
        for number, field in enumerate(question.fields if question else ()):
            if question is None or field.id != field_id:
                continue
            named = kinds_named(readers, role, field_id)
            path = (*paths[question.id], "fields", number)
            _check_options(findings, named, field, path, owner=question.id, words=words)


def _check_options(
    findings: Findings,
    named: set[object],
    source: Input,
    path: KeyPath,
    *,
    owner: str = "",
    quiet: tuple[str, ...] = (),
    words: Sequence[str] = _ANY_RULE,
) -> None:
    if None in named:
        return
    for index, option in enumerate(source.options):
        if option.id not in named and option.id not in quiet:
            place = (*path, "options", index, "id")
            text = ".".join(part for part in (owner, source.id, option.id) if part)
            findings.note(messages.UNREAD_OPTION, place, text, name=option.id, what=words[0], how=words[1])


def _check_dangers(findings: Findings, readers: Readers, question: Question, path: KeyPath) -> None:
    """Note the options of a critical question that do not reassure and give no flag."""
    if not question.options:
        return
    heard = {
        option
        for _, read in readers.by_question.get(question.id, ())
        for option in options_named(read, question)
    }
    for index, option in enumerate(question.options):
        if option.id not in heard and option.id not in question.quiet:
            place = (*path, "options", index, "id")
            findings.note(messages.SILENT_DANGER, place, f"{question.id}.{option.id}", name=option.id)
