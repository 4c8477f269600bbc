"""The critical questions that are open, as a list that the generated function fills."""

from __future__ import annotations

from relapse_cli.batch.generated.builder import Builder
from relapse_cli.batch.generated.code import FALSE, TRUE, Code, Var
from relapse_cli.batch.generated.questions import answer, distrusted
from relapse_cli.model.bank_questions import Question


def open_critical(builder: Builder) -> Var:
    """The variable with the ids of the unresolved critical questions, in the order of the contract."""
    return builder.once(("open critical",), lambda: _made(builder))


def _made(builder: Builder) -> Var:
    found = [(known.id, _is_open(builder, known)) for known in builder.bank.critical]
    possible = [(name, code) for name, code in found if code is not FALSE]

    def lines(texts: object) -> list[str]:
        assert isinstance(texts, list)  # noqa: S101 - the writer hands in a list
        pairs = zip(possible, texts, strict=True)
        return ["open_ = []", *(f"if {text}: open_.append({name!r})" for (name, _), text in pairs)]

    return Var("open_", lines, tuple(code for _, code in possible))


def _is_open(builder: Builder, known: Question) -> Code:
    asked = builder.asked(known.id)
    if asked is FALSE:
        return FALSE
    value = answer(builder, known.id)
    usable = builder.comparisons.usable(value)
    doubted = distrusted(builder, known, value.var if value.kind in {"text", "moment"} else None)
    late = FALSE if known.open_when is None else builder.holds(known.open_when, None)
    open_ = builder.codes.either(builder.codes.negated(usable), doubted, late)
    return builder.codes.both(asked, open_ if usable is not FALSE else TRUE)
