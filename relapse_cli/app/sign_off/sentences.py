"""Changing any sentence of what is handed out, from the pages as they will be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from relapse_cli.app.asking.in_turn import ask_in_turn, words_of
from relapse_cli.app.sign_off.lines import Names, agreed_words
from relapse_cli.documents.plan.edition import carry
from relapse_cli.documents.plan.patient import lines_on_page
from relapse_cli.errors import GateClosedError
from relapse_cli.logic.lines.typed import as_typed
from relapse_cli.model.decision import Edit
from relapse_cli.model.line_text import LineText
from relapse_cli.screens.sign_off.base import about_rewording, reword_screen, second_screen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relapse_cli.logic.sign_off.signing import Signing
    from relapse_cli.model.bank import Bank
    from relapse_cli.model.bank_terms import Edition
    from relapse_cli.model.plan import Line, Plan
    from relapse_cli.model.screen import Given, Screen
    from relapse_cli.prompters.asker import Asker

_PART = "signature"
_ON_SAFETY = frozenset({"emergency", "safety", "medicines"})
"""Sections whose lines say how somebody stays safe."""
_ON_SHEET = "family:"
"""Before the id of a line of the plan where its words for the family are meant."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One thing that can be reworded.

    Attributes:
        id: under what it is chosen.
        text: how it reads.
        edition: on whose page it stands.
        line: the line of the plan that it is; ``None`` for what no line carries.
    """

    id: str
    text: LineText
    edition: Edition
    line: Line | None = None


def sentences_of(signing: Signing) -> dict[str, Sentence]:
    """Everything on the pages that are handed out that can be reworded, in the order of the plan.

    What stands there several times over, such as the patient's if-then lines, is put right as an answer.
    """
    plan = signing.handed_out
    return {each.id: each for each in (*_of_patient(plan, signing.bank), *_of_family(plan, signing.bank))}


def _of_patient(plan: Plan, bank: Bank) -> Iterator[Sentence]:
    yield from _apart(plan, "patient")
    rules = [line.rule for line in plan.lines]
    for line, text in lines_on_page(plan, bank):
        if not line.gap and (line.rule is None or rules.count(line.rule) == 1):
            yield Sentence(line.id, text, "patient", line)


def _of_family(plan: Plan, bank: Bank) -> Iterator[Sentence]:
    try:
        carried = carry(plan, bank.roles, "family")
    except GateClosedError:
        return
    yield from _apart(plan, "family")
    for said in carried.family_lines:
        yield Sentence(said.id, LineText(said.words), "family")
    for line in carried.lines:
        yield Sentence(f"{_ON_SHEET}{line.id}", line.texts["family"], "family", line)


def _apart(plan: Plan, edition: Edition) -> Iterator[Sentence]:
    """What no rule carries on a page."""
    for each in plan.sentences:
        if each.edition == edition:
            yield Sentence(each.id, each.text, edition)


def reword(asker: Asker, signing: Signing, sentence: Sentence) -> tuple[Edit, ...]:
    """Ask how a sentence reads; no decision where it stays as it is.

    Words that say when help is called, or how a medicine is kept safe, are looked at a second time.

    Raises:
        Left: it was left by going back, or by pausing.
    """
    line, name = sentence.line, sentence.line.id if sentence.line else sentence.id
    current = as_typed(sentence.text)
    about = about_rewording(line) if line else (f"({name})",)
    screen = reword_screen(name, sentence.edition, current, about, _PART)

    def second(given: Given) -> Screen | None:
        if line is None or line.section not in _ON_SAFETY or words_of(given, "words") == current:
            return None
        body = (f"It said: {current}", f"It would say: {words_of(given, 'words')}")
        label = "Does it still say all that keeps the patient safe: when to call, what not to take?"
        return second_screen(name, label, body=body, part=_PART)

    while True:
        clerk = Names(line, agreed_words(signing, line))
        given = ask_in_turn(asker, (("words", lambda _: screen), ("second", second)), clerk)
        words = words_of(given, "words")
        if given.get("second") == "again":
            continue
        if words == current:
            return ()
        return (Edit(kind="edit", rule=name, edition=sentence.edition, text=words),)
