"""An interview's state made into the screen an asker shows."""

from __future__ import annotations

from typing import assert_never

from relapse_cli.logic.answers.own_words import note_beside
from relapse_cli.logic.interview.moves import Interview
from relapse_cli.model.ask import (
    Ask,
    Choice,
    Day,
    Distance,
    Length,
    Marks,
    Numbers,
    Stored,
    Text,
    Towards,
    YesNo,
)
from relapse_cli.model.bank_questions import Field_, Option, Section
from relapse_cli.model.bank_terms import Status
from relapse_cli.model.known_ids import EMERGENCY_LEVEL
from relapse_cli.model.screen import Around, JumpLine, Screen, Ways
from relapse_cli.model.step import Step, note_of
from relapse_cli.screens.interview.anchor_day import day_given_before, first_use_day
from relapse_cli.screens.interview.card import standing_card
from relapse_cli.screens.interview.emptying import why_kept_here
from relapse_cli.screens.interview.entries import event_table, place_in_list
from relapse_cli.screens.interview.grouped import form_around, line_figures, number_of, whole_form
from relapse_cli.screens.interview.incomplete import main_date
from relapse_cli.screens.interview.opening import opening_words
from relapse_cli.screens.interview.read_back import read_back

_SAFETY = "safety"
_COUNTED_FROM = "The steps of the sequence are counted from it."
_WHOLE_HELP = "Open a part to put it right."


def build_screen(
    interview: Interview,
    *,
    begins: tuple[str, ...] = (),
    keeping: str = "",
    understood: str = "",
) -> Screen:
    """The screen of the step where the interview stands.

    Args:
        interview: a state with a question on screen.
        begins: the sections whose opening is read here.
        keeping: a few quiet words on where answers go.
        understood: what was understood on the screen before.
    """
    assert interview.at is not None  # noqa: S101 - check-answers has a screen of its own
    label, how = _label_and_help(interview)
    return Screen(
        step=interview.at,
        ask=_ask(interview),
        label=label,
        help=how,
        why=interview.question.why,
        stored=_stored(interview),
        ways=_ways(interview),
        around=_around(interview, begins, keeping, understood),
    )


def _ask(interview: Interview) -> Ask:
    """What is asked at the step on screen."""
    if interview.line:
        return Numbers(line_figures(interview))
    if interview.is_whole:
        return whole_form(interview)
    spec = interview.spec
    match spec.type:
        case "yes_no":
            return YesNo()
        case "choice":
            return Choice(_options(interview))
        case "multi":
            return Marks(_options(interview), spec.exclusive)
        case "scale" | "number":
            return number_of(spec)
        case "text" | "long_text":
            return Text(long=spec.type == "long_text")
        case "date" | "datetime":
            timed = spec.type == "datetime"
            towards: Towards = "future" if timed or spec.id == "until" else "past"
            return Day(interview.record.started_at, towards, timed, day_given_before(interview))
        case "duration" if interview.question.id == interview.bank.roles.sequence:
            return Distance(interview.record.started_at, first_use_day(interview))
        case "duration":
            return Length()
        case "event":
            return event_table(interview)
        case "group":
            raise AssertionError(interview.at)  # a group is asked field by field
        case _:
            assert_never(spec.type)


def _stored(interview: Interview) -> Stored:
    """What is recorded at the step; the numbers of a line and the parts of a form hold their own."""
    joined, whole = interview.line or interview.is_whole, interview.record.answer(interview.question.id)
    return Stored(
        value=None if joined else interview.stored.value,
        status=(whole if interview.line else interview.stored).status,
        draft=interview.draft,
        note=note_beside(interview.question, whole),
        begun_note=interview.drafts.get(note_of(interview.question.id)),
    )


def _ways(interview: Interview) -> Ways:
    """What may be done at the step; on a line, the statuses are for the whole question."""
    return Ways(
        may_skip=interview.may_skip,
        careful=not _is_words(interview) and _is_careful(interview),
        needed=_is_main_date(interview),
        statuses=_statuses(interview),
        whole_statuses=() if interview.line else interview.whole_statuses,
        adds=interview.adds_to is not None,
        safety=_safety_question(interview),
        jumps=() if interview.in_emergency else _jumps(interview),
        kept=why_kept_here(interview),
    )


def _is_words(interview: Interview) -> bool:
    """Whether words beside an option are asked for, which may always be left out."""
    return interview.at is not None and interview.at.is_words


def _is_careful(interview: Interview) -> bool:
    """Whether the question has no default, and is never answered by a single key."""
    question = interview.question
    roles = interview.bank.roles
    return question.critical or question.id == roles.consent or _section(interview).id == roles.safety_section


def _around(interview: Interview, begins: tuple[str, ...], keeping: str, understood: str) -> Around:
    """What stands around the question."""
    section, known = _section(interview), interview.bank.flag_by_id
    return Around(
        section=section.title,
        progress=interview.progress,
        about=_about(interview),
        opening=opening_words(interview, begins or (section.id,)),
        begins=bool(begins),
        script="" if _is_words(interview) else interview.question.script,
        stance=section.stance,
        observed=interview.question.observed,
        understood=understood,
        flags=tuple(known[flag].text for flag in interview.reading.flags),
        card=standing_card(interview),
        keeping=keeping,
        form=None if interview.is_whole or interview.before_first_step else form_around(interview),
        read_back=read_back(interview),
    )


def _section(interview: Interview) -> Section:
    """The section that the question on screen stands in; the first use, in front of the steps, in theirs."""
    return interview.bank.section_of[
        interview.bank.roles.sequence if interview.before_first_step else interview.question.id
    ]


def _about(interview: Interview) -> str:
    """What a field belongs to; from the second event of a list on with its number."""
    if interview.line or not isinstance(interview.spec, Field_):
        return ""
    return _numbered(interview)


def _numbered(interview: Interview) -> str:
    """The label of the question; from the second event of a list on with its number there."""
    entry, label = interview.at.entry if interview.at is not None else None, interview.question.label
    if entry is None or max(entry, len(interview.entries) - 1) < 1:
        return label
    return f"{label} (entry {place_in_list(interview, entry)})"


def _label_and_help(interview: Interview) -> tuple[str, str]:
    """What is asked, and how to answer; a line and an entry that is shown whole go by their question."""
    if interview.is_whole:
        return _numbered(interview), _WHOLE_HELP
    asked = interview.question if interview.line else interview.spec
    return asked.label, f"{asked.help} {_COUNTED_FROM}" if interview.before_first_step else asked.help


def _statuses(interview: Interview) -> tuple[Status, ...]:
    """The statuses offered."""
    return interview.question.allow if interview.line else interview.statuses


def _options(interview: Interview) -> tuple[Option, ...]:
    """The options on screen; the strongest is one of those selected beside it."""
    spec, at = interview.spec, interview.at
    if spec.id != "strongest" or not isinstance(spec, Field_) or at is None:
        return spec.options
    selected = interview.record.answer(at.question).part("selected").options
    return tuple(option for option in spec.options if option.id in selected) or spec.options


def _is_main_date(interview: Interview) -> bool:
    """Whether the date is asked on which a required group rests, such as that of the next contact."""
    if interview.level == EMERGENCY_LEVEL:  # nothing is required then
        return False
    return interview.question.type == "group" and interview.spec is main_date(interview.question)


def _jumps(interview: Interview) -> tuple[JumpLine, ...]:
    """The jump list; a jump lands on what is open in a section, or on its beginning."""
    waiting: dict[str, str] = {}
    for q in interview.open_questions:
        waiting.setdefault(interview.bank.section_of[q].id, q)
    return tuple(JumpLine(s.title, s.state, waiting.get(s.id, s.first)) for s in interview.sections)


def _safety_question(interview: Interview) -> str | None:
    """What the safety key opens: the first question of the safety section that is open, else its first one.

    Open is what has not been put, then what is critical and not answered so that it can be relied on. A
    session without such a section opens its first critical question.
    """
    bank, reading = interview.bank, interview.reading
    inside = [q for q in reading.asked_questions if bank.section_of[q].id == _SAFETY]
    unput = [q for q in inside if q not in interview.put]
    unresolved = [q for q in reading.open_critical() if q in inside]
    critical = [q for q in inside or reading.asked_questions if bank.questions[q].critical]
    return next(iter([*unput, *unresolved, *critical]), None)


def own_screen(
    name: str,
    label: str,
    options: tuple[Option, ...],
    section: str = "",
    body: tuple[str, ...] = (),
    *,
    may_go_back: bool = False,
    careful: bool = True,
) -> Screen:
    """A choice that the product asks itself; its name begins with ``app.``."""
    return Screen(
        step=Step(name),
        ask=Choice(options),
        label=label,
        body=body,
        ways=Ways(may_skip=False, may_go_back=may_go_back, careful=careful),
        around=Around(section),
    )
