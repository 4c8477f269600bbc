"""How a bank branches: its sections in order, or the questions of one, with what each depends on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from relapse_cli.logic.rules.reads import questions_read
from relapse_cli.logic.rules.sentences import sentence
from relapse_cli.model.bank_terms import PATHS
from relapse_cli.model.condition import ALWAYS
from relapse_cli.text.nouns import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from relapse_cli.model.bank import Bank
    from relapse_cli.model.bank_questions import Question, Section

_LONGEST_SET = 6
"""A condition that rests on more questions than this is told in words alone, for it reaches everywhere."""


@dataclass(frozen=True, slots=True)
class GraphNode:
    """A section or a question.

    Attributes:
        id: its id.
        title: its title or its name in few words.
        marks: short words on it, such as its paths.
        when: on what condition it is asked; empty where it always is.
        outside: it stands in another section and is here because something depends on it.
    """

    id: str
    title: str
    marks: str = ""
    when: str = ""
    outside: bool = False


@dataclass(frozen=True, slots=True)
class GraphEdge:
    """An arrow: what comes next, or what something depends on.

    Attributes:
        words: what it stands for; empty for what comes next.
    """

    begin: str
    end: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes from top to bottom; those outside stand beside them."""

    title: str
    nodes: tuple[GraphNode, ...]
    edges: tuple[GraphEdge, ...]


def sections_graph(bank: Bank) -> Graph:
    """The sections in order; an arrow from one to another says how many questions there depend on it."""
    reads: dict[tuple[str, str], int] = {}
    for section in bank.sections:
        for question in section.questions:
            for before in {bank.section_of[name].id for name in _depends_on(question, bank)} - {section.id}:
                reads[before, section.id] = reads.get((before, section.id), 0) + 1
    return Graph(
        f"{bank.title} ({bank.id} {bank.version}): sections and branching",
        tuple(_section_node(section, reads, bank) for section in bank.sections),
        (
            *_in_order(each.id for each in bank.sections if each.session == "interview"),
            *_in_order(each.id for each in bank.sections if each.session == "followup"),
            *(GraphEdge(one, other, counted(number, "question")) for (one, other), number in reads.items()),
        ),
    )


def section_graph(bank: Bank, section: Section) -> Graph:
    """The questions of a section in order, with what each of them depends on."""
    inside = {question.id for question in section.questions}
    edges = [
        GraphEdge(name, question.id, "decides")
        for question in section.questions
        for name in _depends_on(question, bank)
    ]
    outside = dict.fromkeys(edge.begin for edge in edges if edge.begin not in inside)
    return Graph(
        f"{section.title} ({section.id}): questions and branching",
        (
            *(_outside_node(bank.questions[name]) for name in outside),
            *(_question_node(question, bank) for question in section.questions),
        ),
        (*_in_order(question.id for question in section.questions), *edges),
    )


def _depends_on(question: Question, bank: Bank) -> list[str]:
    """The questions on whose answers it rests whether this one is asked, in the order of the bank."""
    if question.relevance == ALWAYS:
        return []
    read = questions_read(question.relevance, bank) - {question.id}
    return [name for name in bank.questions if name in read] if len(read) <= _LONGEST_SET else []


def _in_order(names: Iterable[str]) -> Iterator[GraphEdge]:
    before = ""
    for name in names:
        if before:
            yield GraphEdge(before, name)
        before = name


def _section_node(section: Section, reads: dict[tuple[str, str], int], bank: Bank) -> GraphNode:
    paths = [path for path in PATHS if any(path in question.paths for question in section.questions)]
    depending = sum(question.relevance != ALWAYS for question in section.questions)
    titles = {each.id: each.title for each in bank.sections}
    on = (f"{number} on “{titles[one]}”" for (one, other), number in reads.items() if other == section.id)
    words = (f"{depending} of them only under a condition" if depending else "", *on)
    marks = f"{counted(len(section.questions), 'question')} · {', '.join(paths)}"
    return GraphNode(section.id, section.title, marks, "; ".join(filter(None, words)))


def _question_node(question: Question, bank: Bank) -> GraphNode:
    always = question.relevance == ALWAYS
    when = "" if always else f"when {sentence(question.relevance, bank, question.id)}"
    return GraphNode(question.id, question.title, ", ".join(question.paths), when)


def _outside_node(question: Question) -> GraphNode:
    return GraphNode(question.id, question.title, outside=True)
