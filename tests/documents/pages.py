"""The pages that tests of HTML look at: vignettes with the numbers of a country, and a case over time."""

from __future__ import annotations

from collections.abc import Iterator

from relapse_cli.app.sources.profiles import pinned_profile
from relapse_cli.errors import GateClosedError
from relapse_cli.formats.base import RenderOptions
from relapse_cli.formats.catalogue import write_history, write_plan
from relapse_cli.model.bank_terms import Paper
from tests.banks_under_test import plan_of, shipped_bank, vignette
from tests.cases_over_time import whole_history

CASES = ("PR-101", "PR-102", "PR-103", "PR-107", "PR-203", "PR-214", "PR-218")
"""Level 1, an emergency, medical advice today, a family sheet, a brief one, level 2, the private card."""

_PAPERS: tuple[Paper, ...] = ("clinician", "patient", "family", "handover")

_RECHECKED = {"kind": "recheck", "what": "coercion"}


def pages() -> Iterator[tuple[str, str]]:
    """The name and the text of each page: every paper that there is of each case, and the history."""
    for case in CASES:
        data = vignette(case) | {"profile": pinned_profile("ie").model_dump(mode="json", exclude_none=True)}
        made = plan_of(data | {"decisions": [*data.get("decisions", ()), _RECHECKED]})
        for paper in _PAPERS:
            try:
                yield f"{case}_{paper}", write_plan(made, shipped_bank(), paper, "html", RenderOptions())
            except GateClosedError:
                assert paper in {"family", "handover"}
    yield "history", write_history(whole_history(), shipped_bank(), "html", RenderOptions())
