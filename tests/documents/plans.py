"""A tiny bank and hand-built plans; each factory takes what a test wants to be different."""

from __future__ import annotations

from datetime import date
from typing import Any

from relapse_cli.logic.lines.typed import typed_text
from relapse_cli.model.bank import Bank, FixedWords, ThinWords, Wording
from relapse_cli.model.bank_rules import FamilySheet, Source
from relapse_cli.model.bank_terms import Edition, LineKind
from relapse_cli.model.condition import ALWAYS
from relapse_cli.model.line_text import Blank, EventRow, Filled, LineDue, LineText, Note, Owner, Quote, Said
from relapse_cli.model.plan import (
    FamilyPlanLine,
    FlagDecision,
    Line,
    LineOption,
    OpenItem,
    Plan,
    PlanFlag,
    Sentence,
    TimelineEvent,
)
from relapse_cli.model.record import BankPin
from tests.banks_under_test import shipped_bank

ROLES = shipped_bank().roles

WORDING = Wording(
    title="Plan after a return to medication",
    fixed=FixedWords(
        head="What happened is serious, and it is workable.",
        normal="Many meet this more than once.",
        chronic="As in other long-term conditions, it is a reason to adjust the treatment.",
        tells="What this tells us",
        thin=ThinWords(title="What was thin", coping="Coping", trigger="No step yet", support="Support"),
        close="You told somebody, and that is the first step of this plan.",
    ),
    footer="For information; it does not replace individual medical assessment. Confidential.",
    not_reviewed="Not clinically reviewed",
    draft="Draft: not signed off",
    levels={1: "no urgent sign", 2: "contact soon", 3: "medical advice today", 4: "emergency now"},
    sections={
        "emergency": "Now",
        "contact": "Staying in contact",
        "safety": "Safety",
        "medicines": "Medicines",
        "trigger": "What led up to it",
        "stance": "How we talk about it",
        "revision": "What changes",
        "stabilisation": "Medical stabilisation",
        "followup": "After today",
    },
    validators={"V-PROFILE": "Choose the emergency numbers of your country."},
    banned=(),
    not_recorded="not recorded",
)

FAMILY = FamilySheet(
    when=ALWAYS,
    waits_for_recheck=ALWAYS,
    title="How you can help",
    opening="This sheet is for {loved.scope.with_whom}. It says what was agreed, and nothing else.",
    headings={
        "escalate": "Keep it calm",
        "minimise": "Take it seriously",
        "safety": "Keep everybody safe",
        "treatment": "Back to treatment",
    },
    lines=(),
)


OWNERS = {
    owner: Owner(owner, {"clinician": owner, "patient": told})
    for owner, told in (
        ("patient", "you"),
        ("therapist", "your therapist"),
        ("patient with therapist", "you with your therapist"),
        ("therapist; prescriber contact named", "your therapist; prescriber contact named"),
    )
}
TODAY = LineDue("2026-11-20", "today", "today")


def make_bank(**changes: Any) -> Bank:
    """Return a bank with wording, one source and no rules."""
    base: dict[str, Any] = {
        "id": "tiny",
        "version": "1.0.0",
        "title": "A tiny bank",
        "digest": "sha256:0123456789abcdef0123456789abcdef",
        "sections": (),
        "facts": (),
        "flags": (),
        "actions": (),
        "answer_lines": (),
        "gap_lines": (),
        "family": FAMILY,
        "sources": (
            Source(
                id="seed_a",
                title="The first article",
                year="2026",
                looked_at=date(2026, 11, 1),
                review_by=date(2027, 11, 1),
            ),
        ),
        "wording": WORDING,
        "roles": ROLES,
    }
    return Bank(**(base | changes))


def make_line(id: str, text: str = "", **changes: Any) -> Line:  # noqa: A002 - the model's own name
    """Return an action of the contact section for clinician and patient; texts may be given as words."""
    base: dict[str, Any] = {
        "rule": id,
        "id": id,
        "section": "contact",
        "kind": "do",
        "role": "action",
        "texts": {"clinician": text, "patient": text},
        "owner": "patient",
        "due": LineDue("2026-11-21T09:00:00+01:00", "hours", "within 24 hours"),
        "because": ("contact.told",),
        "basis": ("seed",),
        "sources": ("seed_a",),
    }
    made = base | changes
    texts = {e: typed_text(t) if isinstance(t, str) else t for e, t in made["texts"].items()}
    owner = OWNERS.get(made["owner"]) if isinstance(made["owner"], str) else made["owner"]
    owner = owner or (Owner("", {"clinician": made["owner"]}) if made["owner"] else None)
    return Line(**made | {"texts": texts, "owner": owner})


def make_answer(id: str, section: str, text: str, **changes: Any) -> Line:  # noqa: A002 - the model's own name
    """Return a line that carries what was said."""
    answer = {"role": "answer", "owner": None, "due": None}
    return make_line(id, text, section=section, **(answer | changes))


def make_flag(**changes: Any) -> PlanFlag:
    """Return a same-day flag that nobody has decided about."""
    base: dict[str, Any] = {
        "id": "M-04",
        "level": 3,
        "text": "Tolerance may be lower than before, and there is a supply at home.",
        "plain": "Your body may take less than before.",
        "basis": ("guideline", "product_default"),
        "basis_note": "the time span",
        "sources": ("seed_a",),
        "because": ("event.substance", "event.supply"),
        "open_inputs": (),
        "decision": None,
    }
    return PlanFlag(**(base | changes))


def make_event(what: str, when: str, **changes: Any) -> TimelineEvent:
    """Return an event before the use."""
    base: dict[str, Any] = {
        "what": what,
        "offset_hours": -24.0,
        "when": when,
        "side": "before",
        "domain": "sleep",
        "domain_label": "Sleep",
        "intensity": 6,
        "stage": "emotional",
        "stage_label": "Emotional",
    }
    return TimelineEvent(**(base | changes))


def make_plan(**changes: Any) -> Plan:
    """Return an empty draft plan of level 1."""
    base: dict[str, Any] = {
        "record": "0b6f2c1e-0000-4000-8000-000000000001",
        "case": "PR-900",
        "path": "core",
        "started_at": "2026-11-20T09:00:00+01:00",
        "level": 1,
        "level_decided": 1,
        "level_acted_on": 1,
        "final": False,
        "bank": BankPin(id="tiny", version="1.0.0", digest="sha256:0123456789abcdef0123456789abcdef"),
        "bank_title": "A tiny bank",
        "reviewed_by": None,
        "profile": None,
        "flags": (),
        "lines": (),
        "unresolved": (),
        "unmet": (),
        "family_sheet": False,
        "family_waits": False,
        "family_lines": (),
        "timeline": (),
        "sentences": sentences_of(changes.get("patient_edition", "plan")),
    }
    return Plan(**(base | changes))


def sentences_of(patient_edition: str) -> tuple[Sentence, ...]:
    """Return what no rule carries on the patient's page, in the words of the tiny bank."""
    fixed = WORDING.fixed
    texts = {"X-HEAD": fixed.head, "X-NORMAL": fixed.normal, "X-CLOSE": fixed.close}
    if patient_edition != "plan":
        texts = {"X-CARD": WORDING.patient.rest_follows}
    return tuple(
        Sentence(id=name, edition="patient", text=LineText((text,))) for name, text in texts.items() if text
    )


def make_timeline() -> tuple[TimelineEvent, ...]:
    """Return a sequence through three stages up to the use."""
    anxiety = {"domain": "anxiety", "domain_label": "Anxiety", "intensity": None}
    idealising = {"domain": "idealising", "domain_label": "Missing the effect", "intensity": 8}
    mental = {"stage": "mental", "stage_label": "Mental"}
    use = {"domain": "use", "domain_label": "The use", "intensity": 5, "offset_hours": 0.0}
    physical = {"stage": "physical", "stage_label": "Physical"}
    return (
        make_event("Early shift began, slept worse from then on", "3 weeks before"),
        make_event("On edge most of the day", "2 weeks before", **anxiety),
        make_event("“It always gave me one good night”", "4 days before", **idealising, **mental),
        make_event("Took the left-over tablet", "at the time", **use, **physical),
    )


def make_options() -> tuple[LineOption, ...]:
    """Return two options, one of them picked."""
    return (
        make_option("sleep_diary", "Keep a short sleep diary.", "Write down your nights.", picked=True),
        make_option("prescriber_sleep_review", "Ask the prescriber about sleep.", "Ask your prescriber."),
    )


def make_option(id: str, clinician: str, patient: str, *, picked: bool = False) -> LineOption:  # noqa: A002 - the model's own name
    """Return an option with a text for both editions."""
    texts: dict[Edition, LineText] = {"clinician": LineText((clinician,)), "patient": LineText((patient,))}
    return LineOption(id=id, texts=texts, basis=("product_default",), picked=picked)


def make_texts(**texts: tuple[str, ...]) -> dict[str, str]:
    """Return texts by edition; the first line is the line itself."""
    return {edition: "\n".join(lines) for edition, lines in texts.items()}


def make_emergency() -> Line:
    """Return the emergency card."""
    texts = make_texts(
        clinician=(
            "Call 112 and stay with the person until help is there.",
            "Emergency: 112",
            "This rests on: hard to wake.",
        ),
        patient=("Call 112.",),
    )
    return make_line(
        "P-EMERGENCY",
        section="emergency",
        owner="therapist",
        due=LineDue("2026-11-20T09:00:00+01:00", "now", "now"),
        texts=texts,
    )


def make_contact() -> tuple[Line, ...]:
    """Return the lines of the contact section, one of them edited."""
    texts = make_texts(
        clinician=(
            "We speak next on Sat 21 Nov 2026, 10:00; the therapist calls.",
            "If it is missed, the therapist calls twice and then the named person.",
        ),
        patient=("We speak next on Sat 21 Nov 2026, 10:00. Your therapist calls you.",),
    )
    told = make_texts(
        clinician=("One person chosen by the patient hears about it.",),
        patient=("One person you choose hears about it.",),
    )
    return (
        make_line(
            "P-CONTACT",
            texts=texts,
            owner="therapist",
            due=LineDue("2026-11-21T10:00:00+01:00", "days", "next day"),
        ),
        make_line("P-TOLD", texts=told, edited=True),
    )


def make_safety() -> tuple[Line, ...]:
    """Return what was gone through, a line for the clinician only, and a line that says what not to do."""
    texts = make_texts(
        clinician=(
            "Gone through together:",
            "Thoughts of suicide: no such thoughts",
            "Alone tonight: yes",
            "“My sister can come.”",
        ),
        patient=("We talked about your safety.",),
    )
    pace = "Do not stop suddenly; the prescriber decides the pace."
    home = make_texts(clinician=("Talk about home in private.",))
    return (
        make_answer("A-SAFETY", "safety", "", texts=texts),
        make_line("P-HOME", section="safety", owner="therapist", texts=home),
        make_line(
            "P-NOSTOP",
            texts={"clinician": pace, "patient": LineText((pace,), short="Do not stop suddenly")},
            section="medicines",
            kind="avoid",
            owner="therapist; prescriber contact named",
            due=TODAY,
            variant="continuing",
            basis=("guideline", "product_default"),
            basis_note="the wording for unknown products",
        ),
    )


_AFTER_BAD_NIGHTS = (
    "After two bad nights one person hears of it that day: ",
    Filled("person", "“my sister”"),
    ". In which way: ",
    Blank("way", "to be settled until 25 Nov 2026"),
    ".",
)
"""A row with a slot that is filled and one that is open."""


def make_trigger() -> tuple[Line, ...]:
    """Return the line of the picture, a choice that waits, and a gap."""
    said = Quote("“I went onto the early shift and could not fall asleep any more.”")
    began = (Quote("“Early shift began, slept worse from then on”"), ", ", "Sleep", ", ", "6 of 10")
    texts = {
        "clinician": LineText(
            ("How it came about, in the patient's own words:",),
            (EventRow(0, "3 weeks before", began), Said("What came before", (said,))),
        ),
        "patient": LineText(("How it came about, in your own words:",)),
    }
    nobody = {"owner": None, "due": None}
    return (
        make_answer("A-TIMELINE", "trigger", "", texts=texts),
        make_line(
            "T-SLEEP",
            texts=dict.fromkeys(
                ("clinician", "patient"),
                LineText(("Sleep: a first step for the nights.",), (Note(_AFTER_BAD_NIGHTS),)),
            ),
            section="trigger",
            owner="patient with therapist",
            due=LineDue("2026-11-25", "next_contact", "by the next contact"),
            options=make_options(),
            later=True,
        ),
        make_line(
            "GAP-ANXIETY",
            "Nothing is planned yet for anxiety.",
            section="trigger",
            role="gap",
            gap=True,
            **nobody,
        ),
    )


def make_rest() -> tuple[Line, ...]:
    """Return a line that the family sees as well, and a line of the therapist's own."""
    texts = make_texts(
        clinician=("A dated response all the same, without alarm.",),
        family=("Say once, calmly, that it matters.",),
    )
    return (
        make_line("S-MINIMISE", section="stance", owner="therapist", texts=texts),
        make_line(
            "own-1",
            "A walk with the neighbour on Tuesdays.",
            rule=None,
            role="own",
            section="revision",
            owner=None,
            due=None,
            because=(),
            basis=(),
            sources=(),
        ),
    )


def make_full_plan(**changes: Any) -> Plan:
    """Return a synthetic plan in which every kind of line occurs."""
    lines = (make_emergency(), *make_contact(), *make_safety(), *make_trigger(), *make_rest())
    base: dict[str, Any] = {
        "level": 4,
        "level_decided": 3,
        "level_acted_on": 4,
        "lines": lines,
        "flags": (
            make_flag(),
            make_flag(
                id="E-01",
                level=4,
                text="Hard to wake, or breathing is slow.",
                basis=("guideline",),
                basis_note="",
                because=("safety.now",),
                open_inputs=("event.mixed",),
                decision=FlagDecision(kind="lower", to=3, reason="awake and talking since 09:10"),
            ),
        ),
        "unresolved": (OpenItem(id="event.mixed", label="What else was taken on that day?"),),
        "unmet": ("V-PROFILE", "V-OTHER"),
        "unmet_words": ("Choose the emergency numbers of your country.", "V-OTHER"),
        "notices": ("A pick for T-PAIN had no effect: that line is not on the plan.",),
        "timeline": make_timeline(),
        "family_sheet": True,
        "family_agreed": True,
        "sentences": (
            *sentences_of("plan"),
            Sentence(
                id="X-FAMILY",
                edition="family",
                text=LineText(("This sheet is for “my sister”. It says what was agreed, and nothing else.",)),
            ),
        ),
        "family_lines": (
            make_family("FS-1", "escalate", "do", "Name it once, calmly."),
            make_family("FS-2", "escalate", "avoid", "“You destroyed everything.”"),
            make_family("FS-3", "minimise", "avoid", "Acting as if nothing had happened."),
            make_family("FS-4", "treatment", "do", "Offer the lift to the next appointment."),
        ),
    }
    return make_plan(**(base | changes))


def make_family(id: str, heading: str, kind: LineKind, text: str) -> FamilyPlanLine:  # noqa: A002 - the model's own name
    """Return one line of the family sheet."""
    return FamilyPlanLine(
        id=id,
        heading=heading,
        kind=kind,
        words=(text,),
        because=("loved.scope",),
        basis=("seed",),
        sources=("seed_a",),
    )
