"""What the therapist decides about flags, lines and the whole plan (rules 1.10 and 7)."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from relapse_cli.logic.answers.check_record import check_record
from relapse_cli.logic.plan.final import answers_digest
from relapse_cli.model.plan import Plan
from tests.banks_under_test import UNKNOWN, line_of, plan_of, record_of, shipped_bank
from tests.logic.plan_bases import (
    STARTED_AT,
    Data,
    due_at,
    follow_up,
    ids,
    interview,
    line,
    own,
    pick,
    remove,
    rules,
    sequence,
    signed,
    who,
)

MARKED = {"safety.agitation": "marked"}
FLUIDS, SEIZURE = {"safety.now": ["fluids"]}, {"safety.now": ["seizure"]}
WHOLE = {**sequence("sleep"), "prior.kept": "I came here"}


def confirm(flag: str, **more: Any) -> Data:
    """A flag confirmed."""
    return {"kind": "confirm", "flag": flag, **more}


def lower(flag: str, to: int, reason: str = "seen by the doctor", **more: Any) -> Data:
    """A flag lowered."""
    return {"kind": "lower", "flag": flag, "to": to, "reason": reason, **more}


def raise_(flag: str, to: int) -> Data:
    """A flag raised."""
    return {"kind": "raise", "flag": flag, "to": to, "reason": "worse than it sounds"}


def levels(plan: Plan) -> tuple[int, int | None, int]:
    """The computed level, the decided one if there is a decision, and the one that actions follow."""
    return plan.level, plan.level_decided, plan.level_acted_on


LEVELS: list[tuple[str, Data, list[Data], tuple[int, int | None, int]]] = [
    ("nothing decided", MARKED, [], (2, None, 2)),
    ("no flag", {}, [], (1, None, 1)),
    ("confirmed", MARKED, [confirm("U-03")], (2, 2, 2)),
    ("raised to 3", MARKED, [raise_("U-03", 3)], (2, 3, 3)),
    ("raised to 4", MARKED, [raise_("U-03", 4)], (2, 4, 4)),
    ("raised to where it stands", MARKED, [raise_("U-03", 2)], (2, None, 2)),
    ("lowered", MARKED, [lower("U-03", 1)], (2, 1, 2)),
    ("lowered without a reason", MARKED, [lower("U-03", 1, "")], (2, None, 2)),
    ("lowered with a blank reason", MARKED, [lower("U-03", 1, "  ")], (2, None, 2)),
    ("lowered to where it stands", MARKED, [lower("U-03", 2)], (2, None, 2)),
    ("lowered upwards", MARKED, [lower("U-03", 3)], (2, None, 2)),
    ("level 3 lowered by one", FLUIDS, [lower("M-19", 2)], (3, 2, 3)),
    ("level 3 lowered to 1", FLUIDS, [lower("M-19", 1)], (3, 1, 3)),
    ("one of two flags lowered", {**FLUIDS, **MARKED}, [lower("M-19", 1)], (3, 2, 3)),
    ("the lesser of two flags lowered", {**FLUIDS, **MARKED}, [lower("U-03", 1)], (3, 3, 3)),
    ("level 4 lowered once", SEIZURE, [lower("E-02", 2)], (4, None, 4)),
    ("level 4 lowered, second time confirmed", SEIZURE, [lower("E-02", 2, second=True)], (4, 2, 4)),
    ("level 4 lowered twice but no reason", SEIZURE, [lower("E-02", 2, "", second=True)], (4, None, 4)),
    ("lowered, then raised", MARKED, [lower("U-03", 1), raise_("U-03", 3)], (2, 3, 3)),
    ("raised, then lowered", MARKED, [raise_("U-03", 3), lower("U-03", 1)], (2, 1, 2)),
    ("raised, then confirmed", MARKED, [raise_("U-03", 3), confirm("U-03")], (2, 2, 2)),
    ("raised twice", MARKED, [raise_("U-03", 4), raise_("U-03", 3)], (2, 3, 3)),
    ("lowered for a flag that is not set", FLUIDS, [lower("M-08", 1)], (3, None, 3)),
    ("an unknown flag", MARKED, [lower("U-99", 1)], (2, None, 2)),
]


@pytest.mark.parametrize(("case", "changes", "decisions", "expected"), LEVELS)
def test_levels(
    case: str, changes: Data, decisions: list[Data], expected: tuple[int, int | None, int]
) -> None:
    """Until a decision stands no level is decided; actions follow the higher of computed and raised."""
    assert levels(plan_of(interview(changes, decisions=decisions))) == expected, case


def test_levels_of_a_follow_up() -> None:
    """A flag of a follow-up is decided in the same way."""
    data = follow_up({"followup.use_since": True}, decisions=[raise_("U-22", 3)])
    assert levels(plan_of(data)) == (2, 3, 3)


def test_raising_brings_the_lines_of_the_higher_level() -> None:
    """Raised to 3 the plan is a same-day plan; raised to 4 it is an emergency."""
    at_3 = rules(plan_of(interview(MARKED, decisions=[raise_("U-03", 3)])))
    at_4 = rules(plan_of(interview(MARKED, decisions=[raise_("U-03", 4)])))
    assert {"P-SAMEDAY", "F-3"} <= at_3
    assert {"P-EMERGENCY", "F-4"} <= at_4
    assert not {"P-SAMEDAY", "F-3", "F-2"} & at_4


def test_a_raised_flag_is_named_in_the_line_it_brings() -> None:
    """P-SAMEDAY names the flag that was raised to its level."""
    found = line(interview(MARKED, decisions=[raise_("U-03", 3)]), "P-SAMEDAY")
    assert shipped_bank().flag_by_id["U-03"].text.rstrip(".") in found.wording["clinician"]
    assert "safety.agitation" in found.because


@pytest.mark.parametrize(
    ("changes", "decision"),
    [(MARKED, lower("U-03", 1)), (FLUIDS, lower("M-19", 1)), (SEIZURE, lower("E-02", 1, second=True))],
)
def test_lowering_removes_no_line(changes: Data, decision: Data) -> None:
    """A lowered flag leaves every line of the plan where it was."""
    assert ids(plan_of(interview(changes, decisions=[decision]))) == ids(plan_of(interview(changes)))


@pytest.mark.parametrize(
    ("changes", "decision", "kind", "to"),
    [
        (MARKED, confirm("U-03"), "confirm", 2),
        (MARKED, raise_("U-03", 4), "raise", 4),
        (MARKED, lower("U-03", 1), "lower", 1),
        (SEIZURE, confirm("E-02", second=True), "confirm", 4),
    ],
)
def test_a_decision_stands_beside_its_flag(changes: Data, decision: Data, kind: str, to: int) -> None:
    """What was decided about a flag prints with it, a reason included, and the flag keeps its level."""
    flags = plan_of(interview(changes, decisions=[decision])).flags
    assert len(flags) == 1
    made = flags[0].decision
    assert made is not None
    assert (made.kind, made.to, made.reason) == (kind, to, decision.get("reason", ""))
    assert flags[0].level == shipped_bank().flag_by_id[flags[0].id].level


@pytest.mark.parametrize(
    ("changes", "decision"),
    [
        (MARKED, lower("U-03", 1, "")),
        (SEIZURE, confirm("E-02")),
        (SEIZURE, lower("E-02", 3)),
        (FLUIDS, remove("P-SAMEDAY", reason="done")),
    ],
)
def test_a_refused_decision_is_told(changes: Data, decision: Data) -> None:
    """A decision without what it needs has no effect, and the plan says so."""
    plan = plan_of(interview(changes, decisions=[decision]))
    name = decision.get("flag") or decision["rule"]
    assert all(flag.decision is None for flag in plan.flags)
    assert any(name in words for words in plan.refused)


# ------------------------------------------------------------------ picking


def test_pick_marks_the_options() -> None:
    """Picked options are marked; before the sign-off the others still stand beside them."""
    found = line(interview(WHOLE, decisions=[pick("T-SLEEP", "sleep_diary")]), "T-SLEEP")
    assert [option.id for option in found.options if option.picked] == ["sleep_diary"]
    assert len(found.options) == 4


def test_the_last_pick_of_a_row_wins() -> None:
    """Of two picks for a row the last one stands; a pick for another row does not touch it."""
    picks = [
        pick("T-SLEEP", "sleep_diary", owner="patient"),
        pick("T-SLEEP", "cbt_i_elements", "repeat_sleep_score"),
        pick("T-MOOD", "mood_score"),
    ]
    found = line(interview({**sequence("sleep", "mood")}, decisions=picks), "T-SLEEP")
    assert [option.id for option in found.options if option.picked] == [
        "cbt_i_elements",
        "repeat_sleep_score",
    ]
    assert who(found) == "patient with therapist"


def test_pick_sets_owner_and_due() -> None:
    """The therapist's owner and date stand before those of the rule."""
    found = line(interview(WHOLE, decisions=[pick("T-SLEEP", owner="Mia", due="2026-11-24")]), "T-SLEEP")
    assert (who(found), due_at(found)) == ("Mia", "2026-11-24")
    assert found.due is not None
    assert found.due.said == ""
    untouched = line(interview(WHOLE), "T-SLEEP")
    assert (who(untouched), due_at(untouched)) == ("patient with therapist", "2026-11-27")


# ------------------------------------------------------------------ editing


def edit(rule: str, edition: str, text: str) -> Data:
    """A text replaced."""
    return {"kind": "edit", "rule": rule, "edition": edition, "text": text}


def test_edit_replaces_one_edition() -> None:
    """An edit replaces the text of its edition, and the line keeps its rule, basis and grounds."""
    before = line(interview(), "P-TOLD")
    after = line(interview(decisions=[edit("P-TOLD", "patient", "Tell Mia.")]), "P-TOLD")
    assert after.wording == {**before.wording, "patient": "Tell Mia."}
    assert (after.edited, before.edited) == (True, False)
    assert (after.rule, after.basis, after.because, after.due) == (
        before.rule,
        before.basis,
        before.because,
        before.due,
    )


def test_the_last_edit_of_an_edition_wins() -> None:
    """Of two edits of one edition the last one stands; those of two editions stand side by side."""
    edits = [
        edit("P-TOLD", "patient", "first"),
        edit("P-TOLD", "clinician", "other"),
        edit("P-TOLD", "patient", "last"),
    ]
    assert line(interview(decisions=edits), "P-TOLD").wording == {"patient": "last", "clinician": "other"}


def test_edit_cannot_open_an_edition() -> None:
    """A line for the clinician alone gets no patient's text by an edit."""
    data = interview({"safety.home_safe": "not_always"}, decisions=[edit("P-HOME", "patient", "Home?")])
    assert set(line(data, "P-HOME").wording) == {"clinician"}


def test_an_edited_text_is_never_scanned() -> None:
    """Braces in the therapist's text print as they were typed."""
    data = interview(decisions=[edit("P-TOLD", "patient", "Tell {safety.now} {numbers}.")])
    assert line(data, "P-TOLD").wording["patient"] == "Tell {safety.now} {numbers}."


# ------------------------------------------------------------------ removing

REMOVALS: list[tuple[str, Data, Data, bool]] = [
    ("a plain line", {}, remove("P-TOLD"), True),
    ("a stance line", {"contact.reactions": ["panic"]}, remove("S-PANIC", reason="said"), True),
    ("same day, nothing else", FLUIDS, remove("P-SAMEDAY"), False),
    ("same day, a reason", FLUIDS, remove("P-SAMEDAY", reason="seen already"), False),
    ("same day, twice", FLUIDS, remove("P-SAMEDAY", second=True), False),
    ("same day, both", FLUIDS, remove("P-SAMEDAY", reason="seen already", second=True), True),
    ("emergency, nothing else", SEIZURE, remove("P-EMERGENCY"), False),
    ("emergency, a reason", SEIZURE, remove("P-EMERGENCY", reason="in hospital"), False),
    ("emergency, a blank reason", SEIZURE, remove("P-EMERGENCY", reason=" ", second=True), False),
    ("emergency, both", SEIZURE, remove("P-EMERGENCY", reason="in hospital", second=True), True),
]


@pytest.mark.parametrize(("case", "changes", "decision", "gone"), REMOVALS)
def test_remove(case: str, changes: Data, decision: Data, gone: bool) -> None:
    """A line goes when the therapist removes it; the two guarded ones need a reason and a second time."""
    plan = plan_of(interview(changes, decisions=[decision]))
    assert (line_of(plan, decision["rule"]) is None) is gone, case


def test_a_removed_line_is_told() -> None:
    """What was taken off stands in the notices, with its reason."""
    plan = plan_of(interview(decisions=[remove("P-TOLD", reason="Mia knows")]))
    assert any("P-TOLD" in notice and "Mia knows" in notice for notice in plan.notices)


# ------------------------------------------------------------------ adding


def test_an_own_line() -> None:
    """A line of the therapist's own has no rule, its own id, text, owner, date and editions."""
    text = "Ring {numbers} on Monday."
    data = interview(decisions=[own("trigger", text=text, editions=("clinician", "patient"), owner="Mia")])
    found = line(data, "own-trigger")
    assert (found.rule, found.role, found.section) == (None, "own", "trigger")
    assert found.wording == {"clinician": text, "patient": text}
    assert (who(found), due_at(found), found.basis) == ("Mia", "2026-11-25", ())
    assert found.sources == ()
    assert not found.gap


def test_an_own_line_is_the_clinician_s_unless_said_otherwise() -> None:
    """Without editions an own line prints for the clinician alone."""
    assert set(line(interview(decisions=[own("safety")]), "own-safety").wording) == {"clinician"}


def test_the_last_own_line_of_an_id_wins() -> None:
    """A second line with the same id takes the place of the first."""
    data = interview(decisions=[own("safety", text="first"), own("safety", text="last")])
    assert line(data, "own-safety").wording["clinician"] == "last"


# ------------------------------------------------------------------ signing


def test_a_signed_whole_record_is_final() -> None:
    """With every validator met and every flag decided, the sign-off makes the plan final."""
    assert not plan_of(interview(WHOLE)).final
    assert plan_of(signed(interview(WHOLE))).final
    assert plan_of(signed(follow_up())).final


@pytest.mark.parametrize(
    ("changes", "decisions", "final"),
    [
        (MARKED, [], False),
        (MARKED, [confirm("U-03")], True),
        (MARKED, [raise_("U-03", 3)], True),
        (MARKED, [lower("U-03", 1)], True),
        (MARKED, [lower("U-03", 1, "")], False),
        ({**MARKED, **FLUIDS}, [confirm("U-03")], False),
        ({**MARKED, **FLUIDS}, [confirm("U-03"), confirm("M-19")], True),
        (SEIZURE, [confirm("E-02")], False),
        (SEIZURE, [confirm("E-02", second=True)], True),
    ],
)
def test_every_flag_is_decided_before_a_plan_is_final(
    changes: Data, decisions: list[Data], final: bool
) -> None:
    """A flag that nobody has decided keeps the plan from being final."""
    assert plan_of(signed(interview({**WHOLE, **changes}), *decisions)).final is final


@pytest.mark.parametrize(
    "changed",
    [
        {"prior.kept": "I came there"},
        {"safety.alone": UNKNOWN},
        {"prior.helped": "singing"},
        {"prior.kept": {"value": "I came here", "note": "again"}},
    ],
)
def test_a_changed_answer_voids_the_sign_off(changed: Data) -> None:
    """Any change of the answers, a note included, makes the plan a draft again."""
    data = signed(interview(WHOLE), pick("T-SLEEP", "sleep_diary"))
    assert plan_of(data).final
    later = {**data, "answers": {**data["answers"], **changed}}
    assert not plan_of(later).final
    assert len(line(later, "T-SLEEP").options) == 4


def test_an_answer_taken_away_voids_the_sign_off() -> None:
    """The sign-off does not hold for fewer answers either."""
    data = signed(interview(WHOLE))
    rest = {question: value for question, value in data["answers"].items() if question != "prior.kept"}
    assert not plan_of({**data, "answers": rest}).final


def test_the_order_of_answers_does_not_void_the_sign_off() -> None:
    """The digest does not depend on the order in which answers stand in the record."""
    data = signed(interview(WHOLE))
    assert plan_of({**data, "answers": dict(reversed(data["answers"].items()))}).final


@pytest.mark.parametrize(
    "decision", [edit("P-TOLD", "patient", "Tell Mia."), remove("P-TOLD"), own("trigger"), pick("T-SLEEP")]
)
def test_a_decision_after_the_sign_off_has_not_been_signed(decision: Data) -> None:
    """What is decided after the sign-off makes the plan a draft until it is signed again."""
    data = signed(interview(WHOLE))
    later = {**data, "decisions": [*data["decisions"], decision]}
    assert not plan_of(later).final
    assert plan_of(signed(later)).final


@pytest.mark.parametrize("digest", ["", "sha256:" + "0" * 64])
def test_a_sign_off_for_other_answers_signs_nothing(digest: str) -> None:
    """A sign-off carries the digest of its answers, or it is none."""
    sign_off = {"kind": "sign_off", "at": STARTED_AT, "role": "therapist", "answers": digest}
    assert not plan_of(interview(WHOLE, decisions=[sign_off])).final


def test_the_last_sign_off_counts() -> None:
    """A new sign-off for the changed answers makes the plan final again."""
    data = signed(interview(WHOLE))
    later = {**data, "answers": {**data["answers"], "prior.kept": "I came there"}}
    assert plan_of(signed(later)).final


def test_digest_names_its_method() -> None:
    """A digest is sha256 over the answers, and differs with any value."""
    assert answers_digest({"a": 1}).startswith("sha256:")
    assert answers_digest({"a": 1}) != answers_digest({"a": 2})
    assert answers_digest({"a": 1}) != answers_digest({"a": "1"})


@pytest.mark.parametrize(
    ("picks", "left"),
    [
        ([], []),
        ([pick("T-SLEEP", "sleep_diary")], ["sleep_diary"]),
        ([pick("T-SLEEP", "repeat_sleep_score", "sleep_diary")], ["sleep_diary", "repeat_sleep_score"]),
    ],
)
def test_after_sign_off_only_picked_options_stay(picks: list[Data], left: list[str]) -> None:
    """After the sign-off the options that were not picked are gone."""
    found = line(signed(interview(WHOLE), *picks), "T-SLEEP")
    assert [option.id for option in found.options] == left


# ------------------------------------------------------------------ unknown names

UNKNOWN_NAMES: list[tuple[Data, str]] = [
    (confirm("U-99"), "decisions[0].flag"),
    (lower("M-00", 1), "decisions[0].flag"),
    (raise_("X-01", 3), "decisions[0].flag"),
    (pick("T-NOTHING", "sleep_diary"), "decisions[0].rule"),
    (pick("T-SLEEP", "sleep_dairy"), "decisions[0].options"),
    (pick("T-SLEEP", "mood_score"), "decisions[0].options"),
    (edit("P-TELL", "patient", "x"), "decisions[0].rule"),
    (remove("P-TELL"), "decisions[0].rule"),
]
KNOWN_NAMES = [
    confirm("U-03"),
    lower("M-19", 1),
    raise_("U-01", 3),
    pick("T-SLEEP", "sleep_diary", "cbt_i_elements"),
    pick("P-TOLD", owner="Mia"),
    edit("P-TOLD", "patient", "x"),
    remove("P-TOLD"),
    own("trigger"),
    {"kind": "recheck", "what": "coercion"},
]


@pytest.mark.parametrize(("decision", "path"), UNKNOWN_NAMES)
def test_an_unknown_name_is_an_error(decision: Data, path: str) -> None:
    """A decision about a flag, rule or option that does not exist is an error at its place."""
    found = check_record(shipped_bank(), record_of(interview(decisions=[decision])))
    assert [(each.code, each.path, each.severity) for each in found] == [("REC_130", path, "error")]


@pytest.mark.parametrize("decision", KNOWN_NAMES)
def test_a_known_name_is_fine(decision: Data) -> None:
    """A decision about what exists has no fault, whether or not it is on this plan."""
    assert check_record(shipped_bank(), record_of(interview(decisions=[decision]))) == []


# ------------------------------------------------------------------ what a reviewer tried


def test_a_plan_whose_contact_line_was_removed_has_no_contact() -> None:
    """Without P-CONTACT the agreed date stands nowhere, so the plan cannot be final."""
    plan = plan_of(interview(WHOLE, decisions=[remove("P-CONTACT", reason="x")]))
    assert "V-4PARTS" in plan.unmet
    assert "GAP-CONTACT" in {each.id for each in plan.lines}


@pytest.mark.parametrize(("when", "dated"), [("2020-01-01", False), ("2036-01-01", True)])
def test_a_contact_in_the_past_is_no_next_contact(when: str, dated: bool) -> None:
    """A next contact lies ahead of the session."""
    plan = plan_of(interview({**WHOLE, "revise.next_contact": {"when": when}}))
    assert ("GAP-CONTACT" not in {each.id for each in plan.lines}) is dated


def test_a_flag_that_is_not_set_can_be_raised() -> None:
    """The therapist sees what the answers do not say; it counts, and its reason prints."""
    plan = plan_of(interview(decisions=[{"kind": "raise", "flag": "E-04", "to": 4, "reason": "observed"}]))
    assert (plan.level_decided, plan.level_acted_on) == (4, 4)
    assert "P-EMERGENCY" in {each.id for each in plan.lines}
    assert any("E-04" in words and "observed" in words for words in plan.notices)


def test_a_refused_decision_falls_back_to_nothing_decided() -> None:
    """A later decision that lacks what it needs leaves no earlier lowering in force, nor a level decided."""
    changes = {"safety.suicide": "plan_or_method"}
    lowered = {"kind": "lower", "flag": "E-04", "to": 2, "reason": "x", "second": True}
    plan = plan_of(interview(changes, decisions=[lowered, {"kind": "confirm", "flag": "E-04"}]))
    assert (plan.level, plan.level_decided) == (4, None)
    gone = remove("P-EMERGENCY", reason="x", second=True)
    plan = plan_of(interview(changes, decisions=[gone, remove("P-EMERGENCY")]))
    assert "P-EMERGENCY" in {each.id for each in plan.lines}


def test_own_lines_and_answer_lines_take_decisions_too() -> None:
    """They can be reworded, given to somebody, and taken off; the record can be read again."""
    mine = {"kind": "add", "id": "own-1", "section": "trigger", "text": "A walk", "owner": "Mia", "due": None}
    decisions = [
        mine,
        edit("own-1", "clinician", "A long walk"),
        pick("own-1", owner="Jo", due="2026-11-24"),
        edit("A-KEEP", "patient", "In other words"),
        remove("A-FEELINGS", reason="not for paper"),
    ]
    data = interview(
        {**WHOLE, "prior.kept": "x", "contact.feelings": {"selected": ["fear"]}}, decisions=decisions
    )
    assert [p for p in check_record(shipped_bank(), record_of(data)) if p.severity == "error"] == []
    found = line(data, "own-1")
    assert (found.wording["clinician"], who(found), due_at(found)) == ("A long walk", "Jo", "2026-11-24")
    assert line(data, "A-KEEP").wording["patient"] == "In other words"
    assert "A-FEELINGS" not in {each.id for each in plan_of(data).lines}
    gone = interview(WHOLE, decisions=[mine, remove("own-1")])
    assert "own-1" not in {each.id for each in plan_of(gone).lines}


def test_decisions_that_change_nothing_are_told() -> None:
    """An edit of an edition that is not there, a line that does not fire, an option that is not offered."""
    decisions = [
        edit("P-CLARIFY", "patient", "x"),
        edit("P-TOLD", "family", "x"),
        pick("T-MOOD", "mood_score"),
    ]
    refused = plan_of(interview(WHOLE, decisions=decisions)).refused
    assert len(refused) == 3


def test_a_line_for_nobody_is_refused() -> None:
    """An own line stands in at least one edition."""
    with pytest.raises(ValidationError):
        record_of(
            interview(
                decisions=[{"kind": "add", "id": "own-1", "section": "trigger", "text": "x", "editions": ()}]
            )
        )
