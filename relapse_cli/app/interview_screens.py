"""An interview's state made into the screen an asker shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from relapse_cli.logic.interview import CONSENT, Interview
from relapse_cli.logic.interview_order import field_steps
from relapse_cli.logic.stored_answers import Step
from relapse_cli.logic.value_checks import Fault, spec_range
from relapse_cli.logic.values import list_of, note_of, status_of, unwrap, usable_value
from relapse_cli.logic.words import STATUS_WORDS, value_in_words
from relapse_cli.model.bank import Field_, Option, Question, Section
from relapse_cli.prompters.base import Kind, Place, Screen, forget

SAFETY = "safety"


def build_screen(
    interview: Interview, *, begins: bool = False, on_draft: Callable[[str], None] = forget, keeping: str = ""
) -> Screen:
    """The screen of the step where the interview stands.

    Args:
        interview: a state with a question on screen.
        begins: whether the section begins here.
        on_draft: called with what is half typed.
        keeping: a few quiet words on where answers go.
    """
    assert interview.at is not None  # noqa: S101 - check-answers has a screen of its own
    question, spec = interview.question, interview.spec
    section = interview.bank.section_of[question.id]
    low, high = spec_range(spec) if spec.type in {"scale", "number"} else (None, None)
    is_field = isinstance(spec, Field_)
    return Screen(
        step=interview.at,
        kind=kind_of(interview),
        label=spec.label,
        section=section.title,
        progress=interview.progress,
        about=about(interview) if is_field else "",
        help=spec.help,
        why=question.why,
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
        current=usable_value(interview.stored),
        status=status_of(interview.stored),
        draft=interview.draft,
        note=note_of(interview.record.answers.get(question.id)),
        may_skip=interview.may_skip,
        statuses=interview.statuses,
        whole_statuses=interview.whole_statuses,
        observed=question.observed,
        careful=question.critical or section.id == SAFETY or question.id == CONSENT,
        noted=Counter(interview.bank.flag_by_id[flag].level for flag in interview.reading.flags),
        flags=tuple(interview.bank.flag_by_id[flag].text for flag in interview.reading.flags),
        places=places(interview),
        safety=safety_question(interview),
        entries=entries_in_words(interview),
        may_add=question.max_entries is None or len(interview.entries) < question.max_entries,
        details=entries_with_details(interview),
        now=interview.record.started_at,
        check=lambda value: [fault_in_words(fault) for fault in interview.faults(value)],
        on_draft=on_draft,
        keeping=keeping,
    )


def about(interview: Interview) -> str:
    """What a field belongs to; from the second entry of a list on with its number."""
    entry = interview.at.entry if interview.at is not None else None
    return f"{interview.question.label} (entry {entry + 1})" if entry else interview.question.label


def fault_in_words(fault: Fault) -> str:
    """Why a value does not fit, and what would."""
    return f"{fault.message[:1].upper()}{fault.message[1:]}. {fault.remedy}".strip()


def kind_of(interview: Interview) -> Kind:
    """How the step on screen is asked."""
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
    """What the safety key opens: the first critical question of the safety section that is asked."""
    bank, reading = interview.bank, interview.reading
    asked = [q for q in interview.order if reading.asked(q) and bank.questions[q].critical]
    inside = [q for q in asked if bank.section_of[q].id == SAFETY]
    return next(iter(inside or asked), None)


def entries_in_words(interview: Interview) -> tuple[str, ...]:
    """The entries of the list on screen, each in a few words."""
    if not interview.in_list:
        return ()
    return tuple(entry_in_words(interview.question, item, interview) for item in interview.entries)


def entry_in_words(question: Question, item: object, interview: Interview) -> str:
    """The values of one entry, without labels; what was left out is left out."""
    inner = usable_value(item)
    if not isinstance(inner, dict):
        return STATUS_WORDS.get(status_of(item) or "", "nothing entered yet")
    zone = interview.reading.zone
    given = [(f, usable_value(inner.get(f.id))) for f in question.fields if not f.detail]
    words = [value_in_words(f, value, zone) for f, value in given if value is not None]
    return ", ".join(words) or "nothing entered yet"


def entries_with_details(interview: Interview) -> frozenset[int]:
    """The entries that have an optional panel to open."""
    if not interview.in_list:
        return frozenset()
    question, reading = interview.question, interview.reading
    return frozenset(
        index for index in range(len(interview.entries)) if field_steps(question, index, reading, detail=True)
    )


def own_screen(name: str, label: str, options: tuple[Option, ...], section: str = "") -> Screen:
    """A choice that the product asks itself; its name begins with ``app.``."""
    return Screen(
        step=Step(name),
        kind="choice",
        label=label,
        section=section,
        options=options,
        careful=True,
        may_skip=False,
    )
