"""From a bank to the source of one function for a session: a record read into structs in, a row out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from relapse_cli.batch.generated.builder import Builder
from relapse_cli.batch.generated.code import TRUE
from relapse_cli.batch.generated.conditions import any_of_entries, condition_code
from relapse_cli.batch.generated.doubt import NotCompiledError
from relapse_cli.batch.generated.entries import (
    entries_var,
    entry_fact,
)
from relapse_cli.batch.generated.facts import record_fact
from relapse_cli.batch.generated.fired import level_var
from relapse_cli.batch.generated.loops import write_loops
from relapse_cli.batch.generated.row_parts import group_part, row_parts
from relapse_cli.batch.generated.structs import Shapes
from relapse_cli.batch.generated.writer import Names, Writer, used_parts
from relapse_cli.model.bank import Bank
from relapse_cli.model.bank_terms import Session
from relapse_cli.model.condition import Condition

NAME = "evaluate"


@dataclass(frozen=True, slots=True)
class Source:
    """A function to be.

    Attributes:
        text: its Python; holds nothing of the bank that is not quoted.
        constants: what it takes from outside, by name.
        reads: the questions whose answers it looks at, in the order of the bank.
    """

    text: str
    constants: dict[str, object]
    reads: tuple[str, ...]


def new_builder(bank: Bank, session: Session, shapes: Shapes) -> Builder:
    """A builder with everything that makes expressions."""
    roles = bank.roles
    for name in (roles.substance, roles.sequence, roles.ifthen, roles.lines_done):  # gone through one by one
        known = bank.questions.get(name)
        if known is not None and known.type != "event":
            raise NotCompiledError(f"{name} is no list of entries")
    builder = Builder(bank, session, shapes)
    builder.holds = lambda condition, scope: condition_code(builder, condition, scope)
    builder.fact = lambda name: record_fact(builder, name)
    builder.entry_fact = lambda name: entry_fact(builder, name)
    builder.any_of_entries = lambda code: any_of_entries(builder, code)
    builder.level = lambda: level_var(builder)
    return builder


@dataclass(frozen=True, slots=True)
class Wish:
    """What is wanted of the rows.

    Attributes:
        where: which records count; ``None`` = all.
        by: names of facts and answers whose values are kept for grouping.
    """

    where: Condition | None = None
    by: tuple[str, ...] = ()


def generate(shapes: Shapes, session: Session, wish: Wish, held: Sequence[str] | None = None) -> Source:
    """The source of the function of one session; ``held`` = the only questions that its struct has."""
    where, by, bank = wish.where, wish.by, shapes.bank
    builder = new_builder(bank, session, shapes)
    kept = TRUE if where is None else condition_code(builder, where, None)
    parts, groups = row_parts(builder), [group_part(builder, name) for name in by]
    roots = [kept, *(root for part in (*parts.values(), *groups) for root in part.roots)]
    writer = Writer(Names(used_parts(roots)))
    write_loops(writer, roots, entries_var(builder))
    if kept is not TRUE:
        text = writer.text(kept)
        writer.line(f"if not {text}: return None")
    texts = {name: part.written(writer) for name, part in parts.items()}
    texts["group"] = f"({''.join(f'{part.written(writer)}, ' for part in groups)})"
    shown = "".join(f"        {name}={text},\n" for name, text in texts.items())
    body = "\n".join(writer.lines)
    reads = tuple(name for name in bank.questions if _is_read(builder, name))
    checks = "".join(f"    {line}\n" for line in _checks(builder)) if shapes.checked else ""
    head = _head(builder, reads, held)
    text = f"def {NAME}(record, now, offset, decided):\n{head}{checks}{body}\n    return Row(\n{shown}    )\n"
    return Source(text, dict(builder.constants.values), reads)


def _is_read(builder: Builder, name: str) -> bool:
    return ("raw", name) in builder.made


def _head(builder: Builder, reads: Sequence[str], held: Sequence[str] | None) -> str:
    known = [*builder.bank.questions] if held is None else held
    looked_at = {*reads, *_checked(builder)} if builder.shapes.checked else {*reads}
    names = ", ".join(f"a{builder.index[name]}" if name in looked_at else "_" for name in known)
    unpack = f"    ({names},) = astuple(record.answers)\n" if names else ""
    return f"    path = record.path\n{unpack}"


def _checked(builder: Builder) -> Iterator[str]:
    """The questions of which more is to be checked than their type."""
    for name, shape in builder.shapes.questions.items():
        if shape.exclusive is not None or shape.kind in {"moment", "raw"}:
            yield name


def _checks(builder: Builder) -> Iterator[str]:
    for name in _checked(builder):
        shape, var = builder.shapes.questions[name], f"a{builder.index[name]}"
        if shape.kind == "raw":
            yield f"if {var} is not UNSET: doubt()"
        elif shape.kind == "moment":
            yield f"if {var}.__class__ is str: span({var}, 0)"
        else:
            yield f"if {var}.__class__ is list:"
            yield f"    if len({var}) > 1 and {shape.exclusive!r} in {var}: doubt()"
            yield f"elif {var} is not None: alone({var}, {shape.exclusive!r})"
