"""What the therapist knows to have given, kept by hand and without the product's own bookkeeping."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field, replace
from typing import Any, TypeGuard

from relapse_cli.model.reply import Answered, AnsweredFields, Emptied, ListAct, Noted, Reply, SetStatus
from relapse_cli.model.screen import Screen
from relapse_cli.model.step import Step
from tests.banks_under_test import shipped_bank
from tests.prompters.screens import figures_on, kind_of


@dataclass
class Book:
    """Everything that was given and not taken back.

    Attributes:
        values: by question: a value, a status object, an object of fields, or a list of such objects.
        notes: by question.
        drafts: what was left half typed, by step.
        words: what was said beside an option that has room for it, by the step of the choice.
    """

    values: dict[str, Any] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    drafts: dict[Step, str] = field(default_factory=dict)
    words: dict[Step, str] = field(default_factory=dict)

    def answers(self) -> dict[str, Any]:
        """The answers of a record that holds just this."""
        made: dict[str, Any] = {}
        for question in self.values.keys() | self.notes.keys():
            value = copy.deepcopy(self.values.get(question))
            for step, words in self.words.items():
                if step.question == question and step.field is not None:
                    fields = value if step.entry is None else value[step.entry]
                    fields[step.field] = with_note(fields[step.field], f"“{words}”")
            made[question] = with_note(value, self._whole_note(question))
        return made

    def _whole_note(self, question: str) -> str | None:
        """The note on a question as a record holds it: what was said beside its option stands first."""
        words, note = self.words.get(Step(question)), self.notes.get(question)
        return "\n".join([*([f"“{words}”"] if words else []), *([note] if note else [])]) or None

    def note_shown(self, question: str) -> str | None:
        """The note that a screen shows: words are a part of it once another option stands there."""
        return self.notes.get(question) if self.has_room(Step(question)) else self._whole_note(question)

    def has_room(self, step: Step) -> bool:
        """Whether an option with room for words was chosen at a step."""
        question = shipped_bank().questions[step.question]
        spec = question if step.field is None else question.field_by_id[step.field]
        value = self.at(step)
        chosen = value if isinstance(value, list) else [value]
        return any(option.room and option.id in chosen for option in spec.options)

    def at(self, step: Step) -> Any:
        """What was given at a step; ``None`` when nothing was."""
        if step.is_words:
            return self.words.get(step.choice) if self.has_room(step.choice) else None
        found = self.values.get(step.question)
        if step.entry is not None:
            items = self.entries(step.question)
            found = items[step.entry] if step.entry < len(items) else None
        return (
            found if step.field is None else found.get(step.field) if isinstance(found, dict) else None
        )  # fmt: skip

    def entries(self, question: str) -> list[dict[str, Any]]:
        """The entries of a list."""
        found = self.values.get(question)
        return found if isinstance(found, list) else []

    def take(self, screen: Screen, reply: Reply) -> None:
        """Write down what a reply gives, marks, notes, removes or leaves half typed."""
        match reply:
            case Answered(value=value):
                self.give(screen.step, value)
            case AnsweredFields(fields=fields) if kind_of(screen) == "entries":
                question, entry = screen.step.question, len(self.entries(screen.step.question))
                for name, value in fields.items():
                    self.give(Step(question, entry, name), value)
            case AnsweredFields(fields=fields):
                for number in figures_on(screen):
                    self.drafts.pop(number.step, None)
                    if (value := fields.get(str(number.step.field))) is not None:
                        self.give(number.step, value)
            case SetStatus(status=status, whole=whole):
                whole = whole or kind_of(screen) == "line"
                self.give(Step(screen.step.question) if whole else screen.step, {"status": status})
            case Noted(text=text):
                noted = screen.step.question
                if not self.has_room(Step(noted)):  # words were a part of the note that was there
                    self.words.pop(Step(noted), None)
                self.notes.pop(noted, None)
                self.notes.update({noted: text} if text else {})
            case Emptied():
                for step in [n.step for n in figures_on(screen)] or [screen.step]:
                    self.empty(step)
            case ListAct(action="remove", entry=entry):
                self.remove(screen.step.question, entry)
            case _:
                pass
        draft = getattr(reply, "draft", None)
        if draft is not None:
            self.drafts.pop(screen.step, None)
            self.drafts.update({screen.step: draft} if draft else {})

    def give(self, step: Step, value: Any) -> None:
        """Write down a value; what was half typed there is done with."""
        self.drafts.pop(step, None)
        if step.is_words:
            self.words[step.choice] = value
            return
        if step.field is None:
            if is_status(value):
                self.words = {s: w for s, w in self.words.items() if s.question != step.question or s == step}
            self.values[step.question] = value
            return
        if step.entry is None:
            if not isinstance(self.values.get(step.question), dict) or is_status(self.values[step.question]):
                self.values[step.question] = {}
            self.values[step.question][step.field] = value
            return
        if step.entry == len(self.entries(step.question)):
            self.values[step.question] = [*self.entries(step.question), {}]
        self.values[step.question][step.entry][step.field] = value

    def empty(self, step: Step) -> None:
        """Take an answer away; of a question the note goes with it, of a field only its own words."""
        self.drafts.pop(step, None)
        if step.is_words:
            self.words.pop(step.choice, None)
            return
        question = step.question
        if is_status(self.values.get(question)) or step.field is None:
            self.forget(question)
            return
        self.words.pop(step, None)
        found = self.values.get(question) if step.entry is None else self.entries(question)[step.entry :]
        fields = found[0] if isinstance(found, list) and found else found  # an entry may only have been begun
        if isinstance(fields, dict):
            fields.pop(step.field, None)
        if self.values.get(question) == {}:
            del self.values[question]

    def empty_whole(self, question: str) -> None:
        """Take a question's answer away with all that belongs to it, what was half given too."""
        self.forget(question)
        self.drafts = {step: draft for step, draft in self.drafts.items() if step.question != question}

    def remove(self, question: str, entry: int) -> None:
        """Strike out one entry, with what was left half typed in it."""
        del self.values[question][entry]
        if not self.values[question]:
            del self.values[question]
        kept = {s: d for s, d in self.drafts.items() if (s.question, s.entry) != (question, entry)}
        self.drafts = {moved_up(step, question, entry): draft for step, draft in kept.items()}
        said = {s: w for s, w in self.words.items() if (s.question, s.entry) != (question, entry)}
        self.words = {moved_up(step, question, entry): words for step, words in said.items()}

    def forget(self, *questions: str) -> None:
        """Strike out questions that are to be asked anew."""
        for question in questions:
            self.values.pop(question, None)
            self.notes.pop(question, None)
            self.words = {step: words for step, words in self.words.items() if step.question != question}


def moved_up(step: Step, question: str, removed: int) -> Step:
    """The step once an entry before it is gone."""
    behind = step.question == question and step.entry is not None and step.entry > removed
    return replace(step, entry=(step.entry or 0) - 1) if behind else step


def with_note(value: Any, note: str | None) -> Any:
    """A value with a note, as a record holds it."""
    if note is None:
        return value
    return {**(value if is_status(value) else {"value": value}), "note": note}


def is_status(value: object) -> TypeGuard[dict[str, Any]]:
    """Whether it is "not known" or "preferred not to say" instead of a value."""
    return isinstance(value, dict) and "status" in value


def holds_value(given: object) -> bool:
    """Whether there is a value in it; an object of fields that are all marked holds none."""
    if isinstance(given, dict):
        return not is_status(given) and any(holds_value(part) for part in given.values())
    return given is not None
