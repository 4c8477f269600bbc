"""What rests on what: relevance reads backward only, and nothing rests on itself."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING, get_args

from relapse_cli.checks import messages
from relapse_cli.checks.condition_places import (
    Owner,
    Spot,
    conditions_of,
    leaves,
)
from relapse_cli.logic.facts.catalogue import CATALOGUE, ENTRY_CATALOGUE
from relapse_cli.model.bank import Bank
from relapse_cli.model.bank_terms import Session
from relapse_cli.model.condition import ActionFires, Compare, FlagSet, LevelIs, OpenBeyond, SomeEntry
from relapse_cli.model.known_ids import SUBSTANCE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relapse_cli.checks.condition_places import Leaf
    from relapse_cli.checks.findings import Findings

BACKWARD = {"relevance", "brief_when", "front_when", "unreliable"}
"""The keys of a question whose conditions may read earlier questions only."""

NODES = {
    "question": {"relevance", "unreliable"},
    "flag": {"when", "followup"},
    "action": {"when", "followup"},
}
"""The conditions on which a thing of each kind rests; the others only choose words or what is asked."""

MOST_CYCLES = 20

Graph = dict[Owner, set[Owner]]


def check_reading_order(findings: Findings) -> None:
    """Note every cycle by all its names, and every question that reads itself or a later one."""
    cycles: list[list[Owner]] = []
    for session in get_args(Session):
        graph = reference_graph(findings.bank, session)
        found = [cycle for cycle in find_cycles(graph) if set(cycle) not in map(set, cycles)]
        cycles += found
        for cycle in found:
            _note_cycle(findings, cycle)
        _check_backward(findings, session, graph, cycles)


def reference_graph(bank: Bank, session: Session) -> Graph:
    """Return what each question, fact, flag and action of a session rests on directly."""
    graph: Graph = {}
    for spot in conditions_of(bank):
        if spot.session not in {None, session} or not _is_base(spot):
            continue
        rests_on = graph.setdefault(spot.owner, set())
        rests_on.update(_in_session(bank, session, _direct(bank, spot)))
    return graph


def find_cycles(graph: Graph) -> list[list[Owner]]:
    """Return the cycles of more than one question, each once and in order; a few at most."""
    left = {node: {other for other in rests_on if _may_join(node, other)} for node, rests_on in graph.items()}
    cycles: list[list[Owner]] = []
    while len(cycles) < MOST_CYCLES:
        try:
            TopologicalSorter(left).prepare()
        except CycleError as error:
            cycle: list[Owner] = list(reversed(error.args[1]))
            cycles.append(cycle)
            left[cycle[0]].discard(cycle[1])
        else:
            break
    return cycles


def _may_join(node: Owner, other: Owner) -> bool:
    """A question that names itself is told apart from a cycle."""
    return node != other or node.kind != "question"


def _is_base(spot: Spot) -> bool:
    known = NODES.get(spot.owner.kind)
    return known is None or (spot.key in known and (spot.field is None))


def _direct(bank: Bank, spot: Spot) -> Iterator[Owner]:
    for placed in leaves(spot):
        yield from _names(bank, placed.leaf)


def _names(bank: Bank, leaf: Leaf | SomeEntry) -> Iterator[Owner]:
    """Yield what one leaf names; names that do not exist are noted elsewhere."""
    match leaf:
        case FlagSet(of=names):
            yield from (Owner("flag", name) for name in names if name in bank.flag_by_id)
        case LevelIs():
            yield from (Owner("flag", name) for name in bank.flag_by_id)
        case ActionFires(name=name):
            yield Owner("action", name)
        case OpenBeyond(flag=flag):
            yield Owner("flag", flag)
            yield from (Owner("question", q.id) for q in bank.questions.values() if q.critical)
        case SomeEntry():
            yield Owner("question", SUBSTANCE)
        case Compare():
            yield from _compared(bank, leaf)


def _compared(bank: Bank, leaf: Compare) -> Iterator[Owner]:
    if leaf.subject == "answer":
        known = leaf.name in bank.questions
        yield Owner("question", leaf.name if known else leaf.name.rpartition(".")[0])
    elif leaf.subject == "fact" and leaf.name == "unresolved_critical":
        yield from (Owner("question", q.id) for q in bank.questions.values() if q.critical)
    elif leaf.subject in {"fact", "entry"}:
        catalogue = CATALOGUE if leaf.subject == "fact" else ENTRY_CATALOGUE
        if leaf.name in catalogue:
            yield from (Owner("question", name) for name in catalogue[leaf.name].reads)
        else:
            yield Owner("fact", leaf.name)


def _in_session(bank: Bank, session: Session, owners: Iterator[Owner]) -> Iterator[Owner]:
    """Leave out the questions of the other session, which never count in this one."""
    for owner in owners:
        question = bank.questions.get(owner.name) if owner.kind == "question" else None
        if question is None or question.session == session:
            yield owner


def _check_backward(findings: Findings, session: Session, graph: Graph, cycles: list[list[Owner]]) -> None:
    bank = findings.bank
    order = {name: place for place, name in enumerate(bank.questions)}
    for spot in conditions_of(bank):
        if spot.question is None or spot.session != session or spot.key not in BACKWARD:
            continue
        own = spot.question.id
        for first in sorted(set(_in_session(bank, session, _direct(bank, spot)))):
            late = [name for name in _questions_behind(graph, first) if order.get(name, -1) >= order[own]]
            in_cycle = any(spot.owner in cycle and first in cycle for cycle in cycles)
            if not late or in_cycle or _is_own_entry(spot, late):
                continue
            name = own if own in late else min(late, key=order.__getitem__)
            through = "" if first == Owner("question", name) else f" (through {first.kind} '{first.name}')"
            message = messages.READS_ITSELF if name == own else messages.READS_LATER
            findings.note(message, spot.path, spot.text, name=name, through=through)


def _is_own_entry(spot: Spot, late: list[str]) -> bool:
    """A field of the entries may read facts of its own entry."""
    return spot.field is not None and spot.in_entry and late == [SUBSTANCE]


def _questions_behind(graph: Graph, first: Owner) -> list[str]:
    """Return the questions that something reads: itself, or all that its facts, flags and actions read.

    What those questions rest on in turn is their own matter: each of them is judged by itself.
    """
    waiting, seen, found = [first], {first}, []
    while waiting:
        owner = waiting.pop()
        if owner.kind == "question":
            found.append(owner.name)
            continue
        fresh = graph.get(owner, set()) - seen
        seen |= fresh
        waiting += sorted(fresh)
    return found


def _note_cycle(findings: Findings, cycle: list[Owner]) -> None:
    names = " -> ".join(f"{owner.kind} '{owner.name}'" for owner in cycle)
    owners = set(cycle)
    spot = next(spot for spot in conditions_of(findings.bank) if spot.owner in owners and _is_base(spot))
    findings.note(messages.CYCLE, spot.path, spot.text, cycle=names)
