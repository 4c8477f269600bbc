"""A record under a bank that has changed since: declared migrations apply, and what has no place is shown.

Nothing is assumed: after the migrations every answer must fit the question it has come to, without a fault;
else the answer as it was is left over, and its question counts as not answered.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from relapse_cli.logic.answers.check_record import decision_problems
from relapse_cli.logic.journal import messages
from relapse_cli.logic.journal.migrate_values import (
    TAKEN,
    atoms,
    misfit,
    says_one_of,
    share,
    with_fields,
    with_options,
)
from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.model.bank import Bank
from relapse_cli.model.decision import Decision
from relapse_cli.model.migrated import AskedAgain, LeftOver, Migrated
from relapse_cli.model.migration import Migration
from relapse_cli.model.record import BankPin, Record
from relapse_cli.problems import Problem

_NOT_ASKED = "This bank has no such question."
_NO_PART = "A part of it fits none of: {questions}."
_PLACE = re.compile(r"decisions\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class _Piece:
    """An answer, or a copy of it, on its way through the migrations.

    Attributes:
        origin: the question as the record names it.
        question: what that question is called by now.
        shared: it is a copy from which its question takes what fits.
    """

    origin: str
    question: str
    raw: object
    shared: bool = False


@dataclass
class _Journey:
    """What has come of a record's answers so far.

    Attributes:
        pieces: what is still on its way.
        parts: by question of the record, parts of its answer that were dropped.
        dropped: by question of the record, why its answer, or a copy of it, was dropped.
        words: what was done, in words.
        again: by question of the record, why its answer has to be asked again.
    """

    pieces: list[_Piece]
    parts: dict[str, list[LeftOver]] = field(default_factory=dict)
    dropped: dict[str, list[str]] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)
    again: dict[str, str] = field(default_factory=dict)


def migrate(bank: Bank, record: Record) -> Migrated:
    """Return a record as a bank can read it.

    Args:
        bank: the bank of today, checked.
        record: any record; one that was made with this very bank comes back as it is.
    """
    pin = BankPin(id=bank.id, version=bank.version, digest=bank.digest)
    if record.bank == pin:
        return Migrated(record, moved={question: (question,) for question in record.answers})
    journey = _Journey([_Piece(question, question, raw) for question, raw in record.answers.items()])
    chain = chain_to(bank, record.bank)
    for migration in chain:
        _take_step(journey, migration)
    answers, moved, left = _settle(bank, record, journey)
    decisions, left_decisions = _fitting_decisions(bank, record)
    made = record.model_copy(update={"bank": pin, "answers": answers, "decisions": decisions})
    return Migrated(
        made,
        tuple(dict.fromkeys(journey.words)),
        left,
        left_decisions,
        again=tuple(AskedAgain(q, why) for old, why in journey.again.items() for q in moved[old]),
        opened=_opened(bank, made, chain),
        moved=moved,
    )


def asked_again(bank: Bank, record: Record) -> Iterator[Problem]:
    """What a record of an older version has to be asked again, or was never asked, as warnings."""
    if not chain_to(bank, record.bank):
        return
    migrated = migrate(bank, record)
    yield from (messages.ASK_AGAIN.problem(each.question, why=each.why) for each in migrated.again)
    yield from (messages.NOW_ASKED.problem(name, version=bank.version) for name in migrated.opened)


def not_carried(migrated: Migrated) -> Iterator[Problem]:
    """What of a record of an older version has no place any more, as warnings with the reasons."""
    left = (*migrated.left_over, *migrated.left_decisions)
    yield from (messages.NOT_CARRIED.problem(each.question, why=each.why) for each in left)


def _opened(bank: Bank, record: Record, chain: Iterable[Migration]) -> tuple[str, ...]:
    """The questions that the newer versions ask where the older one did not, and that hold nothing here."""
    wider = {name for migration in chain for name in migration.wider}
    if not wider:
        return ()
    reading = Evaluation(bank, record)
    return tuple(
        q for q in bank.questions if q in wider and reading.asked(q) and not record.answer(q).is_given
    )


def chain_to(bank: Bank, pin: BankPin | None) -> tuple[Migration, ...]:
    """The migrations from a record's version to the bank's; empty when none are declared for it."""
    if pin is None or pin.id != bank.id:
        return ()
    chain = chain_from(bank.migrations, pin.version)
    return chain if chain and chain[-1].to == bank.version else ()


def chain_from(migrations: Iterable[Migration], version: str) -> tuple[Migration, ...]:
    """The migrations that follow each other from a version, as far as they go and each one once."""
    known = {migration.since: migration for migration in migrations}
    chain: list[Migration] = []
    while (following := known.pop(version, None)) is not None:
        chain.append(following)
        version = following.to
    return tuple(chain)


def _take_step(journey: _Journey, migration: Migration) -> None:
    """Take all answers through one migration."""
    pieces = journey.pieces
    journey.pieces = []
    for piece in pieces:
        if (ask := migration.again.get(piece.question)) is not None and says_one_of(piece.raw, ask):
            journey.again[piece.origin] = ask.why
        if (why := migration.drop.get(piece.question)) is not None:
            journey.dropped.setdefault(piece.origin, []).append(why)
            note(journey, migration, f"'{piece.question}' has no place any more.")
        else:
            changed = replace(piece, raw=_changed_value(journey, piece, migration))
            journey.pieces += _moved_piece(journey, changed, migration)


def _changed_value(journey: _Journey, piece: _Piece, migration: Migration) -> object:
    """An answer with its options and fields under their new names."""
    raw = with_options(piece.raw, migration.map.get(piece.question, {}))
    if (fields := migration.fields.get(piece.question)) is not None:

        def lost(part: str, inner: object, why: str) -> None:
            journey.parts.setdefault(piece.origin, []).append(LeftOver(piece.origin, inner, why, part))

        raw = with_fields(raw, fields, lost)
    if raw != piece.raw:
        note(journey, migration, f"names inside '{piece.question}' were changed.")
    return raw


def _moved_piece(journey: _Journey, piece: _Piece, migration: Migration) -> Iterator[_Piece]:
    """An answer under the new name of its question, or its copies."""
    if (targets := migration.split.get(piece.question)) is not None:
        listed = ", ".join(f"'{target}'" for target in targets)
        note(journey, migration, f"'{piece.question}' was shared out to {listed}.")
        yield from (replace(piece, question=target, shared=True) for target in targets)
    elif (target := migration.rename.get(piece.question)) is not None:
        note(journey, migration, f"'{piece.question}' is now '{target}'.")
        yield replace(piece, question=target)
    else:
        yield piece


def note(journey: _Journey, migration: Migration, words: str) -> None:
    """Note what was done; the ids in it are those of the bank's own migrations."""
    journey.words.append(f"From version {migration.since} to {migration.to}: {words}")


def _settle(
    bank: Bank, record: Record, journey: _Journey
) -> tuple[dict[str, object], dict[str, tuple[str, ...]], tuple[LeftOver, ...]]:
    """Put every answer where it fits; one that does not fit whole is left over whole, as it was."""
    arrived: dict[str, list[_Piece]] = {question: [] for question in record.answers}
    for piece in journey.pieces:
        arrived[piece.origin].append(piece)
    in_turn = sorted(arrived, key=lambda origin: [piece.question for piece in arrived[origin]] != [origin])
    places: dict[str, dict[str, object]] = {}
    taken: set[str] = set()
    left: list[LeftOver] = []
    for origin in in_turn:  # an answer that stays where it was comes before one that would take its place
        placed, why = _place_pieces(bank, arrived[origin], taken)
        taken |= placed.keys()
        places[origin] = placed
        reasons = [*dict.fromkeys(journey.dropped.get(origin, [])), *([why] if why else [])]
        left += [LeftOver(origin, record.answers[origin], reason) for reason in reasons]
        left += journey.parts.get(origin, []) if placed else []
    answers = {target: raw for origin in record.answers for target, raw in places[origin].items()}
    order = list(record.answers)
    return (
        answers,
        {origin: tuple(places[origin]) for origin in order},
        tuple(sorted(left, key=lambda each: order.index(each.question))),
    )


def _place_pieces(bank: Bank, pieces: list[_Piece], taken: set[str]) -> tuple[dict[str, object], str]:
    """Where the pieces of one answer go, or why they go nowhere; either every part has a place or none."""
    if not pieces:
        return {}, ""
    if not pieces[0].shared:
        return _place_one(bank, pieces[0], taken)
    placed: dict[str, object] = {}
    wanted: frozenset[str] = frozenset()
    covered: frozenset[str] = frozenset()
    for piece in pieces:
        wanted |= atoms(piece.raw)
        question = None if piece.question in taken else bank.questions.get(piece.question)
        part = share(question, piece.raw) if question else None
        if part is not None:
            placed[piece.question], inner = part
            covered |= inner
    if wanted <= covered:
        return placed, ""
    return {}, _NO_PART.format(questions=", ".join(piece.question for piece in pieces))


def _place_one(bank: Bank, piece: _Piece, taken: set[str]) -> tuple[dict[str, object], str]:
    """Where an answer goes that goes as a whole, or why it goes nowhere."""
    question = bank.questions.get(piece.question)
    if question is None:
        return {}, _NOT_ASKED
    why = TAKEN if piece.question in taken else misfit(question, piece.raw)
    return ({}, why) if why else ({piece.question: piece.raw}, "")


def _fitting_decisions(bank: Bank, record: Record) -> tuple[tuple[Decision, ...], tuple[LeftOver, ...]]:
    """The decisions about what the bank still has, and the others.

    A signature always stays: it says that the record was signed, and a changed answer voids it.
    """
    kept = list(enumerate(record.decisions))
    left: dict[int, str] = {}
    while True:
        trial = record.model_copy(update={"decisions": tuple(decision for _, decision in kept)})
        faults = [(_PLACE.match(each.path), each.message) for each in decision_problems(bank, trial)]
        wrong = {kept[int(place[1])][0]: message for place, message in faults if place}
        if not wrong:
            break
        left |= wrong
        kept = [(index, decision) for index, decision in kept if index not in wrong]
    found = tuple(
        LeftOver(f"decisions[{index}]", record.decisions[index].model_dump(mode="json"), f"{left[index]}.")
        for index in sorted(left)
    )
    return tuple(decision for _, decision in kept), found
