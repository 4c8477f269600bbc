"""A thousand hostile answers, in many languages, through every paper in every format.

Each record has a twin in which every answer is one plain word. What the product says of the record has to be
what it says of the twin with each word changed for the answer as the format writes it: so nothing is lost
without a visible mark, and none of the product's own words is moved, turned round or missing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from html.parser import HTMLParser
from unicodedata import combining, normalize

import pytest
from markdown_it import MarkdownIt

from relapse_cli.errors import InputError, UsageError
from relapse_cli.formats.base import Format, PlanFormat, RenderOptions
from relapse_cli.formats.catalogue import write_answers, write_plan
from relapse_cli.formats.press.letters import printable
from relapse_cli.formats.word.letters import typed
from relapse_cli.logic.lines.conversation import conversation
from relapse_cli.logic.plan.build import plan
from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.model.bank_terms import Paper
from relapse_cli.model.record import Record
from relapse_cli.text.quotation import within_marks
from relapse_cli.text.sanitize import paper_line, sanitize_line
from tests.banks_under_test import shipped_bank
from tests.documents.hostile_records import HANDED_OVER, PATIENT, answers, numbered, plain_word, record_with
from tests.formats.read_docx import words
from tests.formats.read_pdf import as_drawn, page_texts_of

PAPERS: tuple[Paper, ...] = ("patient", "family", "clinician", "handover")
CASES = {PATIENT: ("patient", "family", "clinician"), HANDED_OVER: ("patient", "clinician", "handover")}
MARKED = re.compile(r"zqx(\d{4})xqz")
TITLES = (
    "Planafterareturntomedication",
    "Foryouwhoareclose:whathelpsnow",
    "Hand-over",
    "Whatwasasked,andwhatwassaid",
)
APART = str.maketrans("", "", "│\u200e")
"""Signs that a format draws round an answer to set it apart: a rule, and a mark that keeps the direction."""


@cache
def texts_for(form: PlanFormat) -> tuple[str, ...]:
    """The thousand answers; for a PDF without the marks that stand on a letter by themselves.

    The program that reads the PDF here gives such a mark to every letter of its kind. That each is printed is
    shown where such letters stand alone (``test_pdf.py``).
    """
    if form != "pdf":
        return answers()
    return tuple(
        "".join(sign for sign in normalize("NFC", text) if not combining(sign)) for text in answers()
    )


@cache
def records(texts: tuple[str, ...]) -> tuple[tuple[str, int, Record], ...]:
    """Records that hold all of some answers: the case, the number of the first one, the record."""
    found, start, turn = [], 0, 0
    while start < len(texts):
        case, taken = (*CASES,)[turn % 2], [start]
        record = record_with(case, _from(texts, taken))
        found.append((case, start, record))
        start, turn = taken[0], turn + 1
    return tuple(found)


def _from(texts: tuple[str, ...], at: list[int]) -> Iterator[str]:
    """Texts in their order; those at the beginning come again where there are no more."""
    while True:
        yield texts[at[0] % len(texts)]
        at[0] += 1


@cache
def twin(case: str) -> Record:
    """The record of a case in which each answer is a plain word."""
    return record_with(case, numbered(plain_word))


def written(record: Record, form: PlanFormat) -> dict[str, str | bytes]:
    """Every document of a record in a format, by its name."""
    bank, options = shipped_bank(), RenderOptions()
    made = plan(bank, record)
    found: dict[str, str | bytes] = {}
    for paper in PAPERS:
        try:
            found[paper] = write_plan(made, bank, paper, form, options)
        except (InputError, UsageError):
            continue
    if form not in {"note", "ics"}:
        held = conversation(Evaluation(bank, record))
        found["answers"] = write_answers(held, bank, _plain_format(form), options)
    return found


def _plain_format(form: PlanFormat) -> Format:
    assert form not in {"note", "ics"}
    return form  # type: ignore[return-value] # what is left are those of every document


class _Page(HTMLParser):
    """The words of a page, without its style and its drawings."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.words = ""
        self._inside: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - the parser's name
        self._inside += [tag] if tag not in {"meta", "br"} else []

    def handle_endtag(self, tag: str) -> None:
        assert self._inside.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += "" if {"style", "svg"} & set(self._inside) else data


def _marked_up(text: str) -> str:
    inline = [token for token in MarkdownIt("commonmark").parse(text) if token.type == "inline"]
    return "\n".join("".join(child.content for child in token.children or ()) for token in inline)


def _strings(data: object) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield key
            yield from _strings(value)
    elif isinstance(data, list):
        for each in data:
            yield from _strings(each)


def _printed(data: bytes) -> str:
    """The pages without their feet: the title and the number, on the page of a wallet card the number."""
    pages = page_texts_of(data)
    title = next(title for title in TITLES if pages[0].startswith(title))
    named = [rf"{title}(·(Case)?[A-Z][\w-]+)?"] * len(pages)
    if pages[0].startswith(TITLES[0]):
        named[-1] = ""
    feet = (rf"{name}{number}of{len(pages)}$" for number, name in enumerate(named, start=1))
    stripped = [re.subn(foot, "", page) for foot, page in zip(feet, pages, strict=True)]
    assert all(count == 1 for _, count in stripped)
    return "".join(page for page, _ in stripped)


def said(data: str | bytes, form: PlanFormat) -> str:
    """What a document says, squeezed, read by a program that did not write it."""
    if isinstance(data, bytes):
        return _printed(data) if form == "pdf" else _squeezed(words(data))
    read: dict[str, Callable[[str], str]] = {
        "html": lambda text: _Page(text).words,
        "markdown": _marked_up,
        "json": lambda text: "\n".join(_strings(json.loads(text))),
    }
    return _squeezed(read.get(form, lambda text: text)(data))


def _squeezed(text: str) -> str:
    return "".join(text.translate(APART).split())


SHOWN: dict[PlanFormat, Callable[[str], str]] = {
    "terminal": sanitize_line,
    "note": sanitize_line,
    "markdown": paper_line,
    "html": paper_line,
    "docx": typed,
    "json": str,
    "ics": str,
}


def pattern(answer: str, form: PlanFormat, *, quoted: bool) -> re.Pattern[str]:
    """How an answer stands in a format; what Python counts as a space stands there as one, or with a mark.

    Between quotation marks those that are part of the answer are single ones.
    """
    whole = answer.encode("utf-8", "replace").decode()
    spoken = within_marks(whole) if quoted else whole
    ways = dict.fromkeys((spoken, " ".join(spoken.split())))
    if form == "pdf":
        return re.compile("|".join(as_drawn(printable(way)) for way in ways))
    return re.compile("|".join(re.escape(_squeezed(SHOWN[form](way))) for way in ways))


def follow(text: str, plain: str, start: int, form: PlanFormat) -> set[int]:
    """Go through what is said of a record beside that of its twin; return which answers stood there."""
    texts, at, seen = texts_for(form), 0, set()
    for place, part in enumerate(MARKED.split(plain)):
        if place % 2 == 0:
            assert text.startswith(part, at), (part[:80], text[at : at + 160])
            at += len(part)
            continue
        number = (start + int(part)) % len(texts)
        found = pattern(texts[number], form, quoted=text.endswith("“", 0, at)).match(text, at)
        assert found, (number, texts[number], text[at : at + 160])
        at = found.end()
        seen.add(number)
    assert at == len(text)
    return seen


@pytest.mark.parametrize("form", ["terminal", "markdown", "html", "pdf", "docx", "note", "json"])
def test_a_thousand_answers_are_words_in_every_format(form: PlanFormat) -> None:
    """No export fails, each answer stands in its place, and the product's own words stay as they are."""
    found: dict[str, set[int]] = {name: set() for name in (*PAPERS, "answers")}
    for case, start, record in records(texts_for(form)):
        twins, documents = _twins(case, form), written(record, form)
        assert documents.keys() == twins.keys()
        for name, data in documents.items():
            found[name] |= follow(said(data, form), twins[name], start, form)
    if form == "note":
        assert len(found["clinician"]) > 400
        return
    assert len(found["patient"]) > 100
    assert set().union(*found.values()) == set(range(1000))


@pytest.mark.parametrize(
    "wrong",
    [
        lambda text: text.replace("Nextcontact", "contactNext"),
        lambda text: text.replace("Whomtocall", "llacotmohW"),
        lambda text: text[:300] + text[301:],
        lambda text: text[:-1],
        lambda text: f"{text}x",
    ],
)
def test_what_is_lost_moved_or_turned_round_is_noticed(wrong: Callable[[str], str]) -> None:
    """The comparison above finds words out of order, one that is reversed, a letter too few or too many."""
    case, start, record = records(answers())[0]
    right, plain = (
        said(written(record, "terminal")["patient"], "terminal"),
        _twins(case, "terminal")["patient"],
    )
    assert follow(right, plain, start, "terminal")
    assert wrong(right) != right
    with pytest.raises(AssertionError):
        follow(wrong(right), plain, start, "terminal")


@cache
def _twins(case: str, form: PlanFormat) -> dict[str, str]:
    return {name: said(data, form) for name, data in written(twin(case), form).items()}


def test_a_calendar_holds_nothing_of_any_answer() -> None:
    """Not a sign of it: CR, LF, a semicolon or a property of its own can change no byte of a calendar."""
    for case, _, record in records(answers()):
        calendars, twins = written(record, "ics"), written(twin(case), "ics")
        assert calendars == twins
        assert calendars.keys() == {"patient", "clinician"}
