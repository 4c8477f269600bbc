"""The next contact: ``logic/rules/due.py`` as variables of the generated function."""

from __future__ import annotations

from collections.abc import Sequence

from relapse_cli.batch.generated.builder import Builder, set_to
from relapse_cli.batch.generated.code import FALSE, Code, Var
from relapse_cli.batch.generated.doubt import NotCompiledError
from relapse_cli.batch.generated.questions import field_of
from relapse_cli.model.bank_rules import Due


def _agreed(builder: Builder) -> Var:
    """The next contact as it was agreed; one that is past is none."""
    value = field_of(builder, builder.bank.roles.contact_in(builder.session), "when")
    span = value.span
    needs = () if span is None else (span,)
    text = f"ahead({'None' if span is None else span.name}, now, offset)"
    return builder.once(("agreed",), lambda: set_to("agreed", text, *needs, builder.now, builder.offset))


def _first(builder: Builder, name: str, dues: Sequence[Due]) -> Var:
    """The first due time whose condition holds, as its word and number."""
    for due in dues:
        if due.word in {"next_contact", "first_contact"}:
            raise NotCompiledError(f"{builder.bank.roles.contact_rule} due by {due.word!r} of itself")
    chosen = "".join(f"{builder.constants.name((due.word, due.n))} if {{}} else " for due in dues)
    uses = tuple(builder.holds(due.when, None) for due in dues)
    return builder.once(("due", name), lambda: set_to(name, f"{chosen}None", uses=uses))


def contact_after_due(builder: Builder) -> Code:
    """Whether the agreed contact lies so late that its reason is asked for."""
    contact = builder.bank.action_by_id.get(builder.bank.roles.contact_rule)
    if contact is None:
        return FALSE
    agreed, latest = _agreed(builder), _first(builder, "latest", contact.latest)
    text = f"later({agreed.name}, {latest.name}, now, offset)"
    return builder.codes.leaf(text, agreed, latest, builder.now, builder.offset, costly=True)


def extra_contact(builder: Builder) -> Var:
    """The contact before a late one, in the words of the plan format."""
    contact = builder.bank.action_by_id.get(builder.bank.roles.contact_rule)
    agreed, extra = _agreed(builder), _first(builder, "extra", contact.extra if contact else ())
    text = f"extra_words({agreed.name}, {extra.name}, now, offset)"
    make = lambda: set_to("extra_contact", text, agreed, extra, builder.now, builder.offset)  # noqa: E731 - one line
    return builder.once(("extra contact",), make)
