"""Markdown: golden documents, and answers that can be nothing but words."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from markdown_it import MarkdownIt
from markdown_it.token import Token

from relapse_cli.formats.base import RenderOptions
from relapse_cli.formats.catalogue import write_plan
from relapse_cli.formats.markdown_escape import escape_markdown
from relapse_cli.model.bank_terms import Edition
from relapse_cli.model.line_text import LineDue
from relapse_cli.model.plan import FlagDecision
from relapse_cli.text.sanitize import sanitize_line
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
    """Return all tokens, those inside paragraphs included."""
    return [inner for token in parser.parse(text) for inner in (token, *(token.children or ()))]


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
    words = sanitize_line(value)
    for parser in PARSERS:
        for frame in ("{}", "- {}", "# {}"):
            inline = [t for t in parser.parse(frame.format(escape_markdown(value))) if t.type == "inline"]
            children = [child for token in inline for child in token.children or ()]
            assert {child.type for child in children} <= {"text", "text_special"}
            assert "".join(child.content for child in children) == words


@given(hostile_text)
@examples(100)
def test_an_answer_never_becomes_markup(value: str) -> None:
    """Whatever was typed, the parsed document has the blocks that a plain word would have given it."""
    # The word stands for the value as it prints, so an empty value is compared with an empty one.
    word = "word" if sanitize_line(value) else ""
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
