"""Markdown: golden documents, and answers that can be nothing but words."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from typing import get_args

import cmarkgfm
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from relapse_cli.formats.base import RenderOptions
from relapse_cli.formats.catalogue import write_plan
from relapse_cli.formats.text.markdown_escape import escape_markdown, escape_row
from relapse_cli.model.bank_terms import Edition
from relapse_cli.model.line_text import LineDue
from relapse_cli.model.plan import FlagDecision
from relapse_cli.text.sanitize import paper_line
from tests.conftest import CheckGolden
from tests.documents.hostile import hostile_text
from tests.documents.plans import (
    make_answer,
    make_bank,
    make_event,
    make_flag,
    make_full_plan,
    make_line,
    make_option,
    make_plan,
)
from tests.examples import examples

OPTIONS = RenderOptions()
PARSERS = (MarkdownIt("commonmark"), MarkdownIt("commonmark").enable(["table", "strikethrough"]))


def parse(text: str, parser: MarkdownIt) -> list[Token]:
    """Return all tokens, those inside paragraphs included; an address, shown as code, counts as text."""
    found = []
    for token in parser.parse(text):
        token.children = list(_joined(token.children or ()))
        found += [token, *token.children]
    return found


def _joined(tokens: Iterable[Token]) -> Iterator[Token]:
    """The tokens of a row, with the addresses for mail in the text around them."""
    last: Token | None = None
    for token in tokens:
        if token.type == "code_inline" and ADDRESS.fullmatch(token.content):
            token.type, token.tag, token.markup = "text", "", ""
        if last is not None and last.type == token.type == "text":
            last.content += token.content
            continue
        last = token
        yield token


ADDRESS = re.compile(r"[\w.+-]+(@[\w.+-]+)+")


def render_with(value: str) -> str:
    """Return the clinician's document of a plan that carries a value wherever somebody typed one."""
    plan = make_plan(
        lines=(
            make_line(
                "P-TOLD", f"Told: {value}".replace("\n", " "), owner=value, due=LineDue(value, "set", value)
            ),
            make_answer("A-HOPED", "trigger", "In the patient's own words:\n" + " ".join(value.split("\n"))),
            make_line("T-SLEEP", "Sleep", section="trigger", options=(make_option("a", value, value),)),
        ),
        flags=(make_flag(decision=FlagDecision(kind="lower", to=2, reason=value)),),
        timeline=(make_event(value, value, domain_label=value, stage_label="Emotional"),),
        notices=(value,),
    )
    return write_plan(plan, make_bank(), "clinician", "markdown", OPTIONS)


@pytest.mark.parametrize("edition", get_args(Edition))
def test_golden(edition: Edition, check_golden: CheckGolden) -> None:
    """The document of each edition is the one that was read and approved."""
    check_golden(
        f"plan_{edition}.md", write_plan(make_full_plan(), make_bank(), edition, "markdown", OPTIONS)
    )


@given(hostile_text)
@examples(300)
def test_an_escaped_value_reads_as_it_was_typed(value: str) -> None:
    """At the start of a paragraph, in a list and in a heading a value parses back to exactly its words."""
    words = paper_line(value)
    for parser in PARSERS:
        for frame in ("{}", "- {}", "# {}"):
            text = frame.format(escape_markdown(value, title=frame.startswith("#")))
            inline = [t for t in parse(text, parser) if t.type == "inline"]
            children = [child for token in inline for child in token.children or ()]
            assert {child.type for child in children} <= {"text", "text_special"}
            assert "".join(child.content for child in children) == words


STARRED = st.text(alphabet="*a7 .", max_size=6)


def rows_of(words: st.SearchStrategy[str]) -> st.SearchStrategy[list[tuple[str, bool]]]:
    """Rows of plain and strong pieces."""
    return st.lists(st.tuples(words, st.booleans()), min_size=1, max_size=4)


@given(rows_of(hostile_text) | rows_of(STARRED), st.booleans())
@examples(800)
def test_a_row_of_several_pieces_reads_as_its_words(pieces: list[tuple[str, bool]], title: bool) -> None:
    """Plain and strong words beside each other give exactly these words, and nothing but strength in them."""
    words = " ".join("".join(_kept(text) for text, _ in pieces).split())
    allowed = {"text", "text_special"} | (
        {"strong_open", "strong_close"} if any(b for _, b in pieces) else set()
    )
    for parser in PARSERS:
        for frame in ("# {}",) if title else ("{}", "- x\n  - {}"):
            text = frame.format(escape_row(pieces, title=title))
            inline = [t for t in parse(text, parser) if t.type == "inline"][
                0 if title else frame.count("x") :
            ]
            children = [child for token in inline for child in token.children or ()]
            assert {child.type for child in children} <= allowed
            assert " ".join("".join(child.content for child in children).split()) == words


def _kept(text: str) -> str:
    """A piece as it prints: on one line, with a blank where it begins or ends with one."""
    line = paper_line(text)
    if not line:
        return " " if text else ""
    return f"{' ' if text[:1].isspace() else ''}{line}{' ' if text[-1:].isspace() else ''}"


@pytest.mark.parametrize(
    "value",
    [
        *(
            "Tell: ____.",
            "a_b",
            "file_name.txt",
            "R&D, AT&T & co",
            "~5 mg",
            "2 * 3",
            "<3 tablets",
            "5 > 3 < 9",
        ),
        *(
            "[sic]",
            "[1], [2]",
            "no. 1",
            "#1",
            "me @ home",
            "C:\\new",
            "50 $",
            "{x}",
            "a | b",
            "1.5 mg",
            "5-10",
        ),
        *("7*7", "2* 3", "5 *", "a*", "*a", "7*7 _b", "2 * 3 * 4"),
        *("+49 30", "-5 degrees", "&c", "“quoted”", "5' 6\"", "it's :-)", "no way!!", "a = b", "= 5", "1)a"),
    ],
)
def test_signs_that_do_nothing_stay_as_they_are(value: str) -> None:
    """Pasted as plain text, ordinary writing has no backslash and no entity in it."""
    assert escape_markdown(value) == value


@pytest.mark.parametrize(
    ("value", "escaped"),
    [
        ("www.a.org", "www\\.a.org"),
        ("see https://a.org", "see https:\\//a.org"),
        ("me@a.org", "`me@a.org`"),
        ("(me@a.org.)", "(`me@a.org`.)"),
        ("me_x@a_b.org_", "`me_x@a_b.org_`"),
        ("_a_", "\\_a\\_"),
        ("2*3*4", "2\\*3\\*4"),
        ("&amp; &copy;", "\\&amp; \\&copy;"),
        ("<b>", "\\<b>"),
        ("20. November", "20\\. November"),
        ("[a](b)", "[a\\](b)"),
    ],
)
def test_signs_that_would_act_have_one_backslash(value: str, escaped: str) -> None:
    """An address is no link on GitHub either, and markup stays visible, each at the cost of one sign."""
    assert escape_markdown(value) == escaped


def test_a_single_asterisk_between_letters_stays_in_a_strong_row() -> None:
    """Marks of our own around it do not pair with it."""
    assert escape_row([("7*7 at most", True), (": yes", False)]) == "**7*7 at most**: yes"
    assert escape_row([("7* 7", True)]) == "**7\\* 7**"


@given(hostile_text)
@examples(100)
def test_an_answer_never_becomes_markup(value: str) -> None:
    """Whatever was typed, the parsed document has the blocks that a plain word would have given it."""
    # The word stands for the value as it prints, so an empty value is compared with an empty one.
    word = "word" if paper_line(value) else ""
    for parser in PARSERS:
        hostile = [(t.type, t.tag, t.level) for t in parse(render_with(f"x{value}"), parser)]
        benign = [(t.type, t.tag, t.level) for t in parse(render_with(f"x{word}"), parser)]
        assert hostile == benign


@pytest.mark.parametrize(
    "value",
    ["<script>x</script>", "[a](http://b)", "# a", "- a", "1. a", "`a`", "**a**", "_a_", "> a", "---"],
)
def test_known_attacks_stay_visible_words(value: str) -> None:
    """The classic constructions are shown, not interpreted."""
    tokens = parse(render_with(value), PARSERS[0])
    kinds = {token.type for token in tokens}
    assert not kinds & {
        "html_block",
        "html_inline",
        "link_open",
        "code_inline",
        "fence",
        "code_block",
        "em_open",
    }
    text = "".join(token.content for token in tokens if token.type == "text")
    assert value in text


@pytest.mark.parametrize("value", ["{{ 7 * 7 }}", "{% for x in range(9) %}", "{# gone #}"])
def test_template_signs_in_an_answer_are_words(value: str) -> None:
    """An answer is never read as a template."""
    assert escape_markdown(value) in render_with(value)


def test_further_lines_of_a_text_stay_inside_their_line() -> None:
    """A text of several lines gives one list item with items beneath it, whatever the lines begin with."""
    plan = make_plan(lines=(make_answer("A-X", "trigger", "Said:\n# one\n---\n\n    two"),))
    tokens = PARSERS[0].parse(write_plan(plan, make_bank(), "clinician", "markdown", OPTIONS))
    headings = [tokens[place + 1].content for place, t in enumerate(tokens) if t.type == "heading_open"]
    assert headings == ["Plan after a return to medication", "What led up to it", "Notes", "Sources"]
    items = [token.content for token in tokens if token.type == "inline" and token.level > 4]
    assert items[:3] == [r"\# one", r"\---", "two"]


def test_a_sequence_without_stages_has_no_empty_item() -> None:
    """The events stand straight under their line where no stage is named."""
    event = make_event("Slept badly", "a week before", stage=None, stage_label="")
    plan = make_plan(lines=(make_answer("A-TIMELINE", "trigger", "Earliest first"),), timeline=(event,))
    text = write_plan(plan, make_bank(), "clinician", "markdown", OPTIONS)
    assert (
        "- Earliest first [1]\n  - ██████░░░░ 6/10 Sleep ◀ **step in here**, a week before: Slept badly\n"
        in text
    )


ADDRESSES = (
    "write to ola@example.org, mailto:ola@example.org, www.example.org, https://example.org",
    "xmpp:ola@example.org/x", "ftp://a.b", "WWW.A.B", "HTTPS://A.B", "a.b-c+d@e-f.g_h.org", "a@b.c@d.e",
    "(ola@a.org)",
    "_ola@a.org_", "*ola@a.org*", "`ola@a.org`", "<ola@a.org>", "[x](ola@a.org)", "\\ola@a.org",
    "@ola@a.org", "ola@a.org@",
    "ola@a.org." * 3, "“ola@a.org”", "öla@a.org", "ola@ä.org", "a`@b.org", "ola@localhost",
)  # fmt: skip


@pytest.mark.parametrize("strong", [False, True])
@pytest.mark.parametrize("value", ADDRESSES)
def test_an_address_is_no_link_where_github_reads_it(value: str, strong: bool) -> None:
    """GitHub's own reader makes links of addresses unasked; not of these, and the words stay the words."""
    page = cmarkgfm.github_flavored_markdown_to_html(escape_row([("Told: ", strong), (value, not strong)]))
    assert "<a" not in page
    assert html.unescape(re.sub(r"</?(p|code|strong)>", "", page)).strip() == f"Told: {value}"


@given(hostile_text)
@examples(300)
def test_no_answer_is_a_link_where_github_reads_it(value: str) -> None:
    """Whatever was typed."""
    page = cmarkgfm.github_flavored_markdown_to_html(escape_markdown(value))
    assert "<a " not in page
