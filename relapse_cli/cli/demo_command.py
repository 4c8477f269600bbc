"""`relapse demo`: the whole journey on a made-up case, no questions asked."""

from __future__ import annotations

import typer

from relapse_cli.cli.options import NoColor

OPENING = "A made-up case. First the interview as it was held, then the plan that follows from it."


def add_to(program: typer.Typer) -> None:
    """Add the command to the command line."""
    program.command("demo")(demo)


def demo(no_color: NoColor = False) -> None:
    """Show the whole journey on a made-up case, no questions asked."""
    from textwrap import fill

    from relapse_cli.app.run_demo import run_demo
    from relapse_cli.cli.defaults import render_options
    from relapse_cli.cli.streams import tell, write_data

    options = render_options(no_color=no_color)
    shown = run_demo(options)
    write_data(f"{fill(OPENING, options.width)}\n\n")
    write_data(f"{shown.transcript}\n{shown.plan}")
    tell("Your own: relapse interview --profile eu -o record.json", "Profiles: us gb ie ca au pl eu.")
