"""Setting up: every step can wait, what stands is shown, and a step that fails stops no other."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from relapse_cli.app.access.door import StoreDoor
from relapse_cli.app.asking.leaving import Left
from relapse_cli.app.setup.loop import set_up_all, standings
from relapse_cli.app.setup.place import Place
from relapse_cli.app.sources.profiles import ProfileBook
from relapse_cli.model.reply import Back, Paused, Skipped
from relapse_cli.settings.environment import Environment
from tests.app.held import Person, Row, door_to

TODAY = date(2026, 11, 30)
PASSPHRASE = "blue kettle on the shelf"


@pytest.fixture(autouse=True)
def no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test touches the keyring of the computer it runs on."""
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")


def place_in(folder: Path, person: Person, **environment: str) -> Place:
    """A place where nothing is set up yet."""
    asker: Any = person
    door = StoreDoor(folder / "store", Environment(**environment), lambda: asker)
    return Place(door, asker, folder / "config" / "config.yaml", TODAY, ProfileBook())


def with_key_file(folder: Path, person: Person) -> Place:
    """The same with a key file that the environment names."""
    return place_in(folder, person, key_file=door_to(folder).environment.key_file)


def words(place: Place) -> dict[str, str]:
    """Where each step stands, in words."""
    return {each.name: each.words for each in standings(place)}


def group_of(screens: Person) -> Any:
    """Types the group of the recovery key that is asked for."""

    def reply(screen: Any, _: Any) -> str:
        shown = [row for row in screens.screen("recovery").body if row.count("   ") == 2]
        groups = "   ".join(shown).split("   ")
        return groups[int(screen.label.split()[2]) - 1]

    return reply


def test_all_of_it_in_one_go(tmp_path: Path) -> None:
    """Store, country and service; then nothing is open, and all of it holds for the next program."""
    person = Person({
        "setup.overview": Row(["on", "done"]), "setup.store": "passphrase",
        "passphrase.new": PASSPHRASE, "passphrase.again": PASSPHRASE, "recovery": "written",
        "setup.country": "ie", "setup.service": "go",
        "setup.service.name": "Riverside Clinic", "setup.service.phone": Skipped(),
        "setup.service.address": "1 River Street\nDublin 1", "setup.service.footer": Skipped(rest=True),
    })  # fmt: skip
    person.replies["recovery.typed"] = [group_of(person)]
    place = place_in(tmp_path, person)
    set_up_all(place)
    assert not any(each.is_open for each in standings(place))
    said = place.settings.config
    assert (said.profile, said.service.name) == ("ie", "Riverside Clinic")
    assert said.service.address == ("1 River Street", "Dublin 1")
    assert words(place)["keys"] == "the passphrase and the recovery key"
    assert (tmp_path / "store" / "store.db").is_file()


def test_everything_can_wait(tmp_path: Path) -> None:
    """Every step left for later: nothing is written, and each is open with its command."""
    person = Person({
        "setup.overview": Row(["on", "done"]),
        "setup.store": "later", "setup.country": Back(), "setup.service": "later",
    })  # fmt: skip
    place = place_in(tmp_path, person)
    set_up_all(place)
    assert list(tmp_path.iterdir()) == []
    waiting = {each.name: each.later for each in standings(place) if each.is_open}
    assert waiting.keys() == {"store", "country", "service"}
    assert all("relapse " in command for command in waiting.values())


def test_what_stands_is_changed_only_where_it_is_opened(tmp_path: Path) -> None:
    """Run again over a store and settings, only the country that is opened becomes another one."""
    first = Person({
        "setup.overview": Row(["on", "done"]), "setup.store": "given", "setup.keys": "later",
        "setup.country": "ie", "setup.service": "go", "setup.service.name": "Riverside Clinic",
        "setup.service.phone": Skipped(rest=True),
    })  # fmt: skip
    set_up_all(with_key_file(tmp_path, first))
    keys = (tmp_path / "store" / "keys.json").read_bytes()
    again = Person({"setup.overview": Row(["store", "country", "done"]), "setup.country": "us"})
    place = with_key_file(tmp_path, again)
    set_up_all(place)
    assert again.screen("setup.country").stored.value == "ie"
    assert (place.settings.config.profile, place.settings.config.service.name) == ("us", "Riverside Clinic")
    assert (tmp_path / "store" / "keys.json").read_bytes() == keys


def test_one_way_to_unlock_is_open_until_there_are_two(tmp_path: Path) -> None:
    """With a key file alone the recovery key is offered in the same go, with no passphrase to type."""
    person = Person({
        "setup.overview": Row(["on", "done"]), "setup.store": "given", "setup.keys": "recovery",
        "recovery": "written", "setup.country": "later", "setup.service": "later",
    })  # fmt: skip
    person.replies["recovery.typed"] = [group_of(person)]
    place = with_key_file(tmp_path, person)
    set_up_all(place)
    assert words(place)["keys"] == "the key file and the recovery key"
    assert "unlock" not in person.asked


def test_a_step_that_fails_is_said_and_the_rest_goes_on(tmp_path: Path) -> None:
    """Other files in the folder of the store: a sentence, and the country is asked all the same."""
    (tmp_path / "store").mkdir(mode=0o700)
    (tmp_path / "store" / "letter.txt").write_text("mine")
    person = Person({
        "setup.overview": Row(["on", "done"]), "setup.country": "ie", "setup.service": "later",
    })  # fmt: skip
    place = place_in(tmp_path, person)
    set_up_all(place)
    assert "holds other files, and no store" in person.told[0]
    assert place.settings.config.profile == "ie"


def test_a_word_of_the_service_with_a_fault_is_asked_again_as_it_was_typed(tmp_path: Path) -> None:
    """What does not fit is said with its reason, nothing of it is written, and nothing typed is lost."""
    person = Person({
        "setup.overview": Row(["service", "done"]), "setup.service": "go",
        "setup.service.name": Row(["x" * 5000, Skipped(rest=True)]),
    })  # fmt: skip
    place = place_in(tmp_path, person)
    set_up_all(place)
    assert person.told[0].startswith("service.name was not changed.")
    assert person.screen("setup.service.name").stored.value == "x" * 5000
    assert place.settings.config.service.name == ""


@pytest.mark.parametrize("at", ["setup.overview", "setup.country", "setup.service.name", "passphrase.new"])
def test_ctrl_c_leaves_everywhere(tmp_path: Path, at: str) -> None:
    """What was set up before stays; nothing half made stays."""
    replies: dict[str, Any] = {
        "setup.overview": "on", "setup.store": "passphrase" if at == "passphrase.new" else "later",
        "setup.country": "ie", "setup.service": "go",
    }  # fmt: skip
    person = Person({**replies, at: Paused(interrupted=True)})
    with pytest.raises(Left) as left:
        set_up_all(place_in(tmp_path, person))
    assert left.value.interrupted
    assert not (tmp_path / "store").exists()
