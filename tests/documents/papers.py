"""Every paper of six cases in every format, as text: what golden files hold and runs compare."""

from __future__ import annotations

import hashlib
import re
import sys
from functools import cache

from pypdf import PageObject

from relapse_cli.app.sources.profiles import with_profile
from relapse_cli.errors import InputError, UsageError
from relapse_cli.formats.base import PlanFormat, RenderOptions
from relapse_cli.formats.catalogue import write_plan
from relapse_cli.logic.plan.build import plan
from relapse_cli.model.bank_terms import Paper
from relapse_cli.model.plan import Plan
from tests.banks_under_test import record_of, shipped_bank, vignette
from tests.formats.read_docx import paragraphs
from tests.formats.read_pdf import read
from tests.signed_records import signed

CASES = {
    "PR-101": "a plan of level 1",
    "PR-102": "an emergency card and a hand-over",
    "PR-103": "medical advice today, with a hand-over",
    "PR-107": "a family sheet",
    "PR-210": "a follow-up",
    "PR-218": "a private card: home may not be safe, and nothing is decided yet",
}
UNSIGNED = frozenset({"PR-218"})
PAPERS: tuple[Paper, ...] = ("patient", "family", "clinician", "handover")
FORMATS: tuple[PlanFormat, ...] = ("terminal", "markdown", "html", "pdf", "docx", "note", "ics", "json")
_STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)


@cache
def made(case: str) -> Plan:
    """The plan of a case as it is handed out, with the numbers of a country."""
    data = vignette(case)
    if case in UNSIGNED:
        return plan(shipped_bank(), with_profile(record_of(data), "ie"))
    return signed(data)


def document(case: str, paper: Paper, form: PlanFormat) -> str | bytes:
    """A paper in a format.

    Raises:
        InputError: there is no such paper.
        UsageError: the format has none.
    """
    return write_plan(made(case), shipped_bank(), paper, form, RenderOptions())


def as_text(data: str | bytes, form: PlanFormat) -> str:
    """A document as text: pages of a PDF, paragraphs of a DOCX with their styles, else the text itself."""
    if isinstance(data, str):
        return _STYLE.sub("<style></style>", data).replace("\r\n", "\n")
    if form == "pdf":
        return "".join(
            f"--- page {number}\n{_page(each)}\n" for number, each in enumerate(read(data).pages, 1)
        )
    return "".join(f"{style}: {words}\n" for style, words in paragraphs(data) if words.strip())


def _page(page: PageObject) -> str:
    rows = (row.rstrip() for row in page.extract_text().splitlines())
    return "\n".join(row for row in rows if row)


def digests() -> str:
    """The digest of every paper in every format, a row each, of cases that have them all between them."""
    rows = []
    for case in ("PR-102", "PR-107", "PR-210"):
        for paper in PAPERS:
            for form in FORMATS:
                try:
                    data = document(case, paper, form)
                except (InputError, UsageError):
                    continue
                whole = data if isinstance(data, bytes) else data.encode()
                rows.append(f"{case} {paper} {form} {hashlib.sha256(whole).hexdigest()}")
    return "\n".join(rows)


if __name__ == "__main__":
    sys.stdout.write(digests())
