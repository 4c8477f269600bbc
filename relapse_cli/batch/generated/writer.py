"""Writes variables and expressions as lines, each before it is used, and none twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from relapse_cli.batch.generated.code import Code, Looped, Var

_SIGNS = {"and": " and ", "or": " or "}


def used_parts(roots: Iterable[Code | Var]) -> Counter[Code | Var]:
    """How often each expression is used, whatever is reached from the roots."""
    uses: Counter[Code | Var] = Counter()
    waiting = list(roots)
    uses.update(waiting)
    seen = set(waiting)
    waiting = list(seen)
    while waiting:
        for part in _parts(waiting.pop()):
            uses[part] += 1
            if part not in seen:
                seen.add(part)
                waiting.append(part)
    return uses


def _parts(node: Code | Var) -> Iterator[Code | Var]:
    if isinstance(node, Code):
        yield from node.parts
        yield from node.needs
        return
    yield from node.uses
    yield from node.needs
    if node.looped is not None:
        yield from node.looped.uses
        yield from node.looped.needs


@dataclass(slots=True)
class Names:
    """The names of expressions that are kept because they are used more than once."""

    uses: Counter[Code | Var]
    kept: dict[Code, str] = field(default_factory=dict)

    def of(self, code: Code, *, forced: bool = False) -> str | None:
        """The name under which an expression is kept; ``None`` where it is written out each time."""
        if code not in self.kept:
            composed = code.kind in {"and", "or", "count"} or (
                code.kind == "not" and code.parts[0].kind != "leaf"
            )
            worth = self.uses[code] > 1 and (composed or code.costly)
            if not (worth or (forced and code.kind in {"and", "or", "not", "count"})):
                return None
            self.kept[code] = f"h{len(self.kept)}"
        return self.kept[code]


@dataclass(slots=True)
class Writer:
    """One run of lines.

    Attributes:
        depth: how far it is indented.
        outer: the lines around it, where it stands inside a loop.
        before: names that an earlier loop over the same entries has set, and which of them were used.
    """

    names: Names
    depth: int = 1
    outer: Writer | None = None
    lines: list[str] = field(default_factory=list)
    done: dict[Code | Var, str] = field(default_factory=dict)
    before: dict[Code | Var, str] = field(default_factory=dict)
    carried: set[str] = field(default_factory=set)

    def line(self, *texts: str) -> None:
        """Write lines."""
        self.lines += [f"{'    ' * self.depth}{text}" for text in texts]

    def var(self, var: Var) -> None:
        """See that a variable is set."""
        if self._is_done(var):
            return
        if self.outer is not None and not var.in_item:
            self.outer.var(var)
            return
        if var.looped is not None:
            self._loop(var, var.looped)
            return
        texts = self.ready(var.uses, var.needs)
        self.done[var] = var.name
        self.line(*var.lines(texts))

    def _loop(self, var: Var, looped: Looped) -> None:
        """Write a loop that fills one variable."""
        assert looped.over, var.name  # noqa: S101 - entries are gone through before what that fills is used
        for needed in var.needs:
            self.var(needed)
        inside = Writer(self.names, self.depth + 1, self)
        texts = inside.ready(looped.uses, looped.needs)
        inside.line(*looped.step(texts))
        self.done[var] = var.name
        self.line(f"{var.name} = {looped.begin}", looped.over)
        self.lines += inside.lines

    def ready(self, uses: Iterable[Code], needs: Iterable[Var]) -> list[str]:
        """The texts of expressions; what they and some variables need is written before."""
        for needed in needs:
            self.var(needed)
        return [self.text(code) for code in uses]

    def _is_done(self, node: Code | Var) -> bool:
        if node in self.before:
            self.carried.add(self.before[node])
            return True
        return node in self.done or (self.outer is not None and node in self.outer.done)

    def text(self, code: Code) -> str:
        """The text of an expression; what it needs is written before."""
        inside = self.outer is not None
        name = self.names.of(code, forced=inside and not code.in_item)
        if name is None:
            return self._written(code)
        if not self._is_done(code):
            if self.outer is not None and not code.in_item:
                self.outer.text_kept(code, name)
            else:
                self.text_kept(code, name)
        return name

    def text_kept(self, code: Code, name: str) -> None:
        """Write an expression under its name, once."""
        if code not in self.done:
            text = self._written(code)
            self.done[code] = name
            self.line(f"{name} = {text}")

    def _written(self, code: Code) -> str:
        match code.kind:
            case "not":
                return f"(not {self.text(code.parts[0])})"
            case "and" | "or":
                return f"({_SIGNS[code.kind].join([self.text(part) for part in code.parts])})"
            case "count":
                return f"({' + '.join([self.text(part) for part in code.parts])} >= {code.text})"
            case _:
                for var in code.needs:
                    self.var(var)
                return code.text
