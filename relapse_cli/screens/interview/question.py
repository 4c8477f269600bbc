"""An interview's state made into the screen an asker shows."""

from __future__ import annotations

from collections import Counter

from relapse_cli.logic.answers.check_value import spec_range
from relapse_cli.logic.answers.value import list_of, note_of, status_of, unwrap, usable_value
from relapse_cli.logic.interview.moves import CONSENT, EMERGENCY_LEVEL, Interview
from relapse_cli.model.bank_questions import Field_, Option, Section
from relapse_cli.model.bank_terms import Status
from relapse_cli.model.screen import Kind, Place, Screen
from relapse_cli.model.step import Step
from relapse_cli.screens.interview.anchor_day import day_given_before
from relapse_cli.screens.interview.card import standing_card
from relapse_cli.screens.interview.entries import (
    entries_with_details,
    list_columns,
    list_entries,
)
from relapse_cli.screens.interview.grouped import line_screens, parts_of
from relapse_cli.screens.interview.incomplete import main_date

SAFETY = "safety"
SEVERAL = "What led up to it, in the person's own words"
SEVERAL_HELP = "Open a question to type under it; any of them may stay empty."


def build_screen(
    interview: Interview,
    *,
    begins: bool = False,
    keeping: str = "",
    understood: str = "",
) -> Screen:
    """The screen of the step where the interview stands.

    Args:
        interview: a state with a question on screen.
        begins: whether the section begins here.
        keeping: a few quiet words on where answers go.
        understood: what was understood on the screen before.
    """
    assert interview.at is not None  # noqa: S101 - check-answers has a screen of its own
    question, spec = interview.question, interview.spec
    section = interview.bank.section_of[question.id]
    low, high = spec_range(spec) if spec.type in {"scale", "number"} else (None, None)
    is_field, joined = isinstance(spec, Field_), bool(interview.line or interview.panel)
    that = day_given_before(interview)
    return Screen(
        step=interview.at,
        kind=kind_of(interview),
        label=label_of(interview),
        section=section.title,
        progress=interview.progress,
        about=about(interview) if is_field and not interview.line else "",
        help=help_of(interview),
        why="" if interview.panel else question.why,
        script=question.script,
        opening=opening_of(section, interview),
        begins=begins,
        stance=section.stance,
        options=options_of(interview),
        exclusive=spec.exclusive,
        min=low,
        max=high if high != float("inf") else None,
        unit=spec.unit,
        units=spec.units,
        current=None if joined else usable_value(interview.stored),
        status=status_of(interview.record.answers.get(question.id) if interview.line else interview.stored),
        draft=interview.draft,
        note=note_of(interview.record.answers.get(question.id)),
        may_skip=interview.may_skip,
        statuses=statuses_of(interview),
        whole_statuses=() if interview.line else interview.whole_statuses,
        observed=question.observed,
        careful=question.critical or section.id == SAFETY or question.id == CONSENT,
        needed=is_main_date(interview),
        noted=Counter(interview.bank.flag_by_id[flag].level for flag in interview.reading.flags),
        flags=tuple(interview.bank.flag_by_id[flag].text for flag in interview.reading.flags),
        places=places(interview),
        safety=safety_question(interview),
        card=standing_card(interview),
        entries=list_entries(interview),
        columns=list_columns(interview),
        line=line_screens(interview),
        parts=parts_of(interview),
        adds=interview.adds_to is not None,
        understood=understood,
        that=that.iso if that else None,
        that_is=that.words if that else "",
        towards="future" if spec.type == "datetime" or spec.id == "until" else "past",
        may_add=interview.takes_entry(question.id) if question.type == "event" else True,
        details=entries_with_details(interview),
        now=interview.record.started_at,
        keeping=keeping,
    )


def about(interview: Interview) -> str:
    """What a field belongs to; from the second entry of a list on with its number."""
    entry = interview.at.entry if interview.at is not None else None
    return f"{interview.question.label} (entry {entry + 1})" if entry else interview.question.label


def label_of(interview: Interview) -> str:
    """What is asked; numbers on one line go by their question, texts on one screen by what they are for."""
    if interview.panel:
        return SEVERAL
    return interview.question.label if interview.line else interview.spec.label


def help_of(interview: Interview) -> str:
    """How to answer."""
    if interview.panel:
        return SEVERAL_HELP
    return interview.question.help if interview.line else interview.spec.help


def statuses_of(interview: Interview) -> tuple[Status, ...]:
    """The statuses offered; on a line they are for the whole question."""
    if interview.panel:
        return ()
    return interview.question.allow if interview.line else interview.statuses


def kind_of(interview: Interview) -> Kind:
    """How the step on screen is asked."""
    if interview.line or interview.panel:
        return "line" if interview.line else "parts"
    kind = interview.spec.type
    if kind == "event":
        return "entries"
    if kind == "group":
        raise AssertionError(interview.at)  # a group is asked field by field
    return kind


def options_of(interview: Interview) -> tuple[Option, ...]:
    """The options on screen; the strongest is one of those selected beside it."""
    spec, at = interview.spec, interview.at
    if spec.id != "strongest" or not isinstance(spec, Field_) or at is None:
        return spec.options
    group = usable_value(interview.record.answers.get(at.question))
    selected = list_of(unwrap(group.get("selected"))) if isinstance(group, dict) else ()
    return tuple(option for option in spec.options if option.id in selected) or spec.options


def is_main_date(interview: Interview) -> bool:
    """Whether the date is asked on which a required group rests, such as that of the next contact."""
    if interview.level == EMERGENCY_LEVEL:  # nothing is required then
        return False
    return interview.question.type == "group" and interview.spec is main_date(interview.question)


def opening_of(section: Section, interview: Interview) -> str:
    """The words at the beginning of a section, by how the return became known."""
    disclosed = interview.reading.value("event.disclosed")
    return section.opening.get(str(disclosed)) or section.opening.get("default", "")


def places(interview: Interview) -> tuple[Place, ...]:
    """The jump list; a jump lands on what is open in a section, or on its beginning."""
    waiting: dict[str, str] = {}
    for q in interview.order:
        if q not in interview.put and interview.reading.asked(q):
            waiting.setdefault(interview.bank.section_of[q].id, q)
    return tuple(Place(s.title, s.state, waiting.get(s.id, s.first)) for s in interview.sections)


def safety_question(interview: Interview) -> str | None:
    """What the safety key opens: the first question of the safety section that is open, else its first one.

    Open is what has not been put, then what is critical and not answered so that it can be relied on. A
    session without such a section opens its first critical question.
    """
    bank, reading = interview.bank, interview.reading
    asked = [q for q in interview.order if reading.asked(q)]
    inside = [q for q in asked if bank.section_of[q].id == SAFETY]
    unput = [q for q in inside if q not in interview.put]
    unresolved = [q for q in reading.open_critical() if q in inside]
    critical = [q for q in inside or asked if bank.questions[q].critical]
    return next(iter([*unput, *unresolved, *critical]), None)


def own_screen(
    name: str, label: str, options: tuple[Option, ...], section: str = "", body: tuple[str, ...] = ()
) -> Screen:
    """A choice that the product asks itself; its name begins with ``app.``."""
    return Screen(
        step=Step(name),
        kind="choice",
        label=label,
        section=section,
        options=options,
        body=body,
        careful=True,
        may_skip=False,
    )
