"""Labels: there are words, two things read differently, and each fits where it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relapse_cli.checks.language import messages
from relapse_cli.logic.lines.placeholders import placeholders
from relapse_cli.text.width import columns_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from relapse_cli.checks.findings import Findings
    from relapse_cli.model.bank_questions import Input
    from relapse_cli.places import KeyPath

_PROMPT = 220
"""Characters; three lines of a terminal, as much as one hears and remembers."""

_CHOICE = 70
"""Columns of a choice beside its mark, on a terminal of 80."""


def check_labels(findings: Findings) -> None:
    """Judge the labels of all questions, fields and options."""
    for number, section in enumerate(findings.bank.sections):
        path: KeyPath = ("sections", number)
        if not section.title.strip():
            findings.note(messages.EMPTY_LABEL, (*path, "title"), section.id, name=section.id)
        said: dict[str, str] = {}
        for index, question in enumerate(section.questions):
            place = (*path, "questions", index)
            _check_input(findings, question, place, question.id)
            first = said.setdefault(_read(question.label), question.id)
            if first != question.id:
                findings.note(messages.SAME_QUESTION, (*place, "label"), question.id, first=first)
            for at, field in enumerate(question.fields):
                _check_input(findings, field, (*place, "fields", at), f"{question.id}.{field.id}")
            fields = [(field.id, field.label) for field in question.fields]
            _check_twice(findings, fields, (*place, "fields"), question.id)
    for index, action in enumerate(findings.bank.actions):
        for edition, parts in action.texts.items():
            for at, part in enumerate(parts):
                if not part.text.strip():
                    place = ("actions", index, "texts", edition, at)
                    findings.note(messages.EMPTY_TEXT, place, action.id, name=action.id)
    for index, flag in enumerate(findings.bank.flags):
        for key in ("text", "plain"):
            if not getattr(flag, key).strip():
                findings.note(messages.EMPTY_TEXT, ("flags", index, key), flag.id, name=flag.id)


def _check_input(findings: Findings, source: Input, path: KeyPath, text: str) -> None:
    if not source.label.strip():
        findings.note(messages.EMPTY_LABEL, (*path, "label"), text, name=source.id)
    if len(source.label) > _PROMPT:
        words = {"count": len(source.label), "most": _PROMPT}
        findings.note(messages.LONG_PROMPT, (*path, "label"), text, **words)
    _check_names(findings, source.label, (*path, "label"), text)
    _check_names(findings, source.short, (*path, "short"), text)
    for index, option in enumerate(source.options):
        place, owner = (*path, "options", index, "label"), f"{text}.{option.id}"
        if not option.label.strip():
            findings.note(messages.EMPTY_LABEL, place, owner, name=option.id)
        if columns_of(option.label) > _CHOICE:
            words = {"count": columns_of(option.label), "most": _CHOICE}
            findings.note(messages.WIDE_CHOICE, place, owner, **words)
        _check_names(findings, option.label, place, owner)
    options = [(option.id, option.label) for option in source.options]
    _check_twice(findings, options, (*path, "options"), text)


def _check_names(findings: Findings, words: str, path: KeyPath, text: str) -> None:
    for name in placeholders(words):
        findings.note(messages.LABEL_PLACEHOLDER, path, text, name=name)


def _check_twice(findings: Findings, labels: Iterable[tuple[str, str]], path: KeyPath, text: str) -> None:
    said: dict[str, str] = {}
    for index, (name, label) in enumerate(labels):
        first = said.setdefault(_read(label), name)
        if first != name and label.strip():
            words = {"name": name, "first": first, "words": label}
            findings.note(messages.SAME_LABEL, (*path, index, "label"), text, **words)


def _read(label: str) -> str:
    """A label as it is told from others: its signs at the end and its capitals say nothing."""
    return " ".join(label.casefold().rstrip("?:. ").split())
