"""Reading a record: usable values, enabled questions, asked, unresolved (rules section 1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from .dates import read_days

CONTRACT_FILE = Path(__file__).parents[1] / "contract" / "questions.yaml"


@dataclass(frozen=True)
class Question:
    """What the question contract says about one question, as far as it is read here."""

    id: str
    type: str
    session: str
    paths: tuple[str, ...]
    critical: bool
    required: bool
    options: tuple[str, ...]


def load_contract() -> dict[str, Question]:
    """Read the questions of the contract, in file order, which is the order of evaluation."""
    document = yaml.safe_load(CONTRACT_FILE.read_text(encoding="utf-8"))
    found = {}
    for bank in document["banks"]:
        for raw in bank["questions"]:
            found[raw["id"]] = Question(
                id=raw["id"],
                type=raw["type"],
                session=raw["session"],
                paths=tuple(raw["paths"]),
                critical=raw["critical"],
                required=raw["required"],
                options=tuple(raw.get("options", ())),
            )
    return found


QUESTIONS = load_contract()
NOT_CLEAR_STATES = {"intoxicated", "sedated", "unsure"}


def usable(raw: Any) -> Any:
    """1.1: the usable value of an answer or field, or None."""
    if isinstance(raw, dict) and "value" in raw and set(raw) <= {"value", "note"}:
        raw = raw["value"]
    if raw is None or raw == []:
        return None
    if isinstance(raw, str):
        return raw if raw.strip() else None
    if isinstance(raw, dict):
        if "status" in raw:
            return None
        if all(usable(each) is None for each in raw.values()):
            return None
    return raw


def field(group: Any, name: str) -> Any:
    """The usable value of one field of an object, or None when there is none."""
    return usable(group.get(name)) if isinstance(group, dict) else None


def note_of(raw: Any) -> str | None:
    """The note kept beside a value or a status, if it says anything."""
    if not isinstance(raw, dict) or not set(raw) <= {"value", "status", "note"}:
        return None
    note = raw.get("note")
    return note if isinstance(note, str) and note.strip() else None


class Reading:
    """One record as the rules see it: only enabled questions of its session have a value."""

    def __init__(self, record: dict[str, Any]) -> None:
        self.path: str = record["path"]
        self.session = "followup" if self.path == "followup" else "interview"
        self.now = datetime.fromisoformat(record["started_at"])
        self.answers: dict[str, Any] = record.get("answers") or {}
        self.enabled: set[str] = set()
        self.known: dict[str, list[Any]] = {}

    def value(self, question: str) -> Any:
        """1.1, 1.2, 1.4: the usable value of an enabled question, else None."""
        if question not in self.enabled:
            return None
        value = usable(self.answers.get(question))
        if QUESTIONS[question].type == "duration" and read_days(value) is None:
            return None
        if self.not_clear() and (question, value) in (
            ("safety.suicide", "no_thoughts"),
            ("safety.taking_intent", "no_intent"),
        ):
            return None
        return value

    def not_clear(self) -> bool:
        """2.2: frame.state is intoxicated, sedated or unsure."""
        if "frame.state" not in self.enabled:
            return False
        state = usable(self.answers.get("frame.state"))
        return isinstance(state, str) and state in NOT_CLEAR_STATES

    def home_safe_private(self) -> bool:
        """2.2: neither partner nor family is in the room."""
        return not (self.has("frame.present", "partner") or self.has("frame.present", "family"))

    def is_one(self, question: str, *options: Any) -> bool:
        """1.5: enabled, usable and one of the options."""
        value = self.value(question)
        return value is not None and not isinstance(value, (list, dict)) and value in options

    def is_true(self, question: str) -> bool:
        """1.5: enabled and answered with yes."""
        return self.value(question) is True

    def is_false(self, question: str) -> bool:
        """1.5: enabled and answered with no."""
        return self.value(question) is False

    def has(self, question: str, *options: str) -> bool:
        """1.5: enabled, usable and containing at least one of the options."""
        return any(option in self.options(question) for option in options)

    def options(self, question: str) -> list[str]:
        """The selected options of a multi question; empty when unresolved."""
        value = self.value(question)
        return value if isinstance(value, list) else []

    def number(self, question: str) -> float | None:
        """The number of a scale or number question, or None."""
        value = self.value(question)
        return value if isinstance(value, (int, float)) and not isinstance(value, bool) else None

    def part(self, question: str, name: str) -> Any:
        """The usable value of one field of a group question."""
        return field(self.value(question), name)

    def elements(self, question: str) -> list[Any]:
        """The elements of an event question, wrappers taken off; empty when unresolved."""
        value = self.value(question)
        return [usable(each) for each in value] if isinstance(value, list) else []

    def unresolved(self, question: str) -> bool:
        """1.4: enabled and without a usable value."""
        return question in self.enabled and self.value(question) is None
