"""What is asked first at level 4: what those who take over need, and what else is critical to safety."""

from __future__ import annotations

from relapse_cli.logic.rules.reads import questions_read
from relapse_cli.model.bank import Bank
from relapse_cli.model.known_ids import EMERGENCY_LEVEL


def safety_questions(bank: Bank) -> frozenset[str]:
    """The critical questions about safety, where the person is, what was taken, and all that can be level 4.

    The wider reading of "open critical safety questions" (rules 1.11): what was taken is the first thing that
    those who take over ask for.
    """
    emergencies = [flag.when for flag in bank.flags if flag.level == EMERGENCY_LEVEL and flag.when]
    roles = bank.roles
    handed_over = frozenset({roles.location, roles.substance, roles.mixed, roles.use_now})
    decisive = handed_over.union(*(questions_read(when, bank) for when in emergencies))
    on_safety = {roles.safety_section, roles.followup_section}
    sections = bank.section_of
    return frozenset(q.id for q in bank.critical if q.id in decisive or sections[q.id].id in on_safety)
