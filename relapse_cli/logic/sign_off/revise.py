"""Answers changed before a plan is signed: which decisions still stand, and which are open again.

A decision stands as long as what it was about is the same. A flag that rests on other answers, or a line that
reads differently, is decided anew: what was right for the old answers may be wrong for the new ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from relapse_cli.logic.plan.build import plan_lines
from relapse_cli.logic.plan.family import family_lines, may_exist
from relapse_cli.logic.plan.sentences import sentences
from relapse_cli.logic.plan.titles import line_title, short_words
from relapse_cli.logic.rules.conditions import flag_questions
from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.logic.rules.reads import questions_read
from relapse_cli.logic.sign_off.signing import Signing
from relapse_cli.model.bank_terms import Edition
from relapse_cli.model.decision import Confirm, Decision, Edit, Lower, Pick, Recheck, Remove, SignOff
from relapse_cli.model.plan import Line
from relapse_cli.text.nouns import listed

_FLAG_IN_SENTENCE = 110
"""How much of a flag stands among the things that a sentence names."""

_RECHECKED = {
    "coercion": "asking again about pressure",
    "paper": "asking in private about paper at home",
}
_ABOUT_LINES = (Edit, Remove, SignOff)


@dataclass(frozen=True)
class Revised:
    """A sign-off with other answers.

    Attributes:
        signing: the sign-off, without the decisions that do not stand any more.
        open_again: what has to be decided again, in plain words.
        gone: decisions about what is not there any more, in plain words.
    """

    signing: Signing
    open_again: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()

    def since(self, other: Revised) -> tuple[str, ...]:
        """What falls beyond another state of the answers, as sentences."""
        again = tuple(words for words in self.open_again if words not in other.open_again)
        gone = tuple(words for words in self.gone if words not in other.gone)
        return (*sentence("To decide again", again), *sentence("Decisions that fall away", gone))


def revised(before: Signing, answers: Mapping[str, object]) -> Revised:
    """Put other answers under a sign-off; only a record that was never signed takes them.

    Args:
        before: the sign-off as it was when its decisions were made.
        answers: all the answers of the record.

    Raises:
        ValueError: the record was signed; what is added to it is an addendum.
    """
    if before.was_signed:
        raise ValueError(before.record.id)
    if dict(answers) == before.record.answers:
        return Revised(before)
    record = before.record.model_copy(update={"answers": dict(answers)})
    return _Change(before, replace(before, record=record)).made()


@dataclass(frozen=True)
class _Change:
    """The same decisions over two sets of answers."""

    before: Signing
    after: Signing

    def made(self) -> Revised:
        """The decisions that stand over the new answers, and what the others were about."""
        kept: list[Decision] = []
        fallen: dict[str, bool] = {}
        for decision in self.after.record.decisions:
            words = self._fallen(decision)
            if words:
                fallen[words] = self._is_there(decision)
            else:
                kept.append(decision)
        record = self.after.record.model_copy(update={"decisions": tuple(kept)})
        return Revised(
            replace(self.after, record=record),
            tuple(words for words, there in fallen.items() if there),
            tuple(words for words, there in fallen.items() if not there),
        )

    def _is_there(self, decision: Decision) -> bool:
        """Whether what a decision was about is still there, so that it has to be decided again."""
        match decision:
            case Confirm(flag=flag) | Lower(flag=flag):
                return self.after.reading.flag(flag)
            case Edit(rule=rule) | Remove(rule=rule) | Pick(rule=rule):
                return rule in self._lines_after or rule in self._said_after
        return True

    def _fallen(self, decision: Decision) -> str:
        """What a decision was about that does not stand any more; empty when it stands.

        Raising a flag always stands: taking it back is the therapist's own step.
        """
        match decision:
            case Confirm(flag=flag) | Lower(flag=flag):
                return self._flag_words(flag)
            case Edit(rule=rule, edition=edition):
                return self._line_words(rule, edition, "wording")
            case Remove(rule=rule):
                return self._line_words(rule, None, "taken off")
            case Pick(rule=rule):
                gone = rule in self._lines_before and rule not in self._lines_after
                return f"steps: {line_title(self._lines_before[rule])}" if gone else ""
            case Recheck(what=what):
                return self._recheck_words(what)
        return ""

    def _flag_words(self, name: str) -> str:
        old, new = self.before.reading, self.after.reading
        known = old.bank.flag_by_id.get(name)
        if (
            known is None
            or not old.flag(name)
            or (new.flag(name) and _grounds(name, old) == _grounds(name, new))
        ):
            return ""
        return f"{short_words(known.text, _FLAG_IN_SENTENCE)} (level {known.level})"

    def _line_words(self, rule: str, edition: Edition | None, about: str) -> str:
        if rule in self._said_before:
            same = self._said_before[rule] == self._said_after.get(rule)
            return "" if same else f"{about}: {self._said_before[rule]}"
        old, new = self._lines_before.get(rule), self._lines_after.get(rule)
        if old is None or (new is not None and _reads_alike(old, new, edition)):
            return ""
        return f"{about}: {line_title(old)}"

    def _recheck_words(self, what: str) -> str:
        bank = self.before.bank
        about = frozenset({bank.roles.home_safe})
        if what == "coercion":
            about |= questions_read(bank.family.waits_for_recheck, bank)
        old, new = self.before.reading, self.after.reading
        changed = any(old.answer(q).value != new.answer(q).value for q in about)
        return _RECHECKED[what] if changed else ""

    @cached_property
    def _said_before(self) -> dict[str, str]:
        return _said_beside_lines(self.before)

    @cached_property
    def _said_after(self) -> dict[str, str]:
        return _said_beside_lines(self.after)

    @cached_property
    def _lines_before(self) -> dict[str, Line]:
        return lines_by_rule(self.before)

    @cached_property
    def _lines_after(self) -> dict[str, Line]:
        return lines_by_rule(self.after)


def sentence(start: str, about: tuple[str, ...]) -> tuple[str, ...]:
    """What decisions were about, as a sentence; a few by name, the others counted."""
    return (f"{start}: {listed(about)}.".replace("….", "…"),) if about else ()


def _grounds(name: str, reading: Evaluation) -> tuple[dict[str, object], frozenset[str]]:
    """What a flag rests on: its answers, and what is open among all that it looks at."""
    answers = {q: reading.answer(q).value for q in reading.flag_because(name)}
    return answers, frozenset(q for q in flag_questions(name, reading) if reading.unresolved(q))


def lines_by_rule(signing: Signing) -> dict[str, Line]:
    """The lines of a plan as the product and the therapist's own lines have them, before any rewording."""
    lines = plan_lines(_not_reworded(signing), signed=False)
    return {line.rule or line.id: line for line in reversed(lines) if not line.gap}


def _said_beside_lines(signing: Signing) -> dict[str, str]:
    """What the pages say beside the lines of the plan, by id: fixed sentences, the family sheet."""
    reading = _not_reworded(signing)
    sheet = may_exist(reading)
    lines = family_lines(reading) if sheet else ()
    return {each.id: each.text.plain for each in sentences(reading, sheet=sheet)} | {
        line.id: line.text for line in lines
    }


def _not_reworded(signing: Signing) -> Evaluation:
    """The record as if no line had been reworded or taken off."""
    record = signing.record
    kept = tuple(d for d in record.decisions if not isinstance(d, _ABOUT_LINES))
    return Evaluation(signing.bank, record.model_copy(update={"decisions": kept}), signing.earlier)


def _reads_alike(old: Line, new: Line, edition: Edition | None) -> bool:
    """Whether a line says the same, in one edition or in all of them."""
    return old.texts == new.texts if edition is None else old.texts.get(edition) == new.texts.get(edition)
