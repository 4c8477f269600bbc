"""What a flag falls back on: the environment, then the product's own default."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from relapse_cli.settings.environment import Environment, read_environment

if TYPE_CHECKING:
    from relapse_cli.formats.base import RenderOptions


def environment() -> Environment:
    """Return the settings of the environment."""
    return read_environment(os.environ)


def bank_name(flag: str | None) -> str:
    """Return the bank to use: flag, environment, default."""
    from relapse_cli.app.sources.bank import DEFAULT_BANK

    return flag or environment().bank or DEFAULT_BANK


def render_options(*, no_color: bool, to_file: bool = False) -> RenderOptions:
    """Return how documents are drawn on standard output; a file gets no colour and 80 columns."""
    from relapse_cli.cli.streams import columns, may_colour
    from relapse_cli.formats.base import RenderOptions

    if to_file:
        return RenderOptions(width=80)
    out = sys.stdout
    encoding = (out.encoding if out.isatty() else None) or "utf-8"
    return RenderOptions(
        width=columns(out),
        color=may_colour(out, no_color=no_color),
        ascii=not encoding.lower().replace("-", "").startswith("utf"),
        encoding=encoding,
    )
