"""The whole journey on a made-up case: a scripted interview, what was said, the plan. No questions asked."""

from __future__ import annotations

from dataclasses import dataclass

from relapse_cli.app.choose_bank import DEFAULT_BANK, require_bank
from relapse_cli.app.hold_interview import hold_interview
from relapse_cli.app.read_records import read_one
from relapse_cli.banks.shipped import banks_folder
from relapse_cli.logic.consistency import consistency_questions
from relapse_cli.logic.rules import plan
from relapse_cli.prompters.scripted import ScriptedAsker
from relapse_cli.renderers.base import RenderOptions
from relapse_cli.renderers.catalogue import renderer_for
from relapse_cli.renderers.transcript import render_transcript

DEMO_CASE = "demo_case.yaml"


@dataclass(frozen=True, slots=True)
class Demo:
    """The parts of the demo as text: what is asked and answered, then the plan."""

    transcript: str
    plan: str


def run_demo(options: RenderOptions) -> Demo:
    """Play the shipped case through a real interview and build its plan.

    Raises:
        InputError: the shipped bank or case cannot be used.
    """
    bank = require_bank(DEFAULT_BANK)
    case, _ = read_one(str(banks_folder() / DEMO_CASE), bank)
    empty = case.model_copy(update={"answers": {}, "decisions": (), "finished_at": None})
    outcome = hold_interview(
        bank,
        empty,
        ScriptedAsker(case.answers),
        lambda: case.finished_at or case.started_at,
        consistency=consistency_questions,
    )
    record = outcome.record.model_copy(update={"decisions": case.decisions})
    text = renderer_for("terminal").render(plan(bank, record), bank, "clinician", options)
    assert isinstance(text, str)  # noqa: S101 - the terminal is text
    return Demo(render_transcript(bank, record, options), text)
