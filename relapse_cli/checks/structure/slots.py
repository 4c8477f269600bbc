"""Slots: each blank of a text is declared, each slot stands in a text, and none waits for itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relapse_cli.checks import messages
from relapse_cli.logic.lines.placeholders import blanks
from relapse_cli.model.bank_rules import slot_name
from relapse_cli.places import KeyPath

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from relapse_cli.checks.findings import Findings
    from relapse_cli.model.bank_rules import Action, AnswerLine, Slot
    from relapse_cli.model.bank_terms import Edition

_Placed = tuple[KeyPath, "Edition | None", str]
"""Where a text stands, in which edition (none where it is in several), and the text."""


def check_slots(findings: Findings) -> None:
    """Judge the slots of every line, and the blanks of every text."""
    bank = findings.bank
    for index, action in enumerate(bank.actions):
        path: KeyPath = ("actions", index)
        _check_line(findings, action, path, list(_texts_of_action(action, path)))
    for index, line in enumerate(bank.answer_lines):
        path = ("answer_lines", index)
        _check_line(findings, line, path, list(_texts_of_answers(line, path)))
    for index, gap in enumerate(bank.gap_lines):
        placed = [(("gap_lines", index, "texts", e), e, text) for e, text in gap.texts.items()]
        _check_blanks(findings, gap.id, {}, placed)
    for index, family in enumerate(bank.family.lines):
        place: KeyPath = ("family", "lines", index, "text")
        _check_blanks(findings, family.id, {}, [(place, "family", family.text)])


def _texts_of_action(action: Action, path: KeyPath) -> Iterator[_Placed]:
    for edition, parts in action.texts.items():
        for index, part in enumerate(parts):
            yield (*path, "texts", edition, index), edition, part.text
            yield (*path, "texts", edition, index), edition, part.short
    for index, option in enumerate(action.options):
        for edition, text in option.texts.items():
            yield (*path, "options", index, "texts", edition), edition, text
    for index, part in enumerate(action.ifthen):
        yield (*path, "ifthen", index), None, part.text
    for name, text in action.gaps.items():
        yield (*path, "gaps", name), None, text


def _texts_of_answers(line: AnswerLine, path: KeyPath) -> Iterator[_Placed]:
    for key, texts in (("titles", line.titles), ("answered", line.answered), ("empty", line.empty)):
        for edition, text in texts.items():
            yield (*path, key, edition), edition, text
    for name, text in line.labels.items():
        yield (*path, "labels", name), None, text


def _check_line(findings: Findings, line: Action | AnswerLine, path: KeyPath, placed: list[_Placed]) -> None:
    slots = {slot.id: slot for slot in line.slots}
    _check_blanks(findings, line.id, slots, placed)
    used = {name for _, _, text in placed for name in blanks(text)}
    for index, slot in enumerate(line.slots):
        place = (*path, "slots", index)
        if slot.id not in used:
            findings.note(messages.UNUSED_SLOT, place, line.id, name=slot.id)
        _check_slot(findings, line.id, slot, place)


def _check_blanks(findings: Findings, owner: str, slots: dict[str, Slot], placed: Iterable[_Placed]) -> None:
    """Note each blank that no slot stands behind, or that stands where its slot must not."""
    for place, edition, text in placed:
        for name in blanks(text):
            if name not in slots:
                findings.note_unknown(messages.NOT_A_SLOT, place, owner, name, slots)
            elif edition and slots[name].editions and edition not in slots[name].editions:
                findings.note(messages.SLOT_EDITION, place, owner, name=name, edition=edition)


def _check_slot(findings: Findings, owner: str, slot: Slot, path: KeyPath) -> None:
    bank, text = findings.bank, slot_name(owner, slot.id)
    if slot.fills not in bank.wording.settles:
        findings.note_unknown(messages.NOT_A_FILLER, (*path, "fills"), text, slot.fills, bank.wording.settles)
    known = [*bank.questions, *(f"{q.id}.{f.id}" for q in bank.questions.values() for f in q.fields)]
    if slot.answer is not None and slot.answer not in known:
        findings.note_unknown(messages.NOT_A_QUESTION, (*path, "answer"), text, slot.answer, known)
    for key, other in (("same_as", slot.same_as), ("unless_filled", slot.unless_filled)):
        if other is None:
            continue
        if other not in bank.slot_by_name:
            findings.note_unknown(messages.NOT_THAT_SLOT, (*path, key), text, other, bank.slot_by_name)
        elif _comes_back(findings, text):
            findings.note(messages.SLOT_LOOP, (*path, key), text, name=text)


def _comes_back(findings: Findings, name: str) -> bool:
    """Whether the slots that a slot points at lead back to itself."""
    seen: set[str] = set()
    waiting = [name]
    while waiting:
        slot = findings.bank.slot_by_name.get(waiting.pop())
        for other in (slot.same_as, slot.unless_filled) if slot else ():
            if other == name:
                return True
            if other is not None and other not in seen:
                seen.add(other)
                waiting.append(other)
    return False
