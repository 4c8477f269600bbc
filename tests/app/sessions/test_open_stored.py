"""Going on with a stored interview: where it stood, or on another day as a new one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import textwrap
import threading
from pathlib import Path
from typing import Any

import pytest

from relapse_cli.app.asking.leaving import Left
from relapse_cli.app.sessions import open as opening
from relapse_cli.app.sessions.request import Request
from relapse_cli.app.sessions.run import hold_session
from relapse_cli.errors import InputError, StoreError, UsageError
from relapse_cli.logic.interview.moves import Interview
from relapse_cli.logic.journal.changes import replay
from relapse_cli.model.record import Record
from relapse_cli.model.reply import Back, Jump, OpenCheck, Paused, SetStatus
from relapse_cli.model.screen import Screen
from relapse_cli.prompters.asker import Clerk
from tests.app.held import AGREED, CLOCK, FRAME, PLACE, Desk, Person, Row, store_in, typing
from tests.banks_under_test import shipped_bank
from tests.cli.program import ROOT
from tests.logic.plan_bases import interview

LATER_THAT_DAY = "2026-11-20T15:00:00+01:00"
IN_THE_EVENING = "2026-11-20T21:30:00+01:00"
NEXT_DAY = "2026-11-21T09:00:00+01:00"
SIGNS = {**AGREED, "event.disclosed": "self", "safety.now": ["unrousable"]}


def state_of(desk: Desk, name: str | None = None) -> Interview:
    """A stored interview, the last one where none is named."""
    with store_in(desk.folder) as store:
        found = store.find(name) if name else store.interviews()[-1]
        return replay(shipped_bank(), store.entries(found.id)).interview


def ids(desk: Desk) -> list[str]:
    """The stored interviews in order."""
    with store_in(desk.folder) as store:
        return [stored.id for stored in store.interviews()]


def answers_given(desk: Desk) -> dict[str, Any]:
    """The answers of the last stored interview."""
    return dict(state_of(desk).record.answers)


def test_before_the_agreement_nothing_is_there(desk: Desk) -> None:
    """No store, no folder, no file, at any question up to the agreement; with it everything at once."""
    seen: dict[str, tuple[list[str], str]] = {}

    def look(screen: Any) -> None:
        inside = sorted(path.name for path in desk.folder.iterdir() if path.name != "key")
        seen[screen.step.question] = (inside, screen.around.keeping)

    desk.interview(Person(AGREED, look), output=desk.folder / "record.json")
    for question in (*FRAME, "frame.consent"):
        assert seen[question] == ([], "not kept yet")
    assert seen["event.disclosed"] == (["record.json", "store"], "saved")
    assert answers_given(desk) == AGREED


def test_in_a_store_that_is_there_nothing_changes_before_the_agreement(desk: Desk) -> None:
    """Not a byte of its files, while a second interview is on its way to the question."""
    desk.interview(Person(AGREED))
    before: list[dict[str, bytes]] = []

    def look(screen: Any) -> None:
        if screen.step.question in {"frame.mode", "frame.consent"}:
            before.append({path.name: path.read_bytes() for path in sorted(desk.store_folder.iterdir())})

    desk.interview(Person({**FRAME, "frame.consent": Paused()}, look), case=None)
    assert len(before) == 2
    assert before[0] == before[1]
    assert len(ids(desk)) == 1


@pytest.mark.parametrize("reply", [False, SetStatus("declined")])
def test_a_refused_agreement_keeps_nothing(desk: Desk, reply: Any) -> None:
    """Going on on screen writes no file and makes no store."""
    person = Person({**FRAME, "frame.consent": reply, "consent": "on_screen", "event.disclosed": "self"})
    result = desk.interview(person, output=desk.folder / "record.json")
    assert person.asked[-1] == "safety.now"
    assert (result.stored, result.kept) == (None, None)
    assert [path.name for path in desk.folder.iterdir()] == ["key"]


def test_an_answer_is_in_the_store_before_the_next_screen(desk: Desk) -> None:
    """Another process that looks at this moment finds it."""
    found: list[Any] = []

    def look(screen: Any) -> None:
        if screen.step.question == "safety.now":
            found.append((answers_given(desk), screen.around.keeping))

    desk.interview(Person({**AGREED, "event.disclosed": "self"}, look))
    assert found == [({**AGREED, "event.disclosed": "self"}, "saved")]


@pytest.mark.parametrize("end", ["stop", "on_screen", "ended"])
def test_an_agreement_that_is_taken_back_erases_the_words_at_once(desk: Desk, end: str) -> None:
    """Words and file are gone before the next screen, however the interview ends after that."""
    gone: list[bool] = []

    def look(screen: Any) -> None:
        if screen.step.question == "app.consent":
            with store_in(desk.folder) as store:
                gone.append(all(stored.erased for stored in store.interviews()))
            gone.append(not (desk.folder / "record.json").exists())

    consent = SystemExit(143) if end == "ended" else end
    person = Person(
        {**FRAME, "frame.consent": Row([True, False]), "event.disclosed": Jump("frame.consent"),
         "consent": consent}, look,
    )  # fmt: skip
    if end == "ended":
        with pytest.raises(SystemExit):
            desk.interview(person, output=desk.folder / "record.json")
    else:
        result = desk.interview(person, output=desk.folder / "record.json")
        assert (result.stored, result.kept) == (None, None)
    assert gone == [True, True]
    with store_in(desk.folder) as store:
        assert [stored.erased for stored in store.interviews()] == [True]
        assert store.verify() == ()


@pytest.mark.parametrize("backup", [True, False])
def test_a_backup_that_still_holds_what_was_taken_back_is_named(desk: Desk, backup: bool) -> None:
    """A backup made during the interview is out of reach, so the person is told of it."""

    def look(screen: Any) -> None:
        if backup and screen.step.question == "event.disclosed":
            with store_in(desk.folder) as store:
                store.note_backup(Path("/media/stick.zip"))

    person = Person(
        {**FRAME, "frame.consent": Row([True, False]), "event.disclosed": Jump("frame.consent"),
         "consent": "stop"}, look,
    )  # fmt: skip
    desk.interview(person)
    said = [text for text in person.told if "What was kept is removed." in text]
    assert ["/media/stick.zip" in text for text in said] == ([True] if backup else [])


def test_an_agreement_that_is_given_again_keeps_everything_again(desk: Desk) -> None:
    """As a record of its own: what was erased stays erased."""
    person = Person({
        **FRAME, "frame.consent": Row([True, False, True]), "consent": "ask_again",
        "event.disclosed": Row([Jump("frame.consent"), "self"]), "safety.now": Paused(),
    })  # fmt: skip
    target = desk.folder / "record.json"
    result = desk.interview(person, output=target)
    erased, kept = ids(desk)
    assert result.stored == kept != erased
    assert answers_given(desk) == {**AGREED, "event.disclosed": "self"}
    assert target.exists()
    assert result.interview.record.id == kept


def test_it_goes_on_where_it_stood(desk: Desk) -> None:
    """The way back, the place of the patient and the cards that were shown; at level 4 at what is offered."""
    first = Person({**SIGNS, "event.escalation": typing("h", "half a w", then=Paused("half a w"))})
    first.replies.pop("event.escalation")
    desk.interview(first)
    assert len(first.cards) == 1
    stood = state_of(desk)
    second = Person({"go_on": "go_on"})
    result = desk.resume(second, started_at=LATER_THAT_DAY)
    assert second.asked == ["go_on", first.asked[-1]]
    assert second.cards == []
    assert second.screens[-1].around.keeping == "saved"
    assert result.interview.trail == stood.trail
    assert ids(desk) == [stood.record.id]
    back = Person({"go_on": "go_on", first.asked[-1]: Back()})
    desk.resume(back, started_at=LATER_THAT_DAY)
    assert (back.asked[-1], back.screens[-1].around.begins) == ("safety.now", False)


def test_a_half_typed_text_is_there_again(desk: Desk) -> None:
    """To the letter, at its question."""
    ask = typing("h", "ha", "half a wo", then=SystemExit(129))

    def leave(*shown: Any) -> Any:
        raise ask(*shown)

    with pytest.raises(SystemExit):
        desk.interview(Person({**FRAME, "frame.consent": True, "event.disclosed": leave}))
    person = Person({"go_on": "go_on"})
    desk.resume(person)
    assert (person.screens[-1].step.question, person.screens[-1].stored.draft) == (
        "event.disclosed",
        "half a wo",
    )


def test_a_new_card_knows_the_place_that_was_given_before(desk: Desk) -> None:
    """The store holds it, so nobody is asked for it again."""
    desk.interview(Person({**AGREED, "event.disclosed": "self"}))
    person = Person({"go_on": "go_on", "safety.now": ["unrousable"]})
    desk.resume(person)
    assert [card.location for card in person.cards] == [PLACE]
    assert "frame.location" not in person.asked


def test_stopping_before_it_goes_on_changes_nothing(desk: Desk) -> None:
    """Not in the store, and nobody holds it any more."""
    desk.interview(Person(AGREED))
    before = state_of(desk)
    with pytest.raises(Left) as caught:
        desk.resume(Person({"go_on": "stop"}))
    assert not caught.value.interrupted
    assert state_of(desk) == before
    desk.resume(Person({"go_on": "go_on"}))


def test_a_finished_interview_of_the_same_day_is_opened_again(desk: Desk) -> None:
    """It comes up at check-answers, stays finished until something changes, and is open then."""
    done = {**AGREED, "event.disclosed": "self", "safety.now": OpenCheck(), "sign.now": "later"}
    desk.interview(Person(done))
    (finished,) = ids(desk)
    looked = Person({"go_on": "go_on", "check": Paused()})
    desk.resume(looked, finished)
    assert len(looked.checked) == 1
    assert state_of(desk).record.finished_at == CLOCK
    changed = Person(
        {"go_on": "go_on", "check": Row([Jump("event.disclosed"), Paused()]), "event.disclosed": "test"}
    )
    desk.resume(changed, finished)
    assert state_of(desk).record.finished_at is None
    assert answers_given(desk)["event.disclosed"] == "test"


def test_without_anything_open_it_says_how_to_begin(desk: Desk) -> None:
    """With no store, with an empty one, and with finished ones only: exit 2."""
    with pytest.raises(UsageError, match="No interview is open") as caught:
        desk.resume(Person({}))
    assert "relapse interview" in caught.value.remedy
    assert not desk.store_folder.exists()
    desk.interview(Person({**AGREED, "event.disclosed": OpenCheck(), "sign.now": "later"}))
    with pytest.raises(UsageError, match="No interview is open"):
        desk.resume(Person({}))


def test_several_open_ones_are_offered_the_latest_first(desk: Desk) -> None:
    """With case, beginning and how far each has come; the chosen one goes on."""
    for case in ("PR-1", "PR-2"):
        desk.interview(Person(AGREED), case=case)
    first, second = ids(desk)
    person = Person({"resume.which": first, "go_on": "go_on"})
    desk.resume(person)
    which = person.screen("resume.which")
    assert [option.id for option in which.ask.options] == [second, first]
    assert which.ask.options[0].label == f"PR-2, 2026-11-20 09:00, core: 6 answers ({second[:8]})"
    assert "PR-1" in person.screen("go_on").label


@pytest.mark.parametrize(("number", "said"), [(20, False), (21, True)])
def test_only_the_newest_are_offered_and_that_is_said(desk: Desk, number: int, said: bool) -> None:
    """Twenty fit; when there are more, the list says so, and how to come to the others."""
    names = desk.put(*(interview({}, id=str(place)) for place in range(number)))
    person = Person({})
    with pytest.raises(UsageError):
        desk.resume(person)
    which = person.screen("resume.which")
    assert [option.id for option in which.ask.options] == names[::-1][:20]
    assert ("newest 20 of 21" in " ".join(which.body)) is said


def test_choosing_none_of_several_leaves_them(desk: Desk) -> None:
    """A way out is a usage error with a remedy; Ctrl-C is Ctrl-C."""
    for case in ("PR-1", "PR-2"):
        desk.interview(Person(AGREED), case=case)
    with pytest.raises(UsageError, match="No interview was chosen"):
        desk.resume(Person({"resume.which": Back()}))
    with pytest.raises(KeyboardInterrupt):
        desk.resume(Person({"resume.which": Paused(interrupted=True)}))


@pytest.mark.parametrize("length", [4, 8, 36])
def test_the_beginning_of_an_id_is_enough(desk: Desk, length: int) -> None:
    """Four characters or more, in small or capital letters."""
    desk.interview(Person(AGREED))
    for name in (ids(desk)[0][:length], ids(desk)[0][:length].upper()):
        person = Person({"go_on": "go_on"})
        desk.resume(person, name)
        assert person.asked == ["go_on", "event.disclosed"]


def test_an_id_that_is_not_there_is_an_error(desk: Desk) -> None:
    """Exit 5, and where to look."""
    desk.interview(Person(AGREED))
    with pytest.raises(StoreError, match="no stored interview ffffffff"):
        desk.resume(Person({}), "ffffffff")
    with pytest.raises(InputError, match=r"There is no file recrod\.json"):
        desk.resume(Person({}), "recrod.json")
    with pytest.raises(UsageError, match="another case"):
        desk.interview(Person({}), resume=ids(desk)[0], case="PR-2")


HOLDER = """
    import sys
    from pathlib import Path
    from tests.app.held import store_in
    store = store_in(Path(sys.argv[1]))
    store.hold(sys.argv[2])
    print("held", flush=True)
    sys.stdin.readline()
"""


def test_an_interview_that_is_open_elsewhere_names_who_has_it(desk: Desk) -> None:
    """Process and computer; once that one has ended it goes on, even when it was killed."""
    desk.interview(Person(AGREED))
    holder = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(HOLDER), str(desk.folder), ids(desk)[0]],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        person = Person({})
        with pytest.raises(StoreError, match=f"process {holder.pid} on ") as caught:
            desk.resume(person)
        holder.kill()
        holder.wait(300)
    assert (caught.value.exit_code, person.asked) == (5, [])
    going = Person({"go_on": "go_on"})
    desk.resume(going)
    assert going.asked[-1] == "event.disclosed"


def test_a_clock_that_was_set_back_a_little_makes_no_new_interview(desk: Desk) -> None:
    """A second before it began, on the same day: it goes on where it stood."""
    desk.interview(Person(AGREED))
    person = Person({"go_on": "go_on"})
    desk.resume(person, started_at="2026-11-20T08:59:59+01:00")
    assert person.asked == ["go_on", "event.disclosed"]
    assert len(ids(desk)) == 1


@pytest.mark.parametrize("at", [IN_THE_EVENING, NEXT_DAY, "2026-11-19T09:00:00+01:00"])
def test_another_day_begins_a_new_record_that_continues_it(desk: Desk, at: str) -> None:
    """Also after twelve hours, and with a clock set back a day; the old one stays as it is, and free."""
    desk.interview(Person({**AGREED, "event.disclosed": "self", "safety.now": ["none"]}))
    before = state_of(desk)
    seen: list[Any] = []

    def look(screen: Any) -> None:
        if screen.step.question == "frame.consent":
            with store_in(desk.folder) as store:
                held = store.connection.run("SELECT interview_id FROM hold")
                seen.append((len(store.interviews()), held))

    person = Person({**AGREED, "go_on": "go_on"}, look)
    desk.resume(person, started_at=at)
    assert person.asked == ["go_on", *(q for q in AGREED if q != "frame.age_band"), "safety.now"]
    assert seen == [(1, [])]
    old, new = ids(desk)
    assert state_of(desk, old) == before
    record = state_of(desk, new).record
    assert (record.continues, record.case, record.started_at) == (old, "PR-1", at)
    assert record.answers == {**AGREED, "event.disclosed": "self"}


def test_a_new_record_that_is_not_agreed_to_is_not_kept(desk: Desk) -> None:
    """The consent of another day is no consent of today."""
    desk.interview(Person({**AGREED, "event.disclosed": "self"}))
    before = state_of(desk)
    person = Person({**FRAME, "go_on": "go_on", "frame.consent": False, "consent": "stop"})
    desk.resume(person, started_at=NEXT_DAY)
    assert ids(desk) == [before.record.id]
    assert state_of(desk) == before


def carried_on(desk: Desk, **replies: Any) -> Person:
    """Go on the next day up to where carried answers are confirmed."""
    desk.interview(Person({**AGREED, "event.disclosed": "self"}))
    person = Person({
        **AGREED, "go_on": "go_on", "safety.now": OpenCheck(), "sign.now": "later",
        **{name.replace("__", "."): reply for name, reply in replies.items()},
    })  # fmt: skip
    desk.resume(person, started_at=NEXT_DAY)
    return person


def waiting_in(desk: Desk) -> frozenset[str]:
    """The carried answers that still wait in the last stored interview."""
    with store_in(desk.folder) as store:
        return replay(shipped_bank(), store.entries(store.interviews()[-1].id)).carried


def test_these_still_stand_is_kept(desk: Desk) -> None:
    """It is in the store at once, though no answer changed, and is not asked again."""
    person = carried_on(desk, carried="stand", check=Paused())
    assert person.asked[-1] == "carried"
    assert waiting_in(desk) == frozenset()
    again = Person({"go_on": "go_on"})
    again.replies["check"] = [Paused()]
    desk.resume(again, started_at=NEXT_DAY)
    assert again.asked == ["go_on"]
    assert len(again.checked) == 1


def test_what_was_not_confirmed_waits_on_the_next_day_too(desk: Desk) -> None:
    """Pausing at the question leaves every carried answer waiting."""
    carried_on(desk, carried=Paused())
    assert waiting_in(desk) == {"frame.age_band", "event.disclosed"}


def test_an_answer_that_is_refused_confirms_nothing(desk: Desk) -> None:
    """One by one, a value that does not fit leaves the carried one waiting; a good one confirms it."""
    carried_on(
        desk, carried="one_by_one", frame__age_band=Row(["no_such_age", Paused()]), event__disclosed="self"
    )
    assert waiting_in(desk) == {"frame.age_band", "event.disclosed"}
    person = Person({"go_on": "go_on", "frame.age_band": "age_18_64", "event.disclosed": Paused()})
    desk.resume(person, started_at=NEXT_DAY)
    assert waiting_in(desk) == {"event.disclosed"}


def test_a_continued_interview_is_not_offered_again(desk: Desk) -> None:
    """Only the one that goes on is open."""
    carried_on(desk, carried=Paused())
    person = Person({"go_on": "go_on"})
    desk.resume(person, started_at=NEXT_DAY)
    assert "resume.which" not in person.asked


def test_a_signed_interview_is_continued_by_a_new_one(desk: Desk) -> None:
    """Even within the hour: what was signed is only ever added to."""
    from relapse_cli.app.keeping.in_store import InStore
    from relapse_cli.app.keeping.place import Answers, Decided
    from relapse_cli.model.decision import SignOff

    desk.interview(Person({**AGREED, "event.disclosed": "self", "safety.now": ["none"]}))
    before = state_of(desk)
    with store_in(desk.folder) as store:
        keeper = InStore(lambda: store, lambda: CLOCK, standing=Answers(before))
        signature = SignOff(kind="sign_off", role="therapist", at=CLOCK, answers="sha256:0")
        keeper.save(Decided(before.record.model_copy(update={"decisions": (signature,)})))
    desk.resume(Person({**AGREED, "go_on": "go_on"}), before.record.id)
    old, new = ids(desk)
    assert state_of(desk, new).record.continues == old == before.record.id
    assert state_of(desk, new).record.decisions == ()


def test_a_follow_up_goes_on_with_the_lines_of_its_plan(desk: Desk) -> None:
    """By the command that knows them; another one names it."""
    desk.interview(Person({**AGREED, "event.disclosed": OpenCheck(), "sign.now": "later"}))
    (interview,) = ids(desk)
    first = Person({})
    follow(desk, interview, first)
    assert len(ids(desk)) == 1, "nothing was said, so nothing is kept"
    answered = first.asked[-1]
    second = Person({answered: SetStatus("unknown")})
    follow(desk, interview, second)
    followup = ids(desk)[-1]
    assert state_of(desk, followup).record.follows == interview
    third = Person({"go_on": "go_on"})
    follow(desk, interview, third, resume=followup)
    assert third.asked == ["go_on", second.asked[-1]]
    with pytest.raises(UsageError, match="is the follow-up of an interview") as caught:
        desk.resume(Person({}), followup)
    assert f"relapse followup {interview[:8]} --resume {followup[:8]}" in caught.value.remedy
    with pytest.raises(UsageError, match="No interview is open"):
        desk.resume(Person({}))


def test_a_check_in_killed_in_its_first_question_goes_on_with_what_was_typed(desk: Desk) -> None:
    """Without any answer, and without a word to the program: the draft was written while it was typed."""
    desk.interview(Person({**AGREED, "event.disclosed": OpenCheck(), "sign.now": "later"}))
    (interview,) = ids(desk)
    first = Person({})
    follow(desk, interview, first)
    left = desk.folder / "left"

    def killed(screen: Screen, clerk: Clerk) -> Any:
        clerk.keep_draft("almost")
        for timer in threading.enumerate():
            if isinstance(timer, threading.Timer):
                timer.join()
        shutil.copytree(desk.store_folder, left)
        return Paused()

    follow(desk, interview, Person({first.asked[-1]: killed}))
    shutil.rmtree(desk.store_folder)
    left.rename(desk.store_folder)
    again = Person({"go_on": "go_on"})
    follow(desk, interview, again, resume=ids(desk)[-1])
    assert again.screens[-1].stored.draft == "almost"


def follow(desk: Desk, interview: str, person: Person, resume: str | None = None) -> Record:
    """Hold a follow-up, or go on with it."""
    desk.patch.setattr(opening, "choose_asker", lambda *_, **__: person)
    door = desk.door()
    try:
        wanted = Request(
            "post_relapse", follows=interview, started_at=LATER_THAT_DAY, resume=resume, door=door
        )
        return hold_session(wanted).interview.record
    finally:
        door.close()
