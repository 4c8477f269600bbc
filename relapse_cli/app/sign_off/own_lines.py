"""A line of the therapist's own: where it stands, what it answers, what, who, by when, for whom."""

from __future__ import annotations

from relapse_cli.app.asking.in_turn import ask_in_turn, words_of
from relapse_cli.logic.plan.order import SECTIONS
from relapse_cli.logic.sign_off.signing import Signing
from relapse_cli.model.ask import Choice
from relapse_cli.model.bank_questions import Option
from relapse_cli.model.bank_terms import Edition
from relapse_cli.model.decision import Add, Decision
from relapse_cli.model.plan import Line
from relapse_cli.model.screen import Given, Screen
from relapse_cli.prompters.asker import Asker
from relapse_cli.screens.sign_off.base import due_screen, owner_screen, sign_screen, text_screen
from relapse_cli.screens.sign_off.lines import gap_screen

_Decisions = tuple[Decision, ...]
PART = "a line of your own"
_HINTS = {
    "contact": "Such as: we speak by phone, and I call.",
    "trigger": "Such as: a first small step for what led here.",
    "revision": "Such as: what we keep, change or add from today.",
}


def own_text_screen(section: str, about: str, current: str | None = None) -> Screen:
    """What a line of one's own says."""
    hint = _HINTS.get(section)
    body = tuple(words for words in (about, hint) if words)
    return text_screen("own", "What is to be done? One clear step.", current, body, PART)


def own_line(
    signing: Signing, section: str, covers: str | None, given: Given, editions: tuple[Edition, ...]
) -> Add:
    """A line of the therapist's own, with an id that no line of this record has had."""
    used = {decision.id for decision in signing.record.decisions if isinstance(decision, Add)}
    number = next(n for n in range(1, len(used) + 2) if f"own-{n}" not in used)
    return Add.model_validate(
        {
            "kind": "add",
            "id": f"own-{number}",
            "section": section,
            "covers": covers,
            "text": words_of(given, "text"),
            "owner": words_of(given, "owner"),
            "due": words_of(given, "due"),
            "editions": editions,
        }
    )


def add_own_line(
    asker: Asker,
    signing: Signing,
    section: str | None = None,
    covers: str | None = None,
    *,
    about: str = "",
    like: Line | None = None,
) -> _Decisions:
    """Ask for a line of the therapist's own: where, what, who, by when, for whom.

    Args:
        asker: who answers.
        signing: the state.
        section: the part it stands in, when that is known.
        covers: the trigger it answers, when that is known.
        about: what the line is for, said above it.
        like: a line whose words and owner stand there to begin with.

    Raises:
        Left: its first screen was left by going back, or any of them by pausing.
    """
    words = (like.wording.get("clinician") if like else None) or None
    owner = like.owner.told() if like and like.owner else None

    def part(given: Given) -> str:
        return section or str(given.get("section"))

    def trigger(given: Given) -> Screen | None:
        return _covers_screen(signing) if part(given) == "trigger" and covers is None else None

    def due(given: Given) -> Screen:
        if part(given) == "contact":
            return due_screen("own", "On which day, and at what time?", signing, timed=True, part=PART)
        return due_screen("own", "By when?", signing, part=PART)

    def who(given: Given) -> Screen:
        return owner_screen(
            "own", "Who calls?" if part(given) == "contact" else "Who does it?", owner, part=PART
        )

    given = ask_in_turn(
        asker,
        (
            ("section", lambda _: None if section else _section_screen(signing)),
            ("covers", trigger),
            ("text", lambda g: own_text_screen(part(g), about, words)),
            ("owner", who),
            ("due", due),
            ("editions", lambda _: _editions_screen()),
        ),
    )
    chosen = given.get("covers")
    domain = covers or (None if chosen in {None, "none"} else str(chosen))
    editions: tuple[Edition, ...] = (
        ("clinician", "patient") if given["editions"] == "both" else ("clinician",)
    )
    return (own_line(signing, part(given), domain, given, editions),)


def own_line_for(asker: Asker, signing: Signing, line: Line) -> _Decisions:
    """Ask for a line of the therapist's own in the place of one that stays off the plan.

    Raises:
        Left: its first screen was left by going back, or any of them by pausing.
    """
    rule = signing.bank.action_by_id.get(line.rule or "")
    covers = next(iter(rule.domains), None) if rule else None
    return add_own_line(asker, signing, line.section, covers, like=line)


def _section_screen(signing: Signing) -> Screen:
    """In which part of the plan a line stands."""
    titles = signing.bank.wording.sections
    options = tuple(Option(id=s, label=titles.get(s, s)) for s in SECTIONS if s != "emergency")
    return sign_screen("section", "In which part of the plan does it stand?", Choice(options), part=PART)


def _covers_screen(signing: Signing) -> Screen | None:
    """Which trigger a line answers; ``None`` where there is no sequence."""
    events = {e.domain: e.domain_label for e in signing.plan.timeline if e.domain}
    if not events:
        return None
    options = (*(Option(id=d, label=w) for d, w in events.items()), Option(id="none", label="None of these"))
    return sign_screen("covers", "Which trigger does it answer?", Choice(options), part=PART)


def _editions_screen() -> Screen:
    """On whose plan a line stands."""
    options = (
        Option(id="both", label="On both, yours and the patient's"),
        Option(id="clinician", label="On yours only"),
    )
    return sign_screen("editions", "On whose plan does it stand?", Choice(options), part=PART)


def fill_gap(asker: Asker, signing: Signing, domain: str) -> _Decisions:
    """Ask whether a trigger without a step gets a line of the therapist's own.

    Raises:
        Left: the gap was left by going back, or by pausing.
    """
    spec = signing.bank.questions.get(signing.bank.roles.sequence)
    words = spec.field_by_id["domain"].option_label(domain) if spec else domain
    given = ask_in_turn(asker, (("what", lambda _: gap_screen(signing.gap_of(domain), domain, words)),))
    if given["what"] != "own":
        return ()
    return add_own_line(asker, signing, "trigger", domain, about=words)
