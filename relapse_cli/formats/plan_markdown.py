"""The plan as CommonMark, to be pasted into a chart; an answer stays words and becomes no markup."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from jinja2 import PackageLoader, StrictUndefined, Template
from jinja2.sandbox import ImmutableSandboxedEnvironment

from relapse_cli.documents.picture import NOT_RATED, SCALE, STEP_IN, filled_cells
from relapse_cli.documents.plan import compose_document
from relapse_cli.documents.plan_block import BY_WHEN, TODAY, WHO
from relapse_cli.formats.markdown_escape import escape_markdown
from relapse_cli.formats.plan_base import Media

if TYPE_CHECKING:
    from relapse_cli.formats.base import RenderOptions
    from relapse_cli.model.bank import Bank
    from relapse_cli.model.bank_terms import Edition
    from relapse_cli.model.plan import Plan

TEMPLATE = "plan.md.jinja"
EMPTY_LINES = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True)
class Markdown:
    """Renders CommonMark without tables, html or links, so that it reads well as plain text too."""

    media: Media = "text"

    def render(self, plan: Plan, bank: Bank, edition: Edition, options: RenderOptions) -> str:  # noqa: ARG002 - the protocol's
        """Return the document of one edition as Markdown."""
        text = load_template().render(document=compose_document(plan, bank, edition))
        return EMPTY_LINES.sub("\n\n", text).strip("\n") + "\n"


@cache
def load_template(name: str = TEMPLATE) -> Template:
    """Return a template; every value it prints passes the escaper, whether it asks for it or not."""
    environment = ImmutableSandboxedEnvironment(
        loader=PackageLoader("relapse_cli.formats"),
        # Our own escaper does what autoescape does for html; `finalize` leaves no value out.
        autoescape=False,
        finalize=escape_markdown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["bar"] = bar
    environment.globals.update(
        SCALE=SCALE,
        STEP_IN=STEP_IN,
        NOT_RATED=NOT_RATED,
        WHO=WHO,
        BY_WHEN=BY_WHEN,
        TODAY=TODAY,
    )
    return environment.get_template(name)


def bar(intensity: int | None) -> str:
    """Return a bar of ten cells, or nothing where the event was not rated."""
    if intensity is None:
        return ""
    filled = filled_cells(intensity)
    return "█" * filled + "░" * (SCALE - filled)
