"""Holding a sign-off: every decision is kept at once, back loses nothing, only what is complete is final."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput

from relapse_cli.app.keeping.keep import Keeping
from relapse_cli.app.sign_off.loop import hold_sign_off
from relapse_cli.logic.plan.build import plan
from relapse_cli.logic.sign_off.signing import Signing
from relapse_cli.model.decision import Remove
from relapse_cli.model.reply import Back, Paused, SetStatus, Skipped
from relapse_cli.prompters.arrow_keys.asker import ArrowKeysAsker
from relapse_cli.prompters.asker import Asker
from relapse_cli.prompters.plain.asker import PlainAsker
from tests.app.ended import Hands, SignedOff, signed_off
from tests.app.therapist import Therapist
from tests.banks_under_test import line_of, shipped_bank
from tests.logic.plan_bases import due_at, who
from tests.logic.sign_off.test_signing import AT, LATER, SOON, own, signing_of

READ = ["\r"] * 2
"""As often as the page a patient is handed fills a screen."""
DOWN, ENTER, CTRL_X = "\x1b[B", "\r", "\x18"
NO_PAPERS = DOWN * 9 + " " + ENTER


def hold(signing: Signing, asker: Asker) -> tuple[SignedOff, list[Signing]]:
    """Hold a sign-off, with every state that was kept on the way."""
    kept: list[Signing] = []
    place = Hands(decisions=lambda record: kept.append(replace(signing, record=record)))
    return signed_off(hold_sign_off(signing, asker, lambda: AT, Keeping([place]))), kept


def decided(outcome: SignedOff) -> list[dict[str, Any]]:
    """The decisions of a record as plain data."""
    return [decision.model_dump(exclude_none=True) for decision in outcome.signing.record.decisions]


def test_a_whole_sign_off_makes_the_plan_final() -> None:
    """Flags, triggers and a gap in order; then the signature, and the plan is final."""
    signing = signing_of("PR-103")
    replies: dict[str, list[Any]] = {
        "hub": ["on", "sign"],
        "flag.M-04": ["confirm"],
        "flag.M-05": ["raise"], "level.M-05": ["4"], "reason.M-05": [Skipped()], "second.M-05": ["second"],
        "flag.U-05": ["lower"], "level.U-05": ["1"], "reason.U-05": ["It was one evening."],
        "flag.U-14": ["confirm"],
        "text.own": ["We keep the evening call."], "owner.own": ["patient"], "due.own": ["2026-11-22"],
        "editions": ["both"],
        "role": ["therapist"], "sign": ["sign"],
    }  # fmt: skip
    for row in signing.rows:
        replies[f"row.{row.id}"] = [[row.options[0].id]]
    outcome, kept = hold(signing, Therapist(replies))
    made = plan(shipped_bank(), outcome.signing.record)
    assert outcome.state == "signed"
    assert made.final
    assert (made.level, made.level_decided) == (3, 4)
    assert len(kept) == len(outcome.signing.record.decisions)
    by_kind = {d["kind"]: d for d in decided(outcome)}
    assert (by_kind["lower"]["to"], by_kind["lower"]["reason"]) == (1, "It was one evening.")
    assert by_kind["sign_off"]["at"] == AT


def test_lowering_level_4_asks_twice_and_a_no_changes_nothing() -> None:
    """After a no to the second confirmation the flag is asked about again, and nothing has been decided."""
    signing = signing_of("PR-102")
    flag = signing.flags[0]
    assert flag.level == 4
    therapist = Therapist(
        {
            "hub": ["flags", "leave"],
            f"flag.{flag.id}": ["lower", Back()],
            f"level.{flag.id}": ["3"],
            f"reason.{flag.id}": ["seen by the doctor"],
            f"second.{flag.id}": ["again"],
        }
    )
    outcome, kept = hold(signing, therapist)
    assert (outcome.state, kept) == ("draft", [])
    assert therapist.screens[f"second.{flag.id}"].ways.careful


def test_back_inside_a_decision_keeps_what_was_typed() -> None:
    """Back from the second confirmation shows the reason as it was typed, and back from there its draft."""
    signing = signing_of("PR-102")
    flag = signing.flags[0]
    therapist = Therapist(
        {
            "hub": ["flags", "leave"],
            f"flag.{flag.id}": ["lower", Paused()],
            f"level.{flag.id}": ["3", "2"],
            f"reason.{flag.id}": ["seen by the doctor", Back("seen by"), Paused()],
            f"second.{flag.id}": [Back()],
        }
    )
    outcome, _ = hold(signing, therapist)
    reason = therapist.screens[f"reason.{flag.id}"]
    assert outcome.state == "paused"
    assert (reason.stored.value, reason.stored.draft) == ("seen by the doctor", "seen by")
    assert therapist.screens[f"level.{flag.id}"].stored.value == "3"


def test_back_from_a_flag_opens_the_one_before_and_keeps_its_decision() -> None:
    """The decision made stands; it can be left as it is or made anew."""
    signing = signing_of("PR-106")
    first, second = signing.flags[0].id, signing.flags[1].id
    therapist = Therapist(
        {
            "hub": ["flags", "leave"],
            f"flag.{first}": ["confirm", "keep"],
            f"flag.{second}": [Back(), Paused()],
        }
    )
    outcome, _ = hold(signing, therapist)
    assert therapist.seen == ["hub", f"flag.{first}", f"flag.{second}", f"flag.{first}", f"flag.{second}"]
    assert [d["flag"] for d in decided(outcome)] == [first]


def test_flags_are_confirmed_together_once_all_have_been_shown() -> None:
    """Each stands on the page with what it rests on; one answer confirms them all, and the way goes on."""
    signing = signing_of("PR-106")
    assert all(flag.level < 4 for flag in signing.flags)
    therapist = Therapist({"hub": ["on", "leave"], "flags": ["again", "confirm"], "row": [Paused()]})
    therapist.replies |= {f"row.{row.id}": [Skipped()] for row in signing.rows}
    therapist.replies |= {"late": [Paused()], "text.own": [Paused()]}
    outcome, kept = hold(signing, therapist)
    assert therapist.read_titles == ["Flags below level 4"] * 2
    page = " ".join(" ".join(therapist.pages["Flags below level 4"]).split())
    for flag in signing.flags:
        assert f"Level {flag.level}: {' '.join(flag.text.split())}" in page
        assert f"Rule {flag.id}," in page
    confirmed = [d["flag"] for d in decided(outcome) if d["kind"] == "confirm"]
    assert confirmed == [flag.id for flag in signing.flags]
    assert kept[0].record.decisions == outcome.signing.record.decisions[: len(confirmed)]


def test_a_flag_at_level_4_is_never_confirmed_with_the_others() -> None:
    """It comes first, alone and with its second confirmation; the others are shown together after it."""
    signing = signing_of("PR-102")
    fours = [flag for flag in signing.flags if flag.level == 4]
    therapist = Therapist(
        {"hub": ["on", "leave"], "flags": ["confirm"]}
        | {f"flag.{flag.id}": ["confirm"] for flag in fours}
        | {f"second.{flag.id}": ["second"] for flag in fours}
        | {name: [Paused()] for name in ("late", "text.own", "owner.own", "recheck")}
    )
    outcome, _ = hold(signing, therapist)
    shown = " ".join(therapist.pages["Flags below level 4"])
    assert fours
    assert not any(f"Rule {flag.id}," in shown for flag in fours)
    assert therapist.seen.index("flags") == 1 + 2 * len(fours)
    assert not outcome.signing.undecided
    assert all(d["second"] for d in decided(outcome) if d.get("flag") in {flag.id for flag in fours})


def test_flags_can_be_decided_one_by_one_or_later_and_back_opens_what_was_before() -> None:
    """Going back from the first one leads out; once decided together, back opens the last of them."""
    signing = signing_of("PR-106")
    first, last = signing.flags[0].id, signing.flags[-1].id
    therapist = Therapist(
        {"hub": ["on", "on", "leave"], "flags": ["each", "later"], f"flag.{first}": [Back()]}
    )
    therapist.replies |= {f"row.{row.id}": [Paused()] for row in signing.rows}
    therapist.replies |= {"late": [Paused()], "text.own": [Paused()]}
    outcome, kept = hold(signing, therapist)
    assert (outcome.state, kept) == ("paused", [])
    assert therapist.seen[:5] == ["hub", "flags", f"flag.{first}", "hub", "flags"]
    therapist = Therapist({"hub": ["on"], "flags": ["confirm"], f"flag.{last}": ["keep"]})
    therapist.replies |= {f"row.{row.id}": [Back(), Paused()] for row in signing.rows}
    therapist.replies |= {"late": [Back(), Paused()], "text.own": [Back(), Paused()]}
    hold(signing, therapist)
    asked = therapist.seen[2]
    assert therapist.seen[1:] == ["flags", asked, f"flag.{last}", asked]


def test_pausing_keeps_the_decisions_made_so_far_and_says_how() -> None:
    """What was decided is in the record; Ctrl-C and the menu's pause are told apart."""
    for pause, interrupted in ((Paused(), False), (Paused(interrupted=True), True)):
        signing = signing_of("PR-106")
        first, second = signing.flags[0].id, signing.flags[1].id
        replies = {"hub": ["on"], f"flag.{first}": ["confirm"], f"flag.{second}": [pause]}
        outcome, kept = hold(signing, Therapist(replies))
        assert (outcome.state, outcome.interrupted, len(kept)) == ("paused", interrupted, 1)
        assert kept[-1].record == outcome.signing.record


def test_no_signature_is_offered_while_something_is_missing() -> None:
    """The hub says in plain words what is missing, and has no row for the signature."""
    therapist = Therapist({"hub": ["leave"]})
    hold(signing_of("PR-206"), therapist)
    hub = therapist.screens["hub"]
    assert "- the plan has no dated next contact" in hub.body
    assert "sign" not in {option.id for option in hub.ask.options}


def test_a_missing_contact_is_put_right_on_the_spot() -> None:
    """It is agreed as the answer to its question; declined, it is asked for again the next time."""
    signing = signing_of("PR-101", revise__next_contact=None)
    replies: dict[str, list[Any]] = {
        "hub": ["on", "on", "leave"],
        "revise.next_contact": [
            SetStatus("declined", whole=True),
            "2026-11-21T09:00:00+01:00",
            "therapist calls",
        ],
        **{f"row.{row.id}": [Skipped(), Skipped()] for row in signing.rows},
    }
    therapist = Therapist(replies)
    outcome, _ = hold(signing, therapist)
    assert outcome.signing.record.answers["revise.next_contact"] == SOON
    assert "V-4PARTS" not in outcome.signing.plan.unmet
    assert outcome.signing.may_sign


def test_an_own_line_from_a_trigger_covers_it() -> None:
    """A line written beside a trigger's options answers that trigger, with who and by when."""
    signing = signing_of("PR-103")
    row = next(row for row in signing.rows if signing.bank.action_by_id[row.id].domains)
    replies = {
        "hub": ["rows", "leave"],
        f"row.{row.id}": [["app.own", "app.who"]],
        "text.own": ["Leave the room."],
        "owner.own": ["patient"],
        "due.own": ["2026-11-21"],
        f"owner.{row.id}": ["patient"],
        f"due.{row.id}": ["2026-11-23"],
        **{f"row.{other.id}": [Skipped()] for other in signing.rows if other is not row},
    }
    outcome, _ = hold(signing, Therapist(replies))
    made = {d["kind"]: d for d in decided(outcome)}
    assert made["add"]["covers"] in signing.bank.action_by_id[row.id].domains
    assert (made["pick"]["options"], made["pick"]["due"]) == ((), "2026-11-23")
    assert row.id not in [open_row.id for open_row in outcome.signing.unpicked]


def test_the_emergency_line_comes_off_only_with_a_reason_and_a_second_look() -> None:
    """Its reason cannot be left out, and a no leaves it where it is."""
    signing = signing_of("PR-102")
    therapist = Therapist(
        {
            "hub": ["lines", "leave"],
            "lines": ["P-EMERGENCY", Back()],
            "line.P-EMERGENCY": ["remove", "remove"],
            "reason.P-EMERGENCY": ["help is here", "help is here"],
            "second.P-EMERGENCY": ["again", "second"],
        }
    )
    outcome, _ = hold(signing, therapist)
    assert not therapist.screens["reason.P-EMERGENCY"].ways.may_skip
    assert decided(outcome) == [
        {"kind": "remove", "rule": "P-EMERGENCY", "reason": "help is here", "second": True}
    ]
    assert line_of(outcome.signing.plan, "P-EMERGENCY") is None


def test_who_when_and_words_of_any_line_can_be_changed() -> None:
    """The changes stand on the plan, for the product's lines and for the therapist's own."""
    signing = signing_of("PR-101").decide(own("followup"))
    line = next(line for line in signing.lines if "patient" in line.wording and line.rule)
    therapist = Therapist(
        {
            "hub": ["lines", "leave"],
            "lines": [line.id, line.id, line.id, "own-1", "own-1", Back()],
            f"line.{line.id}": ["owner", "due", "text.patient"],
            f"owner.{line.id}": ["patient"],
            f"due.{line.id}": ["2026-11-24"],
            f"text.{line.id}.patient": ["In our words."],
            "line.own-1": ["text", "remove"],
            "text.own-1": ["We do that."],
            "reason.own-1": [Skipped()],
            "second.own-1": ["again", "second"],
        }
    )
    therapist.replies["line.own-1"].append("back")
    outcome, kept = hold(signing, therapist)
    made = line_of(outcome.signing.plan, line.id)
    assert made is not None
    assert (who(made), due_at(made), made.wording["patient"]) == ("patient", "2026-11-24", "In our words.")
    texts = {line_.wording["clinician"] for state in kept for line_ in state.lines if line_.id == "own-1"}
    assert texts == {"We do this.", "We do that."}


def test_the_recheck_is_part_of_the_way() -> None:
    """Where people react with pressure, the therapist is asked; not yet leaves the family sheet waiting."""
    signing = signing_of("PR-107")
    replies: dict[str, list[Any]] = {
        "hub": ["on", "on", "leave"],
        "late": ["later", "later"],
        "text.own": ["Keep the walk."],
        "owner.own": ["patient"],
        "due.own": ["2026-11-21"],
        "editions": ["clinician"],
        "recheck": ["later", "done"],
        **{f"flag.{flag.id}": ["confirm"] for flag in signing.flags},
        **{f"row.{row.id}": [Skipped()] * 4 for row in signing.rows},
    }
    outcome, _ = hold(signing, Therapist(replies))
    assert decided(outcome)[-1] == {"kind": "recheck", "what": "coercion"}


def test_a_late_contact_is_left_open_given_a_reason_or_agreed_anew() -> None:
    """Left open, the plan cannot be signed; a reason or an earlier day settles it."""
    signing = signing_of("PR-101", revise__next_contact=LATER)
    rows: dict[str, list[Any]] = {f"row.{row.id}": [Skipped()] for row in signing.rows}
    left = Therapist(rows | {"hub": ["on", "leave"], "late": ["later"]})
    hold(signing, left)
    assert "28 Nov 2026, 09:00" in left.screens["late"].label
    assert "sign" not in {option.id for option in left.screens["hub"].ask.options}
    given = Therapist(
        rows | {"hub": ["on", "leave"], "late": ["reason"], "reason.late": ["they are travelling."]}
    )
    outcome, _ = hold(signing, given)
    assert not given.screens["reason.late"].ways.may_skip
    line = next(line for line in outcome.signing.plan.lines if line.id == "P-CONTACT")
    assert "The reason for the later date: they are travelling." in line.wording["clinician"].split("\n")[1]
    assert "travelling" not in line.wording["patient"]
    assert outcome.signing.may_sign
    earlier = Therapist(
        {
            **{f"row.{row.id}": [Skipped()] for row in signing.rows},
            "hub": ["on", "leave"],
            "late": ["earlier"],
            "revise.next_contact": ["2026-11-21T09:00:00+01:00", "therapist calls"],
            "app.change": ["change"],
        }
    )
    outcome, kept = hold(signing, earlier)
    assert outcome.signing.record.answers["revise.next_contact"] == SOON
    assert outcome.signing.may_sign
    assert kept[-1] == outcome.signing


def test_a_flag_that_is_not_set_is_raised_with_a_reason() -> None:
    """The list of a level, the level at which it counts, a reason; level 4 is asked twice."""
    signing = signing_of("PR-101")
    therapist = Therapist(
        {
            "hub": ["raise", "leave"],
            "unset": ["3"],
            "unset.3": ["M-08"],
            "level.M-08": ["4", "3"],
            "reason.M-08": ["said at the door", Back(), "said at the door"],
            "second.M-08": [Back()],
        }
    )
    outcome, _ = hold(signing, therapist)
    assert not therapist.screens["reason.M-08"].ways.may_skip
    assert decided(outcome) == [{"kind": "raise", "flag": "M-08", "to": 3, "reason": "said at the door"}]
    assert outcome.signing.plan.level_decided == 3


def test_a_raised_flag_is_taken_back_until_it_is_signed() -> None:
    """Among the flags it can be left or taken back; once signed it stays."""
    start = signing_of("PR-101")
    raised, _ = hold(
        start,
        Therapist(
            {
                "hub": ["raise", "leave"],
                "unset": ["2"],
                "unset.2": ["U-12"],
                "level.U-12": ["2"],
                "reason.U-12": ["x"],
            }
        ),
    )
    replies: dict[str, Any] = {"hub": ["flags", "flags", "leave"], "raised.U-12": ["keep", "back"]}
    outcome, _ = hold(raised.signing, Therapist(replies))
    assert outcome.signing == start
    signed = raised.signing.sign("therapist", AT)
    therapist = Therapist({"hub": ["flags", "leave"], "raised.U-12": ["keep"]})
    hold(signed, therapist)
    assert [option.id for option in therapist.screens["raised.U-12"].ask.options] == ["keep"]


def test_a_line_that_was_taken_off_comes_back_until_it_is_signed() -> None:
    """It stands at the end of the lines; putting it back leaves no trace of the removal."""
    signing = signing_of("PR-101")
    removed = signing.decide(Remove(kind="remove", rule="P-TOLD", reason="settled already"))
    therapist = Therapist(
        {"hub": ["lines", "leave"], "lines": ["off:P-TOLD", Back()], "off.P-TOLD": ["back"]}
    )
    outcome, kept = hold(removed, therapist)
    assert "The reason: settled already" in therapist.screens["off.P-TOLD"].body
    assert outcome.signing == kept[-1] == signing


def test_after_the_signature_a_line_of_ones_own_takes_the_place() -> None:
    """A signed removal stays; its words stand ready in a new line, which is an addendum."""
    removed = signing_of("PR-101").decide(Remove(kind="remove", rule="P-TOLD", reason="settled already"))
    signed = removed.sign("therapist", AT)
    therapist = Therapist(
        {
            "hub": ["lines", "leave"],
            "lines": ["off:P-TOLD", Back()],
            "off.P-TOLD": ["own"],
            "text.own": ["A sister is told."],
            "owner.own": ["patient"],
            "due.own": ["2026-11-21"],
            "editions": ["both"],
        }
    )
    outcome, _ = hold(signed, therapist)
    assert str(therapist.screens["text.own"].stored.value).startswith("One person, chosen by the patient")
    assert therapist.screens["owner.own"].stored.value == "patient"
    line = line_of(outcome.signing.plan, "own-1")
    assert line is not None
    assert (line.section, line.wording["patient"]) == ("contact", "A sister is told.")
    assert line_of(outcome.signing.plan, "P-TOLD") is None
    assert outcome.signing.record.decisions[: len(signed.record.decisions)] == signed.record.decisions


def test_a_line_of_ones_own_comes_back_even_when_its_removal_is_signed() -> None:
    """It is added again as it was."""
    removed = signing_of("PR-101").decide(own("followup"), Remove(kind="remove", rule="own-1"))
    for signing in (removed, removed.sign("therapist", AT)):
        replies = {"hub": ["lines", "leave"], "lines": ["off:own-1", Back()], "off.own-1": ["back"]}
        outcome, _ = hold(signing, Therapist(replies))
        assert line_of(outcome.signing.plan, "own-1") is not None


def test_back_on_the_hub_does_not_leave_it() -> None:
    """One press too many is refused by both askers; the last row leaves."""
    therapist = Therapist({"hub": ["leave"]})
    hold(signing_of("PR-101"), therapist)
    assert not therapist.screens["hub"].ways.may_go_back


def test_a_signed_plan_that_is_reopened_says_so_and_can_be_left_alone() -> None:
    """Nothing is written when nothing is decided."""
    signing = signing_of("PR-101").sign("therapist", AT)
    therapist = Therapist({"hub": ["leave"]})
    outcome, kept = hold(signing, therapist)
    assert (outcome.state, kept) == ("signed", [])
    assert "Signed on 2026-11-20 (therapist)" in therapist.screens["hub"].label


def test_a_whole_sign_off_with_plain_lines() -> None:
    """Typed numbers alone lead from the hub to the signature."""
    signing = signing_of("PR-209", revise__next_contact={"when": "2026-11-21T09:00:00+01:00", "who": "T"})
    row = signing.rows[0]
    # go on, confirm, first option, all else open, sign, role as it stands, sign, no papers now
    typed = ["1", "1", "1", "/rest", "2", "", "2", "5"]
    assert [task.kind for task in signing.tasks if task.kind != "slot"] == ["flag", "row"]
    out = io.StringIO()
    outcome, _ = hold(signing, PlainAsker(io.StringIO("\n".join(typed) + "\n"), out))
    assert outcome.state == "signed", out.getvalue()
    assert {"kind": "pick", "rule": row.id, "options": (row.options[0].id,)} in decided(outcome)
    assert plan(shipped_bank(), outcome.signing.record).final
    assert "\x1b" not in out.getvalue()


class Keys:
    """Feeds one string of keys to each prompt that comes up."""

    def __init__(self, pipe: PipeInput) -> None:
        self.pipe = pipe
        self.waiting: list[str] = []
        self.asker = ArrowKeysAsker(pipe, DummyOutput(), flush=self.feed)

    def feed(self, _: object) -> None:
        """Press the keys of the next prompt."""
        assert self.waiting, "a prompt came up for which no keys were planned"
        self.pipe.send_text(self.waiting.pop(0))


@pytest.fixture
def keys() -> Iterator[Keys]:
    """Keys for an asker on a pipe; all that were planned must have been used."""
    with create_pipe_input() as pipe:
        made = Keys(pipe)
        yield made
        assert made.waiting == []


def test_a_whole_sign_off_with_arrow_keys(keys: Keys) -> None:
    """Arrow keys, Space and Enter alone lead from the hub to the signature."""
    signing = signing_of("PR-209", revise__next_contact={"when": "2026-11-21T09:00:00+01:00", "who": "T"})
    keys.waiting = [
        ENTER,
        DOWN + ENTER,
        " " + ENTER,
        CTRL_X,
        DOWN * 2 + ENTER,
        *READ,
        ENTER,
        DOWN * 2 + ENTER,
    ]
    keys.waiting.append(NO_PAPERS)
    outcome, _ = hold(signing, keys.asker)
    assert outcome.state == "signed"
    assert [d["kind"] for d in decided(outcome)] == ["confirm", "pick", "sign_off"]


def test_ctrl_c_and_ctrl_d_pause_and_are_told_apart(keys: Keys) -> None:
    """Both leave the sign-off paused; only Ctrl-C counts as an interruption."""
    for key, interrupted in (("\x03", True), ("\x04", False)):
        keys.waiting = [key]
        outcome, _ = hold(signing_of("PR-101"), keys.asker)
        assert (outcome.state, outcome.interrupted) == ("paused", interrupted)
