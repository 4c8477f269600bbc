"""The journal: the entries of any way through an interview give back exactly where it stood."""

from __future__ import annotations

import itertools
import json
import random
from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relapse_cli.errors import StoreError
from relapse_cli.logic.interview.moves import Interview
from relapse_cli.logic.journal.changes import begun, changes, migrated_entry, plan_entry, record_of, replay
from relapse_cli.logic.plan.final import answers_digest
from relapse_cli.model.decision import Confirm, Edit, Pick, SignOff
from relapse_cli.model.journal import Entry
from relapse_cli.model.migrated import LeftOver, Migrated
from relapse_cli.model.record import BankPin, Record
from relapse_cli.model.step import Step
from tests.banks_under_test import shipped_bank
from tests.examples import examples, slow_examples
from tests.logic.interview.test_moves import QUIET_FRAME, begin, random_reply
from tests.record_strategies import PATHS

DECISIONS = (
    Confirm(kind="confirm", flag="M-04", second=True),
    Pick(kind="pick", rule="T-SLEEP", options=("sleep_diary",), owner="patient", due="2026-11-25"),
    Edit(kind="edit", rule="P-TOLD", edition="patient", text="We told your sister."),
    SignOff(kind="sign_off", at="2026-11-20T09:50:00+01:00", role="therapist", answers="sha256:0"),
)
END = "2026-11-20T09:40:00+01:00"
ASIDE = {"bank", "readings", "opened_after"}
"""What belongs to no state: the bank it is read with, what has been read of it already, and whether back
leads to the list of answers, which a pause forgets."""
WALK = slow_examples(25)


def state(interview: Interview) -> dict[str, Any]:
    """Everything that makes up a state, down to what a signature is made over."""
    made = {
        field.name: getattr(interview, field.name) for field in fields(interview) if field.name not in ASIDE
    }
    return made | {"digest": answers_digest(interview.record.answers)}


def stored(entries: Sequence[Entry]) -> list[Entry]:
    """Entries as a store gives them back: their bodies went through JSON."""
    return [Entry(each.kind, json.loads(json.dumps(each.body, allow_nan=False))) for each in entries]


def any_reply(interview: Interview, rng: random.Random) -> Interview:
    """A reply of the interview, a card, or one of the turns that come up less often."""
    if interview.new_cards:
        return interview.show_cards()
    if rng.random() < 0.75:
        return random_reply(interview, rng)
    ways = [
        lambda: replace(interview, record=decided(interview.record, rng)),
        lambda: interview.finish(END) if interview.at is None else interview.check(),
        lambda: replace(interview.resume(), finished=False),
    ]
    if interview.at is not None:
        ways += [
            lambda: interview.with_draft(rng.choice(["", "half a sen", 'a "quoted"\nline'])),
            lambda: interview.answer_fields({}) if interview.line else interview,
            lambda: interview if interview.in_list else interview.clear(),
            lambda: interview.open_part(rng.choice(interview.form)) if interview.is_whole else interview,
            lambda: interview.add_to(interview.adds_to) if interview.adds_to else interview,
        ]
    return rng.choice(ways)()


def decided(record: Record, rng: random.Random) -> Record:
    """The record with some decisions."""
    some = tuple(decision for decision in DECISIONS if rng.random() < 0.5)
    return record.model_copy(update={"decisions": some})


def walk(path: str, seed: int, steps: int) -> list[Interview]:
    """The states of a random way."""
    rng = random.Random(seed)
    states = [begin(path)]
    for _ in range(steps):
        states.append(any_reply(states[-1], rng))
    return states


@WALK
@given(seed=st.integers(0, 10**9), path=st.sampled_from(PATHS), steps=st.integers(1, 60))
def test_a_replay_is_the_state_at_every_point_of_a_walk(seed: int, path: str, steps: int) -> None:
    """However an interview goes, its journal up to any change gives back that state, field by field."""
    states = walk(path, seed, steps)
    entries = changes(None, states[0])
    assert state(replay(shipped_bank(), stored(entries)).interview) == state(states[0])
    for before, after in itertools.pairwise(states):
        entries += changes(before, after)
        replayed = replay(shipped_bank(), stored(entries))
        assert state(replayed.interview) == state(after)
        assert replayed.problems == ()
    assert record_of(stored(entries)) == states[-1].record


@WALK
@given(seed=st.integers(0, 10**9), path=st.sampled_from(PATHS), steps=st.integers(1, 60))
def test_a_journal_that_begins_after_consent_holds_all_that_came_before(
    seed: int, path: str, steps: int
) -> None:
    """The first append of a walk that was held in memory so far gives back the whole state."""
    end = walk(path, seed, steps)[-1]
    assert state(replay(shipped_bank(), stored(changes(None, end))).interview) == state(end)


STEPS = st.sampled_from(
    [
        Step("safety.now"),
        Step("safety.sleep", None, "night_1"),
        Step("contact.feelings", None, "strongest", detail=True),
        Step("event.substance", 2, "class"),
        Step("sequence.event", 0),
        Step("close.ok"),
    ]
)
QUESTION = st.sampled_from(["safety.now", "safety.suicide", "event.substance", "close.ok"])
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=6,
)


@st.composite
def any_state(draw: st.DrawFn) -> Interview:
    """A state with anything in every field, whether an interview could come to it or not."""
    end = draw(st.none() | st.just(END))
    update = {"answers": draw(st.dictionaries(QUESTION, JSON)), "finished_at": end}
    decisions = draw(st.lists(st.sampled_from(DECISIONS), max_size=3))
    profile = draw(st.sampled_from(["2026-11-20T08:00:00+01:00", "2026-11-20T08:01:00+01:00"]))
    record = begin().record.model_copy(update=update | {"decisions": tuple(decisions), "started_at": profile})
    return Interview(
        shipped_bank(),
        record,
        draw(st.none() | STEPS),
        put=draw(st.frozensets(QUESTION)),
        trail=tuple(draw(st.lists(STEPS, max_size=4))),
        return_to=draw(st.none() | STEPS),
        open_before=draw(st.none() | st.frozensets(QUESTION)),
        cards=draw(st.frozensets(st.sampled_from(["E-01", "E-02"]))),
        drafts=draw(st.dictionaries(STEPS, WORDS.filter(bool), max_size=3)),
        finished=draw(st.booleans()),
    )


@examples(150)
@given(one=any_state(), other=any_state(), carried=st.lists(st.frozensets(QUESTION), min_size=2, max_size=2))
def test_any_state_follows_from_any_other(
    one: Interview, other: Interview, carried: list[frozenset[str]]
) -> None:
    """Nothing rests on what an interview would do: the difference of any two states is whole."""
    entries = [*changes(None, one, carried[0]), *changes(one, other, carried[1], carried[0])]
    replayed = replay(shipped_bank(), stored(entries))
    assert state(replayed.interview) == state(other)
    assert replayed.carried == carried[1]
    assert changes(other, other, carried[1], carried[1]) == []


def kinds(entries: Sequence[Entry]) -> list[str]:
    """The kinds of entries, in order."""
    return [entry.kind for entry in entries]


def test_an_answer_is_two_small_entries() -> None:
    """Late in a long interview, an answer takes a few hundred bytes: the answer, and where it leads."""
    before = walk("deep", 7, 150)[-1].check().jump("safety.now")
    following = changes(before, before.answer(["none"]))
    assert set(kinds(following)) <= {"answer", "place"}
    assert sum(len(json.dumps(entry.body)) for entry in following) < 600


def test_one_change_is_one_entry_of_its_kind() -> None:
    """A draft, a card, an end and decisions are written as what they are, and nothing beside them."""
    interview = begin(**QUIET_FRAME, safety__now=["unrousable"])
    drafted = interview.with_draft("half")
    assert interview.at == Step("contact.feelings", None, "selected")
    step = ["contact.feelings", None, "selected"]
    assert changes(interview, drafted) == [Entry("draft", {"step": step, "text": "half"})]
    assert changes(drafted, interview)[0].body["text"] == ""
    assert kinds(changes(interview, interview.note_cards())) == ["card"]
    checked = interview.check()
    assert kinds(changes(checked, checked.finish(END))) == ["finished"]
    signed = replace(checked, record=checked.record.model_copy(update={"decisions": DECISIONS}))
    assert [(each.kind, each.part) for each in changes(checked, signed)] == [("decisions", "plan")]


def test_what_was_half_typed_in_a_text_of_an_earlier_list_waits_at_its_question() -> None:
    """A journal of an earlier version named a text that was opened from a list apart from its question."""
    earlier = Entry("draft", {"step": ["sequence.q_before", None, None, True], "text": "half"})
    replayed = replay(shipped_bank(), [*changes(None, begin(**QUIET_FRAME)), earlier])
    assert replayed.interview.drafts == {Step("sequence.q_before"): "half"}


def test_an_answer_that_is_taken_away_is_null() -> None:
    """Removing the last entry of a list is a ``null`` for its question."""
    interview = begin(**QUIET_FRAME, sequence__event=[{"what": "one"}]).jump("sequence.event")
    entries = changes(interview, interview.list_action("remove", 0))
    assert entries == [Entry("answer", {"question": "sequence.event", "raw": None})]


def test_a_change_that_only_a_signature_notices_is_a_change() -> None:
    """A signature is made over the JSON of the answers, where 6 is not 6.0 and 1 is not true."""
    before = begin(**QUIET_FRAME, safety__sleep={"night_1": 6})
    for raw in ({"night_1": 6.0}, {"night_1": True}):
        record = before.record.model_copy(update={"answers": {**before.record.answers, "safety.sleep": raw}})
        [entry] = changes(before, replace(before, record=record))
        assert json.dumps(entry.body["raw"]) == json.dumps(raw)


def test_what_waits_to_be_confirmed_survives() -> None:
    """A carried answer that was confirmed is not asked about again, and one that was not still waits."""
    interview = begin(**QUIET_FRAME, event__escalation="same", contact__meaning="serious_workable")
    waited = {"event.escalation", "contact.meaning"}
    first = changes(None, interview, waited)
    then = changes(interview, interview, {"contact.meaning"}, waited)
    assert replay(shipped_bank(), first).carried == waited
    assert then == [Entry("place", {"confirmed": ["event.escalation"]})]
    assert replay(shipped_bank(), [*first, *then]).carried == {"contact.meaning"}


def test_the_beginning_holds_the_record_but_no_answer() -> None:
    """What a ``begun`` entry says is the head of the record."""
    made = begin(**QUIET_FRAME).record.model_copy(update={"continues": "older", "decisions": DECISIONS})
    entry = begun(Interview.start(shipped_bank(), made))
    assert entry.body["record"] == {
        "format": "relapse-interview/1", "id": "walk", "case": "PR-1", "path": "core",
        "started_at": made.started_at, "continues": "older",
    }  # fmt: skip


def test_half_characters_are_replaced() -> None:
    """Text that no UTF-8 file can hold is stored with a replacement sign."""
    interview = begin(**QUIET_FRAME, prior__kept="a\ud800b").with_draft("c\udfff")
    replayed = replay(shipped_bank(), stored(changes(None, interview))).interview
    assert replayed.record.answers["prior.kept"] == "a�b"
    assert list(replayed.drafts.values()) == ["c�"]


BAD_ENTRIES = [
    (Entry("gesture", {"kind": "wave"}), "JRN_001"),
    (Entry("answer", {"raw": ["none"]}), "JRN_002"),
    (Entry("answer", {"question": 4, "raw": ["none"]}), "JRN_002"),
    (Entry("place", {"at": "safety.now"}), "JRN_002"),
    (Entry("place", {"at": ["safety.now", -1]}), "JRN_002"),
    (Entry("place", {"put": "safety.now"}), "JRN_002"),
    (Entry("place", {"trail": {"keep": 99, "add": []}}), "JRN_002"),
    (Entry("card", {}), "JRN_002"),
    (Entry("draft", {"step": [], "text": "t"}), "JRN_002"),
    (Entry("finished", {"at": 5}), "JRN_002"),
    (Entry("decisions", {"decisions": {}}), "JRN_002"),
    (Entry("migrated", {"applied": 3}), "JRN_002"),
    (Entry("answer", None), "JRN_002"),  # type: ignore[arg-type]
    (Entry("card", {"flags": [], "colour": "red"}), "JRN_003"),
    (Entry("begun", {"record": {**begun(begin()).body["record"], "mood": 1}}), "JRN_003"),  # type: ignore[dict-item]
    (Entry("decisions", {"decisions": [{"kind": "wave"}]}), "JRN_004"),
    (Entry("place", {"return_to": ["gone.question"]}), "JRN_005"),
    (Entry("draft", {"step": ["safety.now", 0], "text": "t"}), "JRN_005"),
]


@pytest.mark.parametrize(("entry", "code"), BAD_ENTRIES)
def test_an_entry_of_a_newer_program_is_named_and_loses_nothing(entry: Entry, code: str) -> None:
    """What cannot be read is one warning without a patient's word; all else is as it was."""
    interview = begin(**QUIET_FRAME, safety__now=["none"])
    replayed = replay(shipped_bank(), [*changes(None, interview), entry])
    assert [(problem.code, problem.severity) for problem in replayed.problems] == [(code, "warning")]
    assert replayed.record.answers == interview.record.answers
    assert replayed.interview.at == interview.at
    assert replayed.interview.put == interview.put


def test_a_signature_over_decisions_that_cannot_be_read_does_not_stand() -> None:
    """Decisions that can be read stay; the signature beside one that cannot is gone."""
    readable = [decision.model_dump(mode="json") for decision in DECISIONS]
    entry = Entry("decisions", {"decisions": [*readable, {"kind": "wave"}]})
    replayed = replay(shipped_bank(), [*changes(None, begin()), entry])
    assert replayed.decisions == DECISIONS[:3]


def test_a_place_that_the_bank_lacks_is_left_for_the_next_open_question() -> None:
    """Where the question on screen is gone from the bank, the interview goes on with what is open."""
    interview = begin(**QUIET_FRAME)
    entries = [*changes(None, interview), Entry("place", {"at": ["gone.question"], "trail": {"keep": 0}})]
    replayed = replay(shipped_bank(), entries)
    assert replayed.interview.at == interview.at
    assert [problem.code for problem in replayed.problems] == ["JRN_005"]


@pytest.mark.parametrize(
    "entries",
    [
        [],
        [Entry("answer", {"question": "safety.now", "raw": ["none"]})],
        [Entry("begun", {})],
        [Entry("begun", {"record": {"id": "x"}, "carried": []})],
    ],
)
def test_a_journal_without_a_beginning_is_one_clear_error(entries: list[Entry]) -> None:
    """Without the head of the record there is nothing to go on with, and that is said."""
    with pytest.raises(StoreError, match="no beginning"):
        replay(shipped_bank(), entries)
    with pytest.raises(StoreError, match="no beginning"):
        record_of(entries)


def test_a_plan_is_kept_and_changes_no_state() -> None:
    """The plan of the day stands in the journal, in the plan's part, for whoever asks for it."""
    interview = begin(**QUIET_FRAME)
    kept = plan_entry({"format": "relapse-plan/1", "level": 3})
    assert kept.part == "plan"
    assert state(replay(shipped_bank(), [*changes(None, interview), kept]).interview) == state(interview)


def test_what_could_not_be_carried_over_stays_known() -> None:
    """A journal that went through a change of bank still says what was left over, and under which bank."""
    interview = begin(**QUIET_FRAME)
    pin = BankPin(id="post_relapse", version="2.0.0", digest="sha256:2")
    record = interview.record.model_copy(update={"bank": pin})
    left = LeftOver("event.gone", {"value": "x", "note": "n"}, "It is not asked any more.")
    entries = changes(None, interview)
    entries += [migrated_entry(Migrated(record, ("Nothing changed.",), (left,)))]
    entries += changes(interview, replace(interview, record=record))
    replayed = replay(shipped_bank(), stored(entries))
    assert replayed.left_over == (left,)
    assert replayed.record.bank == pin
