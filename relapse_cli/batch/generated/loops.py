"""The loops over what was taken: as few as there can be, each after what it needs from the ones before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from relapse_cli.batch.generated.code import Code, Var
from relapse_cli.batch.generated.writer import Writer

_Node = Code | Var


@dataclass(slots=True)
class _Ranks:
    """After how many loops each node is known."""

    known: dict[_Node, int] = field(default_factory=dict)

    def of(self, node: _Node) -> int:
        if node not in self.known:
            inside = max(map(self.of, _before(node)), default=0)
            self.known[node] = inside + _is_filled(node)
        return self.known[node]


def _is_filled(node: _Node) -> bool:
    """Whether a loop over the entries fills it."""
    return isinstance(node, Var) and node.looped is not None and not node.looped.over


def _before(node: _Node) -> Iterator[_Node]:
    if isinstance(node, Code):
        yield from node.parts
        yield from node.needs
        return
    yield from node.uses
    yield from node.needs
    if node.looped is not None:
        yield from node.looped.uses
        yield from node.looped.needs


def _filled(roots: Iterable[_Node]) -> list[Var]:
    """The variables that loops fill, in the order in which they are met."""
    found: dict[_Node, None] = {}
    waiting = list(roots)
    while waiting:
        node = waiting.pop()
        if node not in found:
            found[node] = None
            waiting += _before(node)
    return [node for node in found if isinstance(node, Var) and _is_filled(node)]


def write_loops(writer: Writer, roots: Iterable[_Node], entries: Var) -> None:
    """Write the loops over the entries that the roots need."""
    ranks = _Ranks()
    by_rank: dict[int, list[Var]] = {}
    for var in sorted(_filled(roots), key=lambda var: var.name):
        by_rank.setdefault(ranks.of(var) - 1, []).append(var)
    if not by_rank:
        return
    writer.var(entries)
    before: dict[_Node, str] = {}
    written: list[tuple[int, Writer, list[Var]]] = []
    for rank in sorted(by_rank):
        inside = Writer(writer.names, writer.depth + 1, writer, before=dict(before))
        for var in by_rank[rank]:
            assert var.looped is not None  # noqa: S101 - only such are among them
            texts = inside.ready(var.looped.uses, var.looped.needs)
            inside.line(*var.looped.step(texts))
        at = len(writer.lines)
        written.append((at, inside, by_rank[rank]))
        for var in by_rank[rank]:
            writer.done[var] = var.name
        before |= inside.done
    _join(writer, written, entries)


def _join(writer: Writer, written: list[tuple[int, Writer, list[Var]]], entries: Var) -> None:
    """Put the loops into their places, each with the values that it takes from the ones before."""
    inserts = []
    for number, (at, inside, filled) in enumerate(written):
        taken = _carried(written, number - 1)
        handed = _carried(written, number)
        begin = [f"{var.name} = {var.looped.begin}" for var in filled if var.looped is not None]
        lines = list(inside.lines)
        if handed:
            begin.append(f"kept{number} = []")
            names = ", ".join(["i", "x", *handed])
            lines.append(f"{'    ' * inside.depth}kept{number}.append(({names}))")
        head = (
            f"for {', '.join(['i', 'x', *taken])} in kept{number - 1}:"
            if taken
            else f"for i, x in enumerate({entries.name}):"
        )
        inserts.append((at, [f"    {line}" for line in (*begin, head)] + lines))
    for at, lines in reversed(inserts):
        writer.lines[at:at] = lines


def _carried(written: list[tuple[int, Writer, list[Var]]], number: int) -> list[str]:
    """The names that later loops take from this one and the ones before it."""
    if number < 0:
        return []
    own = {name for _, inside, _ in written[: number + 1] for name in inside.done.values()}
    later = {name for _, inside, _ in written[number + 1 :] for name in inside.carried}
    return sorted((own & later) - {"i", "x"})
