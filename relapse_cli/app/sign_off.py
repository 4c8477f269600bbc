"""Hold a sign-off: flag by flag, trigger by trigger, who and by when; then the plan is final or a draft."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from relapse_cli.app.ask_in_turn import Left, ask_in_turn, words_of
from relapse_cli.app.decide_flags import decide_flag
from relapse_cli.app.decide_lines import change_line, decide_row, give_late_reason
from relapse_cli.app.find_profile import known_profiles, pinned_profile
from relapse_cli.app.own_lines import add_own_line, fill_gap
from relapse_cli.app.sign_off_screens import (
    hub_screen,
    lines_screen,
    sign_screen,
)
from relapse_cli.app.watch_pauses import PauseWatch
from relapse_cli.logic.signing import EMERGENCY_LEVEL, Signing, Task
from relapse_cli.model.bank import Option
from relapse_cli.model.decision import Decision, Recheck
from relapse_cli.model.plan import Line
from relapse_cli.prompters.base import Asker, Screen

Keep = Callable[[Signing], None]
Decisions = tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class SignOffOutcome:
    """How a sign-off ended; the decisions are in its record either way.

    Attributes:
        interrupted: it was paused with Ctrl-C.
    """

    signing: Signing
    state: Literal["signed", "draft", "paused"]
    interrupted: bool = False


def hold_sign_off(signing: Signing, asker: Asker, now: Callable[[], str], keep: Keep) -> SignOffOutcome:
    """Go through a sign-off until it is signed, left as a draft, or paused.

    Args:
        signing: the record with the decisions so far.
        asker: the therapist's way of answering.
        now: the time of the signature, ISO 8601 with an offset.
        keep: called after every decision.
    """
    return SignOffHolder(signing, asker, now, keep).hold()


class SignOffHolder:
    """One sign-off being held."""

    def __init__(self, signing: Signing, asker: Asker, now: Callable[[], str], keep: Keep) -> None:
        self.signing = signing
        self.asker = PauseWatch(asker)
        self.now = now
        self.keep = keep
        self.begun = len(signing.record.decisions)

    def hold(self) -> SignOffOutcome:
        """Open part after part from the hub, until it is left."""
        try:
            while True:
                chosen = self._choose(hub_screen(self.signing, self.begun))
                if chosen == "leave":
                    return SignOffOutcome(self.signing, "signed" if self.signing.is_signed else "draft")
                if self._open(chosen):
                    return SignOffOutcome(self.signing, "signed")
        except Left as left:
            return SignOffOutcome(self.signing, "paused" if left.paused else "draft", self.asker.interrupted)
        except KeyboardInterrupt:  # pressed between two prompts
            return SignOffOutcome(self.signing, "paused", interrupted=True)

    def _open(self, chosen: str) -> bool:
        """Open one part; true once the plan is signed."""
        try:
            match chosen:
                case "on":
                    self._walk(self.signing.tasks)
                case "flags":
                    self._walk(tuple(Task("flag", flag.id) for flag in self.signing.flags))
                case "rows":
                    self._walk(tuple(Task("row", row.id) for row in self.signing.rows))
                case "lines":
                    self._lines()
                case "add":
                    self._decide(add_own_line(self.asker, self.signing))
                case "sign":
                    return self._sign()
        except Left as left:
            if left.paused:
                raise
        return False

    def _walk(self, tasks: tuple[Task, ...]) -> None:
        """Go through tasks in order; going back opens the one before."""
        at = 0
        while 0 <= at < len(tasks):
            try:
                if not self._waits(tasks[at]):
                    self._do(tasks[at])
                at += 1
            except Left as left:
                if left.paused:
                    raise
                at -= 1

    def _waits(self, task: Task) -> bool:
        """Whether the plan has come to level 4 on the way, where the work on triggers waits."""
        return task.kind == "gap" and self.signing.plan.level_acted_on == EMERGENCY_LEVEL

    def _do(self, task: Task) -> None:
        """Do one task, unless a decision before it has settled it."""
        if task.kind == "recheck":
            self._recheck()
        elif task.kind == "profile":
            self._profile()
        else:
            self._decide(self._decisions_about(task))

    def _decisions_about(self, task: Task) -> Decisions:
        """What is decided about a task; nothing for one that is not there any more."""
        signing, asker = self.signing, self.asker
        match task.kind:
            case "flag":
                found = [(n, flag) for n, flag in enumerate(signing.flags, 1) if flag.id == task.target]
                return decide_flag(asker, signing, found[0][1], found[0][0]) if found else ()
            case "row":
                rows = [(n, row) for n, row in enumerate(signing.rows, 1) if row.id == task.target]
                return decide_row(asker, signing, rows[0][1], rows[0][0]) if rows else ()
            case "gap":
                return fill_gap(asker, signing, task.target) if task.target in signing.bare_domains else ()
            case "own":
                about = [point.words for point in signing.open_points if point.fix == task.target]
                words = f"{about[0][:1].upper()}{about[0][1:]}." if about else ""
                return add_own_line(asker, signing, task.target, None, words) if about else ()
            case "late":
                late = signing.late_contact
                return give_late_reason(asker, late) if late is not None else ()
        line = self._line(task.target)
        return change_line(asker, signing, line) if line is not None else ()

    def _lines(self) -> None:
        """Change lines one after the other, until the list is left."""
        shown: str | None = None
        while True:
            shown = self._choose(lines_screen(self.signing, shown))
            line = self._line(shown)
            try:
                self._decide(change_line(self.asker, self.signing, line) if line else ())
            except Left as left:
                if left.paused:
                    raise

    def _line(self, line_id: str) -> Line | None:
        return next((line for line in self.signing.lines if line.id == line_id), None)

    def _recheck(self) -> None:
        options = (
            Option(id="done", label="Asked again with the patient alone: nobody puts pressure on them"),
            Option(id="later", label="Not yet; the family sheet waits"),
        )
        label = "Before a family sheet goes out: is anybody putting pressure on the patient?"
        body = ("The answers speak of panic, blame, threats or shaming at home.",)
        if self._choose(sign_screen("recheck", label, body=body, options=options, careful=True)) == "done":
            self._decide((Recheck(kind="recheck", what="coercion"),))

    def _profile(self) -> None:
        """Set the emergency numbers, which belong to the record and not to its answers."""
        options = tuple(
            Option(id=profile.id, label=f"{profile.country} ({profile.numbers[0].number})")
            for profile in known_profiles()
        )
        body = ("Without them no plan can be final. They print on the plan.",)
        chosen = self._choose(
            sign_screen("profile", "Which emergency numbers apply?", body=body, options=options, careful=True)
        )
        record = self.signing.record.model_copy(update={"profile": pinned_profile(chosen)})
        self.signing = replace(self.signing, record=record)
        self.keep(self.signing)

    def _sign(self) -> bool:
        def role(_: object) -> Screen:
            label = "In which role do you sign? No name is needed."
            return sign_screen("role", label, kind="text", current="therapist")

        options = (Option(id="again", label="Not yet"), Option(id="sign", label="Sign: the plan is final"))
        label = "The plan becomes final for exactly these answers; a changed answer makes it a draft again."
        last = sign_screen("sign", label, body=self._left_open(), options=options, careful=True)
        given = ask_in_turn(self.asker, (("role", role), ("sign", lambda _: last)))
        if given["sign"] != "sign":
            return False
        self.signing = self.signing.sign(words_of(given, "role"), self.now())
        self.keep(self.signing)
        return True

    def _left_open(self) -> tuple[str, ...]:
        """What the plan will leave open, said before the signature."""
        signing = self.signing
        bare = len(signing.unpicked) + len(signing.bare_domains)
        if signing.plan.level_acted_on == EMERGENCY_LEVEL or not bare:
            return ()
        return (f"{'1 trigger has' if bare == 1 else f'{bare} triggers have'} no step; the plan says so.",)

    def _decide(self, decisions: Decisions) -> None:
        if decisions:
            self.signing = self.signing.decide(*decisions)
            self.keep(self.signing)

    def _choose(self, screen: Screen) -> str:
        """Put one screen and return what was chosen."""
        return str(ask_in_turn(self.asker, (("chosen", lambda _: screen),))["chosen"])
