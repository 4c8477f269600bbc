"""Handing over at level 4: the page for those who take over, at once, on screen and as a document."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from relapse_cli.app.sessions.hand_over import hand_over
from relapse_cli.app.sources.profiles import ProfileBook
from relapse_cli.logic.interview.moves import Interview
from relapse_cli.model.reply import Back, Paused, Skipped
from relapse_cli.prompters.asker import RowsFor
from tests.app.held import AGREED, Desk, Person
from tests.app.interview.test_loop import new_record
from tests.banks_under_test import record_of, shipped_bank, vignette

PARTS = ("Situation", "Background", "Assessment", "Request")


class Reader(Person):
    """A person who keeps what was read."""

    def __init__(self, **replies: Any) -> None:
        super().__init__({name.replace("__", "."): reply for name, reply in replies.items()})
        self.pages: list[tuple[str, str]] = []

    def read(self, title: str, rows: RowsFor) -> bool:
        """Read a document."""
        self.pages.append((title, "\n".join(rows(80))))
        return True


def in_danger(**more: Any) -> Interview:
    """An interview in which somebody cannot be woken."""
    answers = {**AGREED, "safety.now": ["unrousable"], **more}
    return Interview.start(shipped_bank(), new_record(answers)).show_cards()


def test_the_page_for_those_who_take_over_is_on_screen() -> None:
    """With its four parts, marked as a draft, and without the place, which stays in the store."""
    reader = Reader(sign__papers__handover="none")
    assert hand_over(in_danger(), reader, earlier=None, profiles=ProfileBook())
    ((_, page),) = reader.pages
    places = [page.index(part) for part in PARTS]
    assert places == sorted(places)
    assert "draft" in page.lower()
    assert AGREED["frame.location"] not in page


def test_it_is_written_where_it_is_wanted(tmp_path: Path) -> None:
    """Into a folder of one's own choice, in a chosen format; the list of what was written is read."""
    reader = Reader(sign__papers__handover="markdown", sign__papers__folder=str(tmp_path / "papers"))
    assert hand_over(in_danger(), reader, earlier=None, profiles=ProfileBook())
    (written,) = (tmp_path / "papers").iterdir()
    assert "handover" in written.name
    assert all(part in written.read_text(encoding="utf-8") for part in PARTS)
    assert written.name in reader.pages[-1][1]


def test_without_an_agreement_it_stays_on_screen() -> None:
    """Nobody is asked where it should go."""
    reader = Reader()
    assert hand_over(in_danger(**{"frame.consent": False}), reader, earlier=None, profiles=ProfileBook())
    assert (len(reader.pages), reader.asked) == (1, [])


def test_going_back_from_the_offer_is_no_pause() -> None:
    """The page was read; that is all."""
    assert hand_over(in_danger(), Reader(sign__papers__handover=Back()), earlier=None, profiles=ProfileBook())


def test_where_nobody_has_to_take_over_there_is_no_page() -> None:
    """As for a calm record; the card says then what there is to say."""
    reader = Reader()
    calm = Interview.start(shipped_bank(), record_of(vignette("PR-107")))
    assert not hand_over(calm, reader, earlier=None, profiles=ProfileBook())
    assert (reader.pages, reader.asked) == ([], [])


def test_the_offer_at_level_4_opens_it(desk: Desk) -> None:
    """In a session as it is held; a pause at the document pauses the interview, and nothing is lost."""
    told = {name.replace(".", "__"): value for name, value in AGREED.items()}
    danger = {"event__disclosed": Skipped(), "safety__now": ["unrousable"], "emergency": "hand_over"}
    reader = Reader(**told, **danger, sign__papers__handover=Paused())
    result = desk.interview(reader)
    assert [title for title, _ in reader.pages] == ["The page for those who take over"]
    assert (result.plan, len(reader.cards)) == (None, 1)
    assert result.interview.record.answers["safety.now"] == ["unrousable"]
