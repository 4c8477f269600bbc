"""The hub of a sign-off: where it stands, what is missing in plain words, and everything that can be done."""

from __future__ import annotations

from relapse_cli.logic.sign_off.open_points import OpenPoint
from relapse_cli.logic.sign_off.signing import Signing
from relapse_cli.model.ask import Choice
from relapse_cli.model.bank_questions import Option
from relapse_cli.model.screen import Screen
from relapse_cli.screens.sign_off.base import sign_screen
from relapse_cli.text.nouns import counted


def hub_screen(signing: Signing, begun: int) -> Screen:
    """Where the sign-off stands, what is still missing, and everything that can be done.

    Args:
        signing: the state.
        begun: how many decisions the record held when the sign-off was opened.
    """
    tasks = signing.tasks
    may_sign = signing.may_sign and not signing.is_signed
    options = [
        *([Option(id="on", label=f"Go through what is open ({len(tasks)})")] if tasks else []),
        *([Option(id="sign", label="Sign: the plan is final")] if may_sign else []),
        *_parts(signing),
        Option(id="leave", label=_leave_words(signing)),
    ]
    return sign_screen(
        "hub",
        _hub_words(signing, begun),
        Choice(tuple(options)),
        body=(*(_point_sentence(point, signing) for point in signing.open_points), *_open_places(signing)),
        may_go_back=False,  # one press too many does not leave the sign-off
        careful=may_sign or not tasks,
    )


def _parts(signing: Signing) -> list[Option]:
    """The parts of a sign-off that can be opened at any time."""
    flags, rows, raised = signing.flags, signing.rows, signing.raised_unset
    options = []
    if flags or raised:
        words = f"Flags: {len(flags) - len(signing.undecided)} of {len(flags)} decided"
        more = f", {len(raised)} more raised by you" if raised else ""
        options.append(Option(id="flags", label=f"{words}{more}"))
    options.append(Option(id="raise", label="Raise a flag that the answers do not set"))
    if rows:
        stepped = len(rows) - len(signing.unpicked)
        options.append(Option(id="rows", label=f"Triggers: {stepped} of {len(rows)} have a step"))
    if signing.slots:
        asked = [slot for _, slot in signing.slots if slot.name != signing.bank.roles.late_reason]
        filled = sum(slot.text is not None for slot in asked)
        options.append(Option(id="slots", label=f"To fill in: {filled} of {len(asked)} filled"))
    options.append(Option(id="lines", label=f"Lines: who, by when, wording ({len(signing.lines)})"))
    if not signing.was_signed:
        options.append(Option(id="answers", label="Answers: look at them, change or add one"))
    options.append(Option(id="add", label="Add a line of your own"))
    return options


def _hub_words(signing: Signing, begun: int) -> str:
    """Where the sign-off stands, in one or two sentences."""
    level = f"Level {signing.plan.level}"
    if signing.plan.level_decided not in {None, signing.plan.level}:
        level += f" as computed, {signing.plan.level_decided} as decided"
    signed = signing.last_sign_off
    if signing.is_signed and signed is not None:
        return (
            f"{level}. Signed on {signed.at[:10]} ({signed.role}). It stays as it is: what you add is an "
            "addendum with a signature of its own."
        )
    if signed is not None and len(signing.record.decisions) > begun:
        return f"{level}. This is an addendum to the plan signed on {signed.at[:10]}; it needs a signature."
    if signing.may_sign:
        return f"{level}. Nothing stands in the way: the plan can be signed."
    return f"{level}. Before the plan can be final:"


def _leave_words(signing: Signing) -> str:
    """The way out of the hub, in words that say what is left."""
    if signing.is_signed:
        return "Leave it as it is: signed"
    return "Leave it as a draft; your decisions are kept"


def _open_places(signing: Signing) -> tuple[str, ...]:
    """How much is to be filled in; it keeps no plan from being final."""
    count = len(signing.open_slots)
    return (f"- {counted(count, 'place')} to fill in; each of them may stay open",) if count else ()


def _point_sentence(point: OpenPoint, signing: Signing) -> str:
    """One open point as a line; where it is not plain what to do, with that."""
    more = ""
    if point.fix == "answers" and signing.was_signed:
        more = " (signed answers stay; a new interview takes the new ones)"
    elif point.fix == "own":
        more = " (add a line of your own)"
    elif point.fix == "wording":
        more = " (change the wording of its line)"
    return f"- {point.words}{more}"
