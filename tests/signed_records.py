"""Records as somebody signs them: every flag confirmed, steps picked, the slots filled in or left open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from relapse_cli.app.sources.profiles import with_profile
from relapse_cli.logic.plan.build import plan
from relapse_cli.logic.sign_off.signing import Signing
from relapse_cli.model.decision import Confirm, Decision, Fill, Pick, Recheck
from relapse_cli.model.plan import LineSlot, Plan
from tests.banks_under_test import record_of, shipped_bank

Data = dict[str, Any]
FillWith = Callable[[LineSlot], str | None]

_MOST_PICKS = 3
_FILLED = {"patient": "my sister", "patient in private": "by text before noon"}
_BY_OTHERS = "Dr Novak, 555 0142"


def filled_shortly(slot: LineSlot) -> str | None:
    """What stands in a slot in a few words, as people write there."""
    return _FILLED.get(slot.fills, _BY_OTHERS)


def left_open(_slot: LineSlot) -> str | None:
    """Every slot stays open."""
    return None


def signing_of(data: Data, *decisions: Decision) -> Signing:
    """A sign-off of a record under the shipped bank, with the numbers of Ireland and consent."""
    answers = dict(data["answers"])
    if data["path"] != "followup":
        answers["frame.consent"] = True
    record = with_profile(record_of({**data, "answers": answers, "decisions": []}), "ie", None)
    return Signing(shipped_bank(), record).decide(*decisions)


def signed(data: Data, fill: FillWith = filled_shortly, *decisions: Decision) -> Plan:
    """The plan of a record as it is handed out once it is signed."""
    signing = signing_of(data, *decisions)
    signing = signing.decide(
        *(Confirm(kind="confirm", flag=f.id, second=f.level == 4) for f in signing.undecided),
        Recheck(kind="recheck", what="paper"),
        Recheck(kind="recheck", what="coercion"),
    )
    for row in signing.rows[:_MOST_PICKS]:
        picked = tuple(option.id for option in row.options[:1])
        signing = signing.decide(Pick(kind="pick", rule=row.id, options=picked))
    for slot in signing.open_slots:
        rule, _, name = slot.name.partition(".")
        if (text := fill(slot)) is not None:
            signing = signing.decide(Fill(kind="fill", rule=rule, slot=name, text=text))
    made = signing.sign("therapist", "2026-11-20T12:00:00+01:00")
    return plan(made.bank, made.record)
