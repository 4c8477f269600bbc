"""What the parts of the generator share: the bank, the session, what has been made, and who makes what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from relapse_cli.batch.generated.code import FALSE, TRUE, Code, Codes, Constants, Looped, Var
from relapse_cli.batch.generated.doubt import NotCompiledError
from relapse_cli.batch.generated.structs import Shapes
from relapse_cli.batch.generated.values import Comparisons, Value
from relapse_cli.model.bank import Bank
from relapse_cli.model.bank_questions import Question
from relapse_cli.model.bank_terms import Session
from relapse_cli.model.condition import Condition

_T = TypeVar("_T")


def given(name: str) -> Var:
    """A variable that the head of the function sets."""
    return Var(name, lambda _: [])


@dataclass(frozen=True, slots=True)
class ItemScope:
    """The group, or the element of a list, inside which ``field`` and ``entry`` leaves look.

    Attributes:
        item: the variable that holds it.
        prefix: what the names of its variables begin with.
    """

    question: str
    item: Var
    prefix: str


@dataclass(slots=True)
class Builder:
    """The making of one function.

    Attributes:
        holds: makes the expression of a condition.
        fact: makes the value of a fact of the record.
        entry_fact: makes the value of a fact of an entry.
        any_of_entries: makes the expression that one of the entries fulfils another one.
        level: makes the variable with the level on which actions rest.
        index: the number of each question.
        somes: what is true when something holds for one of the entries.
    """

    bank: Bank
    session: Session
    shapes: Shapes
    codes: Codes = field(default_factory=Codes)
    constants: Constants = field(default_factory=Constants)
    now: Var = field(default_factory=lambda: given("now"))
    offset: Var = field(default_factory=lambda: given("offset"))
    path: Var = field(default_factory=lambda: given("path"))
    holds: Callable[[Condition, ItemScope | None], Code] = field(init=False)
    fact: Callable[[str], Value] = field(init=False)
    entry_fact: Callable[[str], Value] = field(init=False)
    any_of_entries: Callable[[Code], Code] = field(init=False)
    level: Callable[[], Var] = field(init=False)
    made: dict[tuple[str, ...], object] = field(default_factory=dict)
    _making: set[tuple[str, ...]] = field(default_factory=set)
    index: dict[str, int] = field(default_factory=dict)
    somes: dict[Code, Var] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.index = {name: number for number, name in enumerate(self.bank.questions)}

    @property
    def comparisons(self) -> Comparisons:
        """What makes comparisons."""
        return Comparisons(self.codes, self.constants, self.now)

    def once(self, key: tuple[str, ...], make: Callable[[], Var]) -> Var:
        """A variable that is made once."""
        return self._once(key, make)

    def value_once(self, key: tuple[str, ...], make: Callable[[], Value]) -> Value:
        """A value that is made once."""
        return self._once(key, make)

    def code_once(self, key: tuple[str, ...], make: Callable[[], Code]) -> Code:
        """An expression that is made once."""
        return self._once(key, make)

    def _once(self, key: tuple[str, ...], make: Callable[[], _T]) -> _T:
        if key not in self.made:
            if key in self._making:
                raise NotCompiledError(f"{'.'.join(key)} rests on itself")
            self._making.add(key)
            self.made[key] = make()
            self._making.discard(key)
        return self.made[key]  # type: ignore[return-value] # a key begins with the kind of what is made

    def question(self, name: str) -> Question | None:
        """A question of this session."""
        known = self.bank.questions.get(name)
        return known if known is not None and known.session == self.session else None

    def enabled(self, name: str) -> Code:
        """Whether a question belongs to this session and is relevant."""
        known = self.question(name)
        if known is None:
            return FALSE
        if known.always_relevant:
            return TRUE
        return self.code_once(("enabled", name), lambda: self.holds(known.relevance, None))

    def asked(self, name: str) -> Code:
        """Whether a question is enabled and this path asks it."""
        known = self.question(name)
        if known is None:
            return FALSE
        return self.codes.both(self.enabled(name), self._on_path(known))

    def _on_path(self, known: Question) -> Code:
        paths = {"followup"} if self.session == "followup" else {"brief", "core", "deep"}
        asking = paths & set(known.paths)
        if asking == paths:
            return TRUE
        on = [self.codes.leaf(f"(path == {path!r})", self.path) for path in sorted(asking)]
        if "brief" in paths - asking and known.brief_when is not None:
            brief = self.codes.leaf("(path == 'brief')", self.path)
            on.append(self.codes.both(brief, self.holds(known.brief_when, None)))
        return self.codes.either(*on)


def set_to(name: str, text: str, *needs: Var, uses: tuple[Code, ...] = ()) -> Var:
    """A variable that one line sets; ``{}`` stands for the text of each expression."""

    def lines(texts: object) -> list[str]:
        assert isinstance(texts, list)  # noqa: S101 - the writer hands in a list
        return [f"{name} = {_filled(text, texts)}"]

    in_item = any(var.in_item for var in needs) or any(code.in_item for code in uses)
    return Var(name, lines, uses, needs, in_item)


def _filled(text: str, texts: list[str]) -> str:
    parts = text.split("{}")
    assert len(parts) == len(texts) + 1, text  # noqa: S101 - a slip of the generator
    return "".join(part + filled for part, filled in zip(parts, [*texts, ""], strict=True))


def any_entry(name: str, part: Code) -> Var:
    """Whether an expression holds for one of the entries."""
    looped = Looped("False", lambda texts: [f"if {texts[0]}: {name} = True"], (part,))
    return Var(name, lambda _: [], looped=looped)


def column(name: str, text: str, *needs: Var, uses: tuple[Code, ...] = ()) -> Var:
    """A list with one value an entry; ``{}`` stands for the text of each expression."""
    looped = Looped("[]", lambda texts: [f"{name}.append({_filled(text, list(texts))})"], uses, needs)
    return Var(name, lambda _: [], looped=looped)
