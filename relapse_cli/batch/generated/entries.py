"""What was taken, entry by entry: the facts of ``logic/facts/substances.py`` as variables of a loop."""

from __future__ import annotations

from relapse_cli.batch.generated.builder import Builder, ItemScope, column, set_to
from relapse_cli.batch.generated.code import FALSE, Code, Var
from relapse_cli.batch.generated.questions import answer, item_field
from relapse_cli.batch.generated.values import Value
from relapse_cli.logic.facts.catalogue import ENTRY_CATALOGUE


def entry_scope(builder: Builder) -> ItemScope:
    """The scope of one entry."""
    item = builder.once(("entry",), lambda: Var("x", lambda _: [], in_item=True))
    return ItemScope(builder.bank.roles.substance, item, "x")


def entry_index(builder: Builder) -> Var:
    """The number of the entry, from 0."""
    return builder.once(("entry index",), lambda: Var("i", lambda _: [], in_item=True))


def entry_fact(builder: Builder, name: str) -> Value:
    """The value of a fact of an entry."""
    return builder.value_once(("entry fact", name), lambda: _entry_fact(builder, name))


def _entry_fact(builder: Builder, name: str) -> Value:
    if name not in ENTRY_CATALOGUE:
        code = builder.holds(builder.bank.fact_by_name[name].when, entry_scope(builder))
        return Value("fact", code=code)
    match name:
        case "class":
            return Value("text", class_var(builder), usable=None)
        case "source":
            return Value("text", source_var(builder))
        case "vs_prescription":
            return Value("text", _vs_prescription(builder))
        case "name":
            return Value("text", _name(builder))
        case "last_use":
            return _last_use(builder)
        case "run_days":
            return Value("number", _run_days(builder))
        case _:
            return _more_facts(builder, name)


def _more_facts(builder: Builder, name: str) -> Value:
    match name:
        case "depressants_together":
            return Value("number", _together_number(builder, "depressants"))
        case "possible_depressants_together":
            return Value("number", _together_number(builder, "possible"))
        case "together_opioid":
            return Value("fact", code=_together_code(builder, "opioid"))
        case "together_nonpharmacy":
            return Value("fact", code=_together_code(builder, "elsewhere"))
        case _:
            return Value("fact", code=yes_no_fact(builder, name))


def yes_no_fact(builder: Builder, name: str) -> Code:
    """A derived fact of an entry that is true or false."""
    make = {
        "short_run": _short_run, "regular": _regular, "exposed": _exposed,
        "nonpharmacy": _nonpharmacy, "nostop": _nostop,
    }[name]  # fmt: skip
    return builder.code_once(("entry code", name), lambda: make(builder))


def text_of(value: Value) -> str:
    """The text of a value, in Python; ``None`` where it is no text."""
    return value.name if value.kind in {"text", "moment"} else "None"


def number_of(value: Value) -> str:
    """The number of a value, in Python."""
    return value.name if value.kind == "number" else "None"


def needs_of(*values: Value) -> tuple[Var, ...]:
    """The variables of values."""
    return tuple(value.var for value in values if value.var is not None)


def entry_field(builder: Builder, name: str) -> Value:
    """A field of the entry."""
    return item_field(builder, entry_scope(builder), name)


def _of_field(builder: Builder, fact: str, field: str, text: str, *more: Var) -> Var:
    """A variable that rests on a text field; ``@`` stands for it."""
    value = entry_field(builder, field)
    needs = (*needs_of(value), *more, entry_scope(builder).item)
    made = text.replace("@", text_of(value))
    return builder.once(("entry var", fact), lambda: set_to(f"x_{fact}", made, *needs))


def class_var(builder: Builder) -> Var:
    """The class of the entry."""
    return _of_field(builder, "class", "class", "@ or 'unknown'")


def source_var(builder: Builder) -> Var:
    """Where it came from."""
    kind = class_var(builder)
    return _of_field(
        builder, "source", "source", f"None if {kind.name} == 'alcohol' else (@ or 'unknown')", kind
    )


def _vs_prescription(builder: Builder) -> Var:
    origin = source_var(builder)
    text = (
        f"None if {origin.name} is None else "
        f"('not_prescribed' if {origin.name} in WITHOUT_PRESCRIPTION else (@ or 'unknown'))"
    )
    return _of_field(builder, "vs", "vs_prescription", text, origin)


def _name(builder: Builder) -> Var:
    field = entry_field(builder, "name")
    text = "None" if text_of(field) == "None" else f"{field.name}.strip().lower() if {field.name} else None"
    return _of_field(builder, "name", "name", text)


def moment_var(builder: Builder, field: str) -> Var:
    """When a date field of the entry says that something was; ``None`` where it says nothing."""
    value = entry_field(builder, field)
    if value.span is not None:
        return value.span
    return builder.once(
        ("no moment", field), lambda: set_to(f"x_no_{field}", "None", entry_scope(builder).item)
    )


def _last_use(builder: Builder) -> Value:
    span = moment_var(builder, "last_use")
    usable = builder.codes.leaf(f"({span.name} is not None)", span)
    # A moment is no text: nothing but ``within`` and ``usable`` is ever said of it.
    return Value("hidden", span, usable=usable, span=span)


def _hours(builder: Builder) -> tuple[str, tuple[Var, ...]]:
    stated = entry_field(builder, "run_length")
    return (stated.name, needs_of(stated)) if stated.kind == "hours" else ("None", ())


def _run_days(builder: Builder) -> Var:
    hours, needs = _hours(builder)
    first, last = moment_var(builder, "first_use"), moment_var(builder, "last_use")
    text = f"run_days({hours}, {first.name}, {last.name}, offset)"
    return builder.once(("run days",), lambda: set_to("x_run", text, *needs, first, last, builder.offset))


def _short_run(builder: Builder) -> Code:
    hours, needs = _hours(builder)
    if hours == "None":
        return FALSE
    run = _run_days(builder)
    text = f"({hours} is not None and {run.name} is not None and {run.name} <= 3)"
    return builder.codes.leaf(text, *needs, run, costly=True)


def _regular(builder: Builder) -> Code:
    days = entry_field(builder, "days_per_week")
    number = number_of(days)
    often = builder.codes.leaf(
        f"({number} is None or {number} >= 4)", *needs_of(days), entry_scope(builder).item
    )
    return builder.codes.both(often, builder.codes.negated(yes_no_fact(builder, "short_run")))


def _exposed(builder: Builder) -> Code:
    hours, needs = _hours(builder)
    run = _run_days(builder)
    text = f"({hours} is None or ({run.name} is not None and {run.name} >= 3))"
    return builder.codes.either(yes_no_fact(builder, "regular"), builder.codes.leaf(text, *needs, run))


def _nonpharmacy(builder: Builder) -> Code:
    kind, origin = class_var(builder), source_var(builder)
    text = f"({kind.name} == 'illicit' or {kind.name} == 'unknown' or {origin.name} in NOT_FROM_A_PHARMACY)"
    return builder.codes.leaf(text, kind, origin, costly=True)


def _nostop(builder: Builder) -> Code:
    codes, kind, run = builder.codes, class_var(builder), _run_days(builder)
    concerned = codes.leaf(f"({kind.name} in NOSTOP_CLASSES)", kind)
    long_ = codes.leaf(f"({run.name} is None or {run.name} >= 7)", run)
    sure = codes.both(yes_no_fact(builder, "regular"), long_)
    may = codes.both(yes_no_fact(builder, "exposed"), _withdrawal_danger(builder))
    return codes.both(concerned, codes.either(sure, may))


def _withdrawal_danger(builder: Builder) -> Code:
    codes, comparisons = builder.codes, builder.comparisons
    signs = comparisons.compare(builder.fact("withdrawal"), "in", ("mild", "strong", "unknown"))
    seizure = answer(builder, builder.bank.roles.seizure_history)
    known = comparisons.equal(seizure, True)
    open_ = codes.both(
        builder.enabled(builder.bank.roles.seizure_history), codes.negated(comparisons.usable(seizure))
    )
    medical = comparisons.compare(
        answer(builder, builder.bank.roles.medical), "has", builder.bank.sets.withdrawal_dangers
    )
    return codes.either(signs, known, open_, medical)


def mixed_var(builder: Builder) -> Var:
    """What else was taken in the same 24 hours."""
    value = answer(builder, builder.bank.roles.mixed)
    text = f"without_none({value.name})" if value.kind == "list" else "()"
    return builder.once(("mixed",), lambda: set_to("mixed", text, *needs_of(value)))


def opioid_treatment(builder: Builder) -> Code:
    """Whether opioid dependence is treated with a medicine that is an opioid itself."""
    value = answer(builder, builder.bank.roles.opioid_medication)
    return builder.comparisons.compare(value, "in", builder.bank.sets.opioid_treatment)


def class_column(builder: Builder) -> Var:
    """The class of each entry."""
    kind = class_var(builder)
    return builder.once(("column", "class"), lambda: column("classes_", kind.name, kind))


def products_column(builder: Builder) -> Var:
    """Of each entry: its class, name and last use, and whether it may be from no pharmacy."""
    kind, name, last = class_var(builder), _name(builder), moment_var(builder, "last_use")
    elsewhere = yes_no_fact(builder, "nonpharmacy")
    text = f"({kind.name}, {name.name}, {last.name}, {{}})"
    make = lambda: column("products", text, kind, name, last, uses=(elsewhere,))  # noqa: E731 - one line reads best
    return builder.once(("column", "products"), make)


def _together(builder: Builder) -> Var:
    products, mixed, index = products_column(builder), mixed_var(builder), entry_index(builder)
    text = f"together({index.name}, {products.name}, {mixed.name}, {{}})"
    uses = (opioid_treatment(builder),)
    return builder.once(("together",), lambda: set_to("x_near", text, products, mixed, index, uses=uses))


def _together_number(builder: Builder, part: str) -> Var:
    near = _together(builder)
    return set_to(f"x_{part}", f"{near.name}.{part}", near)


def _together_code(builder: Builder, part: str) -> Code:
    near = _together(builder)
    return builder.codes.leaf(f"{near.name}.{part}", near)


def entries_var(builder: Builder) -> Var:
    """The entries; an empty one where the question is unresolved."""
    return builder.once(("entries",), lambda: _entries(builder))


def _entries(builder: Builder) -> Var:
    value = answer(builder, builder.bank.roles.substance)
    if value.kind != "event":
        return set_to("entries", "()")
    empty = builder.constants.object(builder.shapes.questions[builder.bank.roles.substance].empty)
    unresolved = f"((({empty},) if {{}} else ()))"
    text = f"items({value.name}, {empty}) if {value.name} else {unresolved}"
    return set_to("entries", text, *needs_of(value), uses=(builder.enabled(builder.bank.roles.substance),))
