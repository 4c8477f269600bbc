"""How a bank branches, as a picture or a flowchart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from relapse_cli.app.sources.bank import require_bank
from relapse_cli.documents.bank_graph import section_graph, sections_graph
from relapse_cli.errors import InputError
from relapse_cli.formats.drawings import svg_graph
from relapse_cli.formats.text import mermaid
from relapse_cli.problems import did_you_mean

if TYPE_CHECKING:
    from relapse_cli.documents.bank_graph import Graph
    from relapse_cli.model.bank import Bank

GraphFormat = Literal["svg", "mermaid"]


def graph_text(name_or_path: str, section: str | None, form: GraphFormat) -> str:
    """Return the sections of a bank with what depends on what, or the questions of one section.

    Raises:
        InputError: there is no such bank or section, or the bank has faults.
    """
    bank = require_bank(name_or_path)
    graph = sections_graph(bank) if section is None else _of_section(bank, section)
    return svg_graph.render(graph) if form == "svg" else mermaid.render(graph)


def _of_section(bank: Bank, name: str) -> Graph:
    found = next((each for each in bank.sections if each.id == name), None)
    if found is None:
        known = [each.id for each in bank.sections]
        near = did_you_mean(name, known)
        raise InputError(
            f"The bank has no section '{name}'.", remedy=f"{near} Known: {', '.join(known)}.".strip()
        )
    return section_graph(bank, found)
