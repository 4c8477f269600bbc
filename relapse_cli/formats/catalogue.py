"""The formats a plan can be written in; a new one is one renderer file and one line here."""

from __future__ import annotations

from typing import Literal, assert_never, get_args

from relapse_cli.formats.base import Renderer
from relapse_cli.formats.markdown import Markdown
from relapse_cli.formats.plan_json import PlanJson
from relapse_cli.formats.terminal import Terminal

Format = Literal["terminal", "markdown", "json"]
FORMATS: tuple[Format, ...] = get_args(Format)


def renderer_for(name: Format) -> Renderer:
    """Return the renderer of a format."""
    match name:
        case "terminal":
            return Terminal()
        case "markdown":
            return Markdown()
        case "json":
            return PlanJson()
        case _:
            assert_never(name)
