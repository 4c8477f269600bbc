"""Hold a sign-off: flag by flag, trigger by trigger, who and by when; then the plan is final or a draft."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from relapse_cli.app.asking.in_turn import ask_in_turn, words_of
from relapse_cli.app.asking.leaving import Left, Stopped, state_of
from relapse_cli.app.keeping.keep import Keeping
from relapse_cli.app.keeping.place import Decided
from relapse_cli.app.sign_off.answers import change_answers
from relapse_cli.app.sign_off.flags import (
    confirmed_together,
    decide_flag,
    decide_together,
    keep_raised,
    raise_unset,
)
from relapse_cli.app.sign_off.late_contact import settle_late_contact
from relapse_cli.app.sign_off.lines import change_line, decide_row, decide_taken_off
from relapse_cli.app.sign_off.own_lines import add_own_line, fill_gap
from relapse_cli.app.sign_off.papers import offer_papers, show_papers
from relapse_cli.app.sign_off.sentences import reword, sentences_of
from relapse_cli.app.sign_off.slots import fill_slot
from relapse_cli.app.sources.profiles import SHIPPED, ProfileBook
from relapse_cli.logic.answers.moments import parse_now
from relapse_cli.logic.interview.resume import is_same_session
from relapse_cli.logic.sign_off.removed_lines import taken_off
from relapse_cli.logic.sign_off.revise import Revised
from relapse_cli.logic.sign_off.signing import Signing, Task
from relapse_cli.model.decision import Decision, Recheck
from relapse_cli.model.known_ids import EMERGENCY_LEVEL
from relapse_cli.model.plan import Line
from relapse_cli.model.reply import Back, Paused
from relapse_cli.model.screen import Screen
from relapse_cli.prompters.asker import Asker
from relapse_cli.screens.sign_off.end import (
    ROLE,
    old_session_screen,
    paper_screen,
    profile_screen,
    recheck_screen,
    sign_screens,
)
from relapse_cli.screens.sign_off.hub import hub_screen
from relapse_cli.screens.sign_off.lines import OFF, lines_screen, sentences_screen
from relapse_cli.screens.sign_off.slots import slots_screen

_Decisions = tuple[Decision, ...]
_AT_THE_END = frozenset({"slot", "recheck", "paper", "profile"})
"""What comes after everything else that is open."""


def hold_sign_off(
    signing: Signing, asker: Asker, now: Callable[[], str], keeping: Keeping, profiles: ProfileBook = SHIPPED
) -> Signing | Stopped[Signing]:
    """Go through a sign-off until it is signed, left as a draft, or paused; the decisions are in its record.

    Args:
        signing: the record with the decisions so far.
        asker: the therapist's way of answering.
        now: the time of the signature, ISO 8601 with an offset.
        keeping: keeps every decision.
        profiles: the profiles among which one is chosen where there is none.
    """
    return _SignOffHolder(signing, asker, now, keeping, profiles).hold()


class _SignOffHolder:
    """One sign-off being held."""

    def __init__(
        self,
        signing: Signing,
        asker: Asker,
        now: Callable[[], str],
        keeping: Keeping,
        profiles: ProfileBook,
    ) -> None:
        self.profiles = profiles
        self.signing = signing
        self.asker = asker
        self.now = now
        self.keeping = keeping
        self.begun = len(signing.record.decisions)
        self._told_old = False
        self._leaves_open = False

    def hold(self) -> Signing | Stopped[Signing]:
        """Open part after part from the hub, until it is left."""
        try:
            while True:
                chosen = self._choose(hub_screen(self.signing, self.begun))
                if chosen == "leave" or self._open(chosen):
                    return self.signing
        except Left as left:
            return Stopped(self.signing, left.interrupted) if left.paused else self.signing
        except KeyboardInterrupt:  # pressed between two prompts
            return Stopped(self.signing, interrupted=True)

    def _open(self, chosen: str) -> bool:
        """Open one part; true once the plan is signed."""
        try:
            match chosen:
                case "on":
                    self._go_through()
                case "flags":
                    set_flags = [Task("flag", flag.id) for flag in self.signing.flags]
                    raised = [Task("raised", flag.id) for flag, _ in self.signing.raised_unset]
                    self._walk((*set_flags, *raised))
                case "raise":
                    self._decide(raise_unset(self.asker, self.signing))
                case "answers":
                    self._answers()
                case "rows":
                    self._walk(tuple(Task("row", row.id) for row in self.signing.rows))
                case "lines":
                    self._lines()
                case "slots":
                    self._slots()
                case "sentences":
                    self._sentences()
                case "add":
                    self._decide(add_own_line(self.asker, self.signing))
                case "sign":
                    return self._sign()
        except Left as left:
            if left.paused:
                raise
        return False

    def _go_through(self) -> None:
        """Go through all that is open; what is to be filled in is known once everything before is decided."""
        first = tuple(task for task in self.signing.way if task.kind not in _AT_THE_END)
        begin = 0
        while begin >= 0 and self._walk(first, begin):
            last = tuple(task for task in self.signing.tasks if task.kind in _AT_THE_END)
            if self._walk(last):
                return
            begin = len(first) - 1

    def _walk(self, tasks: tuple[Task, ...], begin: int = 0) -> bool:
        """Go through tasks in order, and say if the end was reached; going back opens the one before."""
        at, self._leaves_open = begin, False
        while 0 <= at < len(tasks):
            try:
                if not self._waits(tasks[at]):
                    self._do(tasks[at])
                at += 1
            except Left as left:
                if left.paused:
                    raise
                at -= 1
        return at >= 0

    def _waits(self, task: Task) -> bool:
        """Whether it is left for now: a trigger at level 4, or what else is to be filled in."""
        if task.kind == "slot":
            return self._leaves_open
        return task.kind == "gap" and self.signing.plan.level_acted_on == EMERGENCY_LEVEL

    def _do(self, task: Task) -> None:
        """Do one task, unless a decision before it has settled it."""
        match task.kind:
            case "answers":
                self._answers(*self.signing.missing_answers, straight=True)
            case "flags":
                self._flags_together()
            case "raised":
                self._keep_raised(task.target)
            case "late":
                self._late()
            case "slot":
                self._fill(task.target)
            case "recheck":
                self._recheck()
            case "paper":
                self._recheck_paper()
            case "profile":
                self._profile()
            case _:
                self._decide(self._decisions_about(task))

    def _flags_together(self) -> None:
        """Show the flags below level 4 and let them be confirmed together, or decide one by one.

        Raises:
            Left: it was left by going back, or by pausing.
        """
        below = tuple(flag for flag in self.signing.flags if flag.level < EMERGENCY_LEVEL)
        waiting = tuple(flag for flag in below if flag in self.signing.undecided)
        if self.signing.together:
            match decide_together(self.asker, self.signing):
                case "confirm":
                    return self._decide(confirmed_together(self.signing))
                case "later":
                    return None
        tasks = tuple(Task("flag", flag.id) for flag in waiting or below)
        if not self._walk(tasks, 0 if waiting else len(tasks) - 1):
            raise Left(Back())
        return None

    def _decisions_about(self, task: Task) -> _Decisions:
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
                return add_own_line(asker, signing, task.target, about=words) if about else ()
        line = self._line(task.target)
        return change_line(asker, signing, line) if line is not None else ()

    def _lines(self) -> None:
        """Change lines one after the other, until the list is left."""
        while True:
            off = {f"{OFF}{each.line.id}": each for each in taken_off(self.signing)}
            chosen = self._choose(lines_screen(self.signing, tuple(off.values())))
            try:
                if chosen in off:
                    self._become(decide_taken_off(self.asker, self.signing, off[chosen]))
                elif line := self._line(chosen):
                    self._decide(change_line(self.asker, self.signing, line))
            except Left as left:
                if left.paused:
                    raise

    def _line(self, line_id: str) -> Line | None:
        return next((line for line in self.signing.lines if line.id == line_id), None)

    def _keep_raised(self, name: str) -> None:
        """Ask about a flag that was raised although the answers do not set it."""
        place = len(self.signing.flags)
        for number, (flag, made) in enumerate(self.signing.raised_unset, place + 1):
            if flag.id == name:
                self._become(keep_raised(self.asker, self.signing, flag, made, number))
                return

    def _answers(self, *questions: str, straight: bool = False) -> None:
        """Let answers be changed, and come back with the plan made anew.

        Raises:
            Left: it was left at once by going back, or by pausing.
        """
        if (straight and not questions) or not self._is_meant():
            return
        came = change_answers(self.asker, self.signing, self.keeping, *questions, straight=straight)
        changed = state_of(came)
        self.signing = changed.signing
        for words in changed.since(Revised(self.signing)):
            self.asker.tell(words)
        if isinstance(came, Stopped):
            raise Left(Paused(interrupted=came.interrupted))

    def _is_meant(self) -> bool:
        """Whether answers of another day are changed on purpose; asked once."""
        now = parse_now(self.now())
        if self._told_old or now is None or is_same_session(self.signing.record, now):
            return True
        self._told_old = self._choose(old_session_screen(self.signing)) == "correct"
        return self._told_old

    def _late(self) -> None:
        """Settle a next contact that is later than the level calls for."""
        line = self.signing.late_contact
        if line is None:
            return
        settled = settle_late_contact(self.asker, self.signing, line)
        if not isinstance(settled, str):
            self._decide((settled,))
        elif settled == "earlier":
            self._answers(self.signing.bank.roles.contact_in(self.signing.record.session), straight=True)

    def _recheck(self) -> None:
        if self._choose(recheck_screen()) == "done":
            self._decide((Recheck(kind="recheck", what="coercion"),))

    def _recheck_paper(self) -> None:
        if self.signing.needs_paper_recheck and self._choose(paper_screen()) == "done":
            self._decide((Recheck(kind="recheck", what="paper"),))

    def _fill(self, name: str) -> None:
        """Fill in one slot on the way, unless it has been filled along with another."""
        known = [slot.name for _, slot in self.signing.slots]
        if name in known:
            place = (known.index(name) + 1, len(known))
            made, self._leaves_open = fill_slot(self.asker, self.signing, name, place)
            self._decide(made)

    def _slots(self) -> None:
        """Fill in or change one slot after the other, until the list is left."""
        while True:
            chosen = self._choose(slots_screen(self.signing))
            try:
                made, _ = fill_slot(self.asker, self.signing, chosen)
                self._decide(made)
            except Left as left:
                if left.paused:
                    raise

    def _profile(self) -> None:
        """Set the emergency numbers, which belong to the record and not to its answers."""
        chosen = self._choose(profile_screen(self.profiles.profiles))
        record = self.signing.record.model_copy(update={"profile": self.profiles.pin(chosen)})
        self._become(replace(self.signing, record=record))

    def _sign(self) -> bool:
        """Show what is handed out as it will be, then sign it; until then any sentence can be changed."""
        bank = self.signing.bank
        while True:
            at = self.now()
            show_papers(self.asker, self.signing.sign(ROLE, at).handed_out, bank, self.profiles)
            given = ask_in_turn(self.asker, sign_screens(self.signing))
            match given["sign"]:
                case "sign":
                    self._become(self.signing.sign(words_of(given, "role"), at))
                    offer_papers(self.asker, self.signing.handed_out, bank, self.profiles)
                    return True
                case "words":
                    self._open("sentences")
                case "slots":
                    self._open("slots")
                case _:
                    return False

    def _sentences(self) -> None:
        """Change what is handed out, one sentence after the other, until nothing more is to be changed."""
        while True:
            known = sentences_of(self.signing)
            reads = {name: each.text.heading for name, each in known.items()}
            chosen = self._choose(sentences_screen(reads, answers=not self.signing.was_signed))
            if chosen == "back":
                return
            try:
                if chosen in known:
                    self._decide(reword(self.asker, self.signing, known[chosen]))
                else:
                    self._answers()
            except Left as left:
                if left.paused:
                    raise

    def _become(self, signing: Signing) -> None:
        """Go on with another state, and keep it when it is a new one."""
        if signing != self.signing:
            self.signing = signing
            self.keeping.save(Decided(signing.record))

    def _decide(self, decisions: _Decisions) -> None:
        if decisions:
            self._become(self.signing.decide(*decisions))

    def _choose(self, screen: Screen) -> str:
        """Put one screen and return what was chosen."""
        return str(ask_in_turn(self.asker, (("chosen", lambda _: screen),))["chosen"])
