"""The words read aloud where a session or a section begins."""

from __future__ import annotations

from collections.abc import Collection

from relapse_cli.logic.interview.moves import Interview
from relapse_cli.model.bank_questions import Section

_CHRONIC = "chronic"


def sections_to_open(interview: Interview, begun: Collection[str]) -> tuple[str, ...]:
    """The sections whose opening is read before the question on screen, the session's own first.

    Args:
        interview: a state with a question on screen.
        begun: the sections whose opening was read.
    """
    own = interview.bank.section_of[interview.question.id]
    due = [own]
    if own.id != interview.bank.roles.frame_section and not (interview.question.observed and not own.opening):
        due = [*(s for s in interview.bank.sections if s.greets and s.session == own.session), own]
    return tuple(dict.fromkeys(s.id for s in due if s.id not in begun))


def opening_words(interview: Interview, sections: Collection[str]) -> str:
    """The words of some sections' openings, by how the return became known."""
    known = [section for section in interview.bank.sections if section.id in sections]
    ordered = sorted(known, key=lambda section: not section.greets)
    return " ".join(filter(None, (_words(section, interview) for section in ordered)))


def _words(section: Section, interview: Interview) -> str:
    """One opening; after the session's own one the sentence on how common a return is."""
    disclosed = interview.reading.answer(interview.reading.roles.disclosed).value
    words = section.opening.get(str(disclosed)) or section.opening.get("default", "")
    if not section.greets:
        return words
    fixed, profile = interview.bank.wording.fixed, interview.record.profile
    chronic = fixed.chronic if profile is not None and profile.framing == _CHRONIC else ""
    return " ".join(filter(None, (words, fixed.normal, chronic)))
