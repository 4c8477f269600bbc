"""Properties against their bank: every id in them is one of the bank, and every promise says something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relapse_cli.checks import messages, property_messages
from relapse_cli.checks.condition_places import Owner, Spot
from relapse_cli.checks.findings import Findings
from relapse_cli.checks.structure.references import check_condition

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relapse_cli.model.bank import Bank
    from relapse_cli.model.bank_properties import Promise, Properties
    from relapse_cli.model.condition import Condition
    from relapse_cli.places import KeyPath, Places
    from relapse_cli.problems import Problem


def check_properties(properties: Properties, bank: Bank, places: Places) -> list[Problem]:
    """Return every name that the bank does not have, and every promise that says nothing."""
    findings = Findings(bank, places)
    for path, owner, condition in _conditions(properties):
        # A property may read what is decided last, as an action may.
        check_condition(findings, Spot(path, Owner("action", owner), str(path[-1]), condition))
    _check_shapes(findings, properties)
    _check_names(findings, properties)
    return sorted(set(findings.problems), key=lambda problem: (problem.line, problem.column, problem.code))


def _promises(properties: Properties) -> Iterator[tuple[KeyPath, Promise]]:
    for index, each in enumerate(properties.properties):
        yield ("properties", index), each
    for index, option in enumerate(properties.every_option):
        yield ("every_option", index), option
    for key in ("missing_never_lower", "positive_never_lower", "suppressions", "plan_parts"):
        promise: Promise | None = getattr(properties, key)
        if promise is not None:
            yield (key,), promise


def _conditions(properties: Properties) -> Iterator[tuple[KeyPath, str, Condition]]:
    for path, promise in _promises(properties):
        for index, spared in enumerate(promise.unless):
            yield (*path, "unless", index, "when"), promise.id, spared.when
    for index, each in enumerate(properties.properties):
        for key, condition in (("never", each.never), ("if", each.given), ("then", each.then)):
            if condition is not None:
                yield ("properties", index, key), each.id, condition
    for index, option in enumerate(properties.every_option):
        yield ("every_option", index, "then"), option.id, option.then
    missing, positive = properties.missing_never_lower, properties.positive_never_lower
    for index, quiet in enumerate(missing.quiet if missing else ()):
        yield ("missing_never_lower", "quiet", index, "when"), quiet.question, quiet.when
    for index, row in enumerate(positive.spared if positive else ()):
        if row.when is not None:
            yield ("positive_never_lower", "spared", index, "when"), row.question, row.when


def _check_shapes(findings: Findings, properties: Properties) -> None:
    """A property says either what never holds, or what brings what."""
    for index, each in enumerate(properties.properties):
        given = (each.never is not None, each.given is not None, each.then is not None)
        if given not in {(True, False, False), (False, True, True)}:
            findings.note(property_messages.PROPERTY_SHAPE, ("properties", index), each.id, id=each.id)
    seen: set[str] = set()
    for path, promise in _promises(properties):
        if promise.id in seen:
            findings.note(property_messages.PROPERTY_TWICE, (*path, "id"), promise.id, id=promise.id)
        seen.add(promise.id)


def _check_names(findings: Findings, properties: Properties) -> None:
    bank = findings.bank
    for index, option in enumerate(properties.every_option):
        for number, name in enumerate(option.of):
            _check_question(findings, ("every_option", index, "of", number), option.id, name)
    missing, positive = properties.missing_never_lower, properties.positive_never_lower
    for index, quiet in enumerate(missing.quiet if missing else ()):
        path = ("missing_never_lower", "quiet", index, "question")
        _check_question(findings, path, quiet.question, quiet.question)
    fields = (
        bank.questions[findings.bank.roles.substance].field_by_id
        if findings.bank.roles.substance in bank.questions
        else {}
    )
    for index, name in enumerate(missing.fields if missing else ()):
        if name not in fields:
            place = ("missing_never_lower", "fields", index)
            findings.note_unknown(
                messages.NOT_A_FIELD, place, name, name, fields, question=findings.bank.roles.substance
            )
    for name, quiet_options in (positive.fields if positive else {}).items():
        _check_options(findings, ("positive_never_lower", "fields", name), name, quiet_options)
    for index, row in enumerate(positive.spared if positive else ()):
        beside = ("positive_never_lower", "spared", index, "question")
        _check_options(findings, beside, row.question, row.options)
    held = properties.suppressions.facts if properties.suppressions else {}
    for name, flags in held.items():
        _check_held(findings, name, flags)


def _check_question(findings: Findings, path: KeyPath, text: str, name: str) -> None:
    questions = findings.bank.questions
    if name not in questions:
        findings.note_unknown(messages.NOT_A_QUESTION, path, text, name, questions)


def _check_options(findings: Findings, path: KeyPath, name: str, options: tuple[str, ...]) -> None:
    """A question or a field of one, and options of it."""
    questions = findings.bank.questions
    around, _, part = name.rpartition(".")
    spec = questions.get(name) or (questions[around].field_by_id.get(part) if around in questions else None)
    if spec is None:
        known = [*questions, *(f"{q.id}.{f.id}" for q in questions.values() for f in q.fields)]
        findings.note_unknown(messages.NOT_A_QUESTION, path, name, name, known)
        return
    listed = ("true", "false") if spec.type == "yes_no" else tuple(option.id for option in spec.options)
    for option in options:
        if option not in listed:
            findings.note_option(path, name, option, name, listed)


def _check_held(findings: Findings, name: str, flags: tuple[str, ...]) -> None:
    bank, path = findings.bank, ("suppressions", "facts", name)
    if name not in bank.fact_by_name:
        findings.note_unknown(messages.NOT_A_FACT, path, name, name, bank.fact_by_name)
    for flag in flags:
        if flag not in bank.flag_by_id:
            findings.note_unknown(messages.NOT_A_FLAG, path, name, flag, bank.flag_by_id)
