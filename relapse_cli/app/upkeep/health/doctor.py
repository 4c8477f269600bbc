"""Whether the program and its store are well: every finding with what to do about it.

Nothing is changed, nobody is asked, and what can be known without a key needs none.
"""

from __future__ import annotations

import platform
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from relapse_cli import __version__
from relapse_cli.app.sources.bank import require_bank
from relapse_cli.app.sources.profiles import SHIPPED, ProfileBook
from relapse_cli.app.upkeep.health.closed_store import store_findings
from relapse_cli.app.upkeep.health.finding import Finding, fault, note, ok, warning
from relapse_cli.app.upkeep.health.opened_store import USUAL, Look
from relapse_cli.draft_notes import noted_drafts
from relapse_cli.errors import InputError, StoreError
from relapse_cli.problems import errors_only
from relapse_cli.settings.config_file import ConfigReading
from relapse_cli.settings.environment import Environment
from relapse_cli.spares import leftovers, lying_about
from relapse_cli.store.database.cipher import cipher_version
from relapse_cli.store.database.schema import SCHEMA_VERSION
from relapse_cli.store.keys.os_keyring import OsKeyring
from relapse_cli.text.nouns import counted
from relapse_cli.text.shell import shell_word


@dataclass(frozen=True, slots=True)
class Checkup:
    """What is looked at.

    Attributes:
        folder: where the store is, or would be.
        bank: the bank in use.
        now: the time.
        ring: the keyring; without one the machine's own.
        profiles: the profiles that there are.
        config: what was found in the configuration file.
        look: how closely the inside of the store is looked at.
    """

    folder: Path
    environment: Environment
    bank: str
    now: datetime
    ring: OsKeyring | None = None
    profiles: ProfileBook = SHIPPED
    config: ConfigReading | None = None
    look: Look = USUAL


def check_health(checkup: Checkup) -> tuple[Finding, ...]:
    """Everything that was found, in the order in which it was looked at; what is met twice is told once."""
    found = (
        *_version_findings(),
        _bank_finding(checkup.bank),
        *_config_findings(checkup.config),
        profile_finding(checkup.environment.profile, checkup.profiles),
        *_spare_findings(),
        *_draft_findings(),
        *store_findings(checkup.folder, checkup.environment, checkup.now, checkup.ring, checkup.look),
    )
    once: dict[str, Finding] = {}
    for each in found:
        once.setdefault(each.message, each)
    return tuple(once.values())


def _version_findings() -> Iterator[Finding]:
    """The versions of the program and of what the store is made with."""
    yield ok("version.relapse", f"relapse {__version__}, Python {platform.python_version()}")
    try:
        cipher = cipher_version()
    except StoreError as error:
        yield fault("version.sqlcipher", error.message, error.remedy)
    else:
        yield ok("version.sqlcipher", f"SQLCipher {cipher}, store schema {SCHEMA_VERSION}")


def _spare_findings() -> Iterator[Finding]:
    """What programs that were killed left beside the files they wrote; a record is plain there."""
    for path in leftovers():
        yield warning(
            "files.spare",
            f"A program that was killed left {path}; it may hold answers that are not encrypted.",
            f"The next command that looks for the store removes it, such as: relapse interviews. By hand: "
            f"rm -r {shell_word(path)}",
        )
    for path in lying_about():
        yield warning(
            "files.spare",
            f"{path} looks like what a killed program left; it may hold answers that are not encrypted.",
            f"When no program is at work there: rm -r {shell_word(path)}",
        )


def _draft_findings() -> Iterator[Finding]:
    """What is half given beside record files; it waits there on purpose, and is plain."""
    for draft in noted_drafts():
        yield note(
            "files.draft",
            f"{draft.path} holds what was half given beside a record file; it is not encrypted.",
            "It goes when that is answered or decided. When it is not needed any more: "
            f"rm {shell_word(draft.path)}",
        )


def _bank_finding(name: str) -> Finding:
    """Whether the bank can be used."""
    try:
        bank = require_bank(name)
    except InputError as error:
        return fault("bank", error.message, error.remedy)
    return ok("bank", f"Bank {bank.id} {bank.version}")


def _config_findings(reading: ConfigReading | None) -> Iterator[Finding]:
    """Whether the configuration file says what it was meant to say; one that is not there is no finding."""
    if reading is None or not reading.there:
        return
    if faults := errors_only(reading.problems):
        yield warning(
            "config",
            f"{reading.path} has {counted(len(faults), 'fault')}; what is faulty in it is left out.",
            "See what it is: relapse config check",
        )
    else:
        yield ok("config", f"Settings {reading.path}")


def profile_finding(name: str | None, profiles: ProfileBook = SHIPPED) -> Finding:
    """Whether emergency numbers are set; a plan without them never becomes final."""
    if name is None:
        ids = ", ".join(profile.id for profile in profiles.profiles)
        return warning(
            "profile",
            "No emergency profile is set, so no plan becomes final without --profile.",
            f"Set it once, such as: relapse config set profile ie (there are {ids})",
        )
    try:
        pinned = profiles.pin(name)
    except InputError as error:
        return fault("profile", f"The usual profile: {error.message}", error.remedy)
    uncalled = ", ".join(each.spellings for each in pinned.numbers if each.doubt)
    return ok(
        "profile", f"Emergency profile {name}" + (f"; nobody has called yet: {uncalled}" if uncalled else "")
    )
