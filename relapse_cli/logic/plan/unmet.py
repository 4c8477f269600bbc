"""What keeps a plan from being final, in words (rules 10)."""

from __future__ import annotations

from collections.abc import Sequence

from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.model import known_ids as ids
from relapse_cli.model.plan import Line
from relapse_cli.text.nouns import series

AGREEMENT_AGAIN = "agreement is to be asked again when the person is clear"
"""What stands for V-CONSENT where a person who was not clear has agreed; never that it is missing."""

_PARTS = (ids.CONTACT_GAP, ids.SAFETY_GAP, ids.TRIGGER_GAP, ids.REVISION_GAP)


def unmet_words(unmet: Sequence[str], lines: Sequence[Line], reading: Evaluation) -> tuple[str, ...]:
    """The validators that are not met in the bank's words, with the parts that are empty by name."""
    return tuple(_in_words(name, lines, reading) for name in unmet)


def _in_words(name: str, lines: Sequence[Line], reading: Evaluation) -> str:
    words = reading.bank.wording.validators.get(name, name)
    if name == ids.CONSENT_GIVEN and reading.answer(reading.roles.consent).value is True:
        return AGREEMENT_AGAIN
    if name == ids.FOUR_PARTS:
        return f"{words}: {series(tuple(line.section for line in lines if line.id in _PARTS))}"
    return words
