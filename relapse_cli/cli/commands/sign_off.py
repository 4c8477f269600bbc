"""`relapse plan --sign-off`: decide flags and lines with a record open, sign, show the plan."""

from __future__ import annotations

from pathlib import Path

from relapse_cli.app.asking.leaving import Stopped
from relapse_cli.app.sign_off.run import SignOffRequest, SignOffResult, run_sign_off
from relapse_cli.app.sources.profiles import ProfileBook
from relapse_cli.cli.defaults import bank_name, default_profile, profile_book, render_options
from relapse_cli.cli.exit_codes import LEVEL, left_code
from relapse_cli.cli.says.sign_off import tell_sign_off
from relapse_cli.cli.store_access import store_door
from relapse_cli.cli.streams import tell, tell_problems, write_data
from relapse_cli.errors import UsageError
from relapse_cli.formats.base import Format
from relapse_cli.formats.catalogue import write_plan
from relapse_cli.model.bank_terms import Paper


def sign_plan(
    source: str,
    edition: Paper,
    format: Format,
    *,
    earlier: str | None,
    profile: str | None,
    bank: str | None,
    output: str | None,
    force: bool,
    no_color: bool,
    exit_code: bool,
    accessible: bool,
    data_dir: str | None = None,
) -> int:
    """Hold the sign-off, then show the plan as it stands; ``output`` is the record's file, not the plan's.

    Raises:
        UsageError: an edition that is only handed out once signed, or a record for standard output.
    """
    if edition != "clinician":
        raise UsageError(
            f"--sign-off shows the clinician's plan, not the one for {edition}.",
            remedy=f"Sign first, then: relapse plan FILE --for {edition}",
        )
    if output == "-":
        raise UsageError("With --sign-off, -o is the file of the record.", remedy="Name a file.")
    questions = bank_name(bank)
    profiles = profile_book(questions)
    with store_door(data_dir, accessible=accessible) as door:
        result = run_sign_off(
            SignOffRequest(
                source=source,
                bank=questions,
                output=Path(output) if output else None,
                force=force,
                earlier=earlier,
                profile=profile,
                default_profile=default_profile(),
                profiles=profiles,
                accessible=accessible,
                door=door,
            )
        )
    more = [
        *(["--data-dir", data_dir] if data_dir else []),
        *(["--bank", bank] if bank else []),
        *(["--accessible"] if accessible else []),
    ]
    more += ["--earlier", earlier] if earlier else []
    return _show_signed(result, source, format, more, profiles, no_color=no_color, exit_code=exit_code)


def _show_signed(
    result: SignOffResult,
    source: str,
    format: Format,
    more: list[str],
    profiles: ProfileBook,
    *,
    no_color: bool,
    exit_code: bool,
) -> int:
    """Show the plan unless the sign-off was paused, and say how it ended."""
    tell_problems(result.problems)
    if isinstance(result.came, Stopped):
        tell_sign_off(result.came, result.kept, more, source=source, lacking=result.not_kept)
        return left_code(interrupted=result.came.interrupted)
    options = render_options(no_color=no_color)
    paper = profiles.letterhead(result.plan.profile)
    write_data(write_plan(result.plan, result.came.bank, "clinician", format, options, letterhead=paper))
    if result.remarks:
        tell(" ".join(result.remarks))
    tell_sign_off(result.came, result.kept, more, source=source, lacking=result.not_kept)
    return LEVEL + result.plan.level_acted_on if exit_code else 0
