"""The sentences of the handed-out pages that no rule carries, in the therapist's words if there are any."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from relapse_cli.logic.lines.typed import typed_text
from relapse_cli.logic.plan.editions import patient_edition
from relapse_cli.logic.plan.family import family_opening
from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.model import sentence_ids
from relapse_cli.model.line_text import LineText
from relapse_cli.model.plan import Sentence


def sentences(reading: Evaluation, *, sheet: bool) -> tuple[Sentence, ...]:
    """Every one that prints, in the order of the pages.

    Args:
        reading: the record.
        sheet: whether there may be a family sheet.
    """
    texts = dict(_for_patient(reading))
    if sheet:
        texts[sentence_ids.SHEET_OPENING] = family_opening(reading)
    return tuple(_sentence(name, text, reading) for name, text in texts.items() if text)


def _sentence(name: str, text: str, reading: Evaluation) -> Sentence:
    edition = sentence_ids.SENTENCES[name]
    made = reading.decisions.edited.get((name, edition))
    return Sentence(id=name, edition=edition, text=typed_text(made.text) if made else LineText((text,)))


def _for_patient(reading: Evaluation) -> Iterator[tuple[str, str]]:
    """Those of the patient's page, by id, in the words of the bank."""
    fixed, profile = reading.bank.wording.fixed, reading.record.profile
    match patient_edition(reading):
        case "plan":
            yield sentence_ids.HEAD_SENTENCE, fixed.head
            yield sentence_ids.NORMAL_SENTENCE, fixed.normal
            if profile is not None and profile.framing == "chronic":
                yield sentence_ids.CHRONIC_SENTENCE, fixed.chronic
            yield sentence_ids.CLOSING_SENTENCE, fixed.close
        case "emergency_card":
            yield sentence_ids.CARD_SENTENCE, reading.bank.wording.patient.rest_follows
        case "private_card":
            return
        case other:
            assert_never(other)
