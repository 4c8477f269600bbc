"""What a bank declares: ids that are there once, and names outside conditions that exist."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, get_args

from relapse_cli.checks import messages
from relapse_cli.logic.facts.catalogue import CATALOGUE, ENTRY_CATALOGUE
from relapse_cli.logic.lines.placeholders import SLOTS
from relapse_cli.model.bank_rules import Action, AnswerLine, Rule, Together
from relapse_cli.model.bank_terms import Path as InterviewPath
from relapse_cli.model.bank_terms import Session
from relapse_cli.model.record import SAFE_ID
from relapse_cli.places import KeyPath

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from relapse_cli.checks.findings import Findings
    from relapse_cli.model.bank_questions import Field_, Question, Section

_SAFE = re.compile(SAFE_ID)
_PATHS_OF: dict[Session, tuple[str, ...]] = {
    "interview": tuple(path for path in get_args(InterviewPath) if path != "followup"),
    "followup": ("followup",),
}
_DOMAIN = "domain"
"""The field of the timeline that holds the domain (rules 2.3)."""


def check_declarations(findings: Findings) -> None:
    """Judge ids and the names that stand outside conditions."""
    _check_ids(findings)
    _check_levels_of_files(findings)
    _check_owners(findings)
    for number, section in enumerate(findings.bank.sections):
        _check_read_back(findings, section, ("sections", number, "reads_back"))
        for index, question in enumerate(section.questions):
            _check_question(findings, question, ("sections", number, "questions", index))
    for path, rule in _rules(findings):
        _check_sources(findings, path, rule.id, rule.source)
    for index, gap in enumerate(findings.bank.gap_lines):
        _check_sources(findings, ("gap_lines", index), gap.id, gap.source)
    for index, action in enumerate(findings.bank.actions):
        _check_action(findings, action, ("actions", index))
    for index, line in enumerate(findings.bank.answer_lines):
        _check_answer_line(findings, line, ("answer_lines", index))
    for index, row in enumerate(findings.bank.together):
        _check_together(findings, row, ("together", index))


def _rules(findings: Findings) -> Iterator[tuple[KeyPath, Rule]]:
    bank = findings.bank
    yield from ((("flags", index), flag) for index, flag in enumerate(bank.flags))
    yield from ((("actions", index), action) for index, action in enumerate(bank.actions))
    yield from ((("answer_lines", index), line) for index, line in enumerate(bank.answer_lines))
    yield from ((("family", "lines", index), line) for index, line in enumerate(bank.family.lines))


def _check_ids(findings: Findings) -> None:
    bank = findings.bank
    asked = [
        (("sections", number, "questions", index, "id"), question.id)
        for number, section in enumerate(bank.sections)
        for index, question in enumerate(section.questions)
    ]
    sections = [(("sections", index, "id"), section.id) for index, section in enumerate(bank.sections)]
    _check_once(findings, "section", sections)
    _check_once(findings, "question", asked, dotted=True)
    facts = [(("facts", index, "name"), fact.name) for index, fact in enumerate(bank.facts)]
    _check_once(findings, "fact", facts)
    for (path, name), fact in zip(facts, bank.facts, strict=True):
        if name in (ENTRY_CATALOGUE if fact.scope == "entry" else CATALOGUE):
            findings.note(messages.DERIVED_NAME, path, name, name=name)
    _check_once(findings, "flag", _ids("flags", bank.flags))
    lines = [*_ids("actions", bank.actions), *_ids("answer_lines", bank.answer_lines)]
    _check_once(findings, "line", [*lines, *_ids("gap_lines", bank.gap_lines)])
    _check_once(
        findings,
        "family line",
        [(("family", *path), name) for path, name in _ids("lines", bank.family.lines)],
    )
    _check_once(findings, "source", _ids("sources", bank.sources))


def _ids(key: str, items: Iterable[object]) -> list[tuple[KeyPath, str]]:
    return [((key, index, "id"), str(getattr(item, "id", ""))) for index, item in enumerate(items)]


def _check_once(
    findings: Findings,
    kind: str,
    placed: Sequence[tuple[KeyPath, str]],
    *,
    dotted: bool = False,
    owner: str = "",
) -> None:
    """Note ids that are given twice or that could not be an id anywhere else."""
    seen: set[str] = set()
    for path, name in placed:
        text = f"{owner}.{name}" if owner else name
        if name in seen:
            findings.note(messages.DUPLICATE, path, text, kind=kind, name=name)
        seen.add(name)
        parts = name.split(".") if dotted else [name]
        if not all(_SAFE.fullmatch(part) for part in parts):
            findings.note(messages.BAD_ID, path, text, name=name)


def _check_levels_of_files(findings: Findings) -> None:
    """Where flags stand in several files, each of these holds one level."""
    levels: dict[str, set[int]] = {}
    first: dict[str, int] = {}
    for index, flag in enumerate(findings.bank.flags):
        file, _ = findings.places.at(("flags", index))
        levels.setdefault(file, set()).add(flag.level)
        first.setdefault(file, index)
    for file, found in levels.items():
        if len(levels) > 1 and len(found) > 1:
            words = ", ".join(map(str, sorted(found)))
            findings.note(messages.MIXED_LEVELS, ("flags", first[file]), "flags", levels=words)


def _check_owners(findings: Findings) -> None:
    """Every owner has words for the clinician, by which the one that a therapist types is known."""
    named: dict[str, str] = {}
    for name, texts in findings.bank.wording.owners.items():
        path, words = ("wording", "owners", name), texts.get("clinician", "").strip()
        if not words:
            findings.note(messages.OWNER_WORDS, path, name, name=name)
            continue
        first = named.setdefault(words.casefold(), name)
        if first != name:
            findings.note(messages.OWNER_TWICE, path, name, first=first, name=name, words=words)


def _check_question(findings: Findings, question: Question, path: KeyPath) -> None:
    bank, text = findings.bank, question.id
    _check_input(findings, question, path, text)
    fields = [((*path, "fields", index, "id"), field.id) for index, field in enumerate(question.fields)]
    _check_once(findings, "field", fields, owner=text)
    for index, field in enumerate(question.fields):
        _check_input(findings, field, (*path, "fields", index), f"{text}.{field.id}")
        for domain, option in field.suggested.items():
            if option not in field.option_ids:
                place = (*path, "fields", index, "suggested", domain)
                _note_option(findings, field, option, place, f"{text}.{field.id}")
    has_fields = question.type in {"group", "event"}
    if has_fields != bool(question.fields):
        message = messages.FIELDS_MISSING if has_fields else messages.FIELDS_UNUSED
        findings.note(message, path, text, type=question.type)
    _check_values(findings, question, "quiet", question.quiet, path)
    if question.unreliable:
        _check_values(findings, question, "unreliable", question.unreliable.values, path)
    if question.prompts is not None and question.prompts not in bank.questions:
        place = (*path, "prompts")
        findings.note_unknown(messages.NOT_A_QUESTION, place, text, question.prompts, bank.questions)
    known = [*bank.questions, *(section.id for section in bank.sections)]
    if question.ask_after is not None and question.ask_after not in known:
        place = (*path, "ask_after")
        findings.note_unknown(messages.NOT_A_SECTION, place, text, question.ask_after, known)
    if question.max_entries is not None and question.min_entries > question.max_entries:
        findings.note(messages.RANGE_REVERSED, path, text, low="min_entries", high="max_entries")
    _check_paths(findings, question, path)


def _check_paths(findings: Findings, question: Question, path: KeyPath) -> None:
    known = _PATHS_OF[question.session]
    if not question.paths:
        findings.note(messages.NO_PATH, path, question.id)
    for name in question.paths:
        if name not in known:
            words = {"path": name, "session": question.session, "known": ", ".join(known)}
            findings.note(messages.OTHER_SESSION, (*path, "paths"), question.id, **words)


def _check_input(findings: Findings, source: Question | Field_, path: KeyPath, text: str) -> None:
    """Judge options and range of a question or a field."""
    options = [((*path, "options", index, "id"), option.id) for index, option in enumerate(source.options)]
    _check_once(findings, "option", options, owner=text)
    has_options = source.type in {"choice", "multi"}
    if has_options != bool(source.options):
        message = messages.OPTIONS_MISSING if has_options else messages.OPTIONS_UNUSED
        findings.note(message, path, text, type=source.type)
    if source.exclusive is not None and source.exclusive not in source.option_ids:
        _note_option(findings, source, source.exclusive, (*path, "exclusive"), text)
    if source.min is not None and source.max is not None and source.min > source.max:
        findings.note(messages.RANGE_REVERSED, path, text, low="min", high="max")


def _check_values(
    findings: Findings, question: Question, key: str, values: tuple[str, ...], path: KeyPath
) -> None:
    """Judge a list of option ids of a question."""
    known = {"true", "false"} if question.type == "yes_no" else question.option_ids
    if values and not known and question.type not in {"choice", "multi"}:
        findings.note(messages.QUIET_KIND, (*path, key), question.id, type=question.type, key=key)
        return
    for value in values:
        if value not in known:
            _note_option(findings, question, value, (*path, key), question.id)


def _note_option(findings: Findings, source: Question | Field_, value: str, path: KeyPath, text: str) -> None:
    known = {"true", "false"} if source.type == "yes_no" else source.option_ids
    findings.note_option(path, text, value, source.id, known)


def _check_sources(findings: Findings, path: KeyPath, text: str, sources: tuple[str, ...]) -> None:
    known = findings.bank.source_by_id
    if not sources:
        findings.note(messages.BASELESS, path, text, name=text, what="source")
    for source in sources:
        if source not in known:
            findings.note_unknown(messages.NOT_A_SOURCE, (*path, "source"), text, source, known)


def _check_action(findings: Findings, action: Action, path: KeyPath) -> None:
    bank = findings.bank
    for name in action.reads:
        if name not in bank.questions:
            findings.note_unknown(messages.NOT_A_QUESTION, (*path, "reads"), action.id, name, bank.questions)
    if action.variant is not None and action.variant not in CATALOGUE:
        findings.note_unknown(messages.NOT_DERIVED, (*path, "variant"), action.id, action.variant, CATALOGUE)
    options = [((*path, "options", index, "id"), option.id) for index, option in enumerate(action.options)]
    _check_once(findings, "option", options, owner=action.id)
    _check_slot_ids(findings, action, path)
    timeline = bank.questions.get(findings.bank.roles.sequence)
    domain = timeline.field_by_id.get(_DOMAIN) if timeline else None
    for name in action.domains:
        if domain is not None and name not in domain.option_ids:
            place = (*path, "domains")
            findings.note_unknown(messages.NOT_A_DOMAIN, place, action.id, name, domain.option_ids)
    sheet = [line.id for line in bank.family.lines]
    for name in action.on_sheet:
        if name not in sheet:
            findings.note_unknown(messages.NOT_ON_SHEET, (*path, "on_sheet"), action.id, name, sheet)
    owners = bank.wording.owners
    others = [((*path, "other_owners", n, "owner"), each.owner) for n, each in enumerate(action.other_owners)]
    for place, name in ((*path, "owner"), action.owner), *others:
        if owners and name not in owners:
            findings.note_unknown(messages.NOT_AN_OWNER, place, action.id, name, owners)


def _check_slot_ids(findings: Findings, line: Action | AnswerLine, path: KeyPath) -> None:
    slots = [((*path, "slots", index, "id"), slot.id) for index, slot in enumerate(line.slots)]
    _check_once(findings, "slot", slots, owner=line.id)


def _check_answer_line(findings: Findings, line: AnswerLine, path: KeyPath) -> None:
    _check_slot_ids(findings, line, path)
    questions = findings.bank.questions
    known = [*questions, *(f"{q.id}.{field}" for q in questions.values() for field in q.field_by_id)]
    for edition, names in line.quotes.items():
        for index, name in enumerate(names):
            if name not in known:
                place = (*path, "quotes", edition, index)
                findings.note_unknown(messages.NOT_A_QUESTION, place, line.id, name, known)
    for name in sorted(line.labels.keys() - SLOTS):
        if name not in known:
            findings.note_unknown(messages.NOT_A_QUESTION, (*path, "labels", name), line.id, name, known)


def _check_read_back(findings: Findings, section: Section, path: KeyPath) -> None:
    """Judge what a section reads back: lines of the plan that there are."""
    bank = findings.bank
    known = {*bank.action_by_id, *(line.id for line in bank.answer_lines)}
    for index, name in enumerate(section.reads_back):
        if name not in known:
            what = {"what": "an action or an answer line"}
            findings.note_unknown(messages.NOT_A_LINE, (*path, index), section.id, name, known, **what)


def _check_together(findings: Findings, row: Together, path: KeyPath) -> None:
    """Judge a row of lines that print together: both are lines, and none comes to stand in a third."""
    bank = findings.bank
    answers = {line.id for line in bank.answer_lines}
    if row.line not in bank.action_by_id:
        what = {"what": "an action"}
        findings.note_unknown(
            messages.NOT_A_LINE, (*path, "line"), row.line, row.line, bank.action_by_id, **what
        )
    known = {*bank.action_by_id, *answers}
    if row.under not in known:
        what = {"what": "an action or an answer line"}
        findings.note_unknown(messages.NOT_A_LINE, (*path, "under"), row.line, row.under, known, **what)
    if row.under in {other.line for other in bank.together if not other.done}:
        findings.note(messages.UNDER_UNDER, (*path, "under"), row.line, name=row.line, upper=row.under)
