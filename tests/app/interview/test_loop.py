"""The loop that holds an interview: consent, emergency cards, check-answers, and every way to stop."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from relapse_cli.app.interview.loop import run_loop
from relapse_cli.app.keeping.keep import Keeping
from relapse_cli.logic.interview.moves import Interview
from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.model.record import EmergencyNumber, ProfilePin, Record
from relapse_cli.model.reply import (
    AddEntry,
    Answered,
    AnsweredFields,
    Back,
    CardReply,
    CheckReply,
    Confirmed,
    Emptied,
    Finish,
    GoOn,
    Jump,
    ListAct,
    Noted,
    OpenCheck,
    OpenPart,
    Paused,
    Reply,
    SetStatus,
    Skipped,
)
from relapse_cli.model.screen import EMERGENCY, Card, CheckScreen, Screen
from relapse_cli.model.step import Step
from relapse_cli.prompters.asker import NO_CLERK, Clerk
from relapse_cli.prompters.screen_text import check_intro, noted_words
from relapse_cli.screens.interview.check import open_questions
from tests.app.ended import Ended, Hands, ended
from tests.banks_under_test import record_of, shipped_bank, vignette
from tests.prompters.screens import kind_of, parts_on, rows_on

END = "2026-11-20T10:45:00+01:00"
FRAME: dict[str, Any] = {
    "frame.mode": "video", "frame.location": "Main Street 5", "frame.present": ["patient_alone"],
    "frame.age_band": "age_18_64", "frame.state": "clear", "frame.consent": True, "event.disclosed": "self",
}  # fmt: skip


class Replies:
    """An asker with planned replies: by question, or in a row; it pauses when they run out."""

    def __init__(self, *replies: Any, checks: tuple[CheckReply, ...] = ()) -> None:
        self.replies = list(replies)
        self.checks = list(checks)
        self.screens: list[Screen] = []
        self.cards: list[Card] = []
        self.checked: list[CheckScreen] = []
        self.told: list[str] = []
        self.card_reply: CardReply = Confirmed()

    def ask(self, screen: Screen, _: Clerk = NO_CLERK) -> Reply:
        """Give the next reply."""
        self.screens.append(screen)
        reply: Reply = self.replies.pop(0) if self.replies else Paused()
        if isinstance(reply, KeyboardInterrupt):
            raise reply
        return reply

    def card(self, card: Card) -> CardReply:
        """Keep the card."""
        self.cards.append(card)
        return self.card_reply

    def check(self, screen: CheckScreen) -> CheckReply:
        """Give the next reply to check-answers."""
        self.checked.append(screen)
        return self.checks.pop(0) if self.checks else Paused()

    def tell(self, text: str) -> None:
        """Keep what is said."""
        self.told.append(text)

    @property
    def asked(self) -> list[str]:
        """The ids of the questions in the order in which they came up."""
        return [screen.step.question for screen in self.screens]


def new_record(answers: dict[str, Any] | None = None, **more: Any) -> Record:
    """A record that begins with some answers."""
    data = {"format": "relapse-interview/1", "id": "loop", "case": "PR-1", "path": "core",
            "started_at": "2026-11-20T10:00:00+01:00", "answers": answers or {}}  # fmt: skip
    return record_of({**data, **more})


def hold(asker: Replies, record: Record, **more: Any) -> Ended:
    """An interview with the shipped bank."""
    return hold_from(Interview.start(shipped_bank(), record), asker, **more)


def hold_from(interview: Interview, asker: Replies, **more: Any) -> Ended:
    """An interview from a state on."""
    return ended(run_loop(interview, asker, lambda: END, **more))


def test_pausing_carries_the_answers_and_the_draft() -> None:
    """A pause gives back everything so far, and what was half typed waits where it was."""
    asker = Replies(Answered("video"), Paused("Main Str"))
    outcome = hold(asker, new_record())
    assert outcome.state == "paused"
    assert outcome.record.answers == {"frame.mode": "video"}
    assert outcome.interview.drafts == {Step("frame.location"): "Main Str"}
    assert "frame.location" in open_questions(outcome.interview)


def test_ctrl_c_between_two_prompts_pauses() -> None:
    """An interrupt at any moment carries the work."""
    outcome = hold(Replies(Answered("video"), KeyboardInterrupt()), new_record())
    assert (outcome.state, outcome.record.answers) == ("paused", {"frame.mode": "video"})


def test_what_is_known_is_not_asked_again() -> None:
    """The first question is the first one that the record lacks."""
    asker = Replies()
    hold(asker, new_record(FRAME))
    assert asker.asked == ["safety.now"]


def test_nothing_is_kept_before_the_patient_has_agreed() -> None:
    """Answers of the frame reach whoever keeps them only with the agreement, and then all at once."""
    kept: list[dict[str, object]] = []
    frame = {**FRAME, "frame.consent": None}
    known = {question: answer for question, answer in frame.items() if answer is not None}
    asker = Replies(Answered(True), Answered(["none"]))
    hold(
        asker,
        new_record(known),
        keeping=Keeping([Hands(lambda interview: kept.append(interview.record.answers))]),
    )
    assert asker.asked[0] == "frame.consent"
    assert asker.screens[0].around.keeping == "not kept yet"
    assert kept[0] == {**known, "frame.consent": True}
    assert kept[-1] == {**known, "frame.consent": True, "safety.now": ["none"]}


def test_a_refused_agreement_is_said_plainly_and_on_screen_only_goes_on() -> None:
    """Going on without an agreement asks once, keeps nothing, and puts the next question."""
    kept: list[Interview] = []
    known = {question: answer for question, answer in FRAME.items() if question != "frame.consent"}
    asker = Replies(Answered(False), Answered("on_screen"), Answered(["none"]))
    outcome = hold(asker, new_record(known), keeping=Keeping([Hands(kept.append)]))
    assert "nothing is kept" in asker.told[0]
    assert asker.asked == ["frame.consent", "app.consent", "safety.now", *asker.asked[3:]]
    assert (outcome.consented, kept) == (False, [])


@pytest.mark.parametrize("reply", [Answered("stop"), Paused()])
def test_stopping_after_a_refusal_ends_the_interview(reply: Reply) -> None:
    """The choice to stop is taken at its word."""
    known = {question: answer for question, answer in FRAME.items() if question != "frame.consent"}
    outcome = hold(Replies(SetStatus("declined"), reply), new_record(known))
    assert (outcome.state, outcome.consented) == ("paused", False)


def test_agreement_can_be_asked_again_and_then_stands() -> None:
    """Going back to the question opens it, and a yes goes on without asking further."""
    known = {question: answer for question, answer in FRAME.items() if question != "frame.consent"}
    asker = Replies(Answered(False), Answered("ask_again"), Answered(True))
    outcome = hold(asker, new_record(known))
    assert asker.asked == ["frame.consent", "app.consent", "frame.consent", "safety.now"]
    assert outcome.consented


def test_an_emergency_card_comes_at_once() -> None:
    """Before anything else, with place, numbers and answers; then it is offered what comes next."""
    numbers = (EmergencyNumber(label="Emergency", number="112"),)
    record = new_record(FRAME).model_copy(
        update={"profile": ProfilePin(id="ie", service_text="Ring the duty doctor.", numbers=numbers)}
    )
    asker = Replies(Answered(["unrousable"]))
    outcome = hold(asker, record)
    (card,) = asker.cards
    assert card.location == "Main Street 5"
    assert (card.emergency, card.numbers) == ("112", ())
    assert card.service == "Ring the duty doctor."
    assert any("Very hard to wake" in line for line in card.recorded)
    assert asker.asked == ["safety.now", "app.emergency"]
    assert outcome.level == 4


def test_the_card_in_person_names_no_place_and_says_when_no_numbers_are_set_up() -> None:
    """In the room the place is known; without a profile the card says so plainly."""
    asker = Replies(Answered(["unrousable"]))
    hold(asker, new_record({**FRAME, "frame.mode": "in_person"}))
    assert asker.cards[0].location is None
    assert asker.cards[0].emergency == ""
    assert asker.cards[0].numbers[0].startswith("No country is chosen")


def test_pausing_at_a_card_shows_it_again_next_time() -> None:
    """A card that was not confirmed counts as not shown."""
    asker = Replies(Answered(["unrousable"]))
    asker.card_reply = Paused()
    outcome = hold(asker, new_record(FRAME))
    assert outcome.state == "paused"
    assert outcome.interview.new_cards != ()


def test_lower_flags_are_only_counted() -> None:
    """A flag of level 2 or 3 brings up no card; the screen counts it and has its words when asked."""
    asker = Replies(Answered(["none"]))
    hold(asker, new_record({**FRAME, "event.now": "still_taking"}))
    assert asker.cards == []
    assert noted_words(asker.screens[-1]) == f"noted: {len(asker.screens[-1].around.flags)}"


@pytest.mark.parametrize(
    ("reply", "question"),
    [
        (Back(), "safety.now"),
        (Jump("close.ok"), "close.ok"),
        (Noted("a note"), "safety.now"),
        (Skipped(), "contact.feelings"),
        (SetStatus("unknown"), "contact.feelings"),
    ],
)
def test_each_reply_leads_on(reply: Reply, question: str) -> None:
    """Back, jump, note, skip and the marks lead where they say."""
    asker = Replies(reply)
    hold(asker, new_record(FRAME))
    assert asker.asked == ["safety.now", question]


def test_a_draft_survives_a_note_and_a_mark() -> None:
    """Half-typed text is there again after a note, and after the question was marked as not known."""
    known = {question: answer for question, answer in FRAME.items() if question != "frame.location"}
    asker = Replies(
        Noted("seen by video", "Main"), SetStatus("unknown", draft="Main Str"), Jump("frame.location")
    )
    hold(asker, new_record(known))
    location = [screen for screen in asker.screens if screen.step.question == "frame.location"]
    assert [(screen.stored.draft, screen.stored.note) for screen in location] == [
        (None, None),
        ("Main", "seen by video"),
        ("Main Str", "seen by video"),
    ]


def test_a_list_of_entries_is_filled_step_by_step() -> None:
    """Add asks the fields of the entry, then the list comes back with the entry in words."""
    asker = Replies(
        Jump("sequence.event"), ListAct("add"), Answered("A short night"), Skipped(), Skipped(), Answered(6)
    )
    outcome = hold(asker, new_record(FRAME))
    assert outcome.record.answers["sequence.event"] == [{"what": "A short night", "intensity": 6}]
    assert [row.words for row in rows_on(asker.screens[-1])] == ["“A short night”, 6 of 10"]


def test_a_value_with_a_fault_is_told_and_asked_again() -> None:
    """No asker can put a value into a record that does not fit."""
    asker = Replies(Answered(["no_such_sign"]))
    outcome = hold(asker, new_record(FRAME))
    assert asker.asked == ["safety.now", "safety.now"]
    assert "is not an option here" in asker.told[0]
    assert "safety.now" not in outcome.record.answers


def test_the_opening_is_read_once_a_section() -> None:
    """The words that open a section come with its first question only."""
    asker = Replies(Answered(["none"]), Back())
    hold(asker, new_record(FRAME))
    assert [screen.around.begins for screen in asker.screens] == [True, True, False]


def test_check_answers_lists_flags_and_what_does_not_agree() -> None:
    """The list names what is required and open, and asks again where two answers do not seem to agree."""
    asker = Replies(OpenCheck(), checks=(GoOn(),))
    hold(asker, new_record({**FRAME, "event.now": "as_prescribed_only"}))
    (shown,) = asker.checked
    (question,) = shown.questions
    assert question.startswith("Only the own prescription is taken")
    assert shown.unvisited > 30
    lines = {line.question: line for group in shown.groups for line in group.lines}
    assert lines["frame.location"].words == "recorded; it goes into no document"
    assert lines["safety.suicide"].state == "required"
    assert asker.asked == ["safety.now", "safety.now"]


def test_a_line_changed_at_check_answers_comes_back_to_the_list() -> None:
    """Nothing that is known is asked again on the way."""
    record = record_of(vignette("PR-101"))
    asker = Replies(Answered("age_65_plus"), checks=(Jump("frame.age_band"), Finish()))
    texts = dict.fromkeys(["sequence.coping_stopped", "support.outlets", "support.boundaries"], "x")
    more = {**texts, "safety.pull": 2, "revise.confidence": 8}
    outcome = hold(asker, record.model_copy(update={"answers": {**record.answers, **more}}))
    assert asker.asked == ["frame.age_band"]
    assert (outcome.state, outcome.record.finished_at) == ("finished", END)


def test_an_answer_that_no_longer_applies_is_kept_aside() -> None:
    """Closing a gate hides the answer behind it, keeps it, and says how many are kept."""
    asker = Replies(Jump("frame.mode"), Answered("in_person"), Answered("change"), OpenCheck())
    outcome = hold(asker, new_record(FRAME))
    assert "It hides 1 answer, kept in the record." in asker.screens[2].body
    assert outcome.record.answers["frame.location"] == "Main Street 5"
    assert asker.checked[0].kept_aside == 1


@pytest.mark.parametrize("reply", [Answered("leave"), Paused()])
def test_a_change_that_is_not_wanted_is_not_made(reply: Reply) -> None:
    """What a change would set aside is said first; leaving it or pausing keeps the answer as it was."""
    asker = Replies(Jump("frame.mode"), Answered("in_person"), reply)
    outcome = hold(asker, new_record(FRAME))
    assert outcome.record.answers["frame.mode"] == "video"


def test_the_level_of_a_finished_interview_is_that_of_its_record() -> None:
    """At the end the full rules count, as they do for a file."""
    record = record_of(vignette("PR-103"))
    finish: Callable[[], Replies] = lambda: Replies(*[Skipped()] * 20, checks=(Finish(),))  # noqa: E731
    outcome = hold(finish(), record)
    assert Evaluation(shipped_bank(), outcome.record).computed_level == outcome.level == 3


def test_numbers_on_one_line_are_stored_and_said_quietly() -> None:
    """The next screen says what was understood; a fault is told and the line comes again."""
    asker = Replies(
        Jump("safety.sleep"), AnsweredFields({"night_1": 99}), AnsweredFields({"night_1": 5, "difficulty": 7})
    )
    outcome = hold(asker, new_record(FRAME))
    assert outcome.record.answers["safety.sleep"] == {"night_1": 5, "difficulty": 7}
    assert kind_of(asker.screens[1]) == "line"
    understood = "Sleep: last night 5, difficulty 7. It stays open until the rest of it is known."
    assert asker.screens[3].around.understood == understood
    assert len(asker.told) == 1


def test_a_line_can_be_marked_or_left_as_a_whole() -> None:
    """On a line the marks are for the whole question, and a skip leaves all of it."""
    outcome = hold(Replies(Jump("safety.sleep"), SetStatus("unknown")), new_record(FRAME))
    assert outcome.record.answers["safety.sleep"] == {"status": "unknown"}
    asker = Replies(Jump("safety.sleep"), Skipped())
    hold(asker, new_record(FRAME))
    assert asker.asked == ["safety.now", "safety.sleep", "safety.anxiety"]


def test_texts_that_share_a_screen_follow_one_another_and_entries_are_made_from_them() -> None:
    """Each is answered in place with the others beside it; adding to the sequence comes back to the text."""
    asker = Replies(
        Jump("sequence.q_before"), Answered("a quarrel"), AddEntry(),
        Answered("A short night"), Skipped(), Skipped(), Skipped(),
    )  # fmt: skip
    outcome = hold(asker, new_record(FRAME))
    kinds = [kind_of(screen) for screen in asker.screens]
    assert kinds[1:4] == ["long_text", "long_text", "text"]
    assert [screen.step.question for screen in asker.screens][2] == "sequence.q_days_nights"
    assert asker.screens[-1].step == asker.screens[2].step
    form = asker.screens[2].around.form
    assert form is not None
    assert [part.words for part in form.parts][:2] == ["“a quarrel”", ""]
    assert outcome.record.answers["sequence.event"] == [{"what": "A short night"}]


def test_a_card_comes_up_in_the_middle_of_a_form() -> None:
    """The part that brings the danger out is the last one asked: the rest of the form waits."""
    taken = {
        "class": "opioid", "name": "codeine", "source": "own_prescription", "vs_prescription": "more",
        "last_use": "2026-11-19", "days_per_week": 2, "run_length": {"value": 2, "unit": "day"},
    }  # fmt: skip
    known = {"event.substance": [taken], "event.product_combo": True}
    asker = Replies(Jump("event.over_max"), Answered(True), Answered("more"), Paused())
    hold(asker, new_record({**FRAME, **known}))
    form = asker.screens[1].around.form
    assert form is not None
    assert {part.step.question for part in form.parts} >= {"event.over_max", "event.product_combo"}
    assert len(asker.cards) == 1
    assert asker.asked[-1] == EMERGENCY


def test_an_entry_is_shown_whole_and_a_part_of_it_put_right() -> None:
    """Changing an entry shows its parts; the one that was opened comes back to them, and done to the list."""
    record = new_record({**FRAME, "event.substance": [{"class": "z_drug", "name": "zolpidem"}]})
    name = Step("event.substance", 0, "name")
    asker = Replies(
        Jump("event.substance"), ListAct("change", 0), OpenPart(name), Answered("zopiclone"), ListAct("done"),
    )  # fmt: skip
    outcome = hold(asker, record)
    kinds = [kind_of(screen) for screen in asker.screens]
    assert kinds[1:6] == ["entries", "parts", "text", "parts", "entries"]
    assert parts_on(asker.screens[4])[1].words == "“zopiclone”"
    assert outcome.record.answers["event.substance"] == [{"class": "z_drug", "name": "zopiclone"}]


def test_the_sequence_is_listed_by_time_with_the_earliest_marked() -> None:
    """The order of entry does not matter; each row keeps its place in the record."""
    day = {"value": 1, "unit": "day"}
    events = [{"what": "late", "when": day, "domain": "anxiety", "intensity": 6},
              {"what": "early", "when": {"value": 2, "unit": "week"}, "domain": "sleep"}]  # fmt: skip
    asker = Replies(Jump("sequence.event"))
    hold(asker, new_record({**FRAME, "sequence.event": events}))
    rows = [(row.index, row.mark, row.strength) for row in rows_on(asker.screens[-1])]
    assert rows == [(1, "earliest", None), (0, "", 6)]


def test_a_new_answer_is_never_questioned() -> None:
    """Filling in what was left out asks nothing, whatever it changes; changing it afterwards does."""
    asker = Replies(Jump("event.now"), Skipped(), Jump("event.now"), Answered("still_taking"),
                    Jump("event.now"), Answered("not_taking"))  # fmt: skip
    hold(asker, new_record(FRAME))
    assert asker.asked.count("app.change") == 1
    assert asker.asked[-1] == "app.change"


@pytest.mark.parametrize(
    ("draft", "kept"), [(None, "half a sen"), ("", None), ("half a sentence", "half a sentence")]
)
def test_a_skip_keeps_the_draft_that_is_left(draft: str | None, kept: str | None) -> None:
    """What was half typed waits there; an emptied draft is gone, and a command over it leaves it alone."""
    asker = Replies(
        Jump("prior.kept"), Back("half a sen"), Jump("prior.kept"), Skipped(draft), Jump("prior.kept")
    )
    hold(asker, new_record(FRAME))
    assert asker.screens[-1].stored.draft == kept


@pytest.mark.parametrize("draft", [None, "5 4"])
def test_a_line_that_is_skipped_keeps_its_draft(draft: str | None) -> None:
    """Numbers on one line are left like any other question."""
    line = Jump("safety.sleep")
    asker = Replies(line, Back("5 4"), line, Skipped(draft), line)
    hold(asker, new_record(FRAME))
    assert asker.screens[-1].stored.draft == "5 4"


def test_an_emptied_answer_counts_as_not_asked() -> None:
    """What was taken away is gone from the record and stays on screen, open, with its note; it is no no."""
    asker = Replies(Answered(False), Back(), Emptied())
    outcome = hold(asker, new_record({**FRAME, "safety.now": ["none"]}))
    question = asker.asked[0]
    assert asker.asked == [question, asker.asked[1], question, question]
    assert question not in outcome.record.answers
    assert question in open_questions(outcome.interview)
    assert "emptied" in asker.screens[-1].around.understood
    assert asker.screens[-1].stored.value is None


def test_emptying_what_holds_the_level_is_confirmed_first() -> None:
    """The level falls only once that was agreed to; otherwise the answer stands."""
    asker = Replies(Answered(["unrousable"]), checks=(Emptied("safety.now"), Emptied("safety.now")))
    asker.replies += [Answered("list"), Answered("leave"), Answered("change")]
    outcome = hold(asker, new_record(FRAME))
    assert asker.asked == ["safety.now", "app.emergency", "app.change", "app.change"]
    assert "safety.now" not in outcome.record.answers
    assert outcome.level < 4


def test_a_line_of_check_answers_is_emptied_there() -> None:
    """The list comes back with the line open; nothing else has changed."""
    asker = Replies(OpenCheck(), checks=(Emptied("frame.age_band"),))
    outcome = hold(asker, new_record({**FRAME, "safety.now": ["none"]}))
    lines = {line.question: line for group in asker.checked[-1].groups for line in group.lines}
    assert lines["frame.age_band"].words == "not put yet"
    assert outcome.record.answers == {
        q: a for q, a in {**FRAME, "safety.now": ["none"]}.items() if q != "frame.age_band"
    }
    assert lines["frame.consent"].kept
    assert not lines["frame.mode"].kept


def test_what_was_known_beforehand_does_not_come_back_once_emptied() -> None:
    """An emptied answer stays out of what is kept, also where a file had held it."""
    kept: list[dict[str, object]] = []
    asker = Replies(OpenCheck(), checks=(Emptied("frame.age_band"),))
    keeping = Keeping([Hands(lambda interview: kept.append(interview.record.answers))])
    hold(asker, new_record(FRAME), known={"frame.age_band": "age_18_64"}, keeping=keeping)
    assert "frame.age_band" not in kept[-1]


def test_back_from_a_line_of_check_answers_leads_to_the_list() -> None:
    """It is where the line was opened; from the list, back leads on to the question before it."""
    asker = Replies(OpenCheck(), Back(), checks=(Jump("frame.age_band"), Back()))
    hold(asker, new_record(FRAME))
    assert asker.asked == ["safety.now", "frame.age_band", "safety.now"]
    assert len(asker.checked) == 2


def test_check_answers_name_what_is_open() -> None:
    """The questions are named, the first of them where there are many."""
    asker = Replies(OpenCheck())
    hold(asker, new_record(FRAME))
    intro = " ".join(check_intro(asker.checked[0], 100))
    assert "Not put yet: Signs" in intro
    assert "Still needed before the plan can be final (marked !): " in intro
    assert "Suicidal thoughts" in intro


def test_check_answers_name_what_was_put_and_has_no_answer() -> None:
    """It is said in front of the list; what is still to come is not in it."""
    asker = Replies(SetStatus("declined"), OpenCheck())
    hold(asker, new_record(FRAME))
    assert "Without an answer (marked ~ or ·): Signs right now." in " ".join(
        check_intro(asker.checked[0], 100)
    )


def test_check_answers_tell_the_sequence_in_the_order_of_time_and_uncut() -> None:
    """However the steps came in, the earliest is told first; nothing of an answer is cut."""
    steps = [
        {"what": "a good night", "when": {"value": 4, "unit": "day"}, "side": "before", "intensity": 7},
        {"what": "bad sleep " * 40, "when": {"value": 3, "unit": "week"}, "side": "before"},
    ]
    asker = Replies(OpenCheck())
    hold(asker, new_record({**FRAME, "sequence.event": steps}))
    lines = {line.question: line.words for group in asker.checked[0].groups for line in group.lines}
    told = lines["sequence.event"].removeprefix("(not complete) ")
    assert told.startswith("3 weeks before, “bad sleep")
    assert told.endswith("4 days before, “a good night”, 7 of 10")
    assert ("bad sleep " * 40).strip() in told
