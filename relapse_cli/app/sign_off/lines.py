"""Deciding about lines: options of a trigger, who and by when, wording, removals."""

from __future__ import annotations

from relapse_cli.app.asking.in_turn import ask_in_turn, words_of
from relapse_cli.app.sign_off.own_lines import PART as OWN
from relapse_cli.app.sign_off.own_lines import own_line, own_line_for, own_text_screen
from relapse_cli.logic.lines.typed import as_typed, unknown_names
from relapse_cli.logic.sign_off.removed_lines import TakenOff, put_back
from relapse_cli.logic.sign_off.signing import Signing
from relapse_cli.model.bank_terms import Edition
from relapse_cli.model.decision import Decision, Edit, Pick, Remove
from relapse_cli.model.plan import Line
from relapse_cli.model.screen import Given, Screen
from relapse_cli.model.step import Step
from relapse_cli.problems import did_you_mean
from relapse_cli.prompters.asker import Asker, NoClerk
from relapse_cli.screens.sign_off.base import (
    about_line,
    due_screen,
    is_wording_step,
    owner_screen,
    reason_screen,
    second_screen,
    text_screen,
    wording_screen,
)
from relapse_cli.screens.sign_off.lines import (
    LINES,
    OWN_LINE,
    TRIGGERS,
    WHO,
    WORDING,
    line_screen,
    row_screen,
    taken_off_screen,
)

_Decisions = tuple[Decision, ...]
_KEEP_TIME = (
    "Please keep the agreed time in it: {agreed}. Every paper says it, and the calendar. "
    "To agree on another one, change the answer about the next contact."
)


def decide_row(asker: Asker, signing: Signing, row: Line, number: int) -> _Decisions:
    """Ask which options of a trigger are picked, and what else is wanted for it.

    Raises:
        Left: the trigger was left by going back, or by pausing.
    """
    domains = signing.bank.action_by_id[row.id].domains

    def wanted(given: Given, what: str) -> bool:
        marked = given.get("picked")
        return isinstance(marked, list) and what in marked

    given = ask_in_turn(
        asker,
        (
            ("picked", lambda _: row_screen(row, signing, number)),
            ("text", lambda g: own_text_screen("trigger", _row_words(row)) if wanted(g, OWN_LINE) else None),
            (
                "owner",
                lambda g: owner_screen("own", "Who does it?", part=OWN) if wanted(g, OWN_LINE) else None,
            ),
            (
                "due",
                lambda g: due_screen("own", "By when?", signing, part=OWN) if wanted(g, OWN_LINE) else None,
            ),
            ("wording", lambda g: wording_screen(row, "clinician", TRIGGERS) if wanted(g, WORDING) else None),
            ("row_owner", lambda g: _row_owner_screen(row) if wanted(g, WHO) else None),
            ("row_due", lambda g: _row_due_screen(row, signing) if wanted(g, WHO) else None),
        ),
    )
    marked = given["picked"]
    if not isinstance(marked, list):
        return ()
    offered = tuple(option.id for option in row.options if option.id in marked)
    made: list[Decision] = []
    if offered or WHO in marked or any(option.picked for option in row.options):
        made.append(_pick_of(signing, row, offered, words_of(given, "row_owner"), words_of(given, "row_due")))
    if OWN_LINE in marked:
        made.append(own_line(signing, "trigger", next(iter(domains), None), given, ("clinician", "patient")))
    if WORDING in marked and words_of(given, "wording") != _wording_of(row):
        made.append(Edit(kind="edit", rule=row.id, edition="clinician", text=words_of(given, "wording")))
    return tuple(made)


def _wording_of(row: Line) -> str:
    """How a trigger row reads on the clinician's plan, as it was put up to be reworded."""
    return as_typed(row.texts["clinician"]).strip() if "clinician" in row.texts else ""


def _row_words(row: Line) -> str:
    """The first line of a trigger row."""
    return row.texts["clinician"].heading if "clinician" in row.texts else row.id


def _row_owner_screen(row: Line) -> Screen:
    """Who does a trigger's step."""
    return owner_screen(row.id, "Who does it?", _owner_words(row), part=TRIGGERS, body=about_line(row))


def _row_due_screen(row: Line, signing: Signing) -> Screen:
    """By when a trigger's step is done."""
    return due_screen(
        row.id, "By when is it done?", signing, _date_of(row), part=TRIGGERS, body=about_line(row)
    )


def _date_of(line: Line) -> str | None:
    """The day of a line's due time."""
    return line.due.at[:10] if line.due and line.due.at else None


def _owner_words(line: Line) -> str | None:
    """Who does a line so far."""
    return line.owner.told() if line.owner else None


def _pick_of(signing: Signing, line: Line, options: tuple[str, ...], owner: str, due: str) -> Pick:
    """A pick that keeps who and by when unless they were changed."""
    known = signing.reading.decisions.picked.get(line.id)
    return Pick(
        kind="pick",
        rule=line.id,
        options=options,
        owner=owner or (known.owner if known else None),
        due=due or (known.due if known else None),
    )


class Names(NoClerk):
    """Looks at the names in braces: one that stands for nothing would be handed out as it was typed.

    Args:
        line: the line that is reworded; ``None`` for what no line carries.
        agreed: when the agreed contact is, where the line is about it and has to say the same.
    """

    def __init__(self, line: Line | None, agreed: str = "") -> None:
        self._known = [slot.id for slot in line.slots] if line is not None else []
        self._agreed = agreed if line is not None else ""

    def faults(self, value: object, step: Step | None = None) -> list[str]:
        """Each name that the line does not have, with the one that was probably meant."""
        if not isinstance(value, str):
            return []
        is_wording = step is not None and is_wording_step(step)
        other_time = (
            [_KEEP_TIME.format(agreed=self._agreed)] if is_wording and self._agreed not in value else []
        )
        return other_time + [
            " ".join((f"Nothing is filled in for {{{name}}}.", did_you_mean(name, self._known))).strip()
            for name in unknown_names(value, self._known)
        ]


def agreed_words(signing: Signing, line: Line | None) -> str:
    """When the agreed contact is, as every paper says it; empty where the line is not about it."""
    contact = signing.plan.next_contact
    about_it = line is not None and line.id == signing.bank.roles.contact_rule
    return contact.words if contact is not None and about_it else ""


def change_line(asker: Asker, signing: Signing, line: Line) -> _Decisions:
    """Ask what changes about a line: who, by when, its words, or whether it stands there at all.

    Raises:
        Left: the line was left by going back, or by pausing.
    """
    about = about_line(line)

    def screen(given: Given) -> Screen | None:
        what = str(given["what"])
        match what:
            case "owner":
                return owner_screen(line.id, "Who does it?", _owner_words(line), part=LINES, body=about)
            case "due":
                return due_screen(
                    line.id, "By when is it done?", signing, _date_of(line), part=LINES, body=about
                )
            case "text":
                return text_screen(
                    line.id, "What is to be done?", next(iter(line.wording.values())), part=LINES
                )
            case "text.clinician" | "text.patient":
                return wording_screen(line, "patient" if what == "text.patient" else "clinician", LINES)
            case "remove":
                label = "What is your reason for taking it off the plan? It prints on your plan."
                skip = line.id not in signing.bank.roles.guarded
                return reason_screen(line.id, label, body=about, part=LINES, may_skip=skip)
        return None

    def second(given: Given) -> Screen | None:
        if given["what"] != "remove":
            return None
        label = "Take this line off the plan? Until you sign you can put it back."
        return second_screen(line.id, label, body=about, part=LINES)

    while True:
        given = ask_in_turn(
            asker,
            (("what", lambda _: line_screen(line)), ("words", screen), ("second", second)),
            Names(line, agreed_words(signing, line)),
        )
        if given.get("second") != "again":
            return _changes_of(signing, line, given)


def _changes_of(signing: Signing, line: Line, given: Given) -> _Decisions:
    """The decision that a change of a line makes."""
    words = words_of(given, "words")
    own = signing.reading.decisions.added.get(line.id)
    match given["what"]:
        case "remove":
            return (Remove(kind="remove", rule=line.id, reason=words, second=True),)
        case "text.clinician" | "text.patient":
            edition: Edition = "patient" if given["what"] == "text.patient" else "clinician"
            return (Edit(kind="edit", rule=line.id, edition=edition, text=words),)
        case "owner" | "due" | "text" if own is not None:
            return (own.model_copy(update={str(given["what"]): words}),)
        case "owner" | "due":
            known = signing.reading.decisions.picked.get(line.id)
            owner, due = (words, "") if given["what"] == "owner" else ("", words)
            return (_pick_of(signing, line, known.options if known else (), owner, due),)
    return ()


def decide_taken_off(asker: Asker, signing: Signing, off: TakenOff) -> Signing:
    """Ask whether a line comes back that was taken off; where it cannot, one's own takes its place.

    Raises:
        Left: it was left by going back, or by pausing.
    """
    match ask_in_turn(asker, (("what", lambda _: taken_off_screen(off)),))["what"]:
        case "back":
            return put_back(signing, off)
        case "own":
            return signing.decide(*own_line_for(asker, signing, off.line))
    return signing
