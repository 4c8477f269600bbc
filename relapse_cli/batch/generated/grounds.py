"""Whether a critical question is open on which a flag does not rest, as the function works it out.

What a flag rests on is followed as ``logic/rules/conditions.py`` follows it, but only for the questions that
matter here: the critical ones, and those whose values are not always taken at their word. They are bits of a
number. Where that would take more than an expression, the record is called doubtful.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from relapse_cli.batch.generated.builder import Builder, ItemScope
from relapse_cli.batch.generated.code import FALSE, TRUE, Code, Var
from relapse_cli.batch.generated.open_items import open_critical
from relapse_cli.batch.generated.questions import unwrapped
from relapse_cli.logic.facts.catalogue import CATALOGUE
from relapse_cli.logic.rules.reads import action_reads, questions_read
from relapse_cli.model.condition import (
    ActionFires,
    AllOf,
    AnyOf,
    Compare,
    Condition,
    FlagSet,
    LevelIs,
    Not,
    OpenBeyond,
    SomeEntry,
)


@dataclass(frozen=True, slots=True)
class _Term:
    """Bits that count where an expression holds; no bits and no variable: that is not worked out here."""

    when: Code
    bits: int = 0
    var: Var | None = None


def open_beyond(builder: Builder, flag: str, is_set: Code) -> Code:
    """Whether an open critical question exists on which a flag does not rest."""
    open_ = open_critical(builder)
    if is_set is FALSE:
        return builder.codes.leaf(f"(not not {open_.name})", open_)
    var = builder.once(("open beyond", flag), lambda: _beyond(builder, flag, is_set, open_))
    return builder.codes.leaf(var.name, var)


def _beyond(builder: Builder, flag: str, is_set: Code, open_: Var) -> Var:
    name = f"beyond{list(builder.bank.flag_by_id).index(flag)}"
    because = _because(builder, flag)
    bits = builder.constants.object({each.id: 1 << builder.index[each.id] for each in builder.bank.critical})

    def lines(texts: object) -> list[str]:
        assert isinstance(texts, list)  # noqa: S101 - the writer hands in a list
        inside = [f"    {line}" for line in because.lines(texts[1:])]
        return [
            f"{name} = not not {open_.name}",
            f"if {name} and {texts[0]}:",
            *inside,
            f"    {name} = bits_of({open_.name}, {bits}) & ~{because.name} != 0",
        ]

    return Var(name, lines, (is_set, *because.uses), (open_, *because.needs))


def _because(builder: Builder, flag: str) -> Var:
    """The questions on which a flag rests, as bits; set where the flag is."""
    return builder.once(("because", flag), lambda: _because_made(builder, flag))


def _because_made(builder: Builder, flag: str) -> Var:
    known = builder.bank.flag_by_id[flag]
    when = known.followup if builder.session == "followup" else known.when
    name = f"rests{list(builder.bank.flag_by_id).index(flag)}"
    terms = [] if when is None else list(_grounds(builder, when, None, TRUE))
    bits, others = _merged(terms)
    trusts = list(_trusts(builder, _reach(terms)))
    codes = tuple(term.when for term in others) + tuple(code for _, code, _ in trusts)

    def lines(texts: object) -> list[str]:
        assert isinstance(texts, list)  # noqa: S101 - the writer hands in a list
        made = [f"{name} = {bits}"]
        for term, text in zip(others, texts, strict=False):
            made.append(f"if {text}: {_step(name, term)}")
        made.append(f"{name}k = {name}")
        for (own, _, reads), text in zip(trusts, texts[len(others) :], strict=True):
            made.append(f"if {name}k & {own} and {text}: {name} |= {reads}")
        return made

    return Var(name, lines, codes, tuple(term.var for term in others if term.var is not None))


def _step(name: str, term: _Term) -> str:
    if term.var is not None:
        return f"{name} |= {term.var.name}"
    return f"{name} |= {term.bits}" if term.bits else "doubt()"


def _merged(terms: Iterable[_Term]) -> tuple[int, list[_Term]]:
    """The bits that always count, and the other terms, those under one expression as one."""
    certain = 0
    by_code: dict[tuple[Code, Var | None], _Term] = {}
    for term in terms:
        if term.when is TRUE and term.bits:
            certain |= term.bits
            continue
        unclear = not term.bits and term.var is None
        key = (term.when, Var("doubt", lambda _: []) if unclear else term.var)
        known = by_code.get(key)
        by_code[key] = _Term(term.when, term.bits | known.bits, term.var) if known else term
    return certain, [term for term in by_code.values() if term.when is not FALSE]


def _reach(terms: Iterable[_Term]) -> int:
    """All bits that a flag may rest on; what another flag rests on may be anything."""
    reach = 0
    for term in terms:
        reach |= -1 if term.var is not None else term.bits
    return reach


def _trusts(builder: Builder, reach: int) -> Iterator[tuple[int, Code, int]]:
    """By doubted question: its bit, when its value is in doubt, and the bits that decide about that."""
    for name in builder.bank.doubted:
        known = builder.question(name)
        own = 1 << builder.index[name]
        shape = builder.shapes.questions[name]
        if known is None or known.unreliable is None or not own & reach or shape.kind != "text":
            continue
        raw = unwrapped(builder, name)
        values = ", ".join(map(repr, sorted(set(known.unreliable.values))))
        among = builder.codes.leaf(f"({raw.name} in {{{values}}})", raw) if values else FALSE
        reads = _bits(builder, questions_read(known.unreliable.when, builder.bank))
        code = builder.codes.both(builder.enabled(name), among)
        if reads and code is not FALSE:
            yield own, code, reads


def _bits(builder: Builder, questions: Iterable[str]) -> int:
    """The questions that matter, as bits."""
    matter = {known.id for known in builder.bank.critical} | builder.bank.doubted
    return sum(1 << builder.index[name] for name in set(questions) & matter)


def _grounds(builder: Builder, condition: Condition, scope: ItemScope | None, under: Code) -> Iterator[_Term]:
    """The terms of a condition that holds where ``under`` does."""
    codes, bank = builder.codes, builder.bank
    match condition:
        case AllOf(parts=parts) | AnyOf(parts=parts):
            for part in parts:
                holds = codes.both(under, builder.holds(part, scope))
                if holds is not FALSE:
                    yield from _grounds(builder, part, scope, holds)
        case Not(part=part):
            yield from _term(builder, questions_read(part, bank), under)
        case Compare():
            yield from _leaf_grounds(builder, condition, scope, under)
        case SomeEntry(part=part):
            yield from _term(builder, {builder.bank.roles.substance}, under)
            if _entry_reach(builder, part) & ~_bits(builder, {builder.bank.roles.substance}):
                yield _Term(under)
        case FlagSet(of=names):
            for name in names:
                is_set = codes.both(under, builder.holds(FlagSet(n=1, of=(name,)), None))
                if is_set is not FALSE:
                    yield _Term(is_set, var=_because(builder, name))
        case ActionFires(name=name):
            action = bank.action_by_id[name]
            when = action.followup if builder.session == "followup" else action.when
            if when is None:
                yield from _term(builder, action_reads(name, bank), under)
            else:
                yield from _grounds(builder, when, None, under)
        case LevelIs() | OpenBeyond():
            yield _Term(under)


def _term(builder: Builder, questions: Iterable[str], under: Code) -> Iterator[_Term]:
    bits = _bits(builder, questions)
    if bits:
        yield _Term(under, bits)


def _leaf_grounds(builder: Builder, leaf: Compare, scope: ItemScope | None, under: Code) -> Iterator[_Term]:
    """The terms of one true leaf."""
    if leaf.subject == "fact" and leaf.name == "unresolved_critical":
        yield _Term(under)
        return
    named = builder.bank.fact_by_name.get(leaf.name)
    if leaf.subject != "fact" or leaf.name in CATALOGUE or named is None:
        yield from _term(builder, questions_read(leaf, builder.bank), under)
        return
    holds = builder.holds(named.when, scope)
    yield from _grounds(builder, named.when, scope, builder.codes.both(under, holds))
    not_so = builder.codes.both(under, builder.codes.negated(holds))
    if not_so is not FALSE:
        yield from _term(builder, questions_read(leaf, builder.bank), not_so)


def _entry_reach(builder: Builder, condition: Condition) -> int:
    """All bits that a condition of an entry may rest on; -1 where that is not followed."""
    match condition:
        case AllOf(parts=parts) | AnyOf(parts=parts):
            reach = 0
            for part in parts:
                reach |= _entry_reach(builder, part)
            return reach
        case Compare() if leaf_is_followed(condition):
            named = builder.bank.fact_by_name.get(condition.name)
            inside = 0 if named is None or condition.subject == "field" else _entry_reach(builder, named.when)
            return inside | _bits(builder, questions_read(condition, builder.bank))
        case Not(part=part):
            return _bits(builder, questions_read(part, builder.bank))
        case _:
            return -1


def leaf_is_followed(leaf: Compare) -> bool:
    """Whether what a leaf of an entry rests on is among the questions that it reads."""
    return leaf.name != "unresolved_critical"
