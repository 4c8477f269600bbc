"""Texts that a plan may print: names in braces exist and can be missing; due times are whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relapse_cli.checks import messages
from relapse_cli.logic.lines.placeholders import SLOTS, placeholders, with_blanks
from relapse_cli.model.line_text import BLANK, in_plain
from relapse_cli.places import KeyPath

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from relapse_cli.checks.findings import Findings
    from relapse_cli.model.bank_rules import Action, AnswerLine, Due

_NEEDS_NUMBER = {"hours", "days"}
_RESTS_ON_CONTACT = {"next_contact", "first_contact"}


def check_texts(findings: Findings) -> None:
    """Judge the texts, gap texts and due times of every line."""
    bank = findings.bank
    for index, action in enumerate(bank.actions):
        _check_action(findings, action, ("actions", index))
    for index, line in enumerate(bank.answer_lines):
        _check_answer_line(findings, line, ("answer_lines", index))
    for index, row in enumerate(bank.together):
        for edition, parts in row.adds.items():
            for number, part in enumerate(parts):
                _check_text(findings, part.text, ("together", index, "adds", edition, number), row.line)
    for index, gap in enumerate(bank.gap_lines):
        if not gap.texts:
            findings.note(messages.NO_EDITION, ("gap_lines", index), gap.id)
        for edition, text in gap.texts.items():
            _check_text(findings, text, ("gap_lines", index, "texts", edition), gap.id)
    for index, family in enumerate(bank.family.lines):
        gaps = {name: family.gap for name in placeholders(family.text) if family.gap}
        _check_text(findings, family.text, ("family", "lines", index, "text"), family.id, gaps, key="gap")
    for key in ("title", "opening"):
        _check_text(findings, getattr(bank.family, key), ("family", key), "family_sheet")


def _check_action(findings: Findings, action: Action, path: KeyPath) -> None:
    texts = list(_texts_of(action, path))
    if not any(action.texts.values()):
        findings.note(messages.NO_EDITION, (*path, "texts"), action.id)
    for index, option in enumerate(action.options):
        if not option.texts:
            findings.note(messages.NO_EDITION, (*path, "options", index), f"{action.id}.{option.id}")
    for place, text in texts:
        _check_text(findings, text, place, action.id, action.gaps)
    named = {name for _, text in texts for name in placeholders(text)}
    for name, text in action.gaps.items():
        if placeholders(text):
            findings.note(messages.GAP_NAMES, (*path, "gaps", name), action.id)
        _check_text(findings, text, (*path, "gaps", name), action.id)
        if name not in named:
            findings.note_unknown(messages.UNUSED_GAP, (*path, "gaps", name), action.id, name, named)
    for key, dues in (("due", action.due), ("extra", action.extra), ("latest", action.latest)):
        for index, due in enumerate(dues):
            _check_due(findings, due, (*path, key, index), action.id)


def _check_due(findings: Findings, due: Due, path: KeyPath, rule: str) -> None:
    needs = due.word in _NEEDS_NUMBER
    if needs != (due.n is not None and due.n > 0):
        message = messages.DUE_NEEDS_N if needs else messages.DUE_HAS_N
        findings.note(message, path, rule, word=due.word)
    if rule == findings.bank.roles.contact_rule and due.word in _RESTS_ON_CONTACT:
        findings.note(messages.CONTACT_DUE, path, rule)


def _texts_of(action: Action, path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    for edition, parts in action.texts.items():
        for index, part in enumerate(parts):
            yield (*path, "texts", edition, index), part.text
            yield (*path, "texts", edition, index), part.short
    for index, option in enumerate(action.options):
        for edition, text in option.texts.items():
            yield (*path, "options", index, "texts", edition), text
    for index, part in enumerate(action.ifthen):
        yield (*path, "ifthen", index), part.text


def _check_answer_line(findings: Findings, line: AnswerLine, path: KeyPath) -> None:
    if not line.titles:
        findings.note(messages.NO_EDITION, (*path, "titles"), line.id)
    for key, texts in (("titles", line.titles), ("empty", line.empty)):
        for edition, text in texts.items():
            _check_text(findings, text, (*path, key, edition), line.id)
    for edition, names in line.quotes.items():
        if names and edition not in line.titles:
            findings.note(messages.NO_TITLE, (*path, "quotes", edition), line.id, edition=edition)


def _check_text(
    findings: Findings,
    text: str,
    path: KeyPath,
    owner: str,
    gaps: Mapping[str, str] | None = None,
    *,
    key: str = "gaps",
) -> None:
    """Judge the names in braces of one text; with ``gaps`` given, each answer needs a text of its own."""
    bare = in_plain(with_blanks(text))
    if BLANK in text:
        findings.note(messages.BARE_BLANK, path, owner)
    for name in placeholders(text):
        bare = bare.replace(f"{{{name}}}", "", 1)
        if name in SLOTS:
            continue
        if not _is_answer(findings, name):
            known = [*findings.bank.questions, *_fields(findings), *SLOTS]
            findings.note_unknown(messages.UNKNOWN_PLACEHOLDER, path, owner, name, known)
        elif _is_withheld(findings, name):
            findings.note(messages.WITHHELD, path, owner, name=name)
        elif gaps is not None and name not in gaps:
            findings.note(messages.NO_GAP_TEXT, path, owner, name=name, key=key)
    if "{" in bare or "}" in bare:
        findings.note(messages.STRAY_BRACE, path, owner)


def _fields(findings: Findings) -> list[str]:
    return [f"{q.id}.{field}" for q in findings.bank.questions.values() for field in q.field_by_id]


def _is_answer(findings: Findings, name: str) -> bool:
    return name in findings.bank.questions or name in _fields(findings)


def _is_withheld(findings: Findings, name: str) -> bool:
    questions = findings.bank.questions
    question = questions.get(name) or questions.get(name.rpartition(".")[0])
    return question is not None and question.never_export
