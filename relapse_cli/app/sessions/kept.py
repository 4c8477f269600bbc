"""Where the record of a session is at its end, and what of it is nowhere: both are said as they are."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from relapse_cli.app.asking.leaving import Left
from relapse_cli.app.keeping.elsewhere import write_where_wanted
from relapse_cli.app.keeping.in_file import InFile
from relapse_cli.app.keeping.in_store import InStore
from relapse_cli.app.keeping.keep import Keeping
from relapse_cli.app.keeping.place import Answers
from relapse_cli.app.sessions.session import Session
from relapse_cli.app.sources.ids import short_id
from relapse_cli.logic.answers.withhold import outside_drafts
from relapse_cli.logic.interview.moves import Interview

_NAMED = 5
"""So many answers that a place does not have are called by their titles."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Where a record is; only where all of it is, unless no place has it all.

    Attributes:
        file: its file.
        store: its place in the store.
        is_whole: these have all of it.
        lacking: what a place does not have, a sentence for each.
    """

    file: InFile | None
    store: InStore | None
    is_whole: bool
    lacking: tuple[str, ...]


def keep_at_the_end(session: Session, interview: Interview, keeping: Keeping) -> Kept:
    """Keep what came of a session, or take back what was kept before the agreement was withdrawn.

    Raises:
        RelapseError: it could not be kept or taken back, and nobody can be asked.
    """
    file, person = session.file, session.person
    if not interview.consented:
        with suppress(Left):  # it is being left already
            keeping.undo()
        return _kept(interview, file, session.store, is_behind=False)
    keeping.close()
    if file is not None and (not keeping.is_behind or file.written == interview.record):
        file.save(Answers(interview))
    elif person is not None and (session.store is None or keeping.is_behind):
        file = write_where_wanted(interview.bank, interview.record, Answers(interview), person) or file
    return _kept(interview, file, session.store, is_behind=keeping.is_behind)


def _kept(interview: Interview, file: InFile | None, store: InStore | None, *, is_behind: bool) -> Kept:
    """What is where."""
    there = [place for place in (file, store) if place is not None and place.kept_as is not None]
    if not interview.consented:
        still = " and ".join(map(_called, there))
        return Kept(_file_in(there), _store_in(there), True, (_still_there(still, there),) if there else ())
    lacks = {_called(place): _lacks(interview, place) if is_behind else () for place in there}
    whole = [place for place in there if not lacks[_called(place)]]
    lacking = tuple(f"{name} does not have: {_few(what)}." for name, what in lacks.items() if what)
    return Kept(_file_in(whole or there), _store_in(whole or there), bool(whole), lacking)


def _called(place: InFile | InStore) -> str:
    """What a place is called at the beginning of a sentence."""
    name = place.kept_as or ""
    return name if isinstance(place, InFile) else f"The store ({short_id(name)})"


def _still_there(names: str, there: Sequence[InFile | InStore]) -> str:
    """That an agreement was taken back and the answers are there all the same, and how they go."""
    files = [str(place.path) for place in there if isinstance(place, InFile)]
    way = "go on with it there, and take the agreement back again"
    if files:
        way = (
            f"remove {files[0]}" if len(there) == len(files) else f"remove {files[0]}, and in the store {way}"
        )
    names = f"{names[:1].lower()}{names[1:]}" if not files else names
    has = "has" if len(there) == 1 else "have"
    return f"The agreement was taken back, and {names} still {has} what was kept before: {way}."


def _lacks(interview: Interview, place: InFile | InStore) -> tuple[str, ...]:
    """What of an interview a place does not have, in words."""
    record, drafts = interview.record, interview.drafts
    if isinstance(place, InFile):
        kept, drafts = place.written, outside_drafts(interview.bank, drafts)
    else:
        kept = place.standing.interview.record if place.standing is not None else None
    there = kept.answers if kept is not None else {}
    answers = [q for q in interview.order if record.answers.get(q) != there.get(q)]
    found = [interview.bank.questions[q].title for q in answers]
    if not found and record != kept:
        found.append("that it is finished")
    if drafts != place.half_given:
        found.append("what is half given")
    return tuple(found)


def _few(titles: Sequence[str]) -> str:
    """The first few of them, and how many more there are."""
    more = len(titles) - _NAMED
    return f"{', '.join(titles[:_NAMED])}{f' and {more} more' if more > 0 else ''}"


def _file_in(places: Sequence[InFile | InStore]) -> InFile | None:
    return next((place for place in places if isinstance(place, InFile)), None)


def _store_in(places: Sequence[InFile | InStore]) -> InStore | None:
    return next((place for place in places if isinstance(place, InStore)), None)
