"""Rewording any text of the bank changes words, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from typing import Any

import pytest

from relapse_cli.documents.block import Block, Choice, Facts, Frame, Item, Level, Paragraph, Quote
from relapse_cli.documents.plan.document import plan_document
from relapse_cli.documents.plan.in_short import in_short
from relapse_cli.errors import GateClosedError
from relapse_cli.logic.followup.agreed_lines import agreed_lines
from relapse_cli.logic.lines.placeholders import blanks
from relapse_cli.logic.sign_off.signing import Signing
from relapse_cli.model.bank import Bank
from relapse_cli.model.bank_terms import Edition
from relapse_cli.model.bank_texts import WORDS, strings_of, texts_of
from relapse_cli.model.decision import Confirm
from relapse_cli.model.plan import Line, Plan
from relapse_cli.model.record import Record
from relapse_cli.model.roles import Roles
from relapse_cli.model.sets import Sets
from tests.banks_under_test import VIGNETTES, record_of, shipped_bank, vignette
from tests.logic.plan_bases import Data, follow_up, interview, own, pick, sequence

Place = tuple[str | int, ...]

DATA = {
    "id", "version", "digest", "name", "scope", "type", "session", "paths", "section", "kind",
    "owner", "word", "basis", "source", "variant", "domains", "reads", "layout", "quotes", "heading",
    "plan_section", "units", "unit", "quiet", "allow", "exclusive", "screen", "ask_after", "prompts",
    "values", "on_sheet", "banned", "fills", "field", "answer", "same_as", "unless_filled", "editions",
    "code", "ids", "reads_back",
    "line", "under", "suggested", "was", "since", "to", "wider", "until_asked", "once_asked",
    *Roles.model_fields, *Sets.model_fields,
}  # fmt: skip
"""What is no wording: ids, kinds, and the words that the product keeps away from."""

LATE = {"revise.next_contact": {"when": "2026-12-20T09:00:00+01:00", "who": "the therapist"}}
CLOSE = {
    "loved.wish": "wanted", "safety.home_safe": "safe", "frame.present": ["patient_alone"],
    "loved.scope": {"what": "the plan", "with_whom": "my sister"},
    "contact.reactions": ["as_if_nothing", "panic"],
}  # fmt: skip
RECHECK = {"kind": "recheck", "what": "coercion"}
TOLD = [{"rule": "P-TOLD", "state": "done"}, {"rule": "own-1", "state": "not_done", "obstacle": "no time"}]
DECIDED = [pick("T-SLEEP", "sleep_diary", owner="patient"), own("contact", due="2026-11-24"), RECHECK]
SEQUENCE = sequence("sleep", "anxiety", "conflict")
MADE: dict[str, Data] = {
    "late": interview(LATE),
    "close": interview({**CLOSE, **SEQUENCE}, decisions=DECIDED),
    "no contact": interview({"revise.next_contact": None}),
    "followed": follow_up({"followup.lines_done": TOLD, "followup.contact_kept": False}),
}
CASES = sorted(path.stem for path in VIGNETTES.glob("*.json") if ".expected" not in path.name)
EDITIONS: tuple[Edition, ...] = ("clinician", "patient", "family")


def record(case: str) -> Record:
    """A worked case, or one of those made here."""
    return record_of(MADE[case] if case in MADE else vignette(case))


@cache
def wording() -> tuple[tuple[Place, str], ...]:
    """Every text that somebody reads, with its model and field."""
    return tuple((text.path, text.field) for text in texts_of(shipped_bank()))


def reworded(*changes: tuple[Place, str]) -> Bank:
    """The shipped bank with other texts in some places; what is put into a text stays in it."""
    data = thawed(shipped_bank().model_dump())
    for place, text in changes:
        part = data
        for key in place[:-1]:
            part = part[key]
        before = str(part[place[-1]])
        slots = [f" {{blank:{name}}}" for name in blanks(before)]
        part[place[-1]] = "".join([text, *slots, *([" {}"] if "{}" in before else [])])
    data["digest"] = f"sha256:{sha256(str(changes).encode()).hexdigest()}"  # as other files would have
    return Bank.model_validate(data)


def thawed(part: Any) -> Any:
    """Plain data in which every place can be written to."""
    if isinstance(part, dict):
        return {key: thawed(each) for key, each in part.items()}
    return [thawed(each) for each in part] if isinstance(part, list | tuple) else part


def facts_of(line: Line) -> tuple[object, ...]:
    """All of a line but its words."""
    due = (line.due.at, line.due.kind) if line.due else None
    options = tuple((option.id, option.picked, *option.texts) for option in line.options)
    who = line.owner.id if line.owner else None
    kinds = {edition: tuple(map(type, text.details)) for edition, text in line.texts.items()}
    return (
        line.rule, line.id, line.section, line.kind, line.role, line.gap, line.later, line.domain,
        line.variant, who, due, options, line.basis, line.sources, line.edited, str(kinds),
    )  # fmt: skip


def shapes(plan: Plan, bank: Bank) -> list[object]:
    """What the document of each edition is made of, but for its words; those of an answer may share a row."""
    found: list[object] = []
    for edition in EDITIONS:
        try:
            found.append(shape(plan_document(plan, bank, edition).blocks))
        except GateClosedError:
            found.append("closed")
    return found


def shape(blocks: Iterable[Block]) -> list[object]:
    """Blocks by their kinds, with what is no words in them."""
    return [shape_of(block) for block in blocks if not isinstance(block, Paragraph | Quote)]


def shape_of(block: Block) -> object:
    """One block by its kind."""
    match block:
        case Item(below=below, tags=tags):
            return "item", tags, shape(below)
        case Frame(blocks=blocks):
            return "frame", shape(blocks)
        case Facts(rows=rows):
            return "facts", [len(row.values) for row in rows]
        case Choice(options=options, open=is_open):
            return "choice", is_open, [option.picked for option in options]
        case Level(level=level, label=label):
            return "level", level, label
        case _:
            return type(block).__name__


def contact_told(plan: Plan, bank: Bank) -> tuple[str, ...]:
    """What the last lines of the clinician's plan say of the next contact."""
    facts = next(block for block in in_short(plan, bank) if isinstance(block, Facts))
    return next(fact.values for fact in facts.rows if fact.label == "Next contact")


def outcome(bank: Bank, case: str) -> dict[str, object]:
    """What a bank makes of a case, but for its words; as it stands, and with every flag confirmed."""
    found: dict[str, object] = {}
    signing = Signing(bank, record(case))
    confirmed = signing.decide(
        *(Confirm(kind="confirm", flag=flag.id, second=True) for flag in signing.undecided)
    )
    for name, each in (("as it stands", signing), ("confirmed", confirmed)):
        plan = each.plan
        found |= {
            f"{name}: levels": (plan.level, plan.level_decided, plan.level_acted_on),
            f"{name}: flags": [(f.id, f.level, f.because, f.open_inputs, f.decision) for f in plan.flags],
            f"{name}: lines": [facts_of(line) for line in plan.lines],
            f"{name}: unresolved": [item.id for item in plan.unresolved],
            f"{name}: validators": plan.unmet,
            f"{name}: family sheet": (
                plan.family_sheet,
                plan.family_waits,
                [x.id for x in plan.family_lines],
            ),
            f"{name}: sequence": [(event.domain, event.side, event.stage) for event in plan.timeline],
            f"{name}: documents": shapes(plan, bank),
            f"{name}: agreed lines": [(line.id, line.for_patient) for line in agreed_lines(bank, plan.lines)],
            f"{name}: next contact": (plan.next_contact, contact_told(plan, bank)),
            f"{name}: open points": [point.fix for point in each.open_points],
            f"{name}: tasks": each.tasks,
            f"{name}: late contact": each.late_contact is not None,
            f"{name}: may be signed": each.may_sign,
        }
    return found


@cache
def as_shipped(case: str) -> dict[str, object]:
    """What the shipped bank makes of a case."""
    return outcome(shipped_bank(), case)


def test_every_text_of_the_bank_is_known_to_be_one_or_not() -> None:
    """A new field of a bank's models is said to hold wording or data, so that no text is left out below."""
    fields = {text.field for text in strings_of(shipped_bank())}
    unknown = {field for field in fields - WORDS if field.split(".")[1] not in DATA}
    assert unknown == set()
    unused = {f"{kind}.basis_note" for kind in ("FamilyLine", "Flag", "AnswerLine")}
    assert fields >= WORDS - unused - {"FieldMigration.drop", "Migration.drop", "Option.said"}


def one_of_each() -> list[tuple[Place, str]]:
    """The first text of each field, and every sentence of the contact line."""
    first = {field: place for place, field in reversed(wording())}
    contact = [action.id for action in shipped_bank().actions].index("P-CONTACT")
    parts = [place for place, _ in wording() if place[:3] == ("actions", contact, "texts")]
    return [*((place, field) for field, place in first.items()), *((place, "contact") for place in parts)]


@pytest.mark.parametrize(
    ("place", "field"), one_of_each(), ids=lambda value: value if isinstance(value, str) else ""
)
def test_one_text_in_other_words_changes_words_only(place: Place, field: str) -> None:
    """One text of each kind replaced by another: what the bank makes of a case stays as it was."""
    bank = reworded((place, "In other words."))
    for case in MADE:
        assert outcome(bank, case) == as_shipped(case)


LOOKS_LIKE_DATA = "Next contact: now; within 7 days, ____. “The patient” to prescriber: emergency, poison"
"""Words in which something was once looked for."""


@pytest.mark.parametrize("case", [*CASES, *MADE])
@pytest.mark.parametrize("words", ["Words {}.", "the same for all of them", LOOKS_LIKE_DATA])
def test_all_texts_in_other_words_change_words_only(case: str, words: str) -> None:
    """Every text of the bank replaced at once, whatever the new ones say."""
    assert outcome(all_reworded(words), case) == as_shipped(case)


@cache
def all_reworded(words: str) -> Bank:
    """The shipped bank with other texts everywhere."""
    return reworded(*((place, words.format(number)) for number, (place, _) in enumerate(wording())))
