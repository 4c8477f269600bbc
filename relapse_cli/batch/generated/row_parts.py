"""The fields of a row, each with what has to be written before it."""

from __future__ import annotations

from dataclasses import dataclass

from relapse_cli.batch.generated.builder import Builder, column, set_to
from relapse_cli.batch.generated.code import Code, Var
from relapse_cli.batch.generated.doubt import NotCompiledError
from relapse_cli.batch.generated.entries import (
    class_var,
    entry_field,
    entry_scope,
    moment_var,
    needs_of,
    number_of,
)
from relapse_cli.batch.generated.facts import before_domains, classes_var, ifthen_var
from relapse_cli.batch.generated.fired import could_var, flags_var, rules_var, standing_var
from relapse_cli.batch.generated.open_items import open_critical
from relapse_cli.batch.generated.questions import answer, field_of, named
from relapse_cli.batch.generated.values import MISSING, Value
from relapse_cli.batch.generated.writer import Writer
from relapse_cli.logic.facts.catalogue import CATALOGUE


def _uses(builder: Builder) -> Var:
    if builder.question(builder.bank.roles.substance) is None:
        return set_to("uses", "()")
    kind, first, last = class_var(builder), moment_var(builder, "first_use"), moment_var(builder, "last_use")
    days = entry_field(builder, "days_per_week")
    text = f"use({kind.name}, {first.name}, {last.name}, {number_of(days)}, offset) if usable(x) else None"
    return column("uses", text, kind, first, last, *needs_of(days), entry_scope(builder).item, builder.offset)


@dataclass(frozen=True, slots=True)
class Part:
    """One field of the row: its text once its variables and expressions are written."""

    text: str
    needs: tuple[Var, ...] = ()
    code: Code | None = None

    @property
    def roots(self) -> tuple[Code | Var, ...]:
        """What has to be written before it."""
        return self.needs if self.code is None else (*self.needs, self.code)

    def written(self, writer: Writer) -> str:
        """Its text; what it needs is written before."""
        for var in self.needs:
            writer.var(var)
        return self.text if self.code is None else self.text.replace("{}", writer.text(self.code))


def row_parts(builder: Builder) -> dict[str, Part]:
    """All fields of a row but the group."""
    standing, uses = standing_var(builder), _uses(builder)
    ifthen, rules, sequence = ifthen_var(builder), rules_var(builder), before_domains(builder)
    followup = builder.session == "followup"
    parts = {
        name: Part(f"record.{name}")
        for name in ("id", "case", "path", "started_at", "earlier", "continues", "follows")
    }
    open_, classes = open_critical(builder), classes_var(builder)
    parts |= {
        "followup": Part(repr(followup)),
        "at": Part("now / 1000000"),
        "day": Part("record.started_at[:10]"),
        "finished": Part("record.finished_at is not None"),
        "level": Part("computed", (flags_var(builder),)),
        "level_decided": Part("None if standing is None else standing.level_decided", (standing,)),
        "signed": Part("standing is not None and standing.signed", (standing,)),
        "flags": Part("tuple(flags)", (flags_var(builder),)),
        "could": Part("could", (could_var(builder),)),
        "rules": Part("tuple(rules)", (rules,)),
        "open_critical": Part("tuple(open_)", (open_,)),
        "sequence": Part(sequence.name, (sequence,)),
        "classes": Part(classes.name, (classes,)),
        "uses": Part("tuple([each for each in uses if each is not None])", (uses,)),
        "picked": Part("() if standing is None else standing.picked", (standing,)),
        "plan_key": Part(f"plan_key(rows, {ifthen.name}) if rows or {ifthen.name} else ''", (rules, ifthen)),
        "reports": _reports(builder),
    }
    numbers = {
        "sleep": ((builder.bank.roles.sleep, builder.bank.roles.followup_sleep), "difficulty"),
        "anxiety": ((builder.bank.roles.anxiety, builder.bank.roles.followup_anxiety), "peak"),
        "pull": ((builder.bank.roles.pull, builder.bank.roles.followup_pull), None),
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
        parts[name] = Part(text, needs_of(value) if number != "None" else ())
    return parts


def _reports(builder: Builder) -> Part:
    """What a follow-up says of the lines of the plan; whether a field is relevant does not matter here."""
    value = answer(builder, builder.bank.roles.lines_done)
    known = builder.bank.questions.get(builder.bank.roles.lines_done)
    if value.kind != "event" or known is None:
        return Part("()")
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
    return Part(var.name, (var,))


def group_part(builder: Builder, name: str) -> Part:
    """What a record is grouped under, as text."""
    known = name in CATALOGUE or name in builder.bank.fact_by_name
    value = builder.fact(name) if known else _named(builder, name)
    match value.kind:
        case "fact":
            return Part("'yes' if {} else 'no'", code=value.code)
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
            return Part("None")
    return Part(shown, needs_of(value))


def _named(builder: Builder, name: str) -> Value:
    question = name if name in builder.bank.questions else name.rpartition(".")[0]
    return named(builder, name) if question in builder.bank.questions else MISSING
