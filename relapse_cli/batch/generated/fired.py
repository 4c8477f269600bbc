"""The flags that are set, the level that they make, and the lines of the plan, as variables."""

from __future__ import annotations

from collections.abc import Sequence

from relapse_cli.batch.generated.builder import Builder, set_to
from relapse_cli.batch.generated.code import FALSE, TRUE, Var
from relapse_cli.batch.generated.conditions import action_code, flag_code
from relapse_cli.logic.rules.reads import questions_read


def flags_var(builder: Builder) -> Var:
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


def standing_var(builder: Builder) -> Var:
    """How the decisions of the record stand."""
    flags = flags_var(builder)
    text = "None if decided is None else decided(flags, computed)"
    return builder.once(("standing",), lambda: set_to("standing", text, flags))


def level_var(builder: Builder) -> Var:
    """The level on which actions rest."""
    standing = standing_var(builder)
    text = "computed if standing is None else standing.level"
    return builder.once(("level",), lambda: set_to("level", text, standing))


def rules_var(builder: Builder) -> Var:
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

    return Var("rules", lines, tuple(code for _, code in possible), (standing_var(builder),))


def could_var(builder: Builder) -> Var:
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
