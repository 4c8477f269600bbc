"""How a bank branches, as a Mermaid flowchart, which many pages and editors draw."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relapse_cli.text.sanitize import paper_line
from relapse_cli.text.width import shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relapse_cli.documents.bank_graph import Graph, GraphNode

_MOST_WORDS = 120
_SIGNS = {"#": "#35;", '"': "#quot;", "<": "#lt;", ">": "#gt;", "`": "#96;"}


def render(graph: Graph) -> str:
    """Return the flowchart; no word of a bank becomes a part of its language."""
    return "".join(f"{row}\n" for row in _rows(graph))


def _rows(graph: Graph) -> Iterator[str]:
    names = {node.id: f"n{number}" for number, node in enumerate(graph.nodes, 1)}
    yield f"%% {paper_line(graph.title)}"
    yield "flowchart TD"
    for node in graph.nodes:
        yield f'  {names[node.id]}["{_label(node)}"]{":::outside" if node.outside else ""}'
    for edge in graph.edges:
        arrow = f'-. "{_safe(edge.words)}" .->' if edge.words else "-->"
        yield f"  {names[edge.begin]} {arrow} {names[edge.end]}"
    yield "  classDef outside stroke-dasharray: 4"


def _label(node: GraphNode) -> str:
    rows = (node.title, node.id, node.marks, shorten(node.when, _MOST_WORDS))
    return "<br/>".join(_safe(row) for row in rows if row)


def _safe(words: str) -> str:
    return "".join(_SIGNS.get(sign, sign) for sign in paper_line(words))
