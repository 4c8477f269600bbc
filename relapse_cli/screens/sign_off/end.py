"""The last screens of a sign-off: the family sheet, the numbers, answers of another day, the signature."""

from __future__ import annotations

from collections.abc import Sequence

from relapse_cli.logic.answers.in_words import moment_in_words
from relapse_cli.logic.answers.moments import parse_moment
from relapse_cli.logic.sign_off.signing import Signing
from relapse_cli.model.ask import Choice, Text
from relapse_cli.model.bank_questions import Option
from relapse_cli.model.known_ids import EMERGENCY_LEVEL
from relapse_cli.model.profile import Profile
from relapse_cli.model.screen import Screen, ScreenOf
from relapse_cli.screens.sign_off.base import sign_screen
from relapse_cli.text.nouns import counted

ROLE = "therapist"
"""In which role a plan is signed when nothing else is said."""


def recheck_screen() -> Screen:
    """Whether the therapist has asked again about pressure, before a family sheet goes out."""
    options = (
        Option(id="done", label="Asked again with the patient alone: nobody puts pressure on them"),
        Option(id="later", label="Not yet; the family sheet waits"),
    )
    label = "Before a family sheet goes out: is anybody putting pressure on the patient?"
    body = ("The answers speak of panic, blame, threats or shaming at home.",)
    return sign_screen("recheck", label, Choice(options), part="family sheet", body=body, careful=True)


def paper_screen() -> Screen:
    """Whether the patient wants to take paper home, where home is not always safe."""
    options = (
        Option(id="done", label="Asked in private: they would like their sheet, and it is safe to have it"),
        Option(id="later", label="Not yet, or better not; they get a small card instead"),
    )
    label = "Would the patient like to take a sheet along, and is it safe where they live?"
    body = (
        "Home is not always safe. Please ask with nobody else within hearing.",
        "The card has the emergency number and that you speak as agreed, and nothing else.",
    )
    return sign_screen("paper", label, Choice(options), part="paper", body=body, careful=True)


def profile_screen(profiles: Sequence[Profile]) -> Screen:
    """Which emergency numbers the plan carries."""
    options = tuple(
        Option(id=profile.id, label=f"{profile.country} ({profile.emergency})") for profile in profiles
    )
    body = ("Without them no plan can be final. They print on the plan.",)
    label = "Which emergency numbers apply?"
    return sign_screen("profile", label, Choice(options), part="numbers", body=body, careful=True)


def old_session_screen(signing: Signing) -> Screen:
    """Whether answers of another day are put right; what is new belongs to a session of its own."""
    day = parse_moment(signing.record.started_at[:10], signing.reading.zone)
    words = moment_in_words(day) if day is not None else signing.record.started_at[:10]
    options = (
        Option(id="correct", label="Go on: put right what was said then"),
        Option(id="back", label="Back to the sign-off"),
    )
    body = (
        "Change an answer here only where it was written down wrongly, or left out, at the time.",
        "What is true today belongs in a new interview; it carries these answers over to be confirmed.",
    )
    label = f"This session was on {words}."
    return sign_screen("old", label, Choice(options), part="answers", body=body, careful=True)


def sign_screens(signing: Signing) -> tuple[tuple[str, ScreenOf], ...]:
    """The role, and the last confirmation."""
    role = sign_screen(
        "role",
        "In which role do you sign? No name is needed.",
        Text(),
        part="signature",
        current=ROLE,
    )
    return (("role", lambda _: role), ("sign", lambda _: _last_screen(signing)))


def _last_screen(signing: Signing) -> Screen:
    """The final confirmation: what is signed, what stays open, and what the signature means."""
    options = (
        Option(id="again", label="Not yet"),
        Option(id="sign", label="Sign: the plan is final"),
        Option(id="words", label="Change a sentence, then see the page again"),
        *((Option(id="slots", label="Fill something in, then see the page again"),) if signing.slots else ()),
    )
    plan = signing.plan
    level = f"Level {plan.level_decided or plan.level}"
    if plan.level_decided not in {None, plan.level}:
        level += f" as decided, {plan.level} as computed"
    body = (
        f"{level}; {counted(len(signing.lines), 'line')} to be done.",
        *_left_open(signing),
        "A signed plan is not rewritten. What you add later is an addendum with its own date.",
    )
    label = "Sign this plan? It becomes final for exactly these answers."
    return sign_screen("sign", label, Choice(options), part="signature", body=body, careful=True)


def _left_open(signing: Signing) -> tuple[str, ...]:
    """What the plan will leave open, said before the signature."""
    bare = len(signing.unpicked) + len(signing.bare_domains)
    said = []
    if bare and signing.plan.level_acted_on < EMERGENCY_LEVEL:
        said.append(f"{counted(bare, 'trigger has', 'triggers have')} no step.")
    if signing.plan.unresolved:
        questions = counted(len(signing.plan.unresolved), "question")
        said.append(f"{questions} on safety still open; listed there.")
    if signing.needs_recheck:
        said.append("The family sheet waits until you have asked again about pressure.")
    if signing.needs_paper_recheck:
        said.append("The patient gets a small card until you have asked in private about paper at home.")
    if signing.open_slots:
        places = counted(len(signing.open_slots), "place")
        said.append(f"{places} still to be filled in; each says who settles it and until when.")
    return tuple(said)
