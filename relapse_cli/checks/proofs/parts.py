"""The four parts of a plan (rules 7.8): each stands there as a line, or as a gap that is printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from relapse_cli.checks.proofs.facts import agreed
from relapse_cli.checks.proofs.formula import TRUE, Formula, both, either, negate, some
from relapse_cli.checks.proofs.verdict import Verdict
from relapse_cli.logic.plan.build import plan_lines
from relapse_cli.model import known_ids as ids

if TYPE_CHECKING:
    from relapse_cli.checks.proofs.encoding import Encoding
    from relapse_cli.checks.proofs.search import Search
    from relapse_cli.checks.proofs.witness import Interview
    from relapse_cli.model.bank_properties import Promise


@dataclass(frozen=True, slots=True)
class _Part:
    """One part: when it is wanted, when it is filled, and the gap that stands there otherwise."""

    section: str
    gap: str
    wanted: Formula
    filled: Formula


def _parts(encoding: Encoding) -> tuple[_Part, ...]:
    roles = encoding.bank.roles
    later = both(negate(encoding.level(ids.EMERGENCY_LEVEL)), negate(encoding.in_followup))
    all_parts = both(later, negate(encoding.inputs.paths["brief"]))
    contact = both(encoding.action(roles.contact_rule), agreed(encoding))
    trigger = _of_section(encoding, "trigger", (roles.sequence_answers, roles.ifthen_answers))
    kept = (roles.keep_answers, roles.change_answers, roles.learned_answers)
    revision = _of_section(encoding, "revision", kept)
    return (
        _Part("contact", ids.CONTACT_GAP, TRUE, contact),
        _Part("safety", ids.SAFETY_GAP, TRUE, _some_safety(encoding)),
        _Part("trigger", ids.TRIGGER_GAP, all_parts, trigger),
        _Part("revision", ids.REVISION_GAP, all_parts, revision),
    )


def _some_safety(encoding: Encoding) -> Formula:
    roles = encoding.bank.roles
    sections = {
        roles.safety_section: negate(encoding.in_followup),
        roles.followup_section: encoding.in_followup,
    }
    return some(
        both(sections[section], encoding.answer(q.id).usable)
        for q in encoding.bank.critical
        if (section := encoding.bank.section_of[q.id].id) in sections
    )


def _of_section(encoding: Encoding, section: str, rules: tuple[str, ...]) -> Formula:
    """Whether a rule puts a line into a section, or an answer that stands there was given."""
    fired = (encoding.action(a.id) for a in encoding.bank.actions if a.section == section)
    said = (
        encoding.named(name).usable
        for line in encoding.bank.answer_lines
        if line.id in rules
        for name in dict.fromkeys(each for quotes in line.quotes.values() for each in quotes)
    )
    return either(*fired, *said)


def judge_parts(promise: Promise, search: Search) -> Iterator[Verdict]:
    """For each part: one plan that has it, and one that says it lacks it, both as they are built."""
    for part in _parts(search.encoding):
        for state, formula in (("as lines", part.filled), ("as a gap", negate(part.filled))):
            name = f"{part.section}, {state}"
            found = search.find_asked(both(part.wanted, formula))
            if found is None:
                yield Verdict("plan part", name, "proved", f"{promise.says} (never so)")
                continue
            right = found.is_sound and _stands(found, part) == (state == "as lines")
            yield Verdict("plan part", name, "proved" if right else "missing axiom", promise.says, found)
        yield _everywhere(promise, part, search)


def _stands(interview: Interview, part: _Part) -> bool | None:
    """Whether a part is filled on the plan as it is built; ``None`` where it has neither lines nor a gap."""
    lines = plan_lines(interview.reading, signed=False)
    if any(line.id == part.gap for line in lines):
        return False
    return True if any(line.section == part.section for line in lines) else None


def _everywhere(promise: Promise, part: _Part, search: Search) -> Verdict:
    """That no plan of the interviews that were found has neither lines nor a gap."""
    always = part.section in {"contact", "safety"}
    for interview in search.interviews[::_EVERY]:
        reading = interview.reading
        full = not reading.in_followup and reading.record.path != "brief"
        if (always or (full and reading.level < ids.EMERGENCY_LEVEL)) and _stands(interview, part) is None:
            return Verdict("plan part", f"{part.section}, somewhere", "false", promise.says, interview)
    return Verdict("plan part", f"{part.section}, somewhere", "proved", promise.says)


_EVERY = 4
"""A plan takes longer than a proof: of the interviews that were found every fourth is built."""
