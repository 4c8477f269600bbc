"""The next contact is later than the level calls for: the reason, an earlier contact, or a plan left open."""

from __future__ import annotations

from relapse_cli.app.asking.in_turn import ask_in_turn, words_of
from relapse_cli.logic.answers.in_words import moment_in_words
from relapse_cli.logic.rules.due import agreed_contact
from relapse_cli.logic.sign_off.signing import Signing
from relapse_cli.model.ask import Choice
from relapse_cli.model.bank_questions import Option
from relapse_cli.model.decision import Fill
from relapse_cli.model.plan import Line
from relapse_cli.model.screen import Given, Screen
from relapse_cli.prompters.asker import Asker
from relapse_cli.screens.sign_off.base import reason_screen, sign_screen

_PART = "next contact"


def _late_screen(signing: Signing, line: Line) -> Screen:
    """What is agreed, what the plan calls for, and the ways to settle it."""
    level, wanted = signing.plan.level_acted_on, _wanted_words(line)
    options = [Option(id="reason", label="Give the reason for the later date; it prints on your plan")]
    if not signing.was_signed:
        options.append(Option(id="earlier", label="Agree on an earlier contact now"))
    options.append(Option(id="later", label="Leave it open; the plan stays a draft"))
    return sign_screen(
        "late",
        f"The next contact is agreed for {_agreed_words(signing)}. Level {level} calls for it: {wanted}.",
        Choice(tuple(options)),
        part=_PART,
        body=("A later date needs a reason before the plan can be signed.",),
        careful=True,
    )


def _wanted_words(line: Line) -> str:
    """When the plan calls for the contact, in words."""
    return (line.due.said or line.due.at or "") if line.due else ""


def _agreed_words(signing: Signing) -> str:
    """When the next contact is agreed for, in words."""
    moment = agreed_contact(signing.reading)
    return moment_in_words(moment) if moment is not None else "later"


def settle_late_contact(asker: Asker, signing: Signing, line: Line) -> Fill | str:
    """Ask how a late contact is settled: the reason, which fills its slot, ``earlier`` or ``later``.

    Raises:
        Left: it was left by going back, or by pausing.
    """

    def reason(given: Given) -> Screen | None:
        if given["what"] != "reason":
            return None
        return reason_screen("late", "What is the reason for the later date?", part=_PART)

    given = ask_in_turn(asker, (("what", lambda _: _late_screen(signing, line)), ("reason", reason)))
    if given["what"] != "reason":
        return str(given["what"])
    rule, _, slot = signing.bank.roles.late_reason.rpartition(".")
    return Fill(kind="fill", rule=rule, slot=slot, text=words_of(given, "reason"))
