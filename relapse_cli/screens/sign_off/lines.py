"""The screens about lines: a trigger with its options, a gap, one line, those taken off the plan."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from relapse_cli.logic.answers.in_words import collapse, moment_in_words
from relapse_cli.logic.answers.moments import parse_moment
from relapse_cli.logic.plan.titles import line_title, whole_words
from relapse_cli.logic.sign_off.removed_lines import TakenOff
from relapse_cli.logic.sign_off.signing import Signing
from relapse_cli.model.ask import Choice, Marks
from relapse_cli.model.bank_questions import Option
from relapse_cli.model.plan import Line
from relapse_cli.model.screen import OWN, Screen
from relapse_cli.screens.sign_off.base import about_line, sign_screen

_LABEL_WIDTH = 100
"""A line as the label of its own screen; the whole of it stands below."""

LINES, TRIGGERS = "lines", "triggers"
OFF = "off:"
OWN_LINE, WORDING, WHO, _NOTHING = f"{OWN}own", f"{OWN}wording", f"{OWN}who", f"{OWN}nothing"
"""What can be marked beside the options of a trigger."""


def row_screen(row: Line, signing: Signing, number: int) -> Screen:
    """One trigger with the options offered for it, and what else can be done about it."""
    offered = tuple(Option(id=o.id, label=o.texts["clinician"].heading) for o in row.options)
    more = (
        Option(id=OWN_LINE, label="Besides: write a line of your own for it"),
        Option(id=WORDING, label="Besides: change how its line reads"),
        Option(id=WHO, label=f"Besides: change who and by when (now: {_who_words(row)})"),
        Option(id=_NOTHING, label="None of these for now"),
    )
    return sign_screen(
        f"row.{row.id}",
        row.texts["clinician"].heading if "clinician" in row.texts else row.id,
        Marks((*offered, *more), _NOTHING),
        part=TRIGGERS,
        body=("Mark what you have agreed on together. Of these steps the signed plan holds what is marked.",),
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
    body = (line.wording.get("clinician", ""),) if line is not None else ()
    label = f"There is no step yet for: {words}"
    return sign_screen(f"gap.{domain}", label, Choice(options), part=TRIGGERS, body=body)


def lines_screen(signing: Signing, off: tuple[TakenOff, ...]) -> Screen:
    """The lines of the plan, to change one; those that were taken off stand below."""
    options = [Option(id=line.id, label=_line_words(line)) for line in signing.lines]
    options += [Option(id=f"{OFF}{each.line.id}", label=f"Taken off: {_title(each.line)}") for each in off]
    label = "Which line would you like to change?"
    return sign_screen("lines", label, Choice(tuple(options)), part=LINES)


def sentences_screen(sentences: Mapping[str, str], *, answers: bool) -> Screen:
    """What is handed out, sentence by sentence as it is read, to change one.

    Args:
        sentences: how each reads, by the id under which it is chosen.
        answers: whether the patient's own words can be put right, too.
    """
    options = tuple(Option(id=name, label=collapse(text, None)) for name, text in sentences.items())
    own = (Option(id="answers", label="The patient's own words: put an answer right"),) if answers else ()
    more = (*own, Option(id="back", label="Nothing more; see the page again"))
    label = "Which sentence would you like to change?"
    return sign_screen("sentences", label, Choice((*options, *more)), part="signature")


def _line_words(line: Line) -> str:
    """A line in a list: what, who, by when."""
    return f"{_title(line)} · {_who_words(line)}"


def _title(line: Line) -> str:
    """A line in a few words of its own, uncut."""
    return whole_words(line.text.few_words) if line.text else line.id


def _who_words(line: Line) -> str:
    """Who does a line, and by when."""
    return f"{_owner_words(line)}, {_due_words(line)}"


def _owner_words(line: Line) -> str:
    """Who does a line."""
    return line.owner.told() if line.owner else "nobody yet"


def _due_words(line: Line) -> str:
    """By when a line is done, in the plan's words or as a day."""
    due = line.due
    if due is None or due.said or due.at is None:
        return (due.said if due else "") or "no date yet"
    zone = datetime.fromisoformat(due.at).tzinfo or UTC  # a time stays on the clock it was agreed on
    moment = parse_moment(due.at, zone)
    return moment_in_words(moment) if moment else due.at


def line_screen(line: Line) -> Screen:
    """What can be changed about one line."""
    options = [
        Option(id="owner", label=f"Who: {_owner_words(line)}"),
        Option(id="due", label=f"By when: {_due_words(line)}"),
    ]
    if line.rule is None:
        options.append(Option(id="text", label="Change its words"))
    options += [
        Option(id=f"text.{edition}", label=f"Change how it reads on {whose} plan")
        for edition, whose in (("clinician", "your"), ("patient", "the patient's"))
        if line.rule is not None and edition in line.texts
    ]
    options += [
        Option(id="remove", label="Take it off the plan"),
        Option(id="back", label="Nothing more here"),
    ]
    first = line.text.heading if line.text else line.id
    rest = line.text.beneath if line.text else ()
    title = first if len(first) <= _LABEL_WIDTH else line_title(line, _LABEL_WIDTH)
    kind = "A line of your own" if line.rule is None else f"Rule {line.id}"
    body = (*([first] if first != title else []), *rest, f"{kind}.")
    return sign_screen(f"line.{line.id}", title, Choice(tuple(options)), part=LINES, body=body)


def taken_off_screen(off: TakenOff) -> Screen:
    """A line that was taken off, and whether it comes back."""
    body = [*about_line(off.line)]
    body.append(f"The reason: {off.reason}" if off.reason else "No reason was given.")
    if off.may_come_back:
        way = Option(id="back", label="Put it back on the plan")
    else:
        body.append("That is signed, so it stays off. A line of your own can take its place.")
        way = Option(id="own", label="Write a line of your own in its place")
    return sign_screen(
        f"off.{off.line.id}",
        "You took this line off the plan.",
        Choice((way, Option(id="leave", label="Leave it off"))),
        part=LINES,
        body=tuple(body),
        careful=True,
    )
