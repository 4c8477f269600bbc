"""What rests on what: relevance reads backward only, and nothing rests on itself."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING, get_args

from relapse_cli.checks import messages
from relapse_cli.checks.condition_places import (
    Owner,
    PlacedLeaf,
    Spot,
    conditions_of,
    leaves,
)
from relapse_cli.checks.structure.chains import depth_of, longest_chain
from relapse_cli.logic.facts.catalogue import CATALOGUE, ENTRY_CATALOGUE, questions_of
from relapse_cli.model.bank import Bank
from relapse_cli.model.bank_terms import Session
from relapse_cli.model.condition import ActionFires, Compare, FlagSet, LevelIs, OpenBeyond, SomeEntry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from relapse_cli.checks.findings import Findings

_BACKWARD = {"relevance", "brief_when", "front_when", "unreliable"}
"""The keys of a question whose conditions may read earlier questions only."""

_NODES = {
    "question": {"relevance", "unreliable"},
    "flag": {"when", "followup"},
    "action": {"when", "followup"},
}
"""The conditions on which a thing of each kind rests; the others only choose words or what is asked."""

_MOST_CYCLES = 20

MOST_STEPS = 150
"""So many steps are gone well within Python's own limit of 1000 calls; the shipped bank needs a third."""

_NAMED_STEPS = 4

_UNRESOLVED = Owner("derived fact", "unresolved_critical")
_SAME_PLAN = Owner("derived fact", "same_plan_as_earlier")
_CONTACT_LATE = Owner("derived fact", "contact_after_due")
_EXTRA_CONTACT = Owner("derived fact", "extra_contact")
"""The derived facts that rest on more than answers: on what is open, on trigger rows, on due times."""

_CONTACT_TIMES = {"due", "extra", "latest"}
"""The conditions of the contact line on which both facts about the next contact rest."""

_Graph = dict[Owner, set[Owner]]


def check_reading_order(findings: Findings) -> None:
    """Note every cycle by all its names, and every question that reads itself or a later one."""
    cycles: list[list[Owner]] = []
    graphs = {session: _reference_graph(findings.bank, session) for session in get_args(Session)}
    for session, graph in graphs.items():
        _note_cycles(findings, graph, cycles)
        _check_backward(findings, session, graph, cycles)
    either = _in_either_session(graphs.values())
    _note_cycles(findings, either, cycles)
    if not cycles:
        _check_length(findings, (*graphs.values(), either))


def _check_length(findings: Findings, graphs: Iterable[_Graph]) -> None:
    """Note the longest way from a condition to the answers, where it is too long to be gone."""
    bank = findings.bank
    spots = [(spot, node) for spot in conditions_of(bank) if (node := _node(spot, bank)) is not None]
    depths: dict[Owner, int] = {}
    for spot, node in spots:
        depths[node] = max(depths.get(node, 0), depth_of(spot.condition))
    steps, chain = max((longest_chain(graph, depths) for graph in graphs), key=lambda found: found[0])
    if steps > MOST_STEPS:
        spot = next(spot for spot, node in spots if node == chain[0])
        begin = " -> ".join(f"{owner.kind} '{owner.name}'" for owner in chain[:_NAMED_STEPS])
        words = {"name": chain[-1].name, "steps": steps, "most": MOST_STEPS, "begin": begin}
        findings.note(messages.LONG_CHAIN, spot.path, spot.text, **words)


def _reference_graph(bank: Bank, session: Session) -> _Graph:
    """Return what each question, field, fact, flag and action of a session rests on directly."""
    graph: _Graph = {}
    for spot in conditions_of(bank):
        node = _node(spot, bank)
        if node is not None and spot.session in {None, session}:
            graph.setdefault(node, set()).update(_in_session(bank, session, _direct(bank, spot)))
    for node, names in _derived(bank):
        graph.setdefault(node, set()).update(_in_session(bank, session, names))
    return graph


def _in_either_session(graphs: Iterable[_Graph]) -> _Graph:
    """Join the graphs as an explanation does: it looks through facts, flags and actions of both sessions."""
    joined: _Graph = {}
    for graph in graphs:
        for node, rests_on in graph.items():
            if node.kind in {"fact", "flag", "action"}:
                joined.setdefault(node, set()).update(rests_on)
    return joined


def _find_cycles(graph: _Graph) -> list[list[Owner]]:
    """Return the cycles of more than one question, each once and in order; a few at most."""
    left = {node: sorted(o for o in rests_on if _may_join(node, o)) for node, rests_on in graph.items()}
    cycles: list[list[Owner]] = []
    while len(cycles) < _MOST_CYCLES:
        try:
            TopologicalSorter(left).prepare()
        except CycleError as error:
            cycle: list[Owner] = list(reversed(error.args[1]))
            cycles.append(cycle)
            left[cycle[0]].remove(cycle[1])
        else:
            break
    return cycles


def _may_join(node: Owner, other: Owner) -> bool:
    """A question or a field that names itself is told apart from a cycle."""
    return node != other or node.kind not in {"question", "field"}


def _node(spot: Spot, bank: Bank) -> Owner | None:
    """Return what rests on a condition; ``None`` when it only chooses words or what is asked."""
    if spot.field is not None:
        return Owner("field", spot.field.id) if spot.in_entry and spot.key == "relevance" else None
    if spot.key == "open_when":
        return _UNRESOLVED if spot.question is not None and spot.question.critical else None
    if spot.owner == Owner("action", bank.roles.contact_rule) and spot.key in _CONTACT_TIMES:
        return _CONTACT_LATE
    known = _NODES.get(spot.owner.kind)
    return spot.owner if known is None or spot.key in known else None


def _derived(bank: Bank) -> Iterator[tuple[Owner, Iterator[Owner]]]:
    """Yield each derived fact with what it rests on, whatever the conditions of the bank."""
    for name, fact in CATALOGUE.items():
        yield Owner("derived fact", name), _declared(questions_of(fact, bank), fact.fields)
    for name, entry_fact in ENTRY_CATALOGUE.items():
        yield Owner("entry fact", name), _declared(questions_of(entry_fact, bank), entry_fact.fields)
    yield _UNRESOLVED, (Owner("question", q.id) for q in bank.questions.values() if q.critical)
    yield _EXTRA_CONTACT, iter((_CONTACT_LATE,))
    yield _SAME_PLAN, (Owner("action", action.id) for action in bank.actions if action.is_trigger_row)


def _declared(reads: tuple[str, ...], fields: tuple[str, ...]) -> Iterator[Owner]:
    yield from (Owner("question", name) for name in reads)
    yield from (Owner("field", name) for name in fields)


def _direct(bank: Bank, spot: Spot) -> Iterator[Owner]:
    for placed in leaves(spot):
        yield from _names(bank, placed)


def _names(bank: Bank, placed: PlacedLeaf) -> Iterator[Owner]:
    """Yield what one leaf names; names that do not exist are noted elsewhere."""
    match placed.leaf:
        case FlagSet(of=names):
            yield from (Owner("flag", name) for name in names if name in bank.flag_by_id)
        case LevelIs():
            yield from (Owner("flag", name) for name in bank.flag_by_id)
        case ActionFires(name=name):
            yield Owner("action", name)
        case OpenBeyond(flag=flag):
            yield from (Owner("flag", flag), _UNRESOLVED)
        case SomeEntry():
            yield Owner("question", bank.roles.substance)
        case Compare(subject="answer", name=name):
            yield Owner("question", name if name in bank.questions else name.rpartition(".")[0])
        case Compare(subject="field", name=name):
            yield from [Owner("field", name)] if placed.in_entry else []
        case Compare(subject="fact", name=name):
            yield Owner("derived fact" if name in CATALOGUE else "fact", name)
        case Compare(subject="entry", name=name):
            yield Owner("entry fact" if name in ENTRY_CATALOGUE else "fact", name)


def _in_session(bank: Bank, session: Session, owners: Iterator[Owner]) -> Iterator[Owner]:
    """Leave out the questions of the other session, which never count in this one."""
    for owner in owners:
        question = bank.questions.get(owner.name) if owner.kind == "question" else None
        if question is None or question.session == session:
            yield owner


def _check_backward(findings: Findings, session: Session, graph: _Graph, cycles: list[list[Owner]]) -> None:
    bank = findings.bank
    order = {name: place for place, name in enumerate(bank.questions)}
    for spot in conditions_of(bank):
        if spot.question is None or spot.session != session or spot.key not in _BACKWARD:
            continue
        own = spot.question.id
        for first in sorted(set(_in_session(bank, session, _direct(bank, spot)))):
            behind = (name for name in _questions_behind(graph, first) if order.get(name, -1) >= order[own])
            late = [name for name in behind if not _is_own_entry(spot, name)]
            in_cycle = any({_node(spot, bank) or spot.owner, first} <= set(cycle) for cycle in cycles)
            if not late or in_cycle:
                continue
            name = own if own in late else min(late, key=order.__getitem__)
            through = "" if first == Owner("question", name) else f" (through {first.kind} '{first.name}')"
            message = messages.READS_ITSELF if name == own else messages.READS_LATER
            findings.note(message, spot.path, spot.text, name=name, through=through)


def _is_own_entry(spot: Spot, name: str) -> bool:
    """A field of the entries may read facts of its own entry."""
    return spot.field is not None and spot.question is not None and spot.in_entry and name == spot.question.id


def _questions_behind(graph: _Graph, first: Owner) -> list[str]:
    """Return the questions that something reads: itself, or all that its facts, flags and actions read.

    What those questions and the fields rest on in turn is their own matter: each is judged by itself.
    """
    waiting, seen, found = [first], {first}, []
    while waiting:
        owner = waiting.pop()
        if owner.kind == "question":
            found.append(owner.name)
        if owner.kind in {"question", "field"}:
            continue
        fresh = graph.get(owner, set()) - seen
        seen |= fresh
        waiting += sorted(fresh)
    return found


def _note_cycles(findings: Findings, graph: _Graph, known: list[list[Owner]]) -> None:
    """Note the cycles that are not known yet, and add them to the known ones."""
    for cycle in [cycle for cycle in _find_cycles(graph) if set(cycle) not in map(set, known)]:
        known.append(cycle)
        _note_cycle(findings, cycle)


def _note_cycle(findings: Findings, cycle: list[Owner]) -> None:
    """Note one cycle at the first condition that is part of it, and name it from there."""
    bank, owners = findings.bank, set(cycle)
    own = ((spot, _node(spot, bank)) for spot in conditions_of(bank))
    spot, node = next((s, n) for s, n in own if n in owners and not owners.isdisjoint(_direct(bank, s)))
    start = cycle.index(node)
    names = [f"{owner.kind} '{owner.name}'" for owner in (*cycle[start:-1], *cycle[:start], node)]
    findings.note(messages.CYCLE, spot.path, spot.text, cycle=" -> ".join(names))
