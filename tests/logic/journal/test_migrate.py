"""A bank that changed since a record was made: what fits is carried over, all else is left to be shown."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relapse_cli.logic.answers.check_record import check_record
from relapse_cli.logic.answers.check_value import check_answer
from relapse_cli.logic.interview.moves import Interview
from relapse_cli.logic.journal.changes import changes, replay
from relapse_cli.logic.journal.migrate import asked_again, migrate
from relapse_cli.logic.journal.upgrade import take_over
from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.model.answer import read_answer
from relapse_cli.model.bank import Bank
from relapse_cli.model.migrated import LeftOver, Migrated
from relapse_cli.model.migration import Migration
from relapse_cli.model.record import Record
from relapse_cli.model.step import Step
from tests.banks_under_test import record_of, shipped_bank, vignette
from tests.examples import examples
from tests.small_bank import HEAD, check_bank, write_bank

QUESTIONS = """\
- id: safety.body
  type: multi
  label: Body
  paths: [core]
  critical: true
  quiet: [none]
  exclusive: none
  options: [{id: seizure, label: A seizure}, {id: chest, label: Chest pain}, {id: none, label: Nothing}]
- id: safety.mind
  type: multi
  label: Mind
  paths: [core]
  critical: true
  quiet: [none]
  exclusive: none
  options: [{id: unrousable, label: No rousing}, {id: voices, label: Voices}, {id: none, label: Nothing}]
- id: safety.mood
  type: choice
  label: Mood
  paths: [core]
  options: [{id: low, label: Low}, {id: even, label: Even}]
- id: safety.sleep
  type: group
  label: Sleep
  paths: [core]
  fields:
    - {id: hours, type: number, label: Hours, min: 0, max: 24}
    - {id: how, type: choice, label: How, options: [{id: well, label: Well}, {id: badly, label: Badly}]}
- {id: safety.words, type: text, label: Words, paths: [core]}
- {id: safety.more, type: text, label: More, paths: [core]}
- id: safety.step
  type: event
  label: Steps
  paths: [core]
  fields:
    - {id: what, type: text, label: What}
    - {id: how, type: choice, label: How, options: [{id: well, label: Well}, {id: badly, label: Badly}]}
"""


@cache
def plain_bank() -> Bank:
    """Version 3 of a small bank, without migrations."""
    with TemporaryDirectory() as folder:
        head = HEAD.replace('"1"', '"3"')
        bank, problems = check_bank(write_bank(Path(folder), questions=QUESTIONS, head=head))
    assert bank is not None, problems
    assert problems == []
    return bank


def bank_with(*migrations: dict[str, Any]) -> Bank:
    """The small bank with migrations."""
    made = tuple(Migration.model_validate(migration) for migration in migrations)
    return plain_bank().model_copy(update={"migrations": made})


def one_step(**moves: Any) -> Bank:
    """The small bank with one migration from version 2."""
    return bank_with({"from": "2", "to": "3", **moves})


def old_record(answers: dict[str, Any], version: str = "2", **more: Any) -> Record:
    """A record of an older version of the small bank."""
    return record_of(
        {
            "format": "relapse-interview/1", "id": "old", "case": "PR-1", "path": "core",
            "bank": {"id": "small", "version": version, "digest": "sha256:old"},
            "started_at": "2026-11-20T09:00:00+01:00", "answers": answers, **more,
        }
    )  # fmt: skip


def carried(bank: Bank, answers: dict[str, Any], version: str = "2") -> dict[str, Any]:
    """The answers that are carried over."""
    return dict(migrate(bank, old_record(answers, version)).record.answers)


def left(migrated: Migrated) -> list[tuple[str, str, object]]:
    """What is left over: question, part, and what stood there."""
    return [(each.question, each.part, each.raw) for each in migrated.left_over]


def test_a_record_of_the_same_bank_stays_as_it_is() -> None:
    """Not even an answer with a fault is looked at."""
    bank = shipped_bank()
    pin = {"id": bank.id, "version": bank.version, "digest": bank.digest}
    record = record_of({**vignette("PR-101"), "bank": pin})
    record = record.model_copy(update={"answers": {**record.answers, "no.question": 1}})
    migrated = migrate(bank, record)
    assert migrated.record is record
    assert (migrated.applied, migrated.left_over, migrated.left_decisions) == ((), (), ())


@pytest.mark.parametrize("case", ["PR-101", "PR-102", "PR-210"])
@pytest.mark.parametrize("pin", [None, {"id": "post_relapse", "version": "1.0.0", "digest": "sha256:other"}])
def test_a_sound_record_under_another_digest_is_carried_over_whole(
    case: str, pin: dict[str, str] | None
) -> None:
    """Nothing is assumed, everything is checked, and what fits stays, in its order."""
    record = record_of({**vignette(case), "bank": pin})
    migrated = migrate(shipped_bank(), record)
    assert list(migrated.record.answers.items()) == list(record.answers.items())
    assert migrated.record.decisions == record.decisions
    assert (migrated.applied, migrated.left_over, migrated.left_decisions) == ((), (), ())
    assert migrated.record.bank is not None
    assert migrated.record.bank.digest == shipped_bank().digest


def test_a_renamed_question_keeps_its_answer_and_its_note() -> None:
    """The answer stands under the new name, and what was done is said without the patient's words."""
    raw = {"value": "my own words", "note": "said quietly"}
    migrated = migrate(one_step(rename={"old.words": "safety.words"}), old_record({"old.words": raw}))
    assert migrated.record.answers == {"safety.words": raw}
    assert migrated.applied == ("From version 2 to 3: 'old.words' is now 'safety.words'.",)
    assert migrated.moved == {"old.words": ("safety.words",)}
    assert migrated.left_over == ()


def test_questions_that_swap_their_names_swap_their_answers() -> None:
    """All names of one migration change at once."""
    bank = one_step(rename={"safety.words": "safety.more", "safety.more": "safety.words"})
    assert carried(bank, {"safety.words": "w", "safety.more": "m"}) == {
        "safety.more": "w",
        "safety.words": "m",
    }


@pytest.mark.parametrize(
    ("question", "options", "raw", "expected"),
    [
        ("safety.mood", {"sad": "low"}, "sad", "low"),
        ("safety.mood", {"sad": "low"}, {"value": "sad", "note": "n"}, {"value": "low", "note": "n"}),
        ("safety.mood", {"sad": "low"}, {"status": "declined"}, {"status": "declined"}),
        ("safety.mood", {"low": "even", "even": "low"}, "low", "even"),
        ("safety.body", {"fit": "seizure"}, ["chest", "fit"], ["chest", "seizure"]),
        (
            "safety.body",
            {"fit": "seizure", "fits": "seizure"},
            ["fit", "chest", "fits"],
            ["seizure", "chest"],
        ),
    ],
)
def test_mapped_options_stand_in_the_place_of_the_old_ones(
    question: str, options: dict[str, str], raw: Any, expected: Any
) -> None:
    """In a choice and in a list, beside a note, all at once; two that became one are given once."""
    assert carried(one_step(map={question: options}), {question: raw}) == {question: expected}


def test_fields_are_renamed_mapped_and_dropped_in_groups_and_entries() -> None:
    """What stood in a dropped field is shown with its place; the rest of the answer goes on."""
    inner = {
        "rename": {"quality": "how"},
        "map": {"quality": {"good": "well"}},
        "drop": {"colour": "It is not asked any more."},
    }
    bank = one_step(fields={"safety.sleep": inner, "safety.step": inner})
    answers = {
        "safety.sleep": {"hours": 5, "quality": {"value": "good", "note": "n"}, "colour": "blue"},
        "safety.step": [{"what": "one"}, {"what": "two", "quality": "good", "colour": "red"}],
    }
    migrated = migrate(bank, old_record(answers))
    assert migrated.record.answers == {
        "safety.sleep": {"hours": 5, "how": {"value": "well", "note": "n"}},
        "safety.step": [{"what": "one"}, {"what": "two", "how": "well"}],
    }
    assert left(migrated) == [("safety.sleep", ".colour", "blue"), ("safety.step", "[1].colour", "red")]
    assert {each.why for each in migrated.left_over} == {"It is not asked any more."}


def test_a_renamed_field_takes_no_place_that_is_taken() -> None:
    """The value that stood under the new name already stays; the other one is shown."""
    bank = one_step(fields={"safety.sleep": {"rename": {"quality": "how"}}})
    migrated = migrate(bank, old_record({"safety.sleep": {"quality": "badly", "how": "well"}}))
    assert migrated.record.answers == {"safety.sleep": {"how": "well"}}
    assert left(migrated) == [("safety.sleep", ".quality", "badly")]


SPLIT = {"safety.now": ["safety.body", "safety.mind"]}


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (["seizure"], {"safety.body": ["seizure"]}),
        (["seizure", "voices"], {"safety.body": ["seizure"], "safety.mind": ["voices"]}),
        (["none"], {"safety.body": ["none"], "safety.mind": ["none"]}),
        (
            {"value": ["voices"], "note": "at night"},
            {"safety.mind": {"value": ["voices"], "note": "at night"}},
        ),
        (
            {"status": "declined"},
            {"safety.body": {"status": "declined"}, "safety.mind": {"status": "declined"}},
        ),
    ],
)
def test_a_split_list_gives_each_question_the_options_it_has(raw: Any, expected: dict[str, Any]) -> None:
    """A question that gets nothing has no answer; a status and a note go to each that gets something."""
    assert carried(one_step(split=SPLIT), {"safety.now": raw}) == expected


@pytest.mark.parametrize("raw", [["seizure", "gone"], ["none", "gone"], ["gone"], "seizure of words", 7])
def test_a_split_answer_with_a_part_that_fits_nowhere_is_left_over_whole(raw: Any) -> None:
    """Half of what was said could sound quiet; so nothing of it is carried over."""
    migrated = migrate(one_step(split=SPLIT), old_record({"safety.now": raw}))
    assert migrated.record.answers == {}
    assert left(migrated) == [("safety.now", "", raw)]


def test_other_answers_are_split_where_they_fit_whole() -> None:
    """Words go to each text, a choice to the question that has it, a group by its fields."""
    words = one_step(split={"old.words": ["safety.words", "safety.more"]})
    assert carried(words, {"old.words": "w"}) == {"safety.words": "w", "safety.more": "w"}
    choice = one_step(split={"old.pick": ["safety.mood", "safety.body"]})
    assert carried(choice, {"old.pick": "low"}) == {"safety.mood": "low"}
    assert carried(choice, {"old.pick": "chest"}) == {"safety.body": ["chest"]}
    assert carried(choice, {"old.pick": ["low"]}) == {"safety.mood": "low"}
    assert carried(choice, {"old.pick": ["low", "even"]}) == {}
    group = one_step(split={"old.night": ["safety.sleep", "safety.words"]})
    assert carried(group, {"old.night": {"hours": 5}}) == {"safety.sleep": {"hours": 5}}
    assert carried(group, {"old.night": {"hours": 5, "dreams": "many"}}) == {}


def test_a_dropped_answer_is_shown_with_its_reason() -> None:
    """It stands in no question any more, and nobody has to wonder where it went."""
    bank = one_step(drop={"old.words": "Nobody needed it."})
    migrated = migrate(bank, old_record({"old.words": "mine", "safety.words": "w"}))
    assert migrated.record.answers == {"safety.words": "w"}
    assert migrated.left_over == (LeftOver("old.words", "mine", "Nobody needed it."),)


@pytest.mark.parametrize(
    ("answers", "why"),
    [
        ({"gone.question": "w"}, "This bank has no such question."),
        ({"safety.mood": "sad"}, "It does not fit any more: 'sad' is not an option here."),
        ({"safety.sleep": {"hours": 25}}, "It does not fit any more: the number is out of range."),
        ({"safety.sleep": {"dreams": "many"}},
         "It does not fit any more: 'dreams' is not a field of this question."),
        ({"safety.body": ["none", "chest"]}, "It does not fit any more: 'none' stands beside other options."),
    ],
)  # fmt: skip
@pytest.mark.parametrize("version", ["2", "3", "9"])
def test_what_fits_nothing_and_is_not_declared_is_left_over(
    answers: dict[str, Any], why: str, version: str
) -> None:
    """Of an older, a later and the same version: the answer, and why, never a guess."""
    migrated = migrate(plain_bank(), old_record(answers, version))
    assert migrated.record.answers == {}
    assert [(each.question, each.raw, each.why) for each in migrated.left_over] == [
        (question, raw, why) for question, raw in answers.items()
    ]


def test_migrations_follow_each_other_from_the_version_of_the_record() -> None:
    """Each step reads the names that the one before it gave; a later record takes the later ones only."""
    bank = bank_with(
        {"from": "1", "to": "2", "rename": {"a": "b"}, "map": {"a": {"x": "y"}}},
        {"from": "2", "to": "3", "rename": {"b": "safety.mood"}, "map": {"b": {"y": "low"}}},
    )
    assert carried(bank, {"a": "x"}, "1") == {"safety.mood": "low"}
    assert carried(bank, {"b": "y"}, "2") == {"safety.mood": "low"}
    assert carried(bank, {"a": "x"}, "2") == {}
    assert carried(bank, {"b": "y"}, "3") == {}


@pytest.mark.parametrize(
    "pin",
    [
        None,
        {"id": "other", "version": "2", "digest": "sha256:0"},
        {"id": "small", "version": "0", "digest": "sha256:0"},
    ],
)
def test_migrations_apply_to_no_other_bank_and_version(pin: dict[str, str] | None) -> None:
    """Without a declared way from just that version of just this bank, only what fits as it is stays."""
    record = old_record({"old.words": "w", "safety.more": "m"}).model_dump(mode="json") | {"bank": pin}
    migrated = migrate(one_step(rename={"old.words": "safety.words"}), record_of(record))
    assert migrated.record.answers == {"safety.more": "m"}
    assert left(migrated) == [("old.words", "", "w")]


def test_a_way_that_does_not_end_at_the_bank_is_not_taken() -> None:
    """Half of a chain would leave names of no version; such a bank has a fault, and nothing is guessed."""
    bank = bank_with({"from": "1", "to": "2", "rename": {"safety.more": "safety.words"}})
    assert carried(bank, {"safety.more": "m"}, "1") == {"safety.more": "m"}


def test_an_answer_takes_no_place_that_is_taken() -> None:
    """The answer that has kept its name stays, whichever stands first in the record."""
    bank = one_step(rename={"old.words": "safety.words"})
    for answers in ({"old.words": "o", "safety.words": "w"}, {"safety.words": "w", "old.words": "o"}):
        migrated = migrate(bank, old_record(answers))
        assert migrated.record.answers == {"safety.words": "w"}
        assert left(migrated) == [("old.words", "", "o")]


@pytest.mark.parametrize("moves", [{}, {"drop": {"safety.now": "Split up."}}, {"split": SPLIT}])
def test_a_left_over_critical_answer_reads_as_open(moves: dict[str, Any]) -> None:
    """Its questions have no answer: they are unresolved, and an interview asks them."""
    migrated = migrate(one_step(**moves), old_record({"safety.now": ["none", "gone"]}))
    reading = Evaluation(plain_bank(), migrated.record)
    interview = Interview.start(plain_bank(), migrated.record)
    for question in ("safety.body", "safety.mind"):
        assert not reading.answer(question).usable
        assert question in interview.open_questions


DECISIONS: list[dict[str, Any]] = [
    {"kind": "confirm", "flag": "M-99"},
    {"kind": "add", "id": "own-1", "section": "trigger", "text": "Walk.", "editions": ["clinician"]},
    {"kind": "edit", "rule": "own-1", "edition": "clinician", "text": "Walk daily."},
    {"kind": "recheck", "what": "coercion"},
    {"kind": "sign_off", "at": "2026-11-20T09:50:00+01:00", "role": "therapist", "answers": "sha256:0"},
]


def test_decisions_about_what_is_gone_are_shown_and_the_others_stay() -> None:
    """A flag that the bank lacks takes its decision along; the record can be read again."""
    record = Record.model_validate_json(
        json.dumps(old_record({}).model_dump(mode="json") | {"decisions": DECISIONS})
    )
    migrated = migrate(plain_bank(), record)
    assert migrated.record.decisions == record.decisions[1:]
    [only] = migrated.left_decisions
    assert (only.question, only.why) == ("decisions[0]", "'M-99' is not a flag here.")
    assert check_record(plain_bank(), migrated.record) == []


OLD = ["a", "b", "safety.now", "safety.mood", "safety.body", "safety.words", "safety.sleep"]
NEW = ["b", "c", "safety.mood", "safety.body", "safety.mind", "safety.words", "safety.sleep"]
OPTIONS = ["seizure", "voices", "none", "low", "gone"]
VALUES = st.one_of(
    st.sampled_from(OPTIONS),
    st.lists(st.sampled_from(OPTIONS), max_size=3, unique=True),
    st.dictionaries(st.sampled_from(["hours", "how", "gone"]), st.sampled_from([5, "well", "gone"])),
    st.just({"status": "unknown"}),
    st.none(),
)
RAW = VALUES | VALUES.map(lambda value: {"value": value, "note": "a note"})


@st.composite
def any_migration(draw: st.DrawFn, since: str, to: str) -> dict[str, Any]:
    """A migration of any questions to any others."""
    old, new, option = st.sampled_from(OLD), st.sampled_from(NEW), st.sampled_from(OPTIONS)
    inner = {"rename": draw(st.dictionaries(st.just("gone"), st.just("how"))),
             "drop": draw(st.dictionaries(st.just("hours"), st.just("why")))}  # fmt: skip
    return {
        "from": since,
        "to": to,
        "rename": draw(st.dictionaries(old, new, max_size=3)),
        "split": draw(st.dictionaries(old, st.lists(new, min_size=2, max_size=3, unique=True), max_size=2)),
        "map": draw(st.dictionaries(old, st.dictionaries(option, option), max_size=2)),
        "drop": draw(st.dictionaries(old, st.just("why"), max_size=1)),
        "fields": draw(st.dictionaries(old, st.just(inner), max_size=2)),
    }


@examples(300)
@given(
    one=any_migration("1", "2"),
    two=any_migration("2", "3"),
    answers=st.dictionaries(st.sampled_from(OLD), RAW, max_size=5),
)
def test_every_answer_is_carried_over_or_left_over(
    one: dict[str, Any], two: dict[str, Any], answers: dict[str, Any]
) -> None:
    """Whatever is declared, even what no check would let pass: nothing vanishes and nothing unfit stays."""
    migrated = migrate(bank_with(one, two), old_record(answers, "1"))
    left_whole = {each.question for each in migrated.left_over if not each.part}
    moved = [new for news in migrated.moved.values() for new in news]
    assert {old for old, news in migrated.moved.items() if news} | left_whole == set(answers)
    assert sorted(moved) == sorted(migrated.record.answers)
    for question, answer in migrated.record.given.items():
        assert list(check_answer(plain_bank().questions[question], answer)) == []
    for old, news in migrated.moved.items():
        assert {migrated.record.answer(new).note for new in news} <= {read_answer(answers[old]).note}
    for each in migrated.left_over:
        assert each.part or each.raw == answers[each.question]


@examples(150)
@given(given_options=st.lists(st.sampled_from(OPTIONS), min_size=1, unique=True))
def test_a_split_list_is_carried_over_with_every_option_or_not_at_all(given_options: list[str]) -> None:
    """What the new questions hold together is what was said, and never only the quiet part of it."""
    answers = carried(one_step(split=SPLIT), {"safety.now": given_options})
    together = {option for raw in answers.values() for option in raw}
    assert together in (set(), set(given_options))


def kept(bank: Bank, interview: Interview, waiting: frozenset[str]) -> list[Any]:
    """The journal of an interview."""
    return changes(None, replace(interview, bank=bank), waiting)


def test_an_interview_goes_on_under_the_bank_of_today() -> None:
    """Its answers move, what waits to be confirmed still waits, and the journal says what was left over."""
    bank = one_step(rename={"old.words": "safety.words"})
    record = old_record({"old.words": "w", "safety.mood": "sad", "safety.more": "m"})
    before = Interview(bank, record, Step("safety.mood"), put=frozenset({"old.words"}))
    before = replace(before, drafts={Step("safety.more"): "half"})
    entries = kept(bank, before, frozenset({"old.words", "safety.more"}))
    over = take_over(bank, replay(bank, entries))
    assert over.carried == {"safety.words", "safety.more"}
    assert over.interview.record.answers == {"safety.words": "w", "safety.more": "m"}
    assert over.interview.at == Step("safety.body")
    assert over.interview.draft is None
    assert over.interview.drafts == {Step("safety.more"): "half"}
    after = replay(bank, [*entries, *over.entries])
    assert (after.interview, after.carried) == (over.interview, over.carried)
    assert after.left_over == over.migrated.left_over
    assert [each.question for each in after.left_over] == ["safety.mood"]
    assert take_over(bank, after).entries == ()


def test_a_finished_interview_stays_finished_under_the_bank_of_today() -> None:
    """Its state says that it is over, and no question is on screen."""
    bank = plain_bank()
    ended = Interview(bank, old_record({"safety.more": "m"}), None).finish("2026-11-20T09:40:00+01:00")
    over = take_over(bank, replay(bank, kept(bank, ended, frozenset())))
    assert over.interview.finished
    assert over.interview.at is None
    assert over.interview.record.answer("safety.more").value == "m"


ASK_AGAIN = {"field": "how", "was": ["badly"], "why": "It was one answer then."}


@pytest.mark.parametrize(
    ("question", "raw", "again"),
    [
        ("safety.step", [{"what": "one"}, {"how": {"value": "badly", "note": "n"}}], True),
        ("safety.step", [{"how": "well"}, {"status": "declined"}], False),
        ("safety.sleep", {"how": "badly"}, True),
        ("safety.sleep", {"hours": 3}, False),
        ("safety.sleep", {"status": "unknown"}, False),
    ],
)
def test_a_kept_answer_that_may_mean_two_things_is_asked_again(question: str, raw: Any, again: bool) -> None:
    """It stays as it was, in a group and in any entry of a list, and it is said why."""
    migrated = migrate(one_step(again={question: ASK_AGAIN}), old_record({question: raw}))
    assert migrated.record.answers == {question: raw}
    assert [(each.question, each.why) for each in migrated.again] == (
        [(question, "It was one answer then.")] if again else []
    )


def test_an_answer_that_is_asked_again_goes_by_its_new_name() -> None:
    """A later step may rename the question."""
    bank = bank_with(
        {"from": "1", "to": "2", "again": {"old.mood": {"was": ["low"], "why": "It was one answer."}}},
        {"from": "2", "to": "3", "rename": {"old.mood": "safety.mood"}},
    )
    assert [each.question for each in migrate(bank, old_record({"old.mood": "low"}, "1")).again] == [
        "safety.mood"
    ]
    assert migrate(bank, old_record({"old.mood": "low"}, "2")).again == ()


def test_what_a_newer_version_asks_more_widely_is_named_where_it_holds_nothing() -> None:
    """A question that was answered, even with a status, was asked."""
    bank = one_step(wider=["safety.mood", "safety.words", "safety.more"])
    migrated = migrate(bank, old_record({"safety.mood": {"status": "declined"}, "safety.more": "m"}))
    assert migrated.opened == ("safety.words",)


def of_1_0(**answers: Any) -> Record:
    """A record of version 1.0.0 of the shipped bank."""
    pin = {"id": "post_relapse", "version": "1.0.0", "digest": "sha256:then"}
    whole = vignette("PR-103")
    return record_of({**whole, "bank": pin, "decisions": [], "answers": {**whole["answers"], **answers}})


@pytest.mark.parametrize(
    ("sources", "again"),
    [(["bought"], True), (["left_over", "bought"], True), (["online"], False), ([], False)],
)
def test_a_purchase_recorded_with_1_0_is_kept_and_asked_again(sources: list[str], again: bool) -> None:
    """Rules 13: then it could have been a pharmacy; the entry stays, and its question is marked."""
    entries = [{"class": "z_drug", "source": source, "last_use": "2026-11-19"} for source in sources]
    record = of_1_0(**{"event.substance": entries})
    migrated = migrate(shipped_bank(), record)
    assert migrated.record.answers == record.answers
    assert [each.question for each in migrated.again] == (["event.substance"] if again else [])


def test_questions_that_1_1_asks_more_widely_are_named() -> None:
    """Rules 13: absent is unresolved, so that the plan may ask to clarify what was never asked."""
    whole = vignette("PR-103")["answers"]
    binge = [{"class": "alcohol", "days_per_week": 7, "run_length": {"value": 3, "unit": "day"},
              "last_use": "2026-11-19"}]  # fmt: skip
    kept = {q: raw for q, raw in whole.items() if q not in {"safety.withdrawal", "safety.seizure_history",
                                                            "safety.overdose_history"}}  # fmt: skip
    record = of_1_0().model_copy(update={"answers": {**kept, "event.substance": binge}})
    opened = migrate(shipped_bank(), record).opened
    assert opened == ("safety.withdrawal", "safety.seizure_history", "safety.overdose_history")
    assert [(each.code, each.path) for each in asked_again(shipped_bank(), record)] == [
        ("JRN_008", name) for name in opened
    ]


def test_an_interview_under_way_goes_on_at_what_has_to_be_asked_again() -> None:
    """The answer counts as it stands until then, waits to be confirmed, and is on screen first."""
    entry = {"class": "z_drug", "name": "zolpidem", "source": "bought", "route": "oral", "days_per_week": 2,
             "last_use": "2026-11-19", "run_length": {"value": 2, "unit": "day"}}  # fmt: skip
    record = of_1_0(**{"event.substance": [entry]})
    taken = take_over(
        shipped_bank(),
        replay(shipped_bank(), kept(shipped_bank(), Interview.start(shipped_bank(), record), frozenset())),
    )
    at = taken.interview.at
    assert at is not None
    assert at.question == "event.substance"
    assert "event.substance" in taken.carried
    assert taken.interview.reading.answer("event.substance").usable
