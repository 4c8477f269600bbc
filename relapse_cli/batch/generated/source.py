"""From a bank to the source of one function for a session: a record read into structs in, a row out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from relapse_cli.batch.generated.builder import Builder, column, set_to
from relapse_cli.batch.generated.code import FALSE, TRUE, Code, Var
from relapse_cli.batch.generated.conditions import action_code, any_of_entries, condition_code, flag_code
from relapse_cli.batch.generated.doubt import NotCompiledError
from relapse_cli.batch.generated.entries import (
    class_var,
    entries_var,
    entry_fact,
    entry_field,
    entry_scope,
    moment_var,
    needs_of,
    number_of,
)
from relapse_cli.batch.generated.facts import before_domains, classes_var, ifthen_var, record_fact
from relapse_cli.batch.generated.loops import write_loops
from relapse_cli.batch.generated.open_items import open_critical
from relapse_cli.batch.generated.questions import answer, field_of, named
from relapse_cli.batch.generated.structs import Shapes
from relapse_cli.batch.generated.values import MISSING, Value
from relapse_cli.batch.generated.writer import Names, Writer, used_parts
from relapse_cli.logic.facts.catalogue import CATALOGUE
from relapse_cli.logic.rules.reads import questions_read
from relapse_cli.model import known_ids as ids
from relapse_cli.model.bank import Bank
from relapse_cli.model.bank_terms import Session
from relapse_cli.model.condition import Condition

NAME = "evaluate"
_LISTED = (ids.SUBSTANCE, ids.SEQUENCE, ids.IFTHEN, ids.LINES_DONE)
"""The questions whose elements the product itself goes through."""


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
    for name in _LISTED:
        known = bank.questions.get(name)
        if known is not None and known.type != "event":
            raise NotCompiledError(f"{name} is no list of entries")
    builder = Builder(bank, session, shapes)
    builder.holds = lambda condition, scope: condition_code(builder, condition, scope)
    builder.fact = lambda name: record_fact(builder, name)
    builder.entry_fact = lambda name: entry_fact(builder, name)
    builder.any_of_entries = lambda code: any_of_entries(builder, code)
    builder.level = lambda: _level(builder)
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
    parts, groups = _row_parts(builder), [_group(builder, name) for name in by]
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


def _flags(builder: Builder) -> Var:
    """The flags that are set, and the level that they make."""
    return builder.once(("flags",), lambda: _flags_made(builder))


def _flags_made(builder: Builder) -> Var:
    found = [(flag.id, flag.level, flag_code(builder, flag.id)) for flag in builder.bank.flags]
    possible = [each for each in found if each[2] is not FALSE]

    def lines(texts: Sequence[str]) -> list[str]:
        made = ["flags = []", "computed = 1"]
        for (name, level, _), text in zip(possible, texts, strict=True):
            made.append(f"if {text}:")
            made.append(f"    flags.append({name!r})")
            made.append(f"    if computed < {level}: computed = {level}")
        return made

    return Var("flags", lines, tuple(code for *_, code in possible))


def _standing(builder: Builder) -> Var:
    flags = _flags(builder)
    text = "None if decided is None else decided(flags, computed)"
    return builder.once(("standing",), lambda: set_to("standing", text, flags))


def _level(builder: Builder) -> Var:
    standing = _standing(builder)
    text = "computed if standing is None else standing.level"
    return builder.once(("level",), lambda: set_to("level", text, standing))


def _rules(builder: Builder) -> Var:
    """The actions that put a line on the plan, and the trigger rows among them."""
    found = [(action, action_code(builder, action.id)) for action in builder.bank.actions]
    possible = [each for each in found if each[1] is not FALSE]

    def lines(texts: Sequence[str]) -> list[str]:
        made = ["rules = []", "rows = []"]
        for (action, _), text in zip(possible, texts, strict=True):
            row = f"; rows.append({action.id!r})" if action.is_trigger_row else ""
            made.append(f"if {text}: rules.append({action.id!r}){row}")
        made.append("if standing is not None and standing.removed:")
        return [*made, "    rules = [rule for rule in rules if rule not in standing.removed]"]

    return Var("rules", lines, tuple(code for _, code in possible), (_standing(builder),))


def _could(builder: Builder) -> Var:
    """The flags that could have been set, as bits."""
    certain, others = 0, []
    for bit, flag in enumerate(builder.bank.flags):
        when = flag.followup if builder.session == "followup" else flag.when
        reads = sorted(questions_read(when, builder.bank)) if when is not None else []
        enabled = builder.codes.either(*(builder.enabled(name) for name in reads))
        code = builder.codes.either(enabled, flag_code(builder, flag.id))
        if code is TRUE:
            certain |= 1 << bit
        elif code is not FALSE:
            others.append((1 << bit, code))

    def lines(texts: Sequence[str]) -> list[str]:
        pairs = zip(others, texts, strict=True)
        return [f"could = {certain}", *(f"if {text}: could |= {bit}" for (bit, _), text in pairs)]

    return Var("could", lines, tuple(code for _, code in others))


def _uses(builder: Builder) -> Var:
    if builder.question(ids.SUBSTANCE) is None:
        return set_to("uses", "()")
    kind, first, last = class_var(builder), moment_var(builder, "first_use"), moment_var(builder, "last_use")
    days = entry_field(builder, "days_per_week")
    text = f"use({kind.name}, {first.name}, {last.name}, {number_of(days)}, offset) if usable(x) else None"
    return column("uses", text, kind, first, last, *needs_of(days), entry_scope(builder).item, builder.offset)


@dataclass(frozen=True, slots=True)
class _Part:
    """One field of the row: its text once its variables and expressions are written."""

    text: str
    needs: tuple[Var, ...] = ()
    code: Code | None = None

    @property
    def roots(self) -> tuple[Code | Var, ...]:
        return self.needs if self.code is None else (*self.needs, self.code)

    def written(self, writer: Writer) -> str:
        for var in self.needs:
            writer.var(var)
        return self.text if self.code is None else self.text.replace("{}", writer.text(self.code))


def _row_parts(builder: Builder) -> dict[str, _Part]:
    standing, uses = _standing(builder), _uses(builder)
    ifthen, rules, sequence = ifthen_var(builder), _rules(builder), before_domains(builder)
    followup = builder.session == "followup"
    parts = {
        name: _Part(f"record.{name}")
        for name in ("id", "case", "path", "started_at", "earlier", "continues", "follows")
    }
    open_, classes = open_critical(builder), classes_var(builder)
    parts |= {
        "followup": _Part(repr(followup)),
        "at": _Part("now / 1000000"),
        "day": _Part("record.started_at[:10]"),
        "finished": _Part("record.finished_at is not None"),
        "level": _Part("computed", (_flags(builder),)),
        "level_decided": _Part("None if standing is None else standing.level_decided", (standing,)),
        "signed": _Part("standing is not None and standing.signed", (standing,)),
        "flags": _Part("tuple(flags)", (_flags(builder),)),
        "could": _Part("could", (_could(builder),)),
        "rules": _Part("tuple(rules)", (rules,)),
        "open_critical": _Part("tuple(open_)", (open_,)),
        "sequence": _Part(sequence.name, (sequence,)),
        "classes": _Part(classes.name, (classes,)),
        "uses": _Part("tuple([each for each in uses if each is not None])", (uses,)),
        "picked": _Part("() if standing is None else standing.picked", (standing,)),
        "plan_key": _Part(f"plan_key(rows, {ifthen.name}) if rows or {ifthen.name} else ''", (rules, ifthen)),
        "reports": _reports(builder),
    }
    numbers = {
        "sleep": ((ids.SLEEP, ids.FOLLOWUP_SLEEP), "difficulty"),
        "anxiety": ((ids.ANXIETY, ids.FOLLOWUP_ANXIETY), "peak"),
        "pull": ((ids.PULL, ids.FOLLOWUP_PULL), None),
    }
    for name, (questions, field) in numbers.items():
        question = questions[followup]
        value = answer(builder, question) if field is None else field_of(builder, question, field)
        number = number_of(value)
        text = (
            "None"
            if number == "None"
            else f"{number} if {number}.__class__ is int or {number} is None else int({number})"
        )
        parts[name] = _Part(text, needs_of(value) if number != "None" else ())
    return parts


def _reports(builder: Builder) -> _Part:
    """What a follow-up says of the lines of the plan; whether a field is relevant does not matter here."""
    value = answer(builder, ids.LINES_DONE)
    known = builder.bank.questions.get(ids.LINES_DONE)
    if value.kind != "event" or known is None:
        return _Part("()")
    places = {each.id: f"l.f{place}" for place, each in enumerate(known.fields)}
    rule, state = (
        places[name]
        if name in places and builder.shapes.fields[known.id, name].kind in {"text", "moment"}
        else "None"
        for name in ("rule", "state")
    )
    empty = builder.constants.object(builder.shapes.questions[known.id].empty)
    made = f"[report({rule}, {state}) for l in items({value.name}, {empty})]"
    var = set_to(
        "reports",
        f"tuple([each for each in {made} if each is not None]) if {value.name} else ()",
        *needs_of(value),
    )
    return _Part(var.name, (var,))


def _group(builder: Builder, name: str) -> _Part:
    """What a record is grouped under, as text."""
    known = name in CATALOGUE or name in builder.bank.fact_by_name
    value = builder.fact(name) if known else _named(builder, name)
    match value.kind:
        case "fact":
            return _Part("'yes' if {} else 'no'", code=value.code)
        case "yes_no":
            shown = f"None if {value.name} is None else 'yes' if {value.name} else 'no'"
        case "text" | "moment":
            shown = value.name
        case "list":
            shown = f"', '.join({value.name}) or None"
        case "number":
            shown = f"number_text({value.name})"
        case "event":
            raise NotCompiledError(f"{name} as what records are grouped by")
        case _:
            return _Part("None")
    return _Part(shown, needs_of(value))


def _named(builder: Builder, name: str) -> Value:
    question = name if name in builder.bank.questions else name.rpartition(".")[0]
    return named(builder, name) if question in builder.bank.questions else MISSING
