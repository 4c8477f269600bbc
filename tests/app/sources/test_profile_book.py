"""Which profiles count for a bank, and what the service adds to them."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from relapse_cli.app.sources.profiles import ProfileBook, with_profile
from relapse_cli.app.sources.service import Service
from relapse_cli.banks.shipped import banks_folder, shipped_profiles
from relapse_cli.errors import InputError
from relapse_cli.model.letterhead import Letterhead
from relapse_cli.model.record import ProfilePin, Record
from relapse_cli.settings.config import OwnNumber, ServiceConfig

OWN = """\
profiles:
  - id: {id}
    country: {country}
    numbers: [{{purpose: emergency, label: Emergency, number: "{number}", confidence: V}}]
    source: us
    looked_at: 2026-11-29
"""


def own_file(path: Path, name: str = "ie", country: str = "Ireland", number: str = "555") -> Path:
    """A file of profiles with one in it."""
    path.write_text(OWN.format(id=name, country=country, number=number))
    return path


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of the shipped banks with everything beside them."""
    shutil.copytree(banks_folder(), tmp_path / "copy")
    return tmp_path / "copy"


def emergency(book: ProfileBook, name: str = "ie") -> str:
    """The emergency number of a profile."""
    number = book.pin(name).emergency
    assert number is not None
    return number.number


def test_a_changed_number_beside_a_copied_bank_is_honoured(copied: Path) -> None:
    """Whoever copies a bank and changes a number in the file beside it is given that number."""
    file = copied / "profiles.yaml"
    file.write_text(file.read_text("utf-8").replace('number: "911"', 'number: "912"', 1), "utf-8")
    book = ProfileBook(str(copied / "post_relapse.yaml"))
    assert emergency(book, "us") == "912"
    assert book.found["us"].file == file
    assert book.found["ie"].file == shipped_profiles()
    assert emergency(ProfileBook(), "us") == "911"


def test_the_file_beside_the_bank_stands_before_the_service_s_own(copied: Path, tmp_path: Path) -> None:
    """It counts for that bank alone; one that is copied and not changed says nothing of its own."""
    bank, own = str(copied / "post_relapse.yaml"), own_file(tmp_path / "profiles.yaml")
    assert emergency(ProfileBook(bank, own)) == "555"
    own_file(copied / "profiles.yaml", number="777")
    assert emergency(ProfileBook(bank, own)) == "777"
    assert emergency(ProfileBook(own=own)) == "555"


def test_a_country_of_one_s_own_is_there_beside_the_others(tmp_path: Path) -> None:
    """A profile may have an id that no shipped one has."""
    book = ProfileBook(own=own_file(tmp_path / "p.yaml", "is", "Iceland", "112"))
    assert emergency(book, "is") == "112"
    assert len(book.profiles) == len(ProfileBook().profiles) + 1


def test_a_faulty_file_is_told_and_left_out(tmp_path: Path) -> None:
    """The shipped numbers count then; who asks for what stood in the file is told its faults."""
    told: list[str] = []
    own = own_file(tmp_path / "p.yaml", "is", "Iceland", "no number")
    book = ProfileBook(own=own, warn=told.append)
    assert emergency(book) == "112"
    assert len(told) == 1
    assert str(own) in told[0]
    with pytest.raises(InputError) as refused:
        book.pin("is")
    assert [each.code for each in refused.value.problems] == ["PROFILE_004"]


def test_a_usual_profile_that_is_not_there_stops_nothing() -> None:
    """A name in a configuration that leads nowhere is told; a name that was typed is refused."""
    told: list[str] = []
    record = Record(id="r", case="c", path="core", started_at="2026-11-29T10:00:00+00:00")
    book = ProfileBook(usual="iee", warn=told.append)
    assert with_profile(record, None, "iee", book) == record
    assert len(told) == 1
    with pytest.raises(InputError):
        with_profile(record, "iee", None, book)


def own_number(**more: object) -> OwnNumber:
    """A number of the service's own."""
    said = {"purpose": "crisis", "label": "Our team", "number": "01 555 0102", "called": date(2026, 11, 1)}
    return OwnNumber.model_validate(said | more)


def completed(**said: object) -> ProfilePin:
    """The profile of Ireland with what a service says."""
    return ProfileBook(service=Service(ServiceConfig.model_validate(said))).pin("ie")


def test_numbers_of_the_service_stand_first() -> None:
    """Its emergency number is the one that is called; the country's others stay."""
    plain = ProfileBook().pin("ie")
    pin = completed(numbers=(own_number(), own_number(purpose="emergency", number="7777")))
    assert [each.number for each in pin.numbers[:2]] == ["01 555 0102", "7777"]
    assert pin.numbers[2:] == plain.numbers
    assert pin.emergency is not None
    assert pin.emergency.number == "7777"
    assert [each.doubt for each in pin.numbers[:2]] == [None, None]


def test_a_number_of_the_country_that_the_service_has_called_is_named_once() -> None:
    """However it is written, it is the same number, and in doubt no longer."""
    doubted = next(each for each in ProfileBook().pin("ie").numbers if each.doubt)
    number = doubted.number.replace(" ", "-")
    pin = completed(numbers=(own_number(purpose=doubted.purpose, number=number),))
    assert next((n.number, n.doubt) for n in pin.numbers if n.purpose == doubted.purpose) == (number, None)
    assert doubted not in pin.numbers


def test_words_of_the_service_stand_where_the_profile_has_none(tmp_path: Path) -> None:
    """What a profile of one's own says for its country stands before what holds everywhere."""
    own = own_file(tmp_path / "p.yaml")
    own.write_text(f"{own.read_text()}    naloxone_source: at any pharmacy\n")
    said = ServiceConfig(naloxone_source="from us", missed_contact="we call", service_text="Dr A comes.")
    pin = ProfileBook(own=own, service=Service(said)).pin("ie")
    assert (pin.naloxone_source, pin.missed_contact) == ("at any pharmacy", "we call")
    assert pin.service_text == "Dr A comes."
    assert ProfileBook().pin("ie") == completed()


@pytest.mark.parametrize(
    ("profile", "edition", "notice"),
    [
        ("us", "clinician", "Part 2"), ("us", "family", "Part 2"), ("us", "patient", ""),
        ("gb-eng", "clinician", "British"), ("gb-sct", "clinician", "Scottish"), ("ie", "clinician", ""),
    ],
)  # fmt: skip
def test_the_notice_is_that_of_the_country_and_for_others(profile: str, edition: str, notice: str) -> None:
    """A notice on confidentiality goes with what others read; nations share that of their country."""
    said = ServiceConfig(name="A", notices={"us": "Part 2", "gb": "British", "gb-sct": "Scottish"})
    paper = Service(said).letterhead(ProfilePin(id=profile), edition)  # type: ignore[arg-type]
    assert paper == Letterhead(name="A", notice=notice)


def test_a_service_that_says_nothing_of_itself_has_no_letterhead() -> None:
    """Documents then look as they always did."""
    assert Service().letterhead(ProfilePin(id="ie")) is None


def test_a_logo_that_cannot_be_used_is_told_and_left_out(tmp_path: Path) -> None:
    """The document comes all the same."""
    told: list[str] = []
    paper = Service(ServiceConfig(name="A", logo="none.png"), tmp_path, told.append).letterhead(None)
    assert paper == Letterhead(name="A")
    assert told == ["The logo cannot be read: No such file or directory. The document goes without it."]
