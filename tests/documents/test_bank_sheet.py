"""The sheet for sign-off: everything in a bank stands in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache

from markdown_it import MarkdownIt
from pydantic import BaseModel

from relapse_cli.app.sources.profiles import ProfileBook
from relapse_cli.checks.condition_places import conditions_of
from relapse_cli.checks.meaning.read_by import read_by
from relapse_cli.documents.bank_sheet.document import bank_sheet
from relapse_cli.documents.bank_sheet.words import BankWords
from relapse_cli.formats.base import RenderOptions
from relapse_cli.formats.catalogue import write_document
from relapse_cli.logic.rules.sentences import sentence
from relapse_cli.model.bank_model import BankModel
from relapse_cli.model.condition import ALWAYS, Node
from relapse_cli.model.signature import Signature
from tests.banks_under_test import shipped_bank

DIGEST = "sha256:0123456789abcdef"
OF_THE_BANK = {"digest"}
"""What stands for the files, and not for the content."""


def squeezed(text: str) -> str:
    """Words with one blank between them."""
    return " ".join(text.split())


@cache
def sheet() -> str:
    """What somebody reads of the sheet in Markdown."""
    bank = shipped_bank()
    document = bank_sheet(bank, ProfileBook().profiles, DIGEST, read_by(bank))
    tokens = MarkdownIt().parse(write_document(document, "markdown", RenderOptions()))
    return squeezed(" ".join("".join(part.content for part in token.children or ()) for token in tokens))


def texts_of(value: object) -> Iterator[str]:
    """Every word, id, number and day in a part of a bank; conditions are compared as sentences."""
    match value:
        case Node():
            return
        case BaseModel():
            for name in type(value).model_fields:
                if name not in OF_THE_BANK:
                    yield from texts_of(getattr(value, name))
        case dict():
            for key, part in value.items():
                yield from (str(key), *texts_of(part))
        case tuple():
            for part in value:
                yield from texts_of(part)
        case str():
            yield value
        case _:
            return


def test_every_id_and_every_text_of_the_bank_and_its_numbers_is_in_it() -> None:
    """Walked through the model, so that a key that comes in later is looked for as well."""
    found = sheet()
    wanted = {squeezed(text) for text in texts_of(shipped_bank())} | {
        squeezed(text) for profile in ProfileBook().profiles for text in texts_of(profile)
    }
    assert len(wanted) > 2000
    assert [text for text in sorted(wanted) if text not in found] == []


def test_every_condition_is_in_it_in_english() -> None:
    """Each as the sentence that editors read elsewhere, too."""
    bank, found = shipped_bank(), sheet()
    said = {
        squeezed(sentence(spot.condition, bank, spot.question.id if spot.question else "event.substance"))
        for spot in conditions_of(bank)
        if spot.condition != ALWAYS
    }
    assert len(said) > 200
    assert [words for words in sorted(said) if words not in found] == []


def test_what_reads_a_question_stands_with_it() -> None:
    """Rules, relevance of other questions, and lines that quote the answer."""
    readers = read_by(shipped_bank())
    asked = set(shipped_bank().questions) - {"close.ok"}  # an exception of the bank says why nothing reads it
    assert sorted(asked - set(readers)) == []
    assert "question frame.location (asked when)" in readers["frame.mode"]
    assert "question frame.location (asked when)" in sheet()


def test_the_digest_and_who_signed_stand_in_it() -> None:
    """Until somebody has signed there are lines to write on."""
    bank = shipped_bank()
    assert sheet().count(DIGEST) == 2
    assert "Registration: ____" in sheet()
    signature = Signature(
        bank=bank.id,
        version=bank.version,
        digest=DIGEST,
        name="Dr A. Example",
        role="clinical lead",
        registration="IMC 1",
        signed_on=date(2026, 11, 30),
    )
    signed = bank.model_copy(update={"signature": signature})
    page = write_document(bank_sheet(signed, (), DIGEST, {}), "html", RenderOptions())
    for words in ("Dr A. Example", "clinical lead", "IMC 1", "30 Nov 2026", "Clinically reviewed by"):
        assert words in page
    assert '<p class="mark">' not in page


def test_a_key_that_is_not_known_yet_is_told_all_the_same() -> None:
    """A part of a bank says all that it holds, whatever its keys are called."""

    class Newer(BankModel):
        id: str = "N-1"
        brand_new: str = "what it says"
        empty: str = ""

    shown = BankWords(shipped_bank(), {}).entry(Newer())
    assert "brand_new='what it says'" in repr(Newer())
    assert "Brand new" in repr(shown)
    assert "what it says" in repr(shown)
    assert "Empty" not in repr(shown)
