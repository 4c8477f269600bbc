"""Every text that a bank says itself, with its place and who reads it; a patient's words are in no bank."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relapse_cli.model.bank import Bank
    from relapse_cli.model.bank_questions import Input, Section
    from relapse_cli.model.bank_rules import Action
    from relapse_cli.places import KeyPath

_Reader = Literal["therapist", "patient"]


class Text(NamedTuple):
    """One text of a bank.

    Attributes:
        owner: what it belongs to, as findings name it.
        reader: for whom it is written; what a family reads is written for it as for the patient.
    """

    words: str
    path: KeyPath
    owner: str
    reader: _Reader


def texts_of(bank: Bank) -> Iterator[Text]:
    """Yield every text of a bank that is not empty."""
    return (text for text in _all(bank) if text.words.strip())


def _all(bank: Bank) -> Iterator[Text]:
    for number, section in enumerate(bank.sections):
        yield from _of_section(section, ("sections", number))
    yield from _of_rules(bank)
    yield from _of_lines(bank)
    yield from _of_family(bank)
    for key, words in bank.wording.fixed.model_dump().items():
        if isinstance(words, str):
            yield Text(words, ("wording", "fixed", key), f"wording.{key}", "patient")


def _of_rules(bank: Bank) -> Iterator[Text]:
    for index, fact in enumerate(bank.facts):
        yield Text(fact.phrase, ("facts", index, "phrase"), fact.name, "therapist")
    for index, flag in enumerate(bank.flags):
        for key in ("text", "plain", "short"):
            reader: _Reader = "patient" if key == "plain" else "therapist"
            yield Text(getattr(flag, key), ("flags", index, key), flag.id, reader)
    for index, action in enumerate(bank.actions):
        yield from _of_action(action, ("actions", index))


def _of_lines(bank: Bank) -> Iterator[Text]:
    for index, line in enumerate(bank.answer_lines):
        for key in ("titles", "answered", "empty"):
            for edition, words in getattr(line, key).items():
                yield Text(words, ("answer_lines", index, key, edition), line.id, _reader(edition))
        for name, words in line.labels.items():
            yield Text(words, ("answer_lines", index, "labels", name), line.id, "therapist")
    for index, gap in enumerate(bank.gap_lines):
        for edition, words in gap.texts.items():
            yield Text(words, ("gap_lines", index, "texts", edition), gap.id, _reader(edition))
    for index, row in enumerate(bank.together):
        for edition, parts in row.adds.items():
            for number, part in enumerate(parts):
                path = ("together", index, "adds", edition, number)
                yield Text(part.text, path, row.line, _reader(edition))


def _of_section(section: Section, path: KeyPath) -> Iterator[Text]:
    yield Text(section.title, (*path, "title"), section.id, "therapist")
    for key, words in section.opening.items():
        yield Text(words, (*path, "opening", key), section.id, "patient")
    for index, words in enumerate(section.stance):
        yield Text(words, (*path, "stance", index), section.id, "therapist")
    for index, question in enumerate(section.questions):
        place = (*path, "questions", index)
        yield from _of_input(question, place, question.id)
        yield Text(question.script, (*place, "script"), question.id, "patient")
        yield Text(question.why, (*place, "why"), question.id, "patient")
        for number, field in enumerate(question.fields):
            yield from _of_input(field, (*place, "fields", number), f"{question.id}.{field.id}")


def _of_input(source: Input, path: KeyPath, owner: str) -> Iterator[Text]:
    yield Text(source.label, (*path, "label"), owner, "patient")
    yield Text(source.short, (*path, "short"), owner, "therapist")
    yield Text(source.help, (*path, "help"), owner, "therapist")
    for index, option in enumerate(source.options):
        for key in ("label", "short", "help"):
            yield Text(
                getattr(option, key), (*path, "options", index, key), f"{owner}.{option.id}", "patient"
            )


def _of_action(action: Action, path: KeyPath) -> Iterator[Text]:
    for edition, parts in action.texts.items():
        for index, part in enumerate(parts):
            yield Text(part.text, (*path, "texts", edition, index), action.id, _reader(edition))
    for index, option in enumerate(action.options):
        for edition, words in option.texts.items():
            place = (*path, "options", index, "texts", edition)
            yield Text(words, place, f"{action.id}.{option.id}", _reader(edition))
    for index, part in enumerate(action.ifthen):
        yield Text(part.text, (*path, "ifthen", index), action.id, "patient")
    for name, words in action.gaps.items():
        yield Text(words, (*path, "gaps", name), action.id, "patient")
    for index, slot in enumerate(action.slots):
        yield Text(slot.asks, (*path, "slots", index, "asks"), action.id, "therapist")
    for index, due in enumerate(action.due):
        yield Text(due.words, (*path, "due", index, "words"), action.id, "patient")


def _of_family(bank: Bank) -> Iterator[Text]:
    family = bank.family
    yield Text(family.opening, ("family", "opening"), "family_sheet", "patient")
    for index, line in enumerate(family.lines):
        yield Text(line.text, ("family", "lines", index, "text"), line.id, "patient")
    for key, sheet in (
        (("patient", bank.sheets.patient), ("family", bank.sheets.family)) if bank.sheets else ()
    ):
        for index, words in enumerate(sheet.opening):
            yield Text(words, ("sheets", key, "opening", index), f"sheets.{key}", "patient")
        for number, part in enumerate(sheet.parts):
            for index, each in enumerate(part.lines):
                place = ("sheets", key, "parts", number, "lines", index, "text")
                yield Text(each.text, place, f"sheets.{key}", "patient")


def _reader(edition: str) -> _Reader:
    return "therapist" if edition == "clinician" else "patient"
