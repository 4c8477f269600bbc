"""The screens about flags: what one rests on, to which level it goes, and those that are not set."""

from __future__ import annotations

from relapse_cli.logic.answers.in_words import answer_in_words
from relapse_cli.logic.plan.titles import short_words, whole_words
from relapse_cli.logic.sign_off.signing import Signing
from relapse_cli.model.ask import Choice
from relapse_cli.model.bank_questions import Option
from relapse_cli.model.bank_rules import Flag
from relapse_cli.model.decision import Raise
from relapse_cli.model.known_ids import EMERGENCY_LEVEL
from relapse_cli.model.plan import PlanFlag
from relapse_cli.model.screen import ReadBack, Screen
from relapse_cli.screens.sign_off.base import sign_screen
from relapse_cli.text.width import wrap

PART = "flags"
_FLAG_IN_LIST = 130
"""How much of a flag stands where all of them were shown just before: two rows, mostly."""

_DECIDED_WORDS = {"confirm": "confirmed", "lower": "lowered", "raise": "raised"}


def flag_screen(flag: PlanFlag, signing: Signing, number: int) -> Screen:
    """One flag: what was found, what it rests on, what is open, and the choice."""
    options = []
    if flag.decision is not None:
        options.append(Option(id="keep", label=f"Leave it as decided: {_decided_words(flag)}"))
    options.append(Option(id="confirm", label=f"Confirm it: level {flag.level} stands"))
    if flag.level < EMERGENCY_LEVEL:
        options.append(Option(id="raise", label="Raise it"))
    if flag.level > 1:
        options.append(Option(id="lower", label="Lower it; your reason prints on the plan"))
    if flag.decision is None:
        options.append(Option(id="later", label="Decide later; the plan stays a draft"))
    return sign_screen(
        f"flag.{flag.id}",
        f"Level {flag.level}: {flag.text}",
        Choice(tuple(options)),
        part=PART,
        body=_flag_body(flag, signing),
        progress=(number, len(signing.flags) + len(signing.raised_unset)),
        careful=True,
        above=_grounds(flag, signing),
    )


def together_rows(signing: Signing, columns: int) -> list[str]:
    """All that may be confirmed together, each as its own screen shows it; a page ends between two."""
    rows: list[str] = []
    for number, flag in enumerate(signing.together, 1):
        gap = [""] if rows else []
        rows += [*gap, *wrap(f"Level {flag.level}: {flag.text}", columns, f"{number}. ", "   ")]
        for ground in _grounds(flag, signing):
            rows += wrap(ground.title, columns, "   ")
            rows += [line for row in ground.rows for line in wrap(row, columns, "   - ", "     ")]
        for words in _flag_body(flag, signing):
            rows += wrap(words, columns, "   ", "   ")
    return rows


def together_screen(signing: Signing) -> Screen:
    """What is decided about flags that have all been shown."""
    count = len(signing.together)
    options = (
        Option(id="confirm", label=f"Confirm all {count}: the level of each stands"),
        Option(id="each", label="Decide one by one: confirm, raise or lower each"),
        Option(id="again", label="Show them again"),
        Option(id="later", label="Decide later; the plan stays a draft"),
    )
    return sign_screen(
        "flags",
        f"You have seen {count} flags below level 4. What do you decide?",
        Choice(options),
        part=PART,
        body=tuple(
            f"Level {flag.level}: {short_words(flag.text, _FLAG_IN_LIST)}" for flag in signing.together
        ),
        careful=True,
    )


def _flag_body(flag: PlanFlag, signing: Signing) -> tuple[str, ...]:
    """What was decided about a flag, what is open beneath it, its id and basis."""
    body = []
    if flag.decision is not None:
        body.append(f"Decided: {_decided_words(flag)}. {flag.decision.reason}".strip())
    if flag.open_inputs:
        titles = (signing.bank.questions[q].title for q in flag.open_inputs)
        body.append(f"Still open beneath it: {'; '.join(titles)}.")
    basis = ", ".join(name.replace("_", " ") for name in flag.basis)
    body.append(f"Rule {flag.id}, bank {signing.bank.version}. Basis: {basis}. {flag.basis_note}".strip())
    return tuple(body)


def _grounds(flag: PlanFlag, signing: Signing) -> tuple[ReadBack, ...]:
    """The answers that a flag rests on, each whole."""
    if not flag.because:
        return ()
    return (ReadBack("It rests on:", tuple(_answer_words(q, signing) for q in flag.because)),)


def _decided_words(flag: PlanFlag) -> str:
    """What was decided about a flag, in a few words."""
    assert flag.decision is not None  # noqa: S101 - callers look first
    return f"{_DECIDED_WORDS[flag.decision.kind]}, level {flag.decision.to}"


def _answer_words(question: str, signing: Signing) -> str:
    """A question with its answer, uncut."""
    known = signing.bank.questions[question]
    words = answer_in_words(known, signing.record.answer(question), signing.reading.zone, None)
    return f"{known.title}: {words}"


def flag_words(flag: Flag | PlanFlag) -> tuple[str, ...]:
    """Which flag a screen is about, with its id."""
    return (f"{whole_words(flag.text)} ({flag.id})",)


def level_screen(flag: Flag | PlanFlag, verb: str, signing: Signing) -> Screen:
    """To which level a flag is raised or lowered."""
    levels = range(flag.level + 1, EMERGENCY_LEVEL + 1) if verb == "raise" else range(flag.level - 1, 0, -1)
    label = "To which level do you raise it?" if verb == "raise" else "To which level do you lower it?"
    return sign_screen(
        f"level.{flag.id}", label, Choice(_level_options(levels, signing)), part=PART, body=flag_words(flag)
    )


def _level_options(levels: range, signing: Signing) -> tuple[Option, ...]:
    """Levels with their words."""
    words = signing.bank.wording.levels
    return tuple(Option(id=str(n), label=f"Level {n}: {words.get(n, '')}") for n in levels)


def which_level_screen(signing: Signing) -> Screen:
    """At which level the flag stands that is raised although the answers do not set it."""
    words = signing.bank.wording.levels
    levels = sorted({flag.level for flag in signing.may_raise}, reverse=True)
    options = tuple(Option(id=str(n), label=f"Flags of level {n}: {words.get(n, '')}") for n in levels)
    return sign_screen(
        "unset",
        "You see something that the answers do not say. Which kind of flag is it?",
        Choice(options),
        part=PART,
        body=("The flag you raise counts for the plan like one that the answers set.",),
    )


def unset_screen(level: int, signing: Signing) -> Screen:
    """The flags of a level that are not set."""
    flags = [flag for flag in signing.may_raise if flag.level == level]
    options = tuple(Option(id=flag.id, label=whole_words(flag.text)) for flag in flags)
    return sign_screen(f"unset.{level}", "Which one do you raise?", Choice(options), part=PART)


def unset_level_screen(flag: Flag, signing: Signing) -> Screen | None:
    """At which level a flag counts that is not set: its own, or a higher one."""
    if flag.level == EMERGENCY_LEVEL:
        return None
    levels = range(flag.level, EMERGENCY_LEVEL + 1)
    return sign_screen(
        f"level.{flag.id}",
        "At which level does it count?",
        Choice(_level_options(levels, signing)),
        part=PART,
        body=flag_words(flag),
    )


def raised_screen(flag: Flag, made: Raise, signing: Signing, number: int) -> Screen:
    """A flag that the therapist raised although the answers do not set it."""
    takes_back = any(isinstance(d, Raise) and d.flag == flag.id for d in signing.unsigned)
    body = [f"Raised by you to level {made.to}. {made.reason}".strip()]
    body.append(f"Rule {flag.id}; these answers do not set it.")
    options = [Option(id="keep", label="Leave it as it is")]
    if takes_back:
        options.append(Option(id="back", label="Take it back; the answers alone count again"))
    else:
        body.append("It is signed. What has changed since can be said in a line of your own.")
    return sign_screen(
        f"raised.{flag.id}",
        f"Level {made.to}: {flag.text}",
        Choice(tuple(options)),
        part=PART,
        body=tuple(body),
        progress=(number, len(signing.flags) + len(signing.raised_unset)),
        careful=True,
    )
