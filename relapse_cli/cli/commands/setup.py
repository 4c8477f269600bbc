"""`relapse setup`: everything before the first patient comes."""

from __future__ import annotations

import typer

from relapse_cli.cli.options import Accessible, DataDir


def add_to(program: typer.Typer) -> None:
    """Add the command to the command line."""
    program.command("setup")(setup)


def setup(*, accessible: Accessible = False, data_dir: DataDir = None) -> int:
    """Set up everything before the first patient comes.

    The store and the ways to unlock it, the country whose emergency numbers
    count, what the service says, a look at a made-up case. Each step can be left
    for later, and says how it is done then. Run again, it shows what stands and
    changes only what you open. The first interview then asks none of it.

    \b
    relapse setup
    """  # noqa: D301 - typer keeps the lines after \b as they are
    from relapse_cli.app.asking.leaving import Left
    from relapse_cli.app.setup.loop import set_up_all, standings
    from relapse_cli.app.setup.place import Place
    from relapse_cli.cli.defaults import bank_name, environment, profile_book, today
    from relapse_cli.cli.exit_codes import left_code
    from relapse_cli.cli.store_access import store_door
    from relapse_cli.cli.streams import tell
    from relapse_cli.errors import NeedsAnswersError
    from relapse_cli.settings.config_file import config_path

    with store_door(data_dir, accessible=accessible) as door:
        try:
            person = door.person()
        except NeedsAnswersError as error:
            raise NeedsAnswersError(
                "Setting up needs a terminal to ask on, and there is none.",
                remedy="In scripts: relapse key new-file FILE, RELAPSE_KEY_FILE=FILE, "
                "relapse config set profile ie",
            ) from error
        door.person = lambda: person
        place = Place(door, person, config_path(environment()), today(), profile_book(bank_name(None)))
        code = 0
        try:
            set_up_all(place)
        except Left as left:
            code = left_code(interrupted=left.interrupted)
        found = standings(place)
    tell(*(f"{each.title}: {each.words}." for each in found if not each.is_open and each.name != "demo"))
    tell(*(f"Still open: {each.title.lower()}. Later: {each.later}" for each in found if each.is_open))
    tell("To begin: relapse interview, or relapse desk")
    return code
