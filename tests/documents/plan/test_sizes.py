"""How long the papers are that are handed out, and how hard they are to read, over every vignette.

Counted are all words of a paper but those that somebody said (in quotation marks) or filled in: these are
never cut, and a second page takes what they need. A dash stands in for what is filled in, and is no word; nor
is the number of a note. The pages of the PDF itself are counted in ``tests/formats/test_page_counts.py``.
"""

from __future__ import annotations

from functools import cache
from itertools import takewhile
from statistics import median

import pytest

from relapse_cli.documents.block import Document, Heading, Item, Spans
from relapse_cli.documents.plan.document import plan_document
from relapse_cli.errors import GateClosedError
from relapse_cli.model.bank_terms import Paper
from tests.banks_under_test import VIGNETTES, shipped_bank, vignette
from tests.documents.paper_sizes import (
    PAGE_ROWS,
    first_page,
    reading_grade,
    sentences,
    size_of,
    word_count,
)
from tests.documents.plan.test_every_record import texts
from tests.signed_records import filled_shortly, left_open, signed

CASES = sorted(path.stem for path in VIGNETTES.glob("*.json") if "expected" not in path.name)
FILLED = {"bare": lambda _slot: "–", "filled": filled_shortly, "open": left_open}
STYLES = {"plain", "strong", "title", "quiet", "level_1", "level_2", "level_3", "level_4"}


@cache
def papers(paper: Paper, filled: str = "bare") -> dict[str, Document]:
    """One paper of each vignette that has it, signed; of the patient's the plan and not a card."""
    found = {}
    for case in CASES:
        made = signed(vignette(case), FILLED[filled])
        if paper == "patient" and made.patient_edition != "plan":
            continue
        try:
            found[case] = plan_document(made, shipped_bank(), paper)
        except GateClosedError:
            continue
    assert found
    return found


def product_words(document: Document) -> int:
    """The words of the product itself."""
    size = size_of(document)
    return size.words - size.own


def in_words(spans: Spans) -> str:
    """Spans as one text."""
    return "".join(text for text, _ in spans)


def pages(document: Document) -> float:
    """How many pages it takes, by rows."""
    return size_of(document).rows / PAGE_ROWS


def own_sentences(paper: Paper, filled: str = "bare") -> list[str]:
    """The product's sentences of five words and more on all papers of a kind."""
    found: list[str] = []
    for each in papers(paper, filled).values():
        found += sentences(text for text in texts(each.blocks) if text not in STYLES)
    return found


def test_the_patients_plan_is_one_page_of_words() -> None:
    """450 words at the median and 600 at most."""
    counts = [product_words(each) for each in papers("patient").values()]
    assert median(counts) <= 450
    assert max(counts) <= 600


@pytest.mark.parametrize("filled", FILLED)
def test_the_patients_plan_takes_a_second_page_at_most(filled: str) -> None:
    """Also with everything that was filled in, or is still open."""
    assert max(pages(each) for each in papers("patient", filled).values()) <= 2


def test_the_family_sheet_is_one_page_of_300_words() -> None:
    """What was agreed to be shared comes on top of these."""
    assert max(product_words(each) for each in papers("family").values()) <= 300
    assert max(pages(each) for each in papers("family", "filled").values()) <= 1


def test_the_hand_over_is_one_page() -> None:
    """Whoever takes over turns no page."""
    assert max(pages(each) for each in papers("handover", "filled").values()) <= 1


@pytest.mark.parametrize("paper", ["patient", "family"])
def test_the_reading_grade_is_8_at_most(paper: Paper) -> None:
    """Of the product's own sentences of five words and more, by Flesch and Kincaid."""
    assert reading_grade(own_sentences(paper)) <= 8
    assert reading_grade(own_sentences(paper, "open")) <= 8


@pytest.mark.parametrize("paper", ["patient", "family"])
def test_no_sentence_is_longer_than_25_words(paper: Paper) -> None:
    """Whoever reads at two in the morning reads short sentences."""
    long = {sentence for sentence in own_sentences(paper, "open") if word_count(sentence) > 25}
    assert long == set()


@pytest.mark.parametrize("paper", ["clinician", "patient", "family", "handover"])
@pytest.mark.parametrize("filled", FILLED)
def test_no_paper_has_a_line_to_write_on(paper: Paper, filled: str) -> None:
    """What is open says who settles it and by when."""
    assert not any("____" in text for each in papers(paper, filled).values() for text in texts(each.blocks))


@pytest.mark.parametrize("filled", ["bare", "open"])
def test_the_clinicians_first_page_has_350_words_at_most(filled: str) -> None:
    """At every level, and also with everything still open that was to be filled in."""
    counts = {case: product_words(first_page(each)) for case, each in papers("clinician", filled).items()}
    assert {case: count for case, count in counts.items() if count > 350} == {}


def test_the_clinicians_first_page_stands_alone_on_one_page() -> None:
    """With what was filled in as well."""
    assert max(pages(first_page(each)) for each in papers("clinician", "filled").values()) <= 1


@pytest.mark.parametrize("title", ["What was found", "The first 24 hours"])
def test_errands_and_findings_are_8_words_at_most(title: str) -> None:
    """Each is read in one look; in full it stands further on, or in its note."""
    found: set[str] = set()
    for document in papers("clinician").values():
        first = document.blocks[: document.first_page]
        start = next(
            at for at, block in enumerate(first) if isinstance(block, Heading) and block.text == title
        )
        for block in takewhile(lambda block: isinstance(block, Item), first[start + 1 :]):
            if isinstance(block, Item) and block.name:
                found.update(in_words(block.spans).split("; "))
    assert len(found) > 5
    assert {errand for errand in found if word_count(errand) > 8} == set()
