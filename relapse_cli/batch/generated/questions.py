"""The answers of a record as variables: unwrapped, and empty where a question or a field is not enabled."""

from __future__ import annotations

from relapse_cli.batch.generated.builder import Builder, ItemScope, set_to
from relapse_cli.batch.generated.code import FALSE, TRUE, Code, Var
from relapse_cli.batch.generated.structs import Shape
from relapse_cli.batch.generated.values import MISSING, Value, ValueKind
from relapse_cli.logic.rules.reads import split_answer
from relapse_cli.model.bank_questions import Field_, Question

_EMPTY = {"list": "()", "event": "()"}


def named(builder: Builder, name: str) -> Value:
    """What counts of a question, or of a field of a group, by its name in conditions."""
    question, field = split_answer(name, builder.bank)
    return answer(builder, question) if field is None else field_of(builder, question, field)


def answer(builder: Builder, name: str) -> Value:
    """The answer to a question of this session."""
    known = builder.question(name)
    if known is None or builder.shapes.questions[name].kind == "raw":
        return MISSING
    return builder.value_once(("answer", name), lambda: _answer(builder, known))


def raw_var(builder: Builder, name: str) -> Var:
    """An answer as it was read, before anything is taken out of its wrapper."""
    return builder.once(("raw", name), lambda: Var(f"a{builder.index[name]}", lambda _: []))


def unwrapped(builder: Builder, name: str) -> Var:
    """An answer without its wrapper, whether or not its question is enabled."""
    shape = builder.shapes.questions[name]
    index = builder.index[name]
    raw = raw_var(builder, name)
    return builder.once(("unwrapped", name), lambda: _unwrapped(builder, shape, f"r{index}", raw.name, raw))


def _unwrapped(builder: Builder, shape: Shape, name: str, source: str, *needs: Var) -> Var:
    """A variable with what a wrapper holds; a status holds nothing."""
    kind = shape.kind
    lines = [f"{name} = {source}"]
    if kind == "group":
        empty = builder.constants.object(shape.empty)
        lines = [f"{name} = group({source}, {empty})"]
    elif kind == "hours":
        lines += [f"if {name} is not None: {name} = hours({name})"]
    else:
        lines += [f"if {name}.__class__ is {builder.constants.name(shape.held)}: {name} = {name}.value"]
    if kind in {"list", "event"}:
        lines += [f"if {name} is None: {name} = ()"]
    return Var(name, lambda _: lines, needs=needs, in_item=any(var.in_item for var in needs))


def _answer(builder: Builder, known: Question) -> Value:
    shape = builder.shapes.questions[known.id]
    enabled = builder.enabled(known.id)
    if enabled is FALSE:
        return MISSING
    var = unwrapped(builder, known.id)
    var = _not_blank(var, known)
    index = builder.index[known.id]
    empty = builder.constants.object(shape.empty) if shape.kind == "group" else _EMPTY.get(shape.kind, "None")
    if enabled is not TRUE:
        var = set_to(f"v{index}", f"{var.name} if {{}} else {empty}", var, uses=(enabled,))
    doubt = known.unreliable
    if doubt is not None and doubt.scope == "everywhere" and shape.kind in {"text", "moment"}:
        trusted = builder.codes.negated(distrusted(builder, known, var))
        var = set_to(f"w{index}", f"{var.name} if {{}} else None", var, uses=(trusted,))
    return _valued(builder, shape, var, f"m{index}")


def _not_blank(var: Var, spec: Question | Field_) -> Var:
    """Blank text is no answer."""
    if spec.type not in {"text", "long_text"}:
        return var
    name = f"t{var.name}"
    lines = [f"{name} = {var.name}", f"if {name} is not None and not {name}.strip(): {name} = None"]
    return Var(name, lambda _: lines, needs=(var,), in_item=var.in_item)


def _valued(builder: Builder, shape: Shape, var: Var, span: str) -> Value:
    kind: ValueKind = "missing" if shape.kind == "raw" else shape.kind
    usable = None
    if kind == "group":
        usable = builder.codes.leaf(f"usable({var.name})", var, costly=True)
    if kind not in {"text", "moment"}:
        return Value(kind, var, usable=usable)
    read = f"span({var.name}, offset) if {var.name} is not None else None"
    if kind == "text":
        read = f"span_if_any({var.name}, offset)"
    return Value(kind, var, span=set_to(span, read, var, builder.offset))


def distrusted(builder: Builder, known: Question, var: Var | None) -> Code:
    """Whether an answer is among those not taken at their word here."""
    doubt = known.unreliable
    if doubt is None or var is None:
        return FALSE
    values = ", ".join(map(repr, sorted(set(doubt.values))))
    among = builder.codes.leaf(f"({var.name} in {{{values}}})", var) if values else FALSE
    return builder.codes.both(among, builder.holds(doubt.when, None))


def status_var(builder: Builder, name: str) -> Var:
    """The status that stands in place of an answer."""
    raw = raw_var(builder, name)
    text = f"getattr({raw.name}, 'status', None)"
    return builder.once(("status", name), lambda: set_to(f"s{builder.index[name]}", text, raw))


def field_of(builder: Builder, question: str, field: str) -> Value:
    """A field of a group where it is relevant."""
    group = answer(builder, question)
    if group.kind != "group" or group.var is None:
        return MISSING
    return item_field(builder, ItemScope(question, group.var, f"g{builder.index[question]}"), field)


def item_field(builder: Builder, scope: ItemScope, field: str) -> Value:
    """A field of a group or of an element where it is relevant."""
    question = builder.bank.questions.get(scope.question)
    known = None if question is None else question.field_by_id.get(field)
    if known is None:
        return MISSING
    return builder.value_once(("field", scope.prefix, field), lambda: _item_field(builder, scope, known))


def _item_field(builder: Builder, scope: ItemScope, known: Field_) -> Value:
    shape = builder.shapes.fields[scope.question, known.id]
    if shape.kind == "raw":
        return MISSING
    relevant = TRUE if known.always_relevant else builder.holds(known.relevance, scope)
    if relevant is FALSE:
        return MISSING
    place = [each.id for each in builder.bank.questions[scope.question].fields].index(known.id)
    name = f"{scope.prefix}_{place}"
    var = _unwrapped(builder, shape, name, f"{scope.item.name}.f{place}", scope.item)
    var = _not_blank(var, known)
    if relevant is not TRUE:
        empty = _EMPTY.get(shape.kind, "None")
        var = set_to(f"{name}v", f"{var.name} if {{}} else {empty}", var, uses=(relevant,))
    return _valued(builder, shape, var, f"{name}m")
