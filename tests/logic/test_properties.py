"""What must hold for every record (rules 12), and what the plan promises about its own grounds."""

from __future__ import annotations

import copy
import re
from datetime import datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from relapse_cli.formats.base import RenderOptions
from relapse_cli.formats.catalogue import write_plan
from relapse_cli.logic.rules.reads import questions_read
from relapse_cli.model.plan import Line, Plan, PlanFlag
from relapse_cli.text.days import MONTHS, plain_day, readable_moment
from tests.banks_under_test import DECLINED, UNKNOWN, plan_of, reading_of, shipped_bank
from tests.examples import slow_examples
from tests.record_strategies import busy_records, records

Data = dict[str, Any]

ANY_RECORD = st.one_of(busy_records(), records())
MISSING = st.sampled_from([UNKNOWN, DECLINED, None])
checked = slow_examples(60)

LOWER_THAN_UNKNOWN = {
    "frame.age_band": {"age_65_plus"},
    "event.mixed": {
        "alcohol", "opioid", "benzodiazepine", "z_drug", "gabapentinoid", "other_sedative", "stimulant",
        "illicit",
    },
    "event.now": {"as_prescribed_only"},
    "event.stopped": {"slow_with_prescriber", "cut_sharply", "stopped"},
    "event.over_max": {"true"},
    "event.product_combo": {"true"},
    "safety.suicide": {"wish_not_here"},
    "safety.medical": {"birth_within_year", "lung", "heart", "liver", "kidney", "epilepsy", "other_serious"},
    "safety.withdrawal": {"mild"},
    "safety.seizure_history": {"true"},
}  # fmt: skip
"""The exceptions of rules 12.2: options that may score below a missing answer."""


def plain(raw: object) -> object:
    """A stored answer without its wrapper."""
    return raw["value"] if isinstance(raw, dict) and set(raw) <= {"value", "note"} and "value" in raw else raw


def is_quiet(question: str, raw: object) -> bool:
    """Whether a stored answer is one of the question contract's quiet ones."""
    value, known = plain(raw), shipped_bank().questions[question]
    if value is None or (isinstance(value, dict) and "status" in value):
        return False
    match question.rpartition(".")[2]:
        case "location" | "substance":
            return True
        case "sleep":
            nights = [plain(value.get(f"night_{n}")) for n in (1, 2, 3)]
            hard = plain(value.get("difficulty"))
            known_nights = all(isinstance(n, int | float) and n > 3 for n in nights)
            return known_nights and isinstance(hard, int) and hard < 8
        case "anxiety":
            peak, direction = plain(value.get("peak")), plain(value.get("direction"))
            return isinstance(peak, int) and (peak < 6 or (peak < 8 and direction in ("steady", "easing")))
        case "stopped":
            return plain(value.get("change")) == "no_change"
        case "withdrawal":
            return plain(value.get("signs")) == ["none"]
    given_options = value if isinstance(value, list) else [str(value).lower()]
    return bool(given_options) and set(given_options) <= set(known.quiet)


def with_answer(data: Data, question: str, raw: object) -> Data:
    """The record with one answer replaced; ``None`` takes it away."""
    other = copy.deepcopy(data)
    other["answers"].pop(question, None)
    if raw is not None:
        other["answers"][question] = raw
    return other


def bytes_of(made: Plan) -> str | bytes:
    """The plan in its interchange format."""
    return write_plan(made, shipped_bank(), "clinician", "json", RenderOptions())


@checked
@given(data=ANY_RECORD, missing=MISSING, pick=st.randoms(use_true_random=False))
def test_a_quiet_critical_answer_turned_missing_never_lowers_the_level(
    data: Data, missing: Any, pick: Any
) -> None:
    """Rules 12.1: a missing answer never scores lower than a quiet one."""
    critical = [
        q for q, raw in data["answers"].items() if shipped_bank().questions[q].critical and is_quiet(q, raw)
    ]
    before = reading_of(data).computed_level
    for question in pick.sample(critical, min(4, len(critical))):
        assert reading_of(with_answer(data, question, missing)).computed_level >= before, question


@checked
@given(data=ANY_RECORD, missing=MISSING, pick=st.randoms(use_true_random=False))
def test_a_quiet_field_turned_missing_never_lowers_the_level(data: Data, missing: Any, pick: Any) -> None:
    """Rules 12.1, for the fields of critical groups; a list of products is replaced as a whole."""
    groups = [
        (q, field)
        for q, raw in data["answers"].items()
        if shipped_bank().questions[q].critical
        and shipped_bank().questions[q].type == "group"
        and is_quiet(q, raw)
        for field in plain(raw)  # type: ignore[attr-defined]
    ]
    before = reading_of(data).computed_level
    for question, field in pick.sample(groups, min(4, len(groups))):
        inner = {**plain(data["answers"][question]), field: missing}  # type: ignore[dict-item]
        assert reading_of(with_answer(data, question, inner)).computed_level >= before, (question, field)


def positive_answers(question: str) -> list[Any]:
    """Every answer to a critical question that is neither quiet nor a named exception."""
    known = shipped_bank().questions[question]
    allowed = LOWER_THAN_UNKNOWN.get(question, set())
    if known.type == "yes_no":
        return [] if {"true", "false"} <= set(known.quiet) | allowed else [True]
    options = [o.id for o in known.options if o.id not in known.quiet and o.id not in allowed]
    return [[option] for option in options] if known.type == "multi" else list(options)


@checked
@given(data=ANY_RECORD, pick=st.randoms(use_true_random=False))
def test_a_positive_answer_never_scores_below_a_missing_one(data: Data, pick: Any) -> None:
    """Rules 12.2, but for the exceptions named there."""
    session = reading_of(data).record.session
    critical = [q.id for q in shipped_bank().questions.values() if q.critical and q.session == session]
    for question in pick.sample(critical, 5):
        missing = reading_of(with_answer(data, question, UNKNOWN)).computed_level
        for answer in positive_answers(question):
            level = reading_of(with_answer(data, question, answer)).computed_level
            assert level >= missing, (question, answer)


@checked
@given(data=ANY_RECORD, pick=st.randoms(use_true_random=False))
def test_the_order_of_entries_and_options_changes_nothing(data: Data, pick: Any) -> None:
    """Rules 12.3: neither the order of answers, entries nor list options matters."""
    shuffled = copy.deepcopy(data)
    for question in ("event.substance", "sequence.event", "event.mixed", "safety.now", "support.lacking"):
        value = plain(shuffled["answers"].get(question))
        if isinstance(value, list):
            pick.shuffle(value)
    names = list(shuffled["answers"])
    pick.shuffle(names)
    shuffled["answers"] = {name: shuffled["answers"][name] for name in names}
    assert bytes_of(plan_of(shuffled)) == bytes_of(plan_of(data))


@checked
@given(data=ANY_RECORD, other=ANY_RECORD)
def test_a_disabled_answer_reaches_no_rule_and_no_document(data: Data, other: Data) -> None:
    """Rules 12.4: answers to disabled questions have no effect, notes included."""
    reading = reading_of(data)
    bare = copy.deepcopy(data)
    for question in data["answers"]:
        if not reading.enabled(question):
            del bare["answers"][question]
    filled = copy.deepcopy(bare)
    session = reading.record.session
    for question, raw in other["answers"].items():
        known = shipped_bank().questions[question]
        if known.session == session and not reading.enabled(question):
            filled["answers"][question] = {"value": plain(raw), "note": "a note nobody should see"}
    assert bytes_of(plan_of(bare)) == bytes_of(plan_of(data)) == bytes_of(plan_of(filled))


@checked
@given(data=busy_records(path="core"), other=busy_records(path="followup"))
def test_answers_of_the_other_session_have_no_effect_but_keep_the_plan_from_being_final(
    data: Data, other: Data
) -> None:
    """Rules 1.3: such an answer is a fault and is ignored."""
    mixed = copy.deepcopy(data)
    mixed["answers"] |= other["answers"]
    one, two = plan_of(data), plan_of(mixed)
    assert (one.level, one.flags, one.lines) == (two.level, two.flags, two.lines)
    assert "V-OPTION" in two.unmet


BY_LEVEL_OR_DISPLAY = {"due", "due_words", "later", "open_inputs"}
"""What the level alone decides, and what only tells which inputs of a rule are open."""


def essence(item: PlanFlag | Line | None) -> object:
    """A flag or line without what the level alone decides."""
    return item and item.model_dump(exclude=BY_LEVEL_OR_DISPLAY)


def relevance_readers(question: str) -> set[str]:
    """The questions whose relevance reads a question, directly or through another."""
    bank, found, fresh = shipped_bank(), {question}, {question}
    while fresh:
        fresh = {q.id for q in bank.questions.values() if questions_read(q.relevance, bank) & fresh} - found
        found |= fresh
    return found


LEVEL_RULES = {
    "P-EMERGENCY",
    "P-SAMEDAY",
    "P-MEDREVIEW",
    "F-1",
    "F-2",
    "F-3",
    "F-4",
    "P-CONTACT",
    "GAP-TRIGGER",
    "GAP-REVISION",
    "S-REENGAGE",
    "S-MINIMISE",
    "Q-EARLY",
    "Q-SAI",
    "R-PATTERN",
    "R-RECUR",
    "D-00",
}
"""Lines that the level puts on the plan, takes off or dates; the flags behind it name the answers."""


@checked
@given(data=busy_records(), pick=st.randoms(use_true_random=False))
def test_deleting_an_answer_changes_only_what_names_it(data: Data, pick: Any) -> None:
    """A flag or line changes only if its grounds, before or after, name the answer or what it opens."""
    one = plan_of(data)
    for question in pick.sample(sorted(data["answers"]), min(3, len(data["answers"]))):
        two = plan_of(with_answer(data, question, None))
        touched = relevance_readers(question)
        for kind in ("flags", "lines"):
            before = {item.id: item for item in getattr(one, kind)}
            after = {item.id: item for item in getattr(two, kind)}
            for name in before.keys() | after.keys():
                old, new = before.get(name), after.get(name)
                if one.level != two.level and name in LEVEL_RULES:
                    continue
                same = essence(old) == essence(new)
                grounds = {q for item in (old, new) if item for q in item.because}
                assert same or grounds & touched, (question, name, grounds)


@checked
@given(data=ANY_RECORD)
def test_the_same_record_gives_the_same_bytes(data: Data) -> None:
    """A plan is a pure function of its record."""
    assert bytes_of(plan_of(data)) == bytes_of(plan_of(copy.deepcopy(data)))


@checked
@given(data=ANY_RECORD)
def test_grounds_are_enabled_questions_in_order(data: Data) -> None:
    """Every ``because`` is sorted and names enabled questions only."""
    reading, made = reading_of(data), plan_of(data)
    for item in (*made.flags, *made.lines):
        assert list(item.because) == sorted(set(item.because))
        assert all(reading.enabled(question) for question in item.because)


@checked
@given(data=ANY_RECORD)
def test_levels_never_fall_below_what_is_open(data: Data) -> None:
    """Rules 12.5: signs, the brief path, open critical items and a person who is not clear."""
    reading, made = reading_of(data), plan_of(data)
    if made.unresolved or data["path"] == "brief":
        assert made.level >= 2
    if reading.record.session == "interview" and reading.fact("not_clear"):
        assert made.level >= 3
    signs = reading.answer("followup.now" if data["path"] == "followup" else "safety.now")
    if set(signs.options) - {"none"}:
        assert made.level >= 3


@checked
@given(data=ANY_RECORD)
def test_exactly_one_answer_to_whether_stabilisation_is_needed(data: Data) -> None:
    """Rules 12.6: D-OPEN, D-00, or one or more of D-01 to D-03; none in a follow-up."""
    rules = {line.rule for line in plan_of(data).lines}
    groups = [bool(rules & {"D-01", "D-02", "D-03"}), "D-OPEN" in rules, "D-00" in rules]
    assert sum(groups) == (0 if data["path"] == "followup" else 1)


DATE = re.compile(rf"(?:[A-Z][a-z]{{2}} )?\d{{1,2}} (?:{'|'.join(MONTHS)}) \d{{4}}(?:, \d\d:\d\d)?")


QUOTING = {"P-EMERGENCY", "D-01"}
"""Lines that pass recorded answers on, with the dates in them."""


def contact_dates(plan: Plan) -> set[str]:
    """The agreed contact and the one before it, as every line has to write them."""
    start = datetime.fromisoformat(plan.started_at)
    extra = {
        None: set(),
        "today": {plain_day(start.date())},
        "days 1": {plain_day(start.date() + timedelta(days=1))},
        "hours 48": {readable_moment(start + timedelta(hours=48))},
    }[plan.extra_contact]
    return extra | ({plan.next_contact.words} if plan.next_contact else set())


def dates_in(line: Line) -> set[str]:
    """The dates in the product's own words of a line, apart from answers and slots."""
    texts = (*line.texts.values(), *line.adds.values())
    own = [span for text in texts for span in text.spans if type(span) is str]
    return {date for words in own for date in DATE.findall(words)}


@checked
@given(data=st.one_of(records(), busy_records()))
def test_no_two_lines_name_different_dates_for_a_contact(data: Data) -> None:
    """Whatever line speaks of the next contact names the agreed one or the one before it."""
    plan = plan_of(data)
    told = [line for line in plan.lines if line.role in {"action", "gap"} and line.id not in QUOTING]
    spoken = {line.id: dates_in(line) for line in told}
    assert set().union(*spoken.values()) <= contact_dates(plan), spoken


@checked
@given(data=busy_records())
def test_no_line_is_due_at_a_contact_that_is_another_one(data: Data) -> None:
    """What is due at a contact is due when the contact line says that it takes place."""
    plan = plan_of(data)
    [contact] = [line for line in plan.lines if line.rule == "P-CONTACT"]
    due = {str(line.due.kind): line.due.at for line in plan.lines if line.due}
    agreed = plan.next_contact.at if plan.next_contact else contact.due and contact.due.at
    assert due.get("next_contact", agreed) == agreed
    if plan.extra_contact is None:
        assert due.get("first_contact", agreed) == agreed
