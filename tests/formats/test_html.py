"""HTML: golden pages, one file that fetches nothing, and answers that can be nothing but words."""

from __future__ import annotations

import random
import re
import unicodedata
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import example, given

from relapse_cli.documents.block import Document, Heading, Item, Paragraph, Quote, plain
from relapse_cli.formats.base import DocumentFormat, RenderOptions
from relapse_cli.formats.catalogue import write_document
from relapse_cli.formats.drawings.svg_parts import BAND, BAR, INK, QUIET, TRACK
from relapse_cli.formats.html import page as html_page
from relapse_cli.formats.html.style import DARK, LIGHT, SHAPES_ON, WORDS_ON
from relapse_cli.model.letterhead import Letterhead, Logo
from relapse_cli.text.sanitize import REPLACEMENT, paper_line
from tests.conftest import CheckGolden
from tests.documents.hostile import FRAGMENTS, hostile_text
from tests.documents.pages import pages
from tests.examples import examples
from tests.formats.test_blocks import everything

STYLE = re.compile("<style>.*?</style>", re.DOTALL)
LANGUAGES = (
    "Ich konnte nicht schlafen, „nur einmal“", "Nie mogłam zasnąć — źle", "Έπεσα ξανά", "Не спал три ночи",
    "لم أنم 3 ليال، ثم أخذت zolpidem 10 مرة أخرى", "לא ישנתי 3 לילות (שוב)", "می‌خواهم نخوابم",
    "眠れなかった、また飲んだ", "잠을 못 잤어요", "नींद नहीं आई", "ฉันนอนไม่หลับ", "Không ngủ được",
    "👨‍👩‍👧 🙂", "e\u0301 u\u0308", "ﷺ ﬁ ß ẞ",
)  # fmt: skip


@cache
def all_pages() -> dict[str, str]:
    """Every page by its name."""
    return dict(pages())


def written(document: Document) -> str:
    """A document as HTML."""
    return html_page.render(document, RenderOptions())


class _Reader(HTMLParser):
    """What a reader of HTML makes of a page: its elements with their attributes, and its words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, tuple[tuple[str, str | None], ...]]] = []
        self.words = ""
        self._inside: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an element; of a drawing only its kind, for where it lies depends on how long a word is."""
        self._inside.append(tag)
        row = (tag, () if "svg" in self._inside else tuple(attrs))
        again = tag == "text" and self.elements[-1:] == [row]
        if tag not in {"bdi", "meta"} and not again:
            self.elements.append(row)
        if tag in {"meta", "br"}:
            self._inside.pop()

    def handle_startendtag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - the parser's name
        """A shape of a drawing."""
        self.elements.append((tag, ()))

    def handle_endtag(self, tag: str) -> None:
        """Every element ends where it should."""
        assert self._inside.pop() == tag

    def handle_data(self, data: str) -> None:
        """Words; a style sheet has none."""
        if "style" not in self._inside and self._inside[-1:] != ["text"]:
            self.words += data


def test_golden(check_golden: CheckGolden) -> None:
    """Each page is the one that was read and approved; the style sheet is kept once."""
    for name, text in all_pages().items():
        check_golden(f"html/{name}.html", STYLE.sub("<style></style>", text))
    style = STYLE.search(all_pages()["PR-101_patient"])
    check_golden("html/style.css", style[0].replace("}", "}\n") if style else "")


@pytest.mark.parametrize("name", all_pages())
def test_a_page_is_one_file_that_fetches_nothing(name: str) -> None:
    """No script, no link to another place, no picture from elsewhere, and a policy that forbids them all."""
    text = all_pages()[name]
    assert "default-src 'none'; style-src 'unsafe-inline'; img-src data:;" in text
    assert not re.search(r"<(script|link|img|iframe|object|embed|form|base)\b|@import|url\(|\bon\w+=", text)
    targets = [
        value for _, attrs in _Reader(text).elements for name, value in attrs if name in {"href", "src"}
    ]
    assert {re.split(r"[\d+]|(?<=#)", str(target))[0] for target in targets} <= {"tel:", "sms:", "#"}


@pytest.mark.parametrize("name", [name for name in all_pages() if name.endswith("patient")])
def test_the_patients_page_fits_in_the_pocket(name: str) -> None:
    """One page for the patient is far below 80 kB."""
    assert len(all_pages()[name].encode()) <= 80_000


@pytest.mark.parametrize("name", all_pages())
def test_a_page_has_a_language_a_title_landmarks_and_titles_in_order(name: str) -> None:
    """Whoever listens to the page knows what it is, where its parts are, and misses no depth."""
    reader = _Reader(all_pages()[name])
    tags = [tag for tag, _ in reader.elements]
    assert ("html", (("lang", "en"),)) in reader.elements
    assert [tags.count(tag) for tag in ("h1", "main", "header")] == [1, 1, 1]
    assert tags.count("title") == 1 + tags.count("svg")
    depths = [int(tag[1]) for tag in tags if re.fullmatch("h[1-6]", tag)]
    assert all(below <= above + 1 for above, below in pairwise(depths))
    ids = [value for _, attrs in reader.elements for name, value in attrs if name == "id"]
    assert len(ids) == len(set(ids))


def test_every_number_to_call_is_a_link_wherever_it_stands() -> None:
    """In the list, in the emergency, within a sentence; a number that takes messages opens a message."""
    page = all_pages()["PR-102_patient"]
    assert page.count('<a class="phone" href="tel:112">112</a>') == 1
    assert '<b>Call </b><a class="phone" href="tel:112">112</a><b> now' in page
    assert '<a class="phone" href="tel:116123">116 123</a>' in page
    assert 'text <a class="phone" href="sms:50808">50808</a>' in page
    words = re.sub('<a class="phone".*?</a>', "", page)
    assert re.findall(r"\b(?:112|999|116 123|50808)\b", STYLE.sub("", words)) == []


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("+49 30 19240", "tel:+493019240"),
        ("0800 1111", "tel:08001111"),
        ("1-800-222-1222", "tel:18002221222"),
        ("javascript:alert(1)", "tel:1"),
        ('1" onclick="x', "tel:1"),
    ],
)
def test_a_link_to_a_number_holds_digits_only(text: str, link: str) -> None:
    """Whatever a profile says, what is dialled is a number."""
    elements = _Reader(written(Document(blocks=(Paragraph(((text, "phone"),)),)))).elements
    assert [dict(attrs)["href"] for tag, attrs in elements if tag == "a"] == [link]
    assert [name for tag, attrs in elements if tag == "a" for name, _ in attrs] == ["class", "href"]


def test_a_number_without_digits_is_no_link() -> None:
    """Words that stand in the place of a number stay words."""
    assert "<a" not in written(Document(blocks=(Paragraph((("ask the pharmacy", "phone"),)),)))


@given(hostile_text)
@example("\u202eabc")
@example("לא 12 ב")
@examples(300)
def test_an_answer_never_becomes_an_element_or_an_attribute(value: str) -> None:
    """In any place, a page has the elements and attributes that plain words would give it, and all words."""
    word = "word" if paper_line(value) else ""
    sample = {
        each: replace(everything(f"x{each}"), letterhead=Letterhead(f"x{each}")) for each in (value, word)
    }
    hostile, benign = (_Reader(written(sample[each])) for each in (value, word))
    assert hostile.elements == benign.elements
    expected = benign.words.replace(f"x{word}", paper_line(f"x{value}"))
    assert "".join(hostile.words.split()) == "".join(expected.split())


def test_words_from_right_to_left_move_nothing_beside_them() -> None:
    """They stand apart from the product's own words, also within a sentence; nothing turns the direction."""
    text = written(
        Document(
            blocks=(
                Item(plain("Tell “אחותי 5” by 12:00."), (Quote("“אני 3 x”", "Said"),)),
                Paragraph(plain("Who: אבא 7, at 9")),
                Paragraph(plain("a\u202eb\u2066c")),
            )
        )
    )
    assert "Tell <bdi>“אחותי 5”</bdi> by 12:00." in text
    assert "<bdi>“אני 3 x”</bdi>" in text
    assert "Who: <bdi>אבא</bdi> 7, at 9" in text
    assert f"a{REPLACEMENT}b{REPLACEMENT}c" in text


HIDDEN = {"\u200b", "\ufeff"}


@pytest.mark.parametrize("form", ["html", "markdown"])
def test_a_thousand_answers_lose_no_character(form: DocumentFormat) -> None:
    """In many languages, and with every trick: no export fails, and each letter is there, or a mark.

    Blanks without width are no letters: they go, for they part words that read as one.
    """
    chance = random.Random(9)  # the same thousand every time
    for _ in range(1000):
        value = "x".join(chance.choice((*LANGUAGES, *FRAGMENTS)) for _ in range(chance.randint(1, 6)))
        document = Document(blocks=(Item(plain(f"q{value}q"), (Quote(f"“q{value}q”"),)),))
        text = write_document(document, form, RenderOptions())
        shown = _Reader(text).words if form == "html" else re.sub(r"\\(?=[!-/:-@[-`{-~])", "", text)
        drawn = [
            sign for sign in value if not sign.isspace() and unicodedata.category(sign) not in {"Cc", "Cs"}
        ]
        wanted = [
            REPLACEMENT if sign in "\u202e\u2066" else sign
            for sign in drawn
            if (form == "html" or sign != "\\") and sign not in HIDDEN
        ]
        assert {sign for sign in wanted if sign not in shown} == set()
        assert not HIDDEN & set(shown)
        assert shown.count(REPLACEMENT) == 2 * sum(
            (unicodedata.category(sign) in {"Cc", "Cs"} and sign not in "\n\r\t") or sign in "\u202e\u2066"
            for sign in value
        )


def test_the_clinicians_first_page_ends_with_a_break_on_paper() -> None:
    """What follows begins on a page of its own; without such a mark nothing breaks."""
    blocks = (Heading("First"), Heading("Second"))
    broken = written(Document(blocks=blocks, first_page=1))
    assert broken.index("First") < broken.index('<div class="page-end"></div>') < broken.index("Second")
    assert "page-end" not in STYLE.sub("", written(Document(blocks=blocks)))


def test_a_page_stands_on_the_services_paper() -> None:
    """Its logo is within the page, its number is a link, and no field of it can be markup."""
    head = Letterhead(
        name='A "&" <b>', address=("Street 1", "12 Town"), phone="+49 30 1", logo=Logo("png", b"\x89PNG")
    )
    text = written(Document(title="Plan", letterhead=head))
    assert '<img alt="A &quot;&amp;&quot; &lt;b&gt;" src="data:image/png;base64,iVBORw==">' in text
    assert 'Street 1 · 12 Town · <a class="phone" href="tel:+49301">+49 30 1</a>' in text
    assert text.index("letterhead") < text.index("<h1>")


def _luminance(colour: str) -> float:
    """How light a colour is, by the definition of WCAG."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_words_and_shapes_can_be_told_from_their_ground(colours: dict[str, str]) -> None:
    """Words have a contrast of 4.5 at least, shapes one of 3 (WCAG 2.2, AA), in the light and in the dark."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    words = {pair: contrast(*(colours[name] for name in pair)) for pair in WORDS_ON}
    assert {pair: found for pair, found in words.items() if found < 4.5} == {}
    shapes = {pair: contrast(*(colours[name] for name in pair)) for pair in SHAPES_ON}
    assert {pair: found for pair, found in shapes.items() if found < 3} == {}


def test_a_picture_by_itself_has_the_colours_of_the_page_in_the_light() -> None:
    """So what was calculated for the page holds for a picture in another format too."""
    names = {"ink": INK, "quiet": QUIET, "band": BAND, "bar": BAR, "track": TRACK}
    assert {name: LIGHT[name] for name in names} == names
