"""The country, what the service says, and a look at the whole journey."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from relapse_cli.app.asking.leaving import Left
from relapse_cli.app.sessions.demo import run_demo
from relapse_cli.app.setup.place import sentences_of
from relapse_cli.app.upkeep.config.change import set_value
from relapse_cli.errors import RelapseError
from relapse_cli.formats.base import RenderOptions
from relapse_cli.model.bank_questions import Option
from relapse_cli.model.reply import Answered, Back, Paused, Skipped
from relapse_cli.screens.setup import Standing, field_screen, step_screen
from relapse_cli.settings.config import ServiceConfig
from relapse_cli.text.nouns import counted

if TYPE_CHECKING:
    from relapse_cli.app.setup.place import Place
    from relapse_cli.model.reply import Reply

_COUNTRY_LATER = "relapse config set profile ie"
_SERVICE_LATER = "relapse config edit"
_DEMO_LATER = "relapse demo"
_FIELDS: tuple[tuple[str, str, str], ...] = (
    ("name", "What is the service called?", "Riverside Clinic"),
    ("phone", "Which telephone number reaches it?", "01 555 0100"),
    ("address", "What is its address?", "1 River Street, Dublin 1"),
    ("footer", "What is the last line of every page?", "Open Monday to Friday, 9 to 17 h."),
    (
        "service_text",
        "What does the service do in an emergency?",
        "The duty doctor comes at once, extension 7.",
    ),
    ("missed_contact", "What happens when an agreed contact is missed?", "we call the same day"),
    ("same_day_medical", "Who gives medical advice the same day?", "the duty doctor, 01 555 0101"),
    ("same_day_psychiatric", "Who gives psychiatric advice the same day?", "the crisis team, 01 555 0102"),
    ("pharmacy_return", "Where are medicines taken back?", "any pharmacy, without an appointment"),
    ("naloxone_source", "Where is naloxone had?", "from us at the front desk, free of charge"),
    ("safety_plan_form", "With which form are safety plans made?", "our form S1"),
    ("domestic_safety", "Who helps where home is not safe?", "the social worker, in private"),
    ("driving_policy", "Which rule holds for driving?", "no driving on the day of use"),
)
"""What a service says, in the words of the settings file's own examples."""


def country_standing(place: Place) -> Standing:
    """Which country's numbers count."""
    chosen = place.door.environment.profile or place.settings.config.profile
    known = {profile.id: profile.country for profile in place.profiles.profiles}
    words = "not chosen yet" if chosen is None else known.get(chosen, chosen)
    return Standing("country", "Emergency numbers", words, chosen is None, _COUNTRY_LATER)


def choose_country(place: Place) -> None:
    """Choose the country whose emergency numbers count.

    Raises:
        Left: the setting up was left.
        InputError: the settings file cannot be written.
    """
    rows = tuple(Option(id=known.id, label=known.country) for known in place.profiles.profiles)
    body = ("They stand on the emergency card and on every plan. No interview asks for it again.",)
    label = "Which country's emergency numbers count here?"
    chosen = place.choose(
        step_screen("country", label, rows, body, later=_COUNTRY_LATER, current=place.settings.config.profile)
    )
    if chosen is not None:
        set_value(place.config, "profile", (chosen,), place.today)
        place.person.tell(
            "Call each number once before the first patient comes: relapse profiles lists them."
        )


def service_standing(place: Place) -> Standing:
    """How much the service says."""
    said = _said(place.settings.config.service)
    words = f"{counted(len(said), 'thing')} said" if said else "nothing is said yet"
    return Standing("service", "The service", words, not said, _SERVICE_LATER)


def ask_service(place: Place) -> None:
    """Go through what the service says; each thing is written at once, and left as it is where it is skipped.

    Raises:
        Left: the setting up was left.
    """
    label = "What does your service say once, for all its patients?"
    body = ("Its name, who is asked the same day, where naloxone is had. Each of it may stay open.",)
    rows = (
        Option(id="go", label=f"Go through it ({counted(len(_FIELDS), 'question')}, each may be skipped)"),
    )
    if place.choose(step_screen("service", label, rows, body, later=_SERVICE_LATER)) is None:
        return
    at = 0
    while 0 <= at < len(_FIELDS):
        reply = _ask_field(place, at)
        if isinstance(reply, Paused):
            raise Left(reply)
        if isinstance(reply, Skipped) and reply.rest:
            break
        at += -1 if isinstance(reply, Back) else isinstance(reply, Answered | Skipped)
    place.person.tell(f"It is in your settings. Logo, notices, numbers of your own: {_SERVICE_LATER}")


def _ask_field(place: Place, at: int) -> Reply:
    """Ask for one thing until it can be written, or is left."""
    name, label, example = _FIELDS[at]
    typed = _said(place.settings.config.service).get(name, "")
    while True:
        screen = field_screen(name, label, example, typed, (at + 1, len(_FIELDS)), long=name == "address")
        reply = place.person.ask(screen)
        if not isinstance(reply, Answered):
            return reply
        typed = str(reply.value).strip()
        try:
            _write(place, name, typed)
        except RelapseError as error:
            place.person.tell(sentences_of(error))
        else:
            return reply


def _write(place: Place, name: str, typed: str) -> None:
    lines = tuple(filter(None, map(str.strip, typed.splitlines())))
    set_value(place.config, f"service.{name}", lines if name == "address" else (typed,), place.today)


def _said(service: ServiceConfig) -> dict[str, str]:
    """What the service says already, by the name of the setting."""
    found = {name: getattr(service, name) for name, _, _ in _FIELDS}
    return {
        name: "\n".join(said) if isinstance(said, tuple) else said for name, said in found.items() if said
    }


def demo_standing(_: Place) -> Standing:
    """The look at the whole journey, which is never something that has to be done."""
    return Standing("demo", "A look at a made-up case", "interview, plan", is_open=False, later=_DEMO_LATER)


def show_demo(place: Place) -> None:
    """Show the whole journey on a made-up case.

    Raises:
        Left: the setting up was left.
        InputError: the shipped case cannot be used.
    """

    @cache
    def rows(columns: int) -> list[str]:
        shown = run_demo(RenderOptions(width=columns))
        return "\n".join((shown.opening, shown.transcript, shown.plan, shown.closing)).splitlines()

    if not place.person.read("A made-up case", rows):
        raise Left(Paused())
