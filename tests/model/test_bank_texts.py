"""Every text of a bank has a key of its own, which stays when others come, go or move."""

from __future__ import annotations

import pytest

from relapse_cli.model.bank import Bank
from relapse_cli.model.bank_texts import WORDS, BankText, strings_of, texts_of
from tests.banks_under_test import shipped_bank


def texts_by_key(bank: Bank) -> dict[str, str]:
    """The texts of a bank by their keys."""
    return {text.key: text.words for text in texts_of(bank)}


def test_every_text_has_a_key_and_no_two_have_the_same() -> None:
    """Each string of a bank that is words, and none that is data."""
    words = [text for text in strings_of(shipped_bank()) if text.field in WORDS and text.words.strip()]
    assert len({text.key for text in words}) == len(words) == len(list(texts_of(shipped_bank())))
    assert {text.key for text in words} == texts_by_key(shipped_bank()).keys()


@pytest.mark.parametrize(
    ("key", "field"),
    [
        ("bank.title", "Bank.title"),
        ("section.safety.title", "Section.title"),
        ("question.safety.suicide.label", "Question.label"),
        ("question.safety.suicide.option.no_thoughts.label", "Option.label"),
        ("question.event.substance.field.class.label", "Field_.label"),
        ("question.event.substance.field.class.option.opioid.label", "Option.label"),
        ("fact.continuing.phrase", "NamedFact.phrase"),
        ("flag.U-09.plain", "Flag.plain"),
        ("action.P-CONTACT.texts.clinician.1.text", "Part.text"),
        ("action.T-SLEEP.option.sleep_diary.texts.patient", "TriggerOption.texts"),
        ("action.P-TOLD.slot.person.asks", "Slot.asks"),
        ("together.S-SHAME.P-TOLD.adds.clinician.1.text", "Part.text"),
        ("family.line.FS-01.text", "FamilyLine.text"),
        ("sheets.patient.title", "BlankSheet.title"),
        ("source.seed_a.title", "Source.title"),
        ("wording.patient.next_contact", "PatientWords.next_contact"),
        ("wording.handover.ask.4", "HandoverWords.ask"),
    ],
)
def test_a_key_is_made_of_ids(key: str, field: str) -> None:
    """Whoever knows the bank knows the key."""
    found = {text.key: text for text in texts_of(shipped_bank())}
    assert found[key].field == field


def test_where_a_text_stands_leads_to_it() -> None:
    """Its path goes through the data of the bank, and its models are those around it."""
    data = shipped_bank().model_dump()

    def at(text: BankText) -> object:
        part = data
        for step in text.path:
            part = part[step]
        return part

    assert all(at(text) == text.words for text in texts_of(shipped_bank()))
    assert all(
        type(text.around[-1]).__name__ == text.field.split(".")[0] for text in texts_of(shipped_bank())
    )


def test_another_order_changes_no_key_of_anything_that_has_an_id() -> None:
    """Sections, questions, options, rules, sources the other way round; a question in another section."""
    bank = shipped_bank()
    first, second, *others = bank.sections
    moved = second.model_copy(update={"questions": (*second.questions, *first.questions)})
    emptied = first.model_copy(update={"questions": ()})
    turned = bank.model_copy(
        update={
            "sections": (*others, moved, emptied),
            **{
                name: getattr(bank, name)[::-1]
                for name in ("facts", "flags", "actions", "sources", "answer_lines")
            },
        }
    )
    assert texts_by_key(turned) == texts_by_key(bank)
