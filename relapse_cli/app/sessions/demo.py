"""The whole journey on a made-up case: a scripted interview, what was said, the plan. No questions asked."""

from __future__ import annotations

from dataclasses import dataclass

from relapse_cli.app.asking.leaving import state_of
from relapse_cli.app.interview.loop import run_loop
from relapse_cli.app.sources.bank import require_bank
from relapse_cli.app.sources.records import read_one
from relapse_cli.banks.shipped import DEFAULT_BANK, banks_folder
from relapse_cli.documents.block import Document, Heading, Item, Paragraph, plain
from relapse_cli.documents.transcript import transcript_document
from relapse_cli.formats.base import RenderOptions
from relapse_cli.formats.catalogue import write_plan
from relapse_cli.formats.text import terminal
from relapse_cli.logic.interview.moves import Interview
from relapse_cli.logic.lines.conversation import conversation
from relapse_cli.logic.plan.build import plan
from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.prompters.scripted import ScriptedAsker

_DEMO_CASE = "demo_case.yaml"
_OPENING = Document(
    blocks=(
        Paragraph(plain("A made-up case. Nothing is asked, and nothing is written.")),
        Paragraph(plain("First the interview as it was held, then the plan, then how to begin."), close=True),
    )
)
_SHOWN = (
    "The interview: safety first, then what was taken, what came before, and the next contact.",
    "The plan for the therapist: findings, lines with who and by when, and “In short”, which sums it up.",
    "It is a draft until the findings are confirmed, steps are picked and the plan is signed.",
)
_NEXT = (
    ("relapse interview --profile eu -o record.json", "An interview of your own"),
    ("relapse plan record.json --sign-off", "Decide, pick and sign"),
    ("relapse plan record.json --for patient", "The sheet for the patient"),
)
_CLOSING = Document(
    blocks=(
        Heading("What this was"),
        *(Item(plain(words)) for words in _SHOWN),
        Heading("Next"),
        *(
            Item(plain(f"{purpose}:"), below=(Paragraph(((command, "strong"),)),), close=True)
            for command, purpose in _NEXT
        ),
    )
)


@dataclass(frozen=True, slots=True)
class _Demo:
    """The parts of the demo as text, in the order in which they are shown."""

    opening: str
    transcript: str
    plan: str
    closing: str


def run_demo(options: RenderOptions) -> _Demo:
    """Play the shipped case through a real interview and build its plan.

    Raises:
        InputError: the shipped bank or case cannot be used.
    """
    bank = require_bank(DEFAULT_BANK)
    case, _ = read_one(str(banks_folder() / _DEMO_CASE), bank)
    empty = case.model_copy(update={"answers": {}, "decisions": (), "finished_at": None})
    end = case.finished_at or case.started_at
    came = run_loop(Interview.start(bank, empty), ScriptedAsker(case.answers), lambda: end)
    record = state_of(came).record.model_copy(update={"decisions": case.decisions})
    return _Demo(
        terminal.render(_OPENING, options),
        terminal.render(transcript_document(conversation(Evaluation(bank, record))), options),
        write_plan(plan(bank, record), bank, "clinician", "terminal", options),
        terminal.render(_CLOSING, options),
    )
