"""What is shown of a bank's parts: every screen, every section, and ages by the day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from relapse_cli.app.reports.bank_part import part_screen
from relapse_cli.app.reports.bank_sources import source_ages
from relapse_cli.cli.says.bank_sources import sources_text
from relapse_cli.documents.bank_graph import Graph, GraphEdge, GraphNode, section_graph, sections_graph
from relapse_cli.formats.drawings import svg_graph
from relapse_cli.formats.text import mermaid
from relapse_cli.logic.rules.sentences import sentence
from relapse_cli.model.condition import ALWAYS
from tests.banks_under_test import shipped_bank


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the user's own counts."""
    monkeypatch.setenv("RELAPSE_HOME", str(tmp_path_factory.getbasetemp() / "own-home"))


def test_every_question_becomes_a_screen() -> None:
    """Those that are hardly ever asked, too, each with its own words."""
    for question in shipped_bank().questions.values():
        shown = " ".join(part_screen("post_relapse", question.id).split())
        assert shown.startswith("--- "), question.id
        assert " ".join(question.label.split()) in shown, question.id


def test_ages_count_from_the_day_and_a_day_that_is_past_is_marked() -> None:
    """A source is overdue from the day after its review date."""
    source = shipped_bank().sources[0]
    on_the_day = source_ages("post_relapse", source.review_by)
    after = source_ages("post_relapse", source.review_by + timedelta(days=1))
    assert (on_the_day[0].overdue, after[0].overdue) == (False, True)
    assert after[0].days == on_the_day[0].days + 1
    assert "PAST ITS REVIEW DATE" in sources_text(after[:1])
    assert f"({on_the_day[0].days / 365:.1f} years)" in sources_text(on_the_day[:1])
    assert "looked at" in sources_text(source_ages("post_relapse", date(2020, 1, 1))[:1])
    assert "ahead" in sources_text(source_ages("post_relapse", date(2020, 1, 1))[:1])


def test_every_condition_of_a_section_stands_at_its_question() -> None:
    """And an arrow comes from each question of the bank on which it rests, but where that is nearly all."""
    bank = shipped_bank()
    for section in bank.sections:
        graph = section_graph(bank, section)
        nodes = {node.id: node for node in graph.nodes}
        for question in section.questions:
            asked = question.relevance != ALWAYS
            words = f"when {sentence(question.relevance, bank, question.id)}" if asked else ""
            assert nodes[question.id].when == words
        assert all(edge.begin in nodes and edge.end in nodes for edge in graph.edges)
    assert [node.id for node in sections_graph(bank).nodes] == [section.id for section in bank.sections]


def test_words_of_a_bank_are_no_part_of_the_flowchart_or_the_picture() -> None:
    """Whatever stands in a title."""
    odd = 'say "no" <b>`x`</b> #1 ]--> y'
    graph = Graph(odd, (GraphNode("a", odd), GraphNode("b", "B")), (GraphEdge("a", "b", odd),))
    flow = mermaid.render(graph).partition("flowchart")[2]  # what stands above is a comment
    assert "<b>" not in flow
    assert flow.count('"') == 6
    assert "<b>" not in svg_graph.render(graph)
