"""What is set up, by whom, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from relapse_cli.app.asking.leaving import Left
from relapse_cli.errors import RelapseError
from relapse_cli.model.reply import Answered, Back, Paused
from relapse_cli.screens.setup import LATER
from relapse_cli.settings.config_file import ConfigReading, read_config

if TYPE_CHECKING:
    from relapse_cli.app.access.door import StoreDoor
    from relapse_cli.app.sources.profiles import ProfileBook
    from relapse_cli.model.screen import Screen
    from relapse_cli.prompters.asker import Asker


@dataclass(frozen=True, slots=True)
class Place:
    """What is set up.

    Attributes:
        door: the door to the store, which need not be there.
        person: who sets up.
        config: the settings file, which need not be there.
        today: the day up to which a number can have been called.
        profiles: the countries that there are.
    """

    door: StoreDoor
    person: Asker
    config: Path
    today: date
    profiles: ProfileBook

    @property
    def settings(self) -> ConfigReading:
        """What the settings file says now."""
        return read_config(self.config, self.today)

    def choose(self, screen: Screen) -> str | None:
        """What was chosen; ``None`` for later, and for going back.

        Raises:
            Left: the setting up was left.
        """
        while True:
            match self.person.ask(screen):
                case Answered(value=value):
                    return None if value == LATER else str(value)
                case Back():
                    return None
                case Paused() as reply:
                    raise Left(reply)


def sentences_of(error: RelapseError) -> str:
    """What went wrong, each fault of it, and what can be done."""
    faults = (problem.message for problem in getattr(error, "problems", ()))
    return " ".join(filter(None, (error.message, *faults, error.remedy)))
