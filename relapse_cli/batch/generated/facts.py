"""The derived facts of a record as variables: ``logic/facts/catalogue.py`` says what each one is."""

from __future__ import annotations

from relapse_cli.batch.generated.builder import Builder, ItemScope, column, set_to
from relapse_cli.batch.generated.code import FALSE, Code, Looped, Var
from relapse_cli.batch.generated.contact import contact_after_due, extra_contact
from relapse_cli.batch.generated.doubt import NotCompiledError
from relapse_cli.batch.generated.entries import (
    class_column,
    mixed_var,
    needs_of,
    number_of,
    opioid_treatment,
    products_column,
    text_of,
    yes_no_fact,
)
from relapse_cli.batch.generated.open_items import open_critical
from relapse_cli.batch.generated.questions import answer, field_of, item_field
from relapse_cli.batch.generated.values import Value
from relapse_cli.logic.facts.catalogue import CATALOGUE

_NIGHTS = ("night_1", "night_2", "night_3")


def record_fact(builder: Builder, name: str) -> Value:
    """The value of a fact of the record."""
    return builder.value_once(("fact", name), lambda: _fact(builder, name))


def _fact(builder: Builder, name: str) -> Value:
    if name not in CATALOGUE:
        return Value("fact", code=builder.holds(builder.bank.fact_by_name[name].when, None))
    if name in _CODES:
        return Value("fact", code=_CODES[name](builder))
    if name in _LISTS:
        return Value("list", _LISTS[name](builder), never_none=True)
    if name == "sleep_mean":
        return Value("number", _of_nights(builder, "sleep_mean"))
    if name in _TEXTS:
        return Value("text", _TEXTS[name](builder))
    raise NotCompiledError(f"the fact {name!r}")


def _list_of(value: Value) -> str:
    return value.name if value.kind == "list" else "()"


def _withdrawal(builder: Builder) -> Var:
    question = (
        builder.bank.roles.followup_withdrawal
        if builder.session == "followup"
        else builder.bank.roles.withdrawal
    )
    signs, strength = (field_of(builder, question, field) for field in ("signs", "strength"))
    text = f"withdrawal({_list_of(signs)}, {text_of(strength)}) if {{}} else 'off'"
    uses = (builder.enabled(question),)
    return builder.once(
        ("withdrawal",), lambda: set_to("withdrawal_", text, *needs_of(signs, strength), uses=uses)
    )


def _of_nights(builder: Builder, function: str) -> Var:
    question = (
        builder.bank.roles.followup_sleep if builder.session == "followup" else builder.bank.roles.sleep
    )
    nights = [field_of(builder, question, night) for night in _NIGHTS]
    text = f"{function}({', '.join(map(number_of, nights))})"
    return builder.once((function,), lambda: set_to(f"{function}_", text, *needs_of(*nights)))


def _strongest_feeling(builder: Builder) -> Var:
    strongest, selected = (
        field_of(builder, builder.bank.roles.feelings, field) for field in ("strongest", "selected")
    )
    text = f"{text_of(strongest)} or only({_list_of(selected)})"
    return builder.once(("strongest",), lambda: set_to("strongest", text, *needs_of(strongest, selected)))


def classes_var(builder: Builder) -> Var:
    """The classes of everything taken."""
    found, mixed = class_column(builder), mixed_var(builder)
    text = f"classes_of({found.name}, {mixed.name})"
    return builder.once(("classes",), lambda: set_to("classes", text, found, mixed))


def _nonpharmacy(builder: Builder) -> Code:
    mixed = mixed_var(builder)
    illicit = builder.codes.leaf(f"('illicit' in {mixed.name})", mixed)
    if builder.question(builder.bank.roles.substance) is None:
        return illicit
    found = builder.any_of_entries(yes_no_fact(builder, "nonpharmacy"))
    return builder.codes.either(found, illicit)


def _mixed_use(builder: Builder) -> Code:
    mixed, classes, products = mixed_var(builder), classes_var(builder), products_column(builder)
    text = f"mixed_use({mixed.name}, {classes.name}, {products.name}, {{}})"
    var = builder.once(
        ("mixed use",),
        lambda: set_to("mixed_use_", text, mixed, classes, products, uses=(opioid_treatment(builder),)),
    )
    return builder.codes.leaf(var.name, var)


def _nostop_variant(builder: Builder) -> Var:
    if builder.question(builder.bank.roles.substance) is None:
        return builder.once(("nostop variant",), lambda: set_to("nostop_", "()"))
    return builder.once(("nostop variant",), lambda: _nostop_made(builder))


def _nostop_made(builder: Builder) -> Var:
    uses = (yes_no_fact(builder, "nostop"), yes_no_fact(builder, "nonpharmacy"))
    found = column("nostops", "({}, {})", uses=uses)
    codes, comparisons = builder.codes, builder.comparisons
    taken, now = answer(builder, builder.bank.roles.substance), answer(builder, builder.bank.roles.use_now)
    unresolved = codes.both(
        builder.enabled(builder.bank.roles.substance), codes.negated(comparisons.usable(taken))
    )
    stopped = comparisons.equal(now, "not_taking")
    text = f"nostop_variant({found.name}, {{}}, {{}}, {{}})"
    return set_to("nostop_", text, found, uses=(unresolved, stopped, comparisons.usable(now)))


def timeline_var(builder: Builder) -> Var:
    """The events of the sequence in their order."""
    return builder.once(("timeline",), lambda: _timeline(builder))


def _timeline(builder: Builder) -> Var:
    value = answer(builder, builder.bank.roles.sequence)
    if value.kind != "event":
        return set_to("timeline", "()")
    scope = _item_scope(builder, builder.bank.roles.sequence, "e")
    side, when, domain, intensity, what = (
        item_field(builder, scope, name) for name in ("side", "when", "domain", "intensity", "what")
    )
    hours = when.name if when.kind == "hours" else "None"
    text = (
        f"if usable(e): events.append(event({text_of(side)}, {hours}, {text_of(domain)}, "
        f"{number_of(intensity)}, {text_of(what)}))"
    )
    inside = needs_of(side, domain, intensity, what, *((when,) if when.kind == "hours" else ()))
    events = _over_items(builder, scope, "events", text, inside)
    return set_to("timeline", f"ordered({events.name})", events)


def _item_scope(builder: Builder, question: str, name: str) -> ItemScope:
    item = builder.once(("item", question), lambda: Var(name, lambda _: [], in_item=True))
    return ItemScope(question, item, name)


def _over_items(builder: Builder, scope: ItemScope, name: str, step: str, inside: tuple[Var, ...]) -> Var:
    """A list that a loop over the elements of a question fills."""
    value = answer(builder, scope.question)
    empty = builder.constants.object(builder.shapes.questions[scope.question].empty)
    over = f"for {scope.item.name} in items({value.name}, {empty}):"
    looped = Looped("[]", lambda _: [step], needs=(scope.item, *inside), over=over)
    return Var(name, lambda _: [], needs=needs_of(value), looped=looped)


def ifthen_var(builder: Builder) -> Var:
    """The if-then entries as they are compared: if, then, and where they begin."""
    return builder.once(("ifthen",), lambda: _ifthen(builder))


def _ifthen(builder: Builder) -> Var:
    if answer(builder, builder.bank.roles.ifthen).kind != "event":
        return set_to("pairs", "()")
    scope = _item_scope(builder, builder.bank.roles.ifthen, "p")
    parts = [item_field(builder, scope, name) for name in ("if", "then", "begins_at")]
    text = f"pairs.append(({', '.join(f'normalised({text_of(part)})' for part in parts)}))"
    return _over_items(builder, scope, "pairs", text, needs_of(*parts))


def before_domains(builder: Builder) -> Var:
    """The distinct domains before the first use."""
    timeline = timeline_var(builder)
    text = f"domains_before({timeline.name}) if {timeline.name} else ()"
    return builder.once(("before",), lambda: set_to("sequence", text, timeline))


def _domains(builder: Builder) -> Var:
    timeline = timeline_var(builder)
    return builder.once(("domains",), lambda: set_to("domains", f"domains_of({timeline.name})", timeline))


def _branches(builder: Builder) -> Var:
    timeline, before = timeline_var(builder), before_domains(builder)
    text = f"branch_domains({timeline.name}, {before.name}) if {timeline.name} else ()"
    return builder.once(("branches",), lambda: set_to("branches", text, timeline, before))


def _earliest_domain(builder: Builder) -> Var:
    before = before_domains(builder)
    text = f"{before.name}[0] if {before.name} else None"
    return builder.once(("earliest",), lambda: set_to("earliest", text, before))


def _sai(builder: Builder) -> Code:
    timeline = timeline_var(builder)
    return builder.codes.leaf(f"sleep_anxiety_idealising({timeline.name}, SETS)", timeline, costly=True)


def _earliest_is_answered(builder: Builder) -> Code:
    timeline, pairs = timeline_var(builder), ifthen_var(builder)
    text = f"earliest_is_answered({timeline.name}, {pairs.name})"
    return builder.codes.leaf(text, timeline, pairs, costly=True)


def _of_nights_code(function: str, builder: Builder) -> Code:
    var = _of_nights(builder, function)
    return builder.codes.leaf(var.name, var)


_CODES = {
    "nonpharmacy": _nonpharmacy,
    "mixed_use": _mixed_use,
    "no_sleep_pair": lambda builder: _of_nights_code("no_sleep_pair", builder),
    "three_short": lambda builder: _of_nights_code("three_short", builder),
    "sai": _sai,
    "earliest_is_answered": _earliest_is_answered,
    "recurs_from_earlier": lambda _: FALSE,  # a row is made without an earlier record
    "same_plan_as_earlier": lambda _: FALSE,
    "contact_after_due": contact_after_due,
}
_LISTS = {
    "mixed": mixed_var,
    "classes": classes_var,
    "nostop_variant": _nostop_variant,
    "domains": _domains,
    "before_domains": before_domains,
    "branch_domains": _branches,
    "unresolved_critical": open_critical,
}
_TEXTS = {
    "path": lambda builder: builder.path,
    "withdrawal": _withdrawal,
    "strongest_feeling": _strongest_feeling,
    "earliest_domain": _earliest_domain,
    "extra_contact": extra_contact,
}
