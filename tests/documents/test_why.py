"""Explanations as text."""

from __future__ import annotations

from datetime import date

from relapse_cli.documents.why import why_document
from relapse_cli.formats.base import RenderOptions
from relapse_cli.formats.text import terminal
from relapse_cli.model.explanation import ExplainedAnswer, ExplainedSource, Explanation


def test_a_flag_shows_everything_it_rests_on() -> None:
    """The rule in English, each answer in words with its status, basis, source and decision are there."""
    flag = Explanation(
        kind="flag",
        id="M-08",
        text="Thoughts of suicide are not ruled out.",
        sentence="the answer on suicide is missing or is not “no such thoughts”.",
        answers=(
            ExplainedAnswer(
                question="safety.suicide", label="Thoughts of suicide", value="", status="declined"
            ),
            ExplainedAnswer(question="frame.state", label="State", value="clear", status="answered"),
        ),
        basis=("guideline", "product_default"),
        basis_note="the time span",
        sources=(ExplainedSource(title="A guideline", year="2025", looked_at=date(2026, 11, 2)),),
        decision="confirmed",
    )
    assert terminal.render(why_document([flag]), RenderOptions(width=60)) == (
        "M-08 ───────────────────────────────────────────────────────\n"
        "Thoughts of suicide are not ruled out.\n"
        "  Set when: the answer on suicide is missing or is not “no\n"
        "  such thoughts”.\n"
        "  Answers:\n"
        "  • Thoughts of suicide: preferred not to say\n"
        "    safety.suicide\n"
        "  • State: clear\n"
        "    frame.state\n"
        "  Basis: guideline + product default (the time span)\n"
        "  Source: A guideline (2025), looked at Mon 2 Nov 2026\n"
        "  Decision: confirmed\n"
    )


def test_an_absent_rule_says_that_it_is_absent() -> None:
    """What is not on the plan is explained as such."""
    absent = Explanation(kind="absent", id="D-00", text="", sentence="no D line is there.")
    text = terminal.render(why_document([absent]), RenderOptions(width=60))
    assert text.startswith("D-00 (not on the plan) ─")
    assert "  Would be there when: no D line is there.\n" in text


def test_an_answer_in_an_explanation_is_sanitized() -> None:
    """What was typed can do nothing to the terminal here either."""
    answer = ExplainedAnswer(question="q", label="Q", value="\x1b[2J[red]x", status="answered")
    line = Explanation(kind="line", id="L", text="t", sentence="s", answers=(answer,))
    text = terminal.render(why_document([line]), RenderOptions())
    assert "�[2J[red]x" in text
