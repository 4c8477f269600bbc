"""What the program names by heart: where a bank lacks it, no plan can be made, or one that lacks it too."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from relapse_cli.checks import messages
from relapse_cli.checks.findings import Findings
from relapse_cli.logic.facts.catalogue import CATALOGUE, ENTRY_CATALOGUE
from relapse_cli.model import known_ids as ids
from relapse_cli.model.bank_rules import slot_name
from relapse_cli.problems import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from relapse_cli.model.bank import Bank
    from relapse_cli.places import KeyPath, Places
    from relapse_cli.problems import Problem

_SECTIONS = frozenset({"safety", "followup"})
"""Whether anything about safety was answered is looked up in these."""

_ENTRY_FIELDS = frozenset(
    [
        *(field for fact in CATALOGUE.values() for field in fact.fields),
        *(field for entry_fact in ENTRY_CATALOGUE.values() for field in entry_fact.fields),
    ]
)

_FIELDS: dict[str, frozenset[str]] = {
    ids.FEELINGS: frozenset({"selected", "strongest"}),
    ids.SUBSTANCE: _ENTRY_FIELDS,
    ids.STOPPED: frozenset({"change"}),
    ids.SEQUENCE: frozenset({"domain", "stage", "when"}),
    ids.IFTHEN: frozenset({"if", "then"}),
    ids.NEXT_CONTACT: frozenset({"when"}),
    ids.LINES_DONE: frozenset({"rule", "state", "obstacle"}),
    ids.FOLLOWUP_CONTACT: frozenset({"when"}),
}
"""The fields of questions that the program reads by name."""


def check_needed_ids(bank: Bank, places: Places) -> list[Problem]:
    """Return a fault for each id that the program names and the bank does not have."""
    findings = Findings(bank, places)
    for kind, needed, placed in _kinds(bank):
        _check_kind(findings, kind, needed, placed)
    for name in sorted(_FIELDS.keys() & bank.questions.keys()):
        fields = bank.questions[name].field_by_id
        for field in sorted(_FIELDS[name] - fields.keys()):
            words = {
                "question": name,
                "name": field,
                "near": did_you_mean(field, sorted(fields.keys() - _FIELDS[name])),
            }
            findings.note(messages.NEEDED_FIELD, _question_paths(bank)[name], name, **words)
    return findings.problems


def _kinds(bank: Bank) -> Iterator[tuple[str, frozenset[str], Mapping[str, KeyPath]]]:
    """Yield for each kind of thing what is needed of it, and what the bank has with its place."""
    yield "section", _SECTIONS, {s.id: ("sections", index, "id") for index, s in enumerate(bank.sections)}
    yield "question", ids.QUESTIONS, _question_paths(bank)
    yield "fact", ids.FACTS, {f.name: ("facts", index, "name") for index, f in enumerate(bank.facts)}
    yield "flag", ids.FLAGS, {f.id: ("flags", index, "id") for index, f in enumerate(bank.flags)}
    actions = {a.id: ("actions", index, "id") for index, a in enumerate(bank.actions)}
    yield "action", ids.ACTIONS, actions
    slots = frozenset(name for name in ids.SLOTS if name.rpartition(".")[0] in actions)
    yield "slot", slots, _slot_paths(bank)
    lines = {line.id: ("answer_lines", index, "id") for index, line in enumerate(bank.answer_lines)}
    yield "line of answers", ids.ANSWER_LINES, lines
    yield "gap line", ids.GAPS, {g.id: ("gap_lines", index, "id") for index, g in enumerate(bank.gap_lines)}
    validators = {name: ("wording", "validators", name) for name in bank.wording.validators}
    yield "validator", ids.VALIDATORS, validators


def _slot_paths(bank: Bank) -> dict[str, KeyPath]:
    return {
        slot_name(action.id, slot.id): ("actions", index, "slots", number, "id")
        for index, action in enumerate(bank.actions)
        for number, slot in enumerate(action.slots)
    }


def _question_paths(bank: Bank) -> dict[str, KeyPath]:
    return {
        question.id: ("sections", number, "questions", index, "id")
        for number, section in enumerate(bank.sections)
        for index, question in enumerate(section.questions)
    }


def _check_kind(findings: Findings, kind: str, needed: frozenset[str], placed: Mapping[str, KeyPath]) -> None:
    """Note what is lacking where something of a like name stands, else where the first of its kind does."""
    others = placed.keys() - needed
    for name in sorted(needed - placed.keys()):
        near = get_close_matches(name, sorted(others), 1)
        path = placed[near[0]] if near else next(iter(placed.values()), ())
        findings.note(
            messages.NEEDED_ID, path, name, kind=kind, name=name, near=did_you_mean(name, sorted(others))
        )
