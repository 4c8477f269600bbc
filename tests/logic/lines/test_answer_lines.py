"""Answer lines (rules 7.8): what was said, to whom it prints, and how it is quoted."""

from __future__ import annotations

import json
from typing import Any

import pytest

from relapse_cli.model.plan import Line, Plan
from tests.banks_under_test import DECLINED, UNKNOWN, plan_of, shipped_bank
from tests.logic.plan_bases import Data, entry, event, follow_up, interview, line, sequence

CLINICIAN, BOTH = {"clinician"}, {"clinician", "patient"}
WORDS = "my very own words"
SCOPE = {"what": WORDS, "with_whom": "partner"}
SHARED = {"loved.wish": "wanted"}
OPEN = {"event.now": "still_taking"}
SAID = "sequence.event"

LINES: list[tuple[str, str, Data, set[str]]] = [
    ("A-TIMELINE", "trigger", {"sequence.q_before": WORDS}, BOTH),
    ("A-TIMELINE", "trigger", {"sequence.q_days_nights": WORDS}, BOTH),
    ("A-TIMELINE", "trigger", {"sequence.q_emotions": WORDS}, BOTH),
    ("A-TIMELINE", "trigger", {"sequence.q_thoughts_began": WORDS}, BOTH),
    ("A-TIMELINE", "trigger", {"sequence.q_necessary": WORDS}, BOTH),
    ("A-TIMELINE", "trigger", {SAID: [event(None, what=WORDS)]}, BOTH),
    ("A-HOPED", "trigger", {"sequence.q_necessary": WORDS}, CLINICIAN),
    ("A-HOPED", "trigger", {**sequence("idealising"), "sequence.expected": WORDS}, CLINICIAN),
    ("A-HOPED", "trigger", {"sequence.after": {"easier": WORDS}}, CLINICIAN),
    ("A-HOPED", "trigger", {"sequence.after": {"harder": WORDS}}, CLINICIAN),
    ("A-COPING", "revision", {"sequence.coping_stopped": WORDS}, BOTH),
    ("A-SIGN", "trigger", {"warning.missed": WORDS}, BOTH),
    ("A-SIGN", "trigger", {"warning.who": WORDS}, BOTH),
    ("A-SIGN", "trigger", {"warning.interpreted": WORDS}, CLINICIAN),
    ("A-BRANCH-SLEEP", "trigger", {**sequence("sleep"), "branch.sleep.tried": WORDS}, CLINICIAN),
    ("A-BRANCH-OVERLOAD", "trigger", {**sequence("stress"), "branch.overload.outlet": WORDS}, CLINICIAN),
    ("A-EASE", "trigger", {"support.outlets": WORDS}, BOTH),
    ("A-EASE", "trigger", {"support.boundaries": WORDS}, BOTH),
    ("A-IFTHEN-1", "trigger", {"revise.ifthen": [{"if": WORDS}]}, BOTH),
    ("A-IFTHEN-1", "trigger", {"revise.ifthen": [{"then": WORDS}]}, BOTH),
    ("A-IFTHEN-1", "trigger", {"revise.ifthen": [{"tell": WORDS}]}, BOTH),
    ("A-IFTHEN-1", "trigger", {"revise.ifthen": [{"fallback": WORDS}]}, BOTH),
    ("A-KEEP", "revision", {"prior.kept": WORDS}, BOTH),
    ("A-KEEP", "revision", {"prior.helped": WORDS}, BOTH),
    ("A-CHANGE", "revision", {"revise.change": WORDS}, BOTH),
    ("A-CHANGE", "revision", {"prior.unused": WORDS}, BOTH),
    ("A-CHANGE", "revision", {"sequence.seen_before": "once", "sequence.different": WORDS}, BOTH),
    ("A-LEARNED", "revision", {"close.learned": WORDS}, BOTH),
    ("A-CONFIDENCE", "revision", {"revise.confidence": 6, "revise.obstacle": WORDS}, BOTH),
    ("A-FEELINGS", "stance", {"contact.worth": 4, "contact.barrier": WORDS}, CLINICIAN),
    ("A-STABILISE", "stabilisation", {**OPEN, "stabilise.past": WORDS}, CLINICIAN),
    ("A-STABILISE", "stabilisation", {**OPEN, "stabilise.contact": WORDS}, CLINICIAN),
    ("A-STABILISE", "stabilisation", {**OPEN, "stabilise.preference": WORDS}, CLINICIAN),
    ("A-LOVED", "contact", {**SHARED, "loved.scope": SCOPE}, BOTH),
    ("A-LOVED", "contact", {**SHARED, "loved.words": WORDS}, CLINICIAN),
    ("A-LOVED", "contact", {**SHARED, "loved.dynamics": WORDS}, CLINICIAN),
    ("A-LOVED", "contact", {**SHARED, "loved.checkin": WORDS}, CLINICIAN),
    ("A-LOVED", "contact", {**SHARED, "loved.own_support": WORDS}, CLINICIAN),
    ("A-OPEN-END", "revision", {"close.missed": WORDS}, CLINICIAN),
]
WITHOUT_WORDS: list[tuple[str, Data, set[str]]] = [
    ("A-FEELINGS", {"contact.feelings": {"selected": ["anger"]}}, CLINICIAN),
    ("A-FEELINGS", {"contact.reactions": ["silence"]}, CLINICIAN),
    ("A-FEELINGS", {"contact.told": ["friend"]}, CLINICIAN),
    ("A-STABILISE", {**OPEN, "stabilise.home": True}, CLINICIAN),
    ("A-LOVED", {**SHARED, "loved.feelings": ["hope"]}, CLINICIAN),
    ("A-CONFIDENCE", {"revise.confidence": 0}, BOTH),
]
FOLLOW_UP: list[Data] = [
    {"followup.lines_done": [{"rule": "P-TOLD", "state": "done"}]},
    {"followup.sign_noticed": False},
    {"followup.change": WORDS},
    {"followup.pull": 7},
]
ALWAYS = {"A-SAFETY", "A-EVENT", "A-ADD"}
"""What stands in every interview."""


def answer_lines(plan: Plan) -> dict[str, Line]:
    """The answer lines of a plan by id."""
    return {each.id: each for each in plan.lines if each.role == "answer"}


@pytest.mark.parametrize(("line_id", "section", "changes", "editions"), LINES)
def test_line_quotes_its_answer(line_id: str, section: str, changes: Data, editions: set[str]) -> None:
    """Each answer prints in its line, in the patient's own words, for its readers and for nobody else."""
    found = line(interview(changes, path="deep"), line_id)
    assert found.section == section
    assert set(found.wording) == editions
    assert all(f"“{WORDS}”" in text for text in found.wording.values())


@pytest.mark.parametrize(("line_id", "changes", "editions"), WITHOUT_WORDS)
def test_line_of_an_answer_without_words(line_id: str, changes: Data, editions: set[str]) -> None:
    """Choices, numbers and yes or no print in their lines as well, a no and a zero included."""
    assert set(line(interview(changes), line_id).wording) == editions


@pytest.mark.parametrize("changes", FOLLOW_UP)
def test_line_of_a_follow_up(changes: Data) -> None:
    """A-FOLLOWUP prints for both readers from each of its answers."""
    found = line(follow_up(changes), "A-FOLLOWUP")
    assert set(found.wording) == BOTH
    assert found.section == "followup"


@pytest.mark.parametrize(
    ("data", "standing"),
    [(interview(), ALWAYS), (interview(path="deep"), ALWAYS), (follow_up(), {"A-SAFETY"})],
)
def test_without_answers_only_what_always_stands_prints(data: Data, standing: set[str]) -> None:
    """Where nothing was said only safety, what was taken and what is new have their lines."""
    assert set(answer_lines(plan_of(data))) == standing


@pytest.mark.parametrize("missing", [UNKNOWN, DECLINED, "  \n "])
def test_missing_words_print_no_line(missing: Any) -> None:
    """A status or a blank prints no answer line."""
    changes: Data = dict.fromkeys(
        ["sequence.coping_stopped", "prior.kept", "close.missed", "revise.change"], missing
    )
    assert set(answer_lines(plan_of(interview(changes)))) == ALWAYS


def test_answer_lines_are_no_actions() -> None:
    """An answer line rests on its answers, has the basis seed and is neither an action nor a gap."""
    changes = {question: value for _, _, each, _ in LINES for question, value in each.items()}
    found = answer_lines(plan_of(interview(changes, path="deep")))
    assert len(found) > 12
    for each in found.values():
        assert (each.basis, each.gap, each.kind) == (("seed",), False, "do")
        assert each.sources
        assert each.because
        assert each.options == ()


# ------------------------------------------------------------------ safety


@pytest.mark.parametrize(
    "data",
    [
        interview(),
        follow_up(),
        interview({question: None for question in interview()["answers"] if question.startswith("safety.")}),
    ],
)
def test_safety_always_prints_for_both(data: Data) -> None:
    """A-SAFETY always prints: for the patient that safety was talked about and whom to call."""
    found = line(data, "A-SAFETY")
    assert set(found.wording) == BOTH
    assert "0123" in found.wording["patient"]
    assert "\n" not in found.wording["patient"]


def test_safety_shows_what_was_found_and_what_is_open() -> None:
    """The clinician sees each answer and what is open; the patient's edition repeats none of it."""
    found = line(interview({"safety.now": ["fluids"], "safety.medical": DECLINED}), "A-SAFETY")
    rows = found.wording["clinician"].split("\n")
    open_rows = [row for row in rows if "open" in row.lower() and row != rows[0]]
    assert len(open_rows) == 1
    label = shipped_bank().questions["safety.now"].option_label("fluids")
    assert any(label in row for row in rows)
    assert label not in found.wording["patient"]
    assert len(found.wording["patient"].split("\n")) == 1


# -------------------------------------------------------- sequence, if-then, branches


def test_sequence_prints_earliest_first() -> None:
    """A-TIMELINE gives the events in their order in time, for both readers."""
    events = [event("mood", 2, what="second"), event("use", 0, what="third"), event("sleep", 9, what="first")]
    for text in line(interview({SAID: events}), "A-TIMELINE").wording.values():
        assert text.index("“first”") < text.index("“second”") < text.index("“third”")


def test_one_line_for_each_ifthen_entry() -> None:
    """Each if-then entry is a line with if, then, whom to tell and otherwise; an empty one is none."""
    entries = [
        {"if": "a1", "then": "b1", "tell": "c1", "fallback": "d1"},
        {"if": " "},
        {"if": "a2", "then": "b2"},
    ]
    found = answer_lines(plan_of(interview({"revise.ifthen": entries})))
    lines = [each for name, each in sorted(found.items()) if name.startswith("A-IFTHEN")]
    assert [each.id for each in lines] == ["A-IFTHEN-1", "A-IFTHEN-2"]
    for text in lines[0].wording.values():
        assert text.endswith("If “a1”, then “b1”, and tell “c1”\nIf that does not work: “d1”")
        assert all(f"“{word}" in text for word in ("a1", "b1", "c1", "d1"))
        assert "a2" not in text
    assert all("“a2" in text and "“b2" in text for text in lines[1].wording.values())


def test_where_an_ifthen_line_begins_is_told_to_the_clinician() -> None:
    """The step that a line answers stands on the clinician's edition, and makes a line by itself."""
    found = line(interview({"revise.ifthen": [{"begins_at": WORDS}]}), "A-IFTHEN-1").wording
    assert found["clinician"].endswith(f"begins at: “{WORDS}”")
    assert found["patient"].endswith("If (to be settled together), then (to be settled together)")


@pytest.mark.parametrize(
    ("events", "opens"),
    [
        ([event("sleep", 9), event("mood", 2)], True),
        ([event("mood", 9), event("sleep", 2, intensity=5)], True),
        ([event("mood", 9), event("sleep", 2, side="after", intensity=5)], True),
        ([event("mood", 9), event("sleep", 2, intensity=4)], False),
        ([event("mood", 9), event("sleep", 2)], False),
    ],
)
def test_branch_prints_while_it_is_open(events: list[Data], opens: bool) -> None:
    """A branch answer prints while its domain came first or was strong, and otherwise not at all."""
    plan = plan_of(interview({SAID: events, "branch.sleep.tried": WORDS}, path="deep"))
    assert ("A-BRANCH-SLEEP" in answer_lines(plan)) is opens
    assert (WORDS in plan.model_dump_json()) is opens


# ------------------------------------------------------------------ quotation


def quoted(words: str) -> str:
    """What stands between the quotation marks of a line that quotes these words."""
    text = line(interview({"prior.kept": words}), "A-KEEP").wording["patient"]
    return text[text.index("“") + 1 : text.rindex("”")]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("plain words", "plain words"),
        ("  on \n two\t\tlines ", "on two lines"),
        ("x" * 200, "x" * 200),
        (" \n" + "x" * 200 + "\t", "x" * 200),
        ("# heading | *bold* <b>", "# heading | *bold* <b>"),
    ],
)
def test_quotation(words: str, expected: str) -> None:
    """Words are quoted as they were said, with white space collapsed."""
    assert quoted(words) == expected


@pytest.mark.parametrize("words", ["x" * 201, "word " * 60, "é" * 5000])
def test_words_of_the_patient_are_never_cut(words: str) -> None:
    """However much was said, the line that carries it carries all of it."""
    assert quoted(words) == words.strip()


@pytest.mark.parametrize("words", ["x" * 201, "word " * 60])
def test_words_inside_a_sentence_of_the_product_are_cut(words: str) -> None:
    """A sentence that names an answer stays one: at most 200 characters of it, and the cut shows."""
    found = line(interview({"contact.meaning": "failed", "prior.kept": words}), "S-AVE").wording["patient"]
    inside = found[found.index("“") + 1 : found.rindex("”")]
    assert len(inside) <= 200
    assert inside.endswith("…")
    assert words.startswith(inside.rstrip("… "))


PLACEHOLDERS = "{safety.now} {flags} {numbers} {open_items} {nothing}"


@pytest.mark.parametrize(
    ("line_id", "changes"),
    [
        ("A-KEEP", {"prior.kept": PLACEHOLDERS}),
        ("A-TIMELINE", {SAID: [event("mood", what=PLACEHOLDERS)]}),
        ("A-IFTHEN-1", {"revise.ifthen": [{"if": PLACEHOLDERS, "then": "b"}]}),
        ("Q-EARLY", {SAID: [event("mood", what=PLACEHOLDERS)]}),
        ("Q-EARLY", {**sequence("mood"), "warning.missed": PLACEHOLDERS}),
        ("P-CONTACT", {"revise.next_contact": {"when": "2026-11-22", "who": PLACEHOLDERS}}),
        ("S-AVE", {"contact.meaning": "failed", "prior.kept": PLACEHOLDERS}),
    ],
)
def test_words_are_never_scanned_again(line_id: str, changes: Data) -> None:
    """A placeholder in an answer is the patient's words, and prints as it was said."""
    for text in line(interview(changes), line_id).wording.values():
        assert PLACEHOLDERS in text
        assert "0123" not in text


# ------------------------------------------------------------------ what reaches no line

MARK = "zqx-marker"
DISABLED: list[tuple[str, Data]] = [
    ("barrier without its opening", {"contact.worth": 9, "contact.barrier": MARK}),
    (
        "told although nobody knows",
        {"contact.reactions": ["nobody_knows"], "contact.told": {"note": MARK, "value": ["peer"]}},
    ),
    ("expected without idealising", {**sequence("mood"), "sequence.expected": MARK}),
    ("different the first time", {"sequence.seen_before": "first_time", "sequence.different": MARK}),
    ("loved ones later", {"loved.wish": "later", "loved.words": MARK}),
    ("loved ones, home not safe", {**SHARED, "safety.home_safe": "not_always", "loved.dynamics": MARK}),
    (
        "a scope that is not wanted",
        {"loved.wish": "not_wanted", "loved.scope": {"what": MARK, "with_whom": MARK}},
    ),
    ("stabilisation not open", {"stabilise.preference": MARK}),
    ("obstacle at high confidence", {"revise.confidence": 7, "revise.obstacle": MARK}),
    ("the other session", {"followup.change": MARK}),
    ("a note on the other session", {"followup.use_since": {"value": True, "note": MARK}}),
    ("a note on a disabled answer", {"safety.means": {"value": True, "note": MARK}}),
    ("a note on a disabled status", {"event.alcohol_medication": {"status": "declined", "note": MARK}}),
    ("where the person is", {"frame.mode": "video", "frame.location": MARK}),
]


@pytest.mark.parametrize(("case", "changes"), DISABLED)
def test_disabled_answers_reach_nothing(case: str, changes: Data) -> None:
    """A disabled answer and its note stand nowhere in the plan; the location never does."""
    plan = plan_of(interview(changes, path="deep"))
    assert MARK not in plan.model_dump_json(), case


def test_interview_words_reach_no_follow_up() -> None:
    """Answers of an interview stand nowhere in the plan of a follow-up."""
    plan = plan_of(follow_up({"prior.kept": MARK, "safety.now": {"value": ["none"], "note": MARK}}))
    assert MARK not in plan.model_dump_json()


NOTED: list[tuple[str, Any, str]] = [
    ("safety.now", {"value": ["none"], "note": MARK}, "safety"),
    ("safety.suicide", {"status": "declined", "note": MARK}, "safety"),
    ("safety.anxiety", {"value": {"peak": 2, "direction": "easing"}, "note": MARK}, "safety"),
    ("prior.kept", {"value": "I came", "note": MARK}, "revision"),
    ("stabilise.can_interrupt", {"value": "can", "note": MARK}, "stabilisation"),
]


@pytest.mark.parametrize(("question", "answer", "section"), NOTED)
def test_notes_print_for_the_clinician_alone(question: str, answer: Any, section: str) -> None:
    """A note prints in the section of its question, in the clinician's edition and in no other."""
    data = interview({**OPEN, **SHARED, "loved.scope": SCOPE, question: answer})
    plan = plan_of(data)
    noted = [each for each in plan.lines if MARK in each.wording.get("clinician", "")]
    assert [(each.rule, each.section, set(each.wording)) for each in noted] == [
        ("A-NOTES", section, CLINICIAN)
    ]
    assert MARK not in json.dumps([{**each.wording, "clinician": ""} for each in plan.lines])
    assert MARK not in json.dumps([each.text for each in plan.family_lines])


def test_notes_of_one_section_share_a_line() -> None:
    """Two notes of one section stand in one line, with both questions behind it."""
    data = interview(
        {
            "safety.now": {"value": ["none"], "note": "first note"},
            "safety.duties": {"value": ["none"], "note": "second note"},
        }
    )
    noted = [each for each in plan_of(data).lines if each.rule == "A-NOTES"]
    assert len(noted) == 1
    assert "first note" in noted[0].wording["clinician"]
    assert "second note" in noted[0].wording["clinician"]
    assert set(noted[0].because) >= {"safety.now", "safety.duties"}


def test_interpreted_signs_stay_with_the_clinician() -> None:
    """How signs were explained then is not repeated in the patient's edition."""
    found = line(interview({"warning.missed": "short nights", "warning.interpreted": MARK}), "A-SIGN")
    assert MARK in found.wording["clinician"]
    assert MARK not in found.wording["patient"]
    assert "short nights" in found.wording["patient"]


def test_scope_alone_is_repeated_to_the_patient() -> None:
    """Of what concerns someone close, the patient's edition holds the agreed scope and nothing else."""
    data = interview({**SHARED, "loved.scope": SCOPE, "loved.words": MARK, "loved.checkin": MARK})
    found = line(data, "A-LOVED")
    assert MARK in found.wording["clinician"]
    assert MARK not in found.wording["patient"]
    assert WORDS in found.wording["patient"]


def test_a_note_on_an_entry_is_no_answer() -> None:
    """An entry in a wrapper counts as its value."""
    wrapped = {"value": entry(**{"class": "opioid"}), "note": "said twice"}
    assert "P-NALOXONE" in {each.id for each in plan_of(interview({"event.substance": [wrapped]})).lines}


def test_notes_on_fields_and_entries_reach_the_clinician() -> None:
    """No note is lost, wherever it stands."""
    answers = {
        "safety.sleep": {
            "night_1": {"value": 6, "note": "woke twice"},
            "night_2": {"status": "declined", "note": "n2"},
        },
        "event.substance": [{"class": "z_drug", "route": {"value": "oral", "note": "crushed"}}],
        "contact.meaning": {"value": {"status": "unknown", "note": "inner"}, "note": "outer"},
    }
    texts = " ".join(
        each.wording["clinician"] for each in plan_of(interview(answers)).lines if each.rule == "A-NOTES"
    )
    assert [note for note in ("woke twice", "n2", "crushed", "inner", "outer") if note not in texts] == []


@pytest.mark.parametrize("value", [{"status": "unknown"}, {"value": "withheld"}])
def test_a_note_on_the_location_stays_private(value: Data) -> None:
    """Wherever the person is reaches no document, not even through a note."""
    answers = {"frame.mode": "phone", "frame.location": {**value, "note": "12 Main Street"}}
    assert "Main Street" not in plan_of(interview(answers)).model_dump_json()
