"""Somebody at the keyboard: reads the screen, finds the question, types the answer of a record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from relapse_cli.logic.facts.timeline import read_event
from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.model.answer import read_answer
from relapse_cli.model.bank import Bank
from relapse_cli.model.bank_questions import Field_, Question
from relapse_cli.model.record import Record
from relapse_cli.prompters.typed.values import written
from tests.journeys.terminal import DOWN, ENTER, ESCAPE, NEW_LINE, STARTED_AT, UP, Terminal, control

SEQUENCE = "sequence.event"
SUBSTANCE = "event.substance"

STATUS_KEYS = {"unknown": control("k"), "declined": control("r")}
STATUS_ROWS = {"unknown": "Not known, for all", "declined": "Preferred not to say, for all"}
OWN_WORDS = "what is it, in your own words?"
FIRST_NOW = "What comes first now?"
KEY_LINES = ("Esc menu", "Enter goes on.", "Move down to confirm", "Enter changes", "Enter shows")


def squeezed(text: str) -> str:
    """Text with its white space collapsed."""
    return " ".join(text.split())


@dataclass
class Player:
    """Plays a record's answers with real keys.

    Attributes:
        answers: the record's answers; what they lack is skipped.
        seen: the question ids in the order in which they came up.
        cards: how many emergency cards came up.
    """

    terminal: Terminal
    bank: Bank
    answers: Mapping[str, Any]
    seen: list[str] = field(default_factory=list)
    cards: int = 0
    _entries: dict[str, int] = field(default_factory=dict)
    _detailed: set[tuple[str, int]] = field(default_factory=set)
    _noted: set[str] = field(default_factory=set)
    _item: int | None = None
    _left: str = ""
    _took_safety: bool = False

    def play(self, until: str | None = None, until_words: str | None = None) -> None:
        """Answer screen after screen, until the interview is finished, or a question or words come up."""
        while True:
            shown = self._next_screen()
            if until_words is not None and until_words in shown:
                return
            if until is not None and squeezed(self.bank.questions[until].label) in shown:
                return
            keys = self._keys
            if "Enter goes on." in keys:
                self._submit(ENTER)
            elif "Move down to confirm" in keys:
                self.cards += "page 1 of" in shown or "page" not in shown
                self._choose_row(lambda row: not row.startswith("–"))
            elif FIRST_NOW in shown:
                self._choose_row(self._first_now(shown))
            elif "Enter changes" in keys:
                self._choose_row(lambda row: row.startswith("Finish"))
                return
            else:
                self._answer(shown)
            self.terminal.wait(lambda t: t.text != self._left and self._is_whole, "the next screen")

    def _first_now(self, shown: str) -> Callable[[str], bool]:
        """At level 4: the open safety questions, then the next contact, then the list of answers."""
        contact = any("next_contact" in question for question in self.seen)
        wanted = "The list of answers" if contact else "The next contact"
        if "The open safety questions" in shown and not self._took_safety:
            self._took_safety, wanted = True, "The open safety questions"
        return lambda row: row.startswith(wanted)

    @property
    def _keys(self) -> str:
        """The line of keys, the last one on screen."""
        return next((line for line in reversed(self.terminal.lines) if line), "")

    @property
    def _is_whole(self) -> bool:
        """Whether a prompt has been drawn down to its last line."""
        return any(words in self._keys for words in KEY_LINES)

    @property
    def _typed(self) -> str:
        """What stands behind the sign of the line for text, without blanks and without the line of keys."""
        above = "\n".join(self.terminal.lines).rstrip().rpartition("\n")[0]
        return "".join(above.rpartition("›")[2].split())

    def _next_screen(self) -> str:
        """Wait for a whole screen, and return its words."""
        self.terminal.wait(lambda _: self._is_whole, "a screen with its keys")
        return self.terminal.text

    def _submit(self, key: str) -> None:
        """Press the key that leaves the screen, and remember the screen it was pressed on."""
        self._left = self.terminal.text
        self.terminal.press(key)

    def _type(self, text: str) -> None:
        """Type text in place of what stands there, and press Enter once it is on screen."""
        self.terminal.press(text.replace("\n", NEW_LINE))
        last = "".join(text.split())[-20:]
        self.terminal.wait(lambda _: last in self._typed, "the text that was typed")
        self._submit(ENTER)

    def _find(self, shown: str) -> tuple[Question, Field_ | None]:
        """The question, or the field, whose words are on screen."""
        known: list[tuple[int, Question, Field_ | None]] = []
        for question in self.bank.questions.values():
            if not (shown.startswith(self._heads_of(question)) and squeezed(question.label) in shown):
                continue
            found = [(question, None), *((question, each) for each in question.fields)]
            for asked, part in found:
                words = squeezed(part.label) if part else squeezed(question.label)
                is_here = words in shown and self._is_in_hand((part or asked).title)
                known += [(len(words) + 1000 * (part is not None), asked, part)] if is_here else []
        assert known, f"no question of the bank is on screen:\n{shown}"
        _, question, part = max(known, key=lambda found: found[0])
        return question, part

    def _is_in_hand(self, title: str) -> bool:
        """Whether a part of a form is the one in hand, by its row; where there is no form, it is."""
        rows = [line[2:] for line in self.terminal.lines if line.startswith("> ")]
        shown = rows[0].partition("…")[0].rstrip() if rows else ""
        return not rows or shown.startswith(title) or (title.startswith(shown) and "…" in rows[0])

    def _fill_in(self, question: Question, part: Field_, items: list[Any]) -> None:
        """Fill in a field of an entry; the first entry of a list has begun by itself."""
        if not items:
            self._submit(control("n"))
            return
        if question.id not in self._entries:
            self._item, self._entries[question.id] = 0, 1
        assert self._item is not None
        self._give(part, items[self._item].get(part.id))

    def _heads_of(self, question: Question) -> tuple[str, ...]:
        """What stands above a question: its section; above the first use that of the steps as well."""
        asked_in = (question.id, SEQUENCE) if question.id == SUBSTANCE else (question.id,)
        return tuple(squeezed(self.bank.section_of[each].title) for each in asked_in)

    def _answer(self, shown: str) -> None:
        if OWN_WORDS in shown:  # beside an option of a record that holds none
            self._submit(control("n"))
            return
        question, part = self._find(shown)
        if question.id not in self.seen:
            self.seen.append(question.id)
        raw = self.answers.get(question.id)
        note = raw.get("note") if isinstance(raw, dict) else None
        if note and question.id not in self._noted:
            self._noted.add(question.id)
            self._write_note(note)
            return
        inner = raw["value"] if isinstance(raw, dict) and set(raw) == {"value", "note"} else raw
        if isinstance(inner, dict) and "status" in inner:
            self._set_status(inner["status"], whole=part is not None)
        elif question.type == "event" and part is None:
            self._act_on_list(question, inner or [])
        elif question.type == "group" and part is None:
            self._type_line(question, inner or {})
        elif question.type == "event" and part is not None:
            self._fill_in(question, part, inner or [])
        else:
            self._give(
                part or question, inner.get(part.id) if part and inner else inner if not part else None
            )

    def _write_note(self, note: str) -> None:
        self.terminal.press(control("t"))
        self.terminal.wait_for("Enter keeps the note")
        self._type(note)

    def _set_status(self, status: str, *, whole: bool) -> None:
        if not whole:
            self._submit(STATUS_KEYS[status])
            return
        self.terminal.press(ESCAPE)
        self.terminal.wait_for("What would you like to do?")
        self._choose_row(lambda row: row.startswith(STATUS_ROWS[status]))

    def _type_line(self, question: Question, fields: Mapping[str, Any]) -> None:
        """Type the numbers of a group on one line."""
        if not fields:
            self._submit(control("n"))
            return
        signs = {"unknown": "?", "declined": "x"}
        values = [fields.get(part.id) for part in question.fields]
        self._type(" ".join(signs[v["status"]] if isinstance(v, dict) else written(v) or "-" for v in values))

    def _place_of(self, question: Question, items: list[Any]) -> int:
        """Where the entry that was made last stands in the list, before its optional panel is filled in."""
        if question.id != SEQUENCE:
            return len(items)
        panel = {f.id for f in question.fields if f.detail}
        last = {name: value for name, value in items[-1].items() if name not in panel}
        record = Record(id="a", case="b", path="core", started_at=STARTED_AT)
        reading = Evaluation(self.bank, record)
        events = [read_event(reading, read_answer(item)) for item in [*items[:-1], last]]
        return sorted(range(len(events)), key=lambda i: events[i].order).index(len(events) - 1) + 1

    def _act_on_list(self, question: Question, items: list[Any]) -> None:
        """Open the optional panel of the entry just made, add the next one, or go on."""
        made = self._entries.get(question.id, 0)
        panel = {f.id for f in question.fields if f.detail}
        latest = made - 1
        if made and (question.id, latest) not in self._detailed and panel & set(items[latest]):
            self._detailed.add((question.id, latest))
            self._item = latest
            place = self._place_of(question, items[:made])
            self._choose_row(lambda row: row.startswith(f"{place}. "), UP)
            self.terminal.wait_for("Remove it")
            self._choose_row(lambda row: row.startswith("More about it"))
        elif made < len(items):
            self._item = made
            self._entries[question.id] = made + 1
            self.terminal.wait(lambda t: bool(t.pointed), "a pointer")
            tells = self.terminal.pointed.startswith("Tell ")  # the line of a step stands above
            self._choose_row(lambda row: row.startswith("Add "), DOWN if tells else UP)
        else:
            self._choose_row(lambda row: row.startswith("Done"))

    def _give(self, spec: Question | Field_, value: Any) -> None:
        if value is None:
            self._submit(control("n"))
        elif spec.type in {"choice", "yes_no"}:
            words = spec.option_label(value) if spec.type == "choice" else "Yes" if value else "No"
            self._choose_row(lambda row: bool(row) and squeezed(words).startswith(squeezed(row)))
        elif spec.type == "multi":
            keys = [f" {DOWN}" if option.id in value else DOWN for option in spec.options]
            self.terminal.press(*keys)
            self.terminal.wait(lambda _: f"marked: {len(value)} " in f"{self._keys} ", "the marks")
            self._submit(ENTER)
        else:
            self._type(written(value))

    def _is_above(self, wanted: Any) -> bool:
        """Whether a wanted row is in view above the pointer."""
        lines = self.terminal.lines
        here = next(place for place, line in enumerate(lines) if line.startswith(" »"))
        rows = (line.lstrip().lstrip("○● ") for line in lines[:here] if line.startswith("   "))
        return any(wanted(row) for row in rows)

    def _choose_row(self, wanted: Any, key: str = DOWN) -> None:
        """Move the pointer row by row until it stands where it should, then press Enter."""
        self.terminal.wait(lambda t: bool(t.pointed), "a pointer")
        key = UP if self._is_above(wanted) else key
        for _ in range(200):
            row = self.terminal.pointed
            if wanted(row):
                self._submit(ENTER)
                return
            self.terminal.press(key)
            self.terminal.wait(lambda t, row=row: t.pointed not in {row, ""}, "the pointer to move")  # type: ignore[misc]
        raise AssertionError("no such row on screen:\n" + "\n".join(self.terminal.lines))
