"""The numbers that a reader of a plan needs, as items of a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relapse_cli.documents.block import Item
from relapse_cli.documents.plan.spans import spans_of
from relapse_cli.logic.lines.numbers import number_rows

if TYPE_CHECKING:
    from relapse_cli.logic.lines.numbers import Reader
    from relapse_cli.model.plan import Plan
    from relapse_cli.model.roles import Roles


def number_items(plan: Plan, roles: Roles, reader: Reader) -> tuple[Item, ...]:
    """Whom to call, by need."""
    flags = frozenset(flag.id for flag in plan.flags)
    home = any(line.rule == roles.home_rule for line in plan.lines)
    return tuple(
        Item(spans_of(words), close=True)
        for words in number_rows(plan.profile, roles, reader, flags, home=home)
    )
