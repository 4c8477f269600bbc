"""The screens of a sign-off: flags, triggers, gaps, who and when, the way through them, the signature."""

from __future__ import annotations

from collections.abc import Callable

from relapse_cli.logic.open_points import OpenPoint
from relapse_cli.logic.signing import EMERGENCY_LEVEL, Signing
from relapse_cli.logic.stored_answers import Step
from relapse_cli.logic.words import answer_in_words
from relapse_cli.model.bank import Edition, Option
from relapse_cli.model.plan import Line, PlanFlag
from relapse_cli.prompters.base import OWN, Kind, Screen, no_faults
from relapse_cli.prompters.text_width import shorten

SECTION = "Sign-off"
ROW_WIDTH = 66
"""A row of a list stays on one line of an 80-column terminal."""

WHO_WIDTH = 28
"""Who and by when, beside the words of a line."""

ANSWER_WIDTH = 60
"""How much of an answer stands beside the flag that rests on it."""

OWN_LINE, WORDING, WHO = f"{OWN}own", f"{OWN}wording", f"{OWN}who"
"""What can be marked beside the options of a trigger."""

DECIDED_WORDS = {"confirm": "confirmed", "lower": "lowered", "raise": "raised"}


def sign_screen(
    name: str,
    label: str,
    *,
    part: str = "",
    kind: Kind = "choice",
    body: tuple[str, ...] = (),
    options: tuple[Option, ...] = (),
    current: object | None = None,
    may_skip: bool = False,
    now: str = "",
    progress: tuple[int, int] = (0, 0),
    careful: bool = False,
    check: Callable[[object], list[str]] = no_faults,
) -> Screen:
    """A screen of the sign-off; every one of them can be left by going back."""
    return Screen(
        step=Step(f"{OWN}sign.{name}"),
        kind=kind,
        label=label,
        section=f"{SECTION}: {part}" if part else SECTION,
        progress=progress,
        body=body,
        options=options,
        current=current,
        may_skip=may_skip,
        may_go_back=True,
        now=now,
        careful=careful,
        check=check,
    )


def hub_screen(signing: Signing, begun: int) -> Screen:
    """Where the sign-off stands, what is still missing, and everything that can be done.

    Args:
        signing: the state.
        begun: how many decisions the record held when the sign-off was opened.
    """
    flags, rows, tasks = signing.flags, signing.rows, signing.tasks
    decided, stepped = len(flags) - len(signing.undecided), len(rows) - len(signing.unpicked)
    options = []
    if tasks:
        options.append(Option(id="on", label=f"Go through what is open ({len(tasks)})"))
    may_sign = signing.may_sign and not signing.is_signed
    if may_sign:
        options.append(Option(id="sign", label="Sign: the plan is final"))
    if flags:
        options.append(Option(id="flags", label=f"Flags: {decided} of {len(flags)} decided"))
    if rows:
        options.append(Option(id="rows", label=f"Triggers: {stepped} of {len(rows)} have a step"))
    options += [
        Option(id="lines", label=f"Lines: who, by when, wording ({len(signing.lines)})"),
        Option(id="add", label="Add a line of your own"),
        Option(id="leave", label=leave_words(signing)),
    ]
    return sign_screen(
        "hub",
        hub_words(signing, begun),
        body=tuple(point_sentence(point) for point in signing.open_points),
        options=tuple(options),
        careful=may_sign or not tasks,
    )


def hub_words(signing: Signing, begun: int) -> str:
    """Where the sign-off stands, in one or two sentences."""
    level = f"Level {signing.plan.level}"
    if signing.plan.level_decided != signing.plan.level:
        level += f" as computed, {signing.plan.level_decided} as decided"
    signed = signing.last_sign_off
    if signing.is_signed and signed is not None:
        return (
            f"{level}. Signed on {signed.at[:10]} ({signed.role}); what you change is added and signed again."
        )
    if signed is not None and len(signing.record.decisions) > begun:
        return f"{level}. This is an addendum to the plan signed on {signed.at[:10]}; it needs a signature."
    if signing.may_sign:
        return f"{level}. Nothing is missing: the plan can be signed."
    return f"{level}. Before the plan can be final:"


def leave_words(signing: Signing) -> str:
    """The way out of the hub, in words that say what is left."""
    if signing.is_signed:
        return "Leave it as it is: signed"
    return "Leave it as a draft; your decisions are kept"


def point_sentence(point: OpenPoint) -> str:
    """One open point as a line."""
    where = {"answers": " (answer it in the interview)", "own": " (add a line of your own)"}
    return f"- {point.words}{where.get(point.fix or '', '')}"


def flag_screen(flag: PlanFlag, signing: Signing, number: int) -> Screen:
    """One flag: what was found, what it rests on, what is open, and the choice."""
    bank = signing.bank
    body = [f"Rests on: {'; '.join(answer_words(q, signing) for q in flag.because)}."] if flag.because else []
    if flag.open_inputs:
        titles = (bank.questions[q].title for q in flag.open_inputs)
        body.append(f"Still open beneath it: {'; '.join(titles)}.")
    basis = ", ".join(name.replace("_", " ") for name in flag.basis)
    body.append(f"Basis: {basis} (bank {bank.version}). {flag.basis_note}".strip())
    options = []
    if flag.decision is not None:
        decided = f"{DECIDED_WORDS[flag.decision.kind]}, level {flag.decision.to}"
        body.insert(0, f"Decided: {decided}. {flag.decision.reason}".strip())
        options.append(Option(id="keep", label=f"Leave it as decided: {decided}"))
    options.append(Option(id="confirm", label=f"Confirm it: level {flag.level} stands"))
    if flag.level < EMERGENCY_LEVEL:
        options.append(Option(id="raise", label="Raise it"))
    if flag.level > 1:
        options.append(Option(id="lower", label="Lower it; your reason prints on the plan"))
    if flag.decision is None:
        options.append(Option(id="later", label="Decide later; the plan stays a draft"))
    return sign_screen(
        f"flag.{flag.id}",
        f"{flag.id}, level {flag.level}: {flag.text}",
        part="flags",
        body=tuple(body),
        options=tuple(options),
        progress=(number, len(signing.flags)),
        careful=True,
    )


def answer_words(question: str, signing: Signing) -> str:
    """A question with its answer, in a few words."""
    known = signing.bank.questions[question]
    raw = signing.record.answers.get(question)
    words = answer_in_words(known, raw, signing.reading.zone)
    return f"{known.title}: {shorten(words, ANSWER_WIDTH)}"


def level_screen(flag: PlanFlag, verb: str, signing: Signing) -> Screen:
    """To which level a flag is raised or lowered."""
    levels = range(flag.level + 1, EMERGENCY_LEVEL + 1) if verb == "raise" else range(flag.level - 1, 0, -1)
    words = signing.bank.wording.levels
    options = tuple(Option(id=str(n), label=f"Level {n}: {words.get(n, '')}") for n in levels)
    return sign_screen(f"level.{flag.id}", f"{flag.id}: {verb} it to which level?", options=options)


def reason_screen(name: str, label: str, *, may_skip: bool = False) -> Screen:
    """A reason in the therapist's words."""
    body = ("You can leave it empty.",) if may_skip else ()
    return sign_screen(f"reason.{name}", label, kind="text", body=body, may_skip=may_skip)


def second_screen(name: str, label: str, *, body: tuple[str, ...] = ()) -> Screen:
    """A second confirmation; it begins without a choice each time."""
    options = (
        Option(id="again", label="No, go back"),
        Option(id="second", label="Yes, I have looked at it a second time"),
    )
    return sign_screen(f"second.{name}", label, body=body, options=options, careful=True)


def row_screen(row: Line, signing: Signing, number: int) -> Screen:
    """One trigger with the options offered for it, and what else can be done about it."""
    offered = tuple(Option(id=o.id, label=o.texts.get("clinician", o.id)) for o in row.options)
    more = (
        Option(id=OWN_LINE, label="Also: a line of your own for it"),
        Option(id=WORDING, label="Also: change how its line reads"),
        Option(id=WHO, label=f"Also: change who ({row.owner}) and by when ({row.due_words or 'no date'})"),
    )
    return sign_screen(
        f"row.{row.id}",
        row.texts.get("clinician", row.id).split("\n")[0],
        part="triggers",
        kind="multi",
        body=("Mark what you have agreed on together; the rest leaves the plan when it is signed.",),
        options=(*offered, *more),
        current=[o.id for o in row.options if o.picked] or None,
        may_skip=True,
        progress=(number, len(signing.rows)),
    )


def gap_screen(line: Line | None, domain: str, words: str) -> Screen:
    """A trigger for which the plan holds no step."""
    options = (
        Option(id="own", label="Write a line of your own for it"),
        Option(id="leave", label="Leave it open; the plan says that it is"),
    )
    body = (line.texts.get("clinician", ""),) if line is not None else ()
    return sign_screen(f"gap.{domain}", f"There is no step yet for: {words}", body=body, options=options)


def lines_screen(signing: Signing, shown: str | None) -> Screen:
    """The lines of the plan, to change one."""
    options = (*(Option(id=line.id, label=line_words(line)) for line in signing.lines),)
    return sign_screen("lines", "Which line would you like to change?", options=options, current=shown)


def line_words(line: Line) -> str:
    """A line on one row: what, who, by when."""
    who = shorten(f"{line.owner or 'nobody yet'}, {line.due_words or line.due or 'no date'}", WHO_WIDTH)
    text = line.texts.get("clinician") or next(iter(line.texts.values()), "")
    room = ROW_WIDTH - len(line.id) - len(who) - 5
    return f"{line.id}: {shorten(text.splitlines()[0] if text else '', room)} · {who}"


def line_screen(line: Line) -> Screen:
    """What can be changed about one line."""
    options = [
        Option(id="owner", label=f"Who: {line.owner or 'nobody yet'}"),
        Option(id="due", label=f"By when: {line.due_words or line.due or 'no date yet'}"),
    ]
    if line.rule is None:
        options.append(Option(id="text", label="Change its words"))
    options += [
        Option(id=f"text.{edition}", label=f"Change the {edition}'s wording")
        for edition in ("clinician", "patient")
        if line.rule is not None and edition in line.texts
    ]
    options += [
        Option(id="remove", label="Take it off the plan"),
        Option(id="back", label="Nothing more here"),
    ]
    text = line.texts.get("clinician") or next(iter(line.texts.values()), "")
    return sign_screen(f"line.{line.id}", line.id, body=tuple(text.split("\n")), options=tuple(options))


def owner_screen(name: str, label: str, current: str | None = None) -> Screen:
    """Who does a line."""
    body = ("Such as: therapist, patient, patient with therapist, prescriber. No names.",)
    return sign_screen(f"owner.{name}", label, kind="text", body=body, current=current)


def due_screen(
    name: str, label: str, signing: Signing, current: str | None = None, *, kind: Kind = "date"
) -> Screen:
    """By when a line is done; not before the session."""
    start = signing.record.started_at

    def check(value: object) -> list[str]:
        early = str(value)[:10] < start[:10]
        return (
            [f"That is before the session on {start[:10]}. Please type a day from then on."] if early else []
        )

    body = ("From the day of the session on: tomorrow, in 3 days, 25 Nov.",)
    return sign_screen(f"due.{name}", label, kind=kind, body=body, current=current, now=start, check=check)


def text_screen(name: str, label: str, current: str | None = None, body: tuple[str, ...] = ()) -> Screen:
    """Words that print on the plan."""
    return sign_screen(f"text.{name}", label, kind="long_text", current=current, body=body)


def wording_screen(line: Line, edition: Edition) -> Screen:
    """How a line reads in one edition, to be changed."""
    label = f"How should {line.id} read for the {edition}?"
    return text_screen(f"{line.id}.{edition}", label, line.texts.get(edition))
