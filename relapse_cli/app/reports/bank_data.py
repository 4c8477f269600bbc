"""A bank as data, for programs: what is asked, what follows, each rule as the sentence that editors read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relapse_cli.app.sources.bank import require_bank
from relapse_cli.logic.rules.sentences import sentence
from relapse_cli.model.condition import ALWAYS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from relapse_cli.model.bank import Bank
    from relapse_cli.model.bank_questions import Option, Question
    from relapse_cli.model.bank_rules import Action, Flag


def bank_data(name_or_path: str) -> dict[str, object]:
    """The whole bank in the order in which it is shown; texts stand as they are in its files."""
    bank = require_bank(name_or_path)
    return {
        "id": bank.id,
        "version": bank.version,
        "title": bank.title,
        "digest": bank.digest,
        "reviewed_by": bank.reviewed_by,
        "questions": [
            {"section": section.id, **_question(question, bank)}
            for section in bank.sections
            for question in section.questions
        ],
        "facts": [
            {"name": fact.name, "phrase": fact.phrase, "when": sentence(fact.when, bank)}
            for fact in bank.facts
        ],
        "flags": [_flag(flag, bank) for flag in bank.flags],
        "lines": [_line(action, bank) for action in bank.actions],
    }


def _question(question: Question, bank: Bank) -> dict[str, object]:
    """One question; ``asked_when`` is null where it is always asked."""
    always = question.relevance == ALWAYS
    return {
        "id": question.id,
        "type": question.type,
        "paths": list(question.paths),
        "critical": question.critical,
        "required": question.required,
        "label": question.label,
        "options": _options(question.options),
        "fields": [
            {"id": each.id, "type": each.type, "label": each.label, "options": _options(each.options)}
            for each in question.fields
        ],
        "asked_when": None if always else sentence(question.relevance, bank, question.id),
    }


def _options(options: Iterable[Option]) -> list[Mapping[str, str]]:
    return [{"id": option.id, "label": option.label} for option in options]


def _flag(flag: Flag, bank: Bank) -> dict[str, object]:
    return {**_rule(flag, bank), "level": flag.level, "text": flag.text}


def _line(action: Action, bank: Bank) -> dict[str, object]:
    return {
        **_rule(action, bank),
        "section": action.section,
        "owner": action.owner,
        "texts": {reader: [each.text for each in texts] for reader, texts in action.texts.items()},
        "options": [{"id": option.id, "texts": option.texts} for option in action.options],
    }


def _rule(rule: Flag | Action, bank: Bank) -> dict[str, object]:
    """What every rule has; a condition is null for a session in which the rule does not exist."""
    return {
        "id": rule.id,
        "when": None if rule.when is None else sentence(rule.when, bank),
        "followup": None if rule.followup is None else sentence(rule.followup, bank),
        "basis": list(rule.basis),
        "basis_note": rule.basis_note,
        "sources": list(rule.source),
    }
