"""A conversation to be read: nothing cut, nothing lost, and each kind of silence told apart."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given

from relapse_cli.documents.transcript import answers_document, transcript_document
from relapse_cli.formats.base import RenderOptions
from relapse_cli.formats.catalogue import write_answers
from relapse_cli.logic.lines.conversation import conversation
from relapse_cli.model.conversation import Conversation
from tests.banks_under_test import DECLINED, UNKNOWN, changed, reading_of, shipped_bank, vignette
from tests.conftest import CheckGolden
from tests.documents.plan.test_every_record import ANY_RECORD, LONG, Data, texts
from tests.examples import slow_examples


def held(**answers: Any) -> Conversation:
    """The conversation of a core interview, with answers replaced."""
    return conversation(reading_of(changed(vignette("PR-101"), **answers)))


def read(found: Conversation) -> list[str]:
    """Every text of the document."""
    return list(texts(answers_document(found, shipped_bank())))


def became(found: Conversation, question: str) -> str:
    """What became of one question."""
    return next(each.became for part in found.parts for each in part.questions if each.id == question)


def test_golden(check_golden: CheckGolden) -> None:
    """The record is the one that was read and approved."""
    check_golden("answers_PR-101.txt", write_answers(held(), shipped_bank(), "terminal", RenderOptions()))


def test_questions_in_a_row_to_which_none_applies_are_told_together() -> None:
    """Each is named, in its order."""
    found = held()
    words = read(found)
    asked = [each for part in found.parts for each in part.questions if each.answers]
    assert all(each.label in words for each in asked)
    assert "None of these, to each of these 2:" in words
    assert [each.label for each in asked] == [word for word in words if word in {a.label for a in asked}]


def test_each_kind_of_silence_is_told_apart() -> None:
    """Declined, not known, no answer, needless, and left to a longer path."""
    found = held(safety__pull=None, event__control=UNKNOWN, safety__home_safe=DECLINED)
    assert became(found, "safety.pull") == "open"
    assert became(found, "event.control") == "unknown"
    assert became(found, "safety.home_safe") == "declined"
    assert became(found, "safety.means") == "not_needed"
    assert became(found, "contact.told") == "other_path"
    words = read(found)
    assert {"no answer", "not known", "preferred not to say"} <= set(words)


def test_long_words_and_notes_stand_in_full() -> None:
    """Nothing that was said is cut, and a note stands at its answer."""
    found = held(close__learned={"value": LONG, "note": f"note {LONG}"})
    assert f"“{LONG.strip()}”" in read(found)
    assert any(words.endswith(f"note {LONG}".strip()) for words in read(found))


def test_the_sequence_is_told_in_the_order_of_time() -> None:
    """However it was entered, the earliest event comes first and the use last."""
    entries = vignette("PR-101")["answers"]["sequence.event"]
    straight, turned = held(), held(sequence__event=entries[::-1])
    assert read(turned) == read(straight)
    place = [
        read(straight).index(words) for words in read(straight) if words.startswith(("3 weeks", "at the"))
    ]
    assert len(place) == 2
    assert place == sorted(place)


def test_everything_typed_about_an_event_stands_beside_it() -> None:
    """What was done, what helped and who knew, uncut; the order of time stays."""
    first, *further = vignette("PR-101")["answers"]["sequence.event"]
    told = {"did": f"did {LONG.strip()}", "helped": "a walk", "who_knew": "nobody"}
    (row,) = (words for words in read(held(sequence__event=[first | told, *further])) if "a walk" in words)
    assert row.startswith("3 weeks")
    assert row.endswith(f"; response: “did {LONG.strip()}”; what helped: “a walk”; who knew: “nobody”")


def test_each_entry_of_a_question_that_takes_several_stands_by_itself() -> None:
    """In the order in which they were given."""
    entries = [{"class": "opioid", "name": "second"}, {"class": "alcohol", "name": "first"}]
    (found,) = [
        q for part in held(event__substance=entries).parts for q in part.questions if len(q.answers) == 2
    ]
    assert "second" in found.answers[0]
    assert "first" in found.answers[1]


def test_an_answer_that_is_not_relied_on_says_so() -> None:
    """What was said in somebody else's presence stands there, with the reason for the doubt."""
    found = held(frame__present=["partner"])
    home = next(q for part in found.parts for q in part.questions if q.id == "safety.home_safe")
    assert home.answers
    assert home.doubt
    assert f"Not taken at its word: {home.doubt}" in read(found)


@slow_examples(60)
@given(ANY_RECORD)
def test_every_question_of_the_session_is_accounted_for_once(data: Data) -> None:
    """Each stands in one place, with an answer exactly where there is one; where somebody is, never."""
    reading = reading_of(changed(data, frame__location="zqx street 5"))
    found = conversation(reading)
    names = [each.id for part in found.parts for each in part.questions]
    assert names == list(reading.bank.presented[reading.record.session])
    assert all(bool(q.answers) is (q.became == "answered") for part in found.parts for q in part.questions)
    assert "zqx" not in " ".join(read(found))


def test_the_demo_reads_the_answers_alone() -> None:
    """A tale of a conversation leaves out what was not asked."""
    found = list(texts(transcript_document(held())))
    assert "no answer" not in found
    assert not any(words.startswith("Not asked") for words in found)


def test_json_is_one_line_with_a_name() -> None:
    """`relapse-answers/1`, keys sorted, the same bytes each time."""
    text = write_answers(held(), shipped_bank(), "json", RenderOptions())
    data = json.loads(text)
    assert data["format"] == "relapse-answers/1"
    assert text == json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"
