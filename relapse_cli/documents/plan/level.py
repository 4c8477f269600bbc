"""How a level is told: computed and decided, and that nobody has decided yet (rules 1.10)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from relapse_cli.documents.block import Block, Level, Paragraph, Spans, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relapse_cli.model.bank import Bank
    from relapse_cli.model.plan import Plan

NOT_YET_DECIDED = "not yet decided"


def level_blocks(plan: Plan, bank: Bank) -> Iterator[Block]:
    """The computed and the decided level, both wherever levels are; and which of them the lines follow."""
    yield _level("Computed", plan.level, bank)
    if plan.level_decided is None:
        yield Level(plan.level, ((NOT_YET_DECIDED, "strong"),), "Decided")
    else:
        yield _level("Decided", plan.level_decided, bank if plan.level_decided != plan.level else None)
    if plan.level_acted_on != (plan.level_decided or plan.level):
        yield Paragraph(plain(f"The lines below follow level {plan.level_acted_on}."), close=True)


def _level(label: Literal["Computed", "Decided"], level: int, bank: Bank | None) -> Level:
    """One of the two; in words but where the other has said them."""
    words = bank.wording.levels.get(level, "") if bank is not None else ""
    means: Spans = ((f" – {words}", "plain"),) if words else ()
    return Level(level, ((f"level {level} of 4", "strong"), *means), label)
