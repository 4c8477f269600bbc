"""Make the pictures of the README from the program itself: ``python packaging/pictures.py``.

The screen is one that the journeys of the tests hold the program to; the page is what the patient of a
made-up case takes home. A test makes both again and compares, so that no picture shows what the program no
longer does.
"""

from __future__ import annotations

import json
import sys
from html import escape
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from relapse_cli.documents.plan.document import plan_document  # noqa: E402
from relapse_cli.formats.every_word import with_every_word  # noqa: E402
from relapse_cli.formats.press.letters import printable  # noqa: E402
from relapse_cli.formats.press.nodes import document_nodes  # noqa: E402
from tests.banks_under_test import shipped_bank, vignette  # noqa: E402
from tests.signed_records import signed  # noqa: E402

PICTURES = ROOT / "docs" / "pictures"
_SCREEN = ROOT / "tests" / "golden" / "screens" / "safety-question-80x24.txt"
_CASE = "PR-101"
_FILLED = {
    "P-CONTACT.missed": "a message the same evening",
    "P-TOLD.person": "my sister",
    "P-TOLD.how_much": "that I took one tablet and stopped",
    "P-TOLD.by_when": "tonight",
    "P-AGAIN.place": "at my sister's",
    "T-SLEEP.person": "my sister",
    "T-ANXIETY.n": "7",
    "T-ANXIETY.skill": "slow breathing",
    "T-ANXIETY.person": "my sister",
    "T-THOUGHTS.person": "my sister",
}
_COLUMN, _ROW, _EDGE = 8.4, 19, 16
_POINTS_PER_INCH = 96


def screen_svg() -> str:
    """A screen of the interview as a picture."""
    rows = _SCREEN.read_text("utf-8").rstrip("\n").split("\n")
    width, height = round(80 * _COLUMN + 2 * _EDGE), (len(rows) + 1) * _ROW + _EDGE
    said = "\n".join(
        f'<text x="{_EDGE}" y="{_EDGE + _ROW * number}" xml:space="preserve">{escape(row)}</text>'
        for number, row in enumerate(rows, 1)
        if row
    )
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">
<title>A question on safety, as the interview asks it</title>
<rect width="{width}" height="{height}" rx="8" fill="#1b1f24"/>
<g font-family="ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14" fill="#e6e6e6">
{said}
</g>
</svg>
"""


def page_png() -> bytes:
    """The page that a patient takes home, signed."""
    import typst

    plan = signed(vignette(_CASE), lambda slot: _FILLED.get(slot.name))
    document = plan_document(plan, shipped_bank(), "patient")
    nodes = document_nodes(with_every_word(document, printable))
    press = ROOT / "relapse_cli" / "formats" / "press"
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(press / "fonts")]
    )
    pages = typst.Compiler(str(press / "page.typ"), root=str(press), font_paths=fonts).compile(
        format="png",
        sys_inputs={"document": json.dumps({**nodes, "close": True}, ensure_ascii=False)},
        ppi=_POINTS_PER_INCH,
        timestamp=0,
    )
    return pages[0] if isinstance(pages, list) else pages


def main() -> None:
    """Write both pictures."""
    PICTURES.mkdir(exist_ok=True)
    (PICTURES / "interview.svg").write_text(screen_svg(), encoding="utf-8")
    (PICTURES / "page.png").write_bytes(page_png())


if __name__ == "__main__":
    main()
