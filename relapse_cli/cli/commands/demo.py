"""`relapse demo`: the whole journey on a made-up case, no questions asked."""

from __future__ import annotations

import typer

from relapse_cli.cli.options import NoColor


def add_to(program: typer.Typer) -> None:
    """Add the command to the command line."""
    program.command("demo")(demo)


def demo(no_color: NoColor = False) -> None:
    """Show the whole journey on a made-up case, no questions asked."""
    from relapse_cli.app.sessions.demo import run_demo
    from relapse_cli.app.sources.profiles import known_profiles
    from relapse_cli.cli.defaults import render_options
    from relapse_cli.cli.streams import tell, write_data

    shown = run_demo(render_options(no_color=no_color))
    write_data("\n".join((shown.opening, shown.transcript, shown.plan, shown.closing)))
    tell("Nothing was written.")
    tell(f"Profiles: {' '.join(profile.id for profile in known_profiles())}.")
