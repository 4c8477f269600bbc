"""The parts that things of a bank play in the program: a bank says which of its ids plays which.

The program knows no id of a bank. Each role says beside it what the program reads of what plays it; that is
judged in ``checks/structure/roles.py``. Names of fields are the same in every bank.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Annotated, Literal

from relapse_cli.model.bank_model import BankModel
from relapse_cli.model.bank_terms import QuestionType, Session

RoleKind = Literal["question", "action", "line of answers", "flag", "fact", "slot", "section"]


@dataclass(frozen=True, slots=True)
class Read:
    """What is read of an answer: the types that it may have, and the options that it is compared with."""

    types: tuple[QuestionType, ...]
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contract:
    """What plays a role: its kind; of a question what is read of it and its fields, and in which session."""

    kind: RoleKind
    read: Read | None = None
    fields: Mapping[str, Read] = field(default_factory=dict)
    session: Session = "interview"


def _asked(
    *types: QuestionType, options: tuple[str, ...] = (), fields: Mapping[str, Read] | None = None
) -> Contract:
    """A question."""
    return Contract("question", Read(types, options), fields or {})


def _of_followup(contract: Contract) -> Contract:
    return replace(contract, session="followup")


_NUMBER, _SCALE, _TEXT = Read(("number",)), Read(("scale",)), Read(("text", "long_text"))
_DATE, _LENGTH, _CHOICE = Read(("date", "datetime")), Read(("duration",)), Read(("choice",))
_NIGHTS = {"night_1": _NUMBER, "night_2": _NUMBER, "night_3": _NUMBER, "difficulty": _SCALE}
_SIGNS = {"signs": Read(("multi",), ("none",)), "strength": Read(("choice",), ("mild",))}

_SLEEP, _ANXIETY = _asked("group", fields=_NIGHTS), _asked("group", fields={"peak": _SCALE})
_WITHDRAWAL, _CONTACT, _PULL = (
    _asked("group", fields=_SIGNS),
    _asked("group", fields={"when": _DATE}),
    _asked("scale"),
)

_YesNo = Annotated[str, _asked("yes_no")]
_Text = Annotated[str, _asked("text", "long_text")]
_Choice = Annotated[str, _asked("choice")]
_Multi = Annotated[str, _asked("multi")]
_Action = Annotated[str, Contract("action")]
_Actions = Annotated[tuple[str, ...], Contract("action")]
_Answers = Annotated[str, Contract("line of answers")]
_Flag = Annotated[str, Contract("flag")]
_Flags = Annotated[tuple[str, ...], Contract("flag")]
_Slot = Annotated[str, Contract("slot")]
_Slots = Annotated[tuple[str, ...], Contract("slot")]
_Section = Annotated[str, Contract("section")]


class Roles(BankModel):
    """Which id of the bank plays which role; empty where the bank names none, which `checks` refuses.

    Attributes:
        who_knows: who knows of the return.
        appearance: how the person appears to the therapist.
        use_now: whether it is still being taken.
        signs_now: what is there at this moment and may be an emergency.
        pull: how strong the pull to take it is.
        missed_sign: the early sign that was missed; ``sign_noticed`` asks for it in a follow-up.
        emergency_rule: the first thing to do in an emergency; ``same_day_rule`` on the same day.
        contact_rule: when the next contact is; ``home_rule`` where home may not be safe.
        told_rule: who is told; ``again_rule`` what to do if it happens again.
        no_detox_rule: that it must not be stopped alone.
        earliest_rule: the question about what came first.
        recurs_rule: the sequence begins as before; ``same_plan_rule`` the plan is that of before.
        pattern_rules: the lines that stand under what this tells us.
        schedule_rules: the lines of the follow-up schedule.
        says_both: lines whose words for the patient say themselves who does it and when.
        emergency_card: all that the patient's emergency card holds, in its order (rules 7.10).
        poison_flags: those that call for the number of a poison centre; ``child_flag`` for that of a child.
        late_reason: why the agreed contact lies later than the level calls for.
        told_person: who is told, in the patient's words.
        seen_by: who sees the person today, where, how they come there.
        handed_to: to whom the person is handed over, and when.
        appears_unclear: the fact that the person does not appear clear.
    """

    feelings: Annotated[str, _asked("group", fields={"selected": Read(("multi",)), "strongest": _CHOICE})] = (
        ""
    )
    who_knows: _Multi = ""
    naloxone: _YesNo = ""
    consent: _YesNo = ""
    age_band: _Choice = ""
    appearance: Annotated[str, _asked("choice", options=("clear",))] = ""
    location: _Text = ""
    mode: Annotated[str, _asked("choice", options=("in_person",))] = ""
    present: _Multi = ""

    substance: Annotated[
        str,
        _asked(
            "event",
            fields={
                "class": Read(("choice",), ("alcohol", "illicit", "opioid", "unknown")),
                "name": _TEXT,
                "source": Read(("choice",), ("own_prescription", "second_prescriber", "unknown")),
                "vs_prescription": Read(("choice",), ("not_prescribed", "unknown")),
                "first_use": _DATE,
                "last_use": _DATE,
                "days_per_week": _NUMBER,
                "run_length": _LENGTH,
            },
        ),
    ] = ""
    mixed: Annotated[str, _asked("multi", options=("none", "illicit"))] = ""
    use_now: Annotated[str, _asked("choice", options=("not_taking", "as_prescribed_only"))] = ""
    stopped: Annotated[str, _asked("group", fields={"change": Read(("choice",), ("no_change",))})] = ""
    supply: _YesNo = ""
    disclosed: _Choice = ""
    opioid_medication: Annotated[str, _asked("choice", options=("naltrexone",))] = ""

    signs_now: Annotated[str, _asked("multi", options=("none", "bleeding", "drowsy"))] = ""
    medical: Annotated[str, _asked("multi", options=("epilepsy", "pregnant"))] = ""
    home_safe: _Choice = ""
    withdrawal: Annotated[str, _WITHDRAWAL] = ""
    seizure_history: _YesNo = ""
    overdose_history: _Choice = ""
    sleep: Annotated[str, _SLEEP] = ""
    anxiety: Annotated[str, _ANXIETY] = ""
    agitation: _Choice = ""
    pull: Annotated[str, _PULL] = ""

    sequence: Annotated[
        str,
        _asked(
            "event",
            fields={
                "what": _TEXT,
                "when": _LENGTH,
                "side": Read(("choice",), ("before", "after")),
                "domain": Read(("choice",), ("use", "other")),
                "intensity": _SCALE,
                "stage": _CHOICE,
            },
        ),
    ] = ""
    coping_stopped: _Text = ""
    missed_sign: _Text = ""
    support_lacking: _Multi = ""
    therapy_connection: _Choice = ""
    ifthen: Annotated[str, _asked("event", fields={"if": _TEXT, "then": _TEXT})] = ""
    next_contact: Annotated[str, _CONTACT] = ""

    lines_done: Annotated[
        str,
        _of_followup(
            _asked(
                "event",
                fields={
                    "rule": _TEXT,
                    "state": Read(("choice",), ("done", "in_progress", "not_done")),
                    "obstacle": _TEXT,
                },
            )
        ),
    ] = ""
    sign_noticed: Annotated[str, _of_followup(_asked("yes_no"))] = ""
    followup_sleep: Annotated[str, _of_followup(_SLEEP)] = ""
    followup_anxiety: Annotated[str, _of_followup(_ANXIETY)] = ""
    followup_pull: Annotated[str, _of_followup(_PULL)] = ""
    followup_withdrawal: Annotated[str, _of_followup(_WITHDRAWAL)] = ""
    followup_contact: Annotated[str, _of_followup(_CONTACT)] = ""

    emergency_rule: _Action = ""
    same_day_rule: _Action = ""
    contact_rule: _Action = ""
    home_rule: _Action = ""
    clarify_rule: _Action = ""
    told_rule: _Action = ""
    again_rule: _Action = ""
    support_rule: _Action = ""
    not_a_failure_rule: _Action = ""
    not_nothing_rule: _Action = ""
    no_detox_rule: _Action = ""
    earliest_rule: _Action = ""
    recurs_rule: _Action = ""
    same_plan_rule: _Action = ""
    pattern_rules: _Actions = ()
    schedule_rules: _Actions = ()
    says_both: _Actions = ()
    emergency_card: _Actions = ()

    safety_answers: _Answers = ""
    event_answers: _Answers = ""
    sequence_answers: _Answers = ""
    ifthen_answers: _Answers = ""
    coping_answers: _Answers = ""
    add_answers: _Answers = ""
    followup_answers: _Answers = ""
    keep_answers: _Answers = ""
    change_answers: _Answers = ""
    learned_answers: _Answers = ""
    confidence_answers: _Answers = ""

    poison_flags: _Flags = ()
    child_flag: _Flag = ""

    late_reason: _Slot = ""
    told_person: _Slot = ""
    seen_by: _Slots = ()
    handed_to: _Slots = ()

    appears_unclear: Annotated[str, Contract("fact")] = ""
    frame_section: _Section = ""
    safety_section: _Section = ""
    followup_section: _Section = ""

    def named(self, role: str) -> tuple[str, ...]:
        """The ids that play a role, by its name; none where the bank does not say."""
        found: str | tuple[str, ...] = getattr(self, role)
        return ((found,) if found else ()) if isinstance(found, str) else found

    def contact_in(self, session: Session) -> str:
        """The question about the next contact of a session."""
        return self.followup_contact if session == "followup" else self.next_contact

    def safety_in(self, session: Session) -> str:
        """The section about safety of a session."""
        return self.followup_section if session == "followup" else self.safety_section

    @property
    def guarded(self) -> frozenset[str]:
        """Lines that may be removed only with a reason and a second confirmation."""
        return frozenset({self.emergency_rule, self.same_day_rule})

    @cached_property
    def first_step_prefix(self) -> str:
        """Begins the id of a line that was not done: it is the first step of the plan after it."""
        return f"{self.followup_answers}-FIRST-"

    @cached_property
    def questions(self) -> frozenset[str]:
        """Every question that plays a role: the program reads it."""
        roles = (role for role, contract in contracts() if contract.kind == "question")
        return frozenset(name for role in roles for name in self.named(role))


def contracts() -> Iterator[tuple[str, Contract]]:
    """Yield each role with what plays it."""
    for name, info in Roles.model_fields.items():
        yield from ((name, each) for each in info.metadata if isinstance(each, Contract))
