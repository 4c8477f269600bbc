"""What the program needs of a bank: that its roles are given, and to what they can be given."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from relapse_cli.checks import messages
from relapse_cli.checks.findings import Findings
from relapse_cli.model import known_ids as ids
from relapse_cli.model.bank_rules import slot_name
from relapse_cli.model.needed_parts import NEEDED_PARTS, PART_LACKING
from relapse_cli.model.roles import Roles, contracts
from relapse_cli.model.sets import Sets, set_contracts
from relapse_cli.problems import did_you_mean
from relapse_cli.text.nouns import series

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from relapse_cli.model.bank import Bank
    from relapse_cli.model.bank_questions import Field_, Question
    from relapse_cli.model.roles import Contract, Read, RoleKind
    from relapse_cli.places import KeyPath, Places
    from relapse_cli.problems import Problem


def lacking_parts(bank: Bank, places: Places) -> list[Problem]:
    """Return a fault for roles, and for sets, that are written nowhere: all else would follow from it."""
    said = {"roles": bank.roles != Roles(), "sets": bank.sets != Sets()}
    return [
        places.problem(PART_LACKING, (), key, key=key, what=what)
        for key, what in NEEDED_PARTS.items()
        if not said[key] and not _is_written(key, places)
    ]


def _is_written(key: str, places: Places) -> bool:
    """Whether a part says something, be it faulty."""
    return any(path[:1] == (key,) and len(path) > 1 for path in places.spots)


def check_roles(bank: Bank, places: Places, hidden: frozenset[KeyPath] = frozenset()) -> list[Problem]:
    """Return a fault for each role and set that nothing has, or something that cannot have it."""
    findings = Findings(bank, places, hidden=hidden)
    placed = _placed(bank)
    played: dict[str, str] = {}
    for role, contract in contracts():
        names = bank.roles.named(role)
        if not names:
            findings.note(messages.ROLE_MISSING, ("roles",), role, role=role, kind=contract.kind)
        for name in names:
            _check_role(findings, role, name, contract, placed[contract.kind])
            first = played.setdefault(name, role) if contract.kind == "question" else role
            if first != role:
                findings.note(messages.ROLE_TWICE, ("roles", role), role, name=name, role=role, first=first)
    _check_sets(findings)
    gaps = {gap.id: ("gap_lines", index, "id") for index, gap in enumerate(bank.gap_lines)}
    validators = {name: ("wording", "validators", name) for name in bank.wording.validators}
    _check_kind(findings, "gap line", ids.GAPS, gaps)
    _check_kind(findings, "validator", ids.VALIDATORS, validators)
    return findings.problems


def _placed(bank: Bank) -> dict[RoleKind, Mapping[str, KeyPath]]:
    """By kind, what the bank has and where it stands."""
    return {
        "section": {section.id: ("sections", n, "id") for n, section in enumerate(bank.sections)},
        "question": dict(_questions(bank)),
        "fact": {fact.name: ("facts", n, "name") for n, fact in enumerate(bank.facts)},
        "flag": {flag.id: ("flags", n, "id") for n, flag in enumerate(bank.flags)},
        "action": {action.id: ("actions", n, "id") for n, action in enumerate(bank.actions)},
        "line of answers": {line.id: ("answer_lines", n, "id") for n, line in enumerate(bank.answer_lines)},
        "slot": dict(_slots(bank)),
    }


def _questions(bank: Bank) -> Iterator[tuple[str, KeyPath]]:
    for number, section in enumerate(bank.sections):
        for index, question in enumerate(section.questions):
            yield question.id, ("sections", number, "questions", index)


def _slots(bank: Bank) -> Iterator[tuple[str, KeyPath]]:
    for index, action in enumerate(bank.actions):
        for number, slot in enumerate(action.slots):
            yield slot_name(action.id, slot.id), ("actions", index, "slots", number, "id")


def _check_role(
    findings: Findings, role: str, name: str, contract: Contract, placed: Mapping[str, KeyPath]
) -> None:
    """Judge what a role is given to: that it is there, and what is read of it."""
    if name not in placed:
        words = {"role": role, "kind": contract.kind}
        findings.note_unknown(messages.ROLE_UNKNOWN, ("roles", role), role, name, placed, **words)
        return
    if contract.read is None:
        return
    question, path = findings.bank.questions[name], placed[name]
    if question.session != contract.session:
        words = {"name": name, "role": role, "session": contract.session}
        findings.note(messages.ROLE_SESSION, path, name, **words)
    _check_read(findings, role, contract.read, question, (path, name))
    numbers = {field.id: number for number, field in enumerate(question.fields)}
    for field, read in contract.fields.items():
        if field in numbers:
            known = question.fields[numbers[field]]
            place = (*path, "fields", numbers[field])
            _check_read(findings, role, read, known, (place, f"{name}.{field}"))
        else:
            near = did_you_mean(field, sorted(numbers.keys() - contract.fields.keys()))
            findings.note(messages.NEEDED_FIELD, path, name, question=name, name=field, near=near, role=role)


def _check_read(
    findings: Findings, role: str, read: Read, source: Question | Field_, at: tuple[KeyPath, str]
) -> None:
    """Judge the type of a question or field, and that the options are there with which it is compared."""
    path, name = at
    if source.type not in read.types:
        words = {"name": name, "role": role, "type": source.type, "types": series(read.types, "or")}
        findings.note(messages.ROLE_TYPE, (*path, "type"), name, **words)
        return
    for option in read.options:
        if option not in source.option_ids:
            near = did_you_mean(option, sorted(source.option_ids - set(read.options)))
            words = {"name": name, "role": role, "option": option, "near": near}
            findings.note(messages.ROLE_OPTION, (*path, "options"), name, **words)


def _check_sets(findings: Findings) -> None:
    """Judge the sets that the program reads: each is given, and holds options of what it is about."""
    bank = findings.bank
    for name, contract in set_contracts():
        held = getattr(bank.sets, name)
        if not held:
            findings.note(messages.SET_MISSING, ("sets",), name, name=name)
        known = bank.options_at(contract.role, contract.field)
        asked = bank.roles.named(contract.role)
        of = ".".join((*asked, *((contract.field,) if contract.field else ())))
        members = [*held, *held.values()] if isinstance(held, dict) else held
        for option in members if known else ():  # a question that is missing is told by itself
            if option not in known:
                words = {"option": option, "set": name, "of": of, "near": did_you_mean(option, sorted(known))}
                findings.note(messages.SET_OPTION, ("sets", name), name, **words)


def _check_kind(findings: Findings, kind: str, needed: frozenset[str], placed: Mapping[str, KeyPath]) -> None:
    """Note what is lacking where something of a like name stands, else where the first of its kind does."""
    others = placed.keys() - needed
    for name in sorted(needed - placed.keys()):
        near = get_close_matches(name, sorted(others), 1)
        path = placed[near[0]] if near else next(iter(placed.values()), ())
        findings.note(
            messages.NEEDED_ID, path, name, kind=kind, name=name, near=did_you_mean(name, sorted(others))
        )
