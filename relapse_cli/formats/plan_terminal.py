"""The plan on a terminal: safety first, one section after the other, each line with who and when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from relapse_cli.documents.in_short import TITLE, InShort, in_short
from relapse_cli.documents.plan import compose_document
from relapse_cli.documents.plan_block import BY_WHEN, TODAY, WHO
from relapse_cli.formats.plan_base import Media
from relapse_cli.formats.plan_picture import write_picture
from relapse_cli.formats.plan_sheet import Sheet

if TYPE_CHECKING:
    from relapse_cli.documents.picture import PictureStage
    from relapse_cli.documents.plan_block import Document, DocumentFlag, DocumentLine, DocumentSection
    from relapse_cli.formats.base import RenderOptions
    from relapse_cli.model.bank import Bank
    from relapse_cli.model.bank_terms import Edition
    from relapse_cli.model.plan import Plan

Picture = tuple["PictureStage", ...]

LEVEL_STYLES = {1: "green", 2: "cyan", 3: "yellow", 4: "red"}
TRACED_ANSWERS = 4
SHORT_ANSWER = 2
LONG_DETAIL = 2
"""Rows of the sheet that a label and what it introduces may fill together."""
QUOTATION_MARKS = ('"', "'", "“", "‘", "„", "«", "‚")


@dataclass(frozen=True, slots=True)
class Terminal:
    """Renders for a terminal of any width; without colour there is no ESC byte in the text."""

    media: Media = "text"

    def render(self, plan: Plan, bank: Bank, edition: Edition, options: RenderOptions) -> str:
        """Return the document of one edition as terminal text."""
        document = compose_document(plan, bank, edition)
        sheet = Sheet(options)
        write_head(document, sheet)
        if document.emergency:
            write_emergency(document.emergency, sheet)
        write_list(TODAY, document.today, sheet)
        write_list("Still to clarify", document.unresolved, sheet)
        write_flags(document, sheet)
        for section in document.sections:
            write_section(section, document, sheet)
        write_gaps(document, sheet)
        write_list("Before this plan can be final", document.unmet, sheet)
        write_list("What the therapist changed", document.notices, sheet)
        write_list("Decisions without effect", document.refused, sheet)
        write_list("Sources", document.sources, sheet)
        write_end(document, sheet)
        if edition == "clinician":
            write_in_short(in_short(plan, bank), sheet)
        return sheet.export()


def write_head(document: Document, sheet: Sheet) -> None:
    """Write title, marks, facts, levels and the opening words."""
    sheet.write((document.title, "bold"))
    sheet.write((" · ".join(document.facts), "dim"))
    for mark in document.marks:
        sheet.write((mark, "bold yellow"))
    sheet.blank()
    label_width = max((len(level.label) for level in document.levels), default=0)
    for level in document.levels:
        words = f" – {level.words}" if level.words else ""
        label = f"{level.label.ljust(label_width)}  "
        style = f"bold {LEVEL_STYLES.get(level.level, '')}".strip()
        sheet.write((f"level {level.level} of 4{words}", style), lead=label)
    if document.level_note:
        sheet.write((document.level_note, ""))
    for text in document.opening:
        sheet.blank()
        write_paragraphs(text, sheet)


def write_paragraphs(text: str, sheet: Sheet, style: str = "") -> None:
    """Write a text that may hold several lines."""
    for line in text.strip().splitlines():
        sheet.write((line, style))


def write_emergency(section: DocumentSection, sheet: Sheet) -> None:
    """Write the emergency card in a heavy frame."""
    inner = sheet.inside()
    write_lines(section, inner, strong=True)
    sheet.frame(section.title, inner, "red")


def write_list(title: str, items: tuple[str, ...], sheet: Sheet) -> None:
    """Write a short list under a title; nothing where it is empty."""
    if not items:
        return
    sheet.heading(title)
    for item in items:
        sheet.write((item, ""), lead=f"{sheet.signs.bullet} ")


def write_flags(document: Document, sheet: Sheet) -> None:
    """Write the flags, most urgent first, each with its decision, basis and source."""
    if not document.flags:
        return
    sheet.heading("What was found")
    for number, flag in enumerate(sorted(document.flags, key=lambda flag: -flag.level)):
        if number:
            sheet.blank()
        write_flag(flag, sheet)


def write_flag(flag: DocumentFlag, sheet: Sheet) -> None:
    """Write one flag: its level in number, its words, what was decided, where it comes from."""
    style = f"bold {LEVEL_STYLES.get(flag.level, '')}".strip()
    sheet.write((f"Level {flag.level}  ", style), (flag.text, ""), lead=f"{sheet.signs.bullet} ")
    sheet.write((flag.decision, ""), indent=2)
    if flag.not_known:
        sheet.write((f"not known here: {flag.not_known}", ""), indent=2)
    write_trace(flag.trace, flag.because, sheet)


def write_section(section: DocumentSection, document: Document, sheet: Sheet) -> None:
    """Write one section with its lines, and the picture where it belongs."""
    sheet.heading(section.title)
    if section.picture_first:
        write_picture(section.picture, document.not_recorded, sheet)
    write_lines(section, sheet, document.not_recorded)


def write_lines(
    section: DocumentSection, sheet: Sheet, not_recorded: str = "", *, strong: bool = False
) -> None:
    """Write the lines of a section, group by group; ``strong`` ones stand out whoever does them."""
    for place, group in enumerate(section.groups):
        if group.title:
            if place:
                sheet.blank()
            sheet.write((group.title, "bold"))
        for number, line in enumerate(group.lines):
            if number and needs_air(group.lines[number - 1], line):
                sheet.blank()
            picture = section.picture if line.picture else ()
            write_line(line, picture, not_recorded, sheet, strong=strong)


def needs_air(before: DocumentLine, line: DocumentLine) -> bool:
    """Whether an empty line stands between two lines; what was said in a few words stays together."""
    if is_short_answer(before) and is_short_answer(line):
        return False
    return more_than_text(line) or more_than_text(before)


def is_short_answer(line: DocumentLine) -> bool:
    """Whether a line only carries a few words that were said."""
    return line.answer and not (line.trace or line.who or line.picture) and len(line.details) <= SHORT_ANSWER


def more_than_text(line: DocumentLine) -> bool:
    """Whether a line takes more than its own text, so that it needs air around it."""
    return bool(line.who or line.when or line.details or line.options or line.trace)


def write_line(
    line: DocumentLine, picture: Picture, not_recorded: str, sheet: Sheet, *, strong: bool
) -> None:
    """Write one line: its text, the picture, what stands beneath it, who and when, its options, its trace."""
    tags = f"[{', '.join(line.tags)}] " if line.tags else ""
    lead = f"{sheet.signs.bullet} "
    sheet.write((tags, "bold yellow"), (line.text, "bold" if line.who or strong else ""), lead=lead)
    if picture:
        write_picture(picture, not_recorded, sheet)
    for detail in line.details:
        write_detail(detail, sheet)
    write_who_and_when(line, sheet)
    write_options(line, sheet)
    if line.trace:
        write_trace(line.trace, line.because, sheet)


def write_detail(detail: str, sheet: Sheet) -> None:
    """Write a line beneath a line; a quotation is set in, and stands under its label when it is long."""
    label, colon, quotation = detail.partition(": ")
    if detail.startswith(QUOTATION_MARKS):
        sheet.write((detail, ""), lead=f"{sheet.signs.quote} ", indent=4)
    elif len(detail) > LONG_DETAIL * sheet.width and introduces(label, quotation):
        sheet.write((label + colon.rstrip(), ""), indent=2)
        sheet.write((quotation, ""), lead=f"{sheet.signs.quote} ", indent=4)
    else:
        sheet.write((detail, ""), indent=2, hang=2)


def introduces(label: str, quotation: str) -> bool:
    """Whether a label only names the quotation that follows, and quotes nothing itself."""
    quotes = any(mark in label for mark in QUOTATION_MARKS if mark != "'")
    return quotation.startswith(QUOTATION_MARKS) and not quotes


def write_who_and_when(line: DocumentLine, sheet: Sheet) -> None:
    """Write who and by when on one line where both fit, else on two."""
    who = ((f"{WHO}: ", "dim"), (line.who, "")) if line.who else ()
    when = ((f"{BY_WHEN}: ", "dim"), (line.when, "")) if line.when else ()
    gap = (("   ", ""),) if who and when else ()
    needed = sum(len(text) for text, _ in (*who, *gap, *when))
    rows = [(*who, *gap, *when)] if needed + 2 <= sheet.width else [who, when]
    for row in filter(None, rows):
        sheet.write(*row, indent=2)


def write_trace(trace: str, because: tuple[str, ...], sheet: Sheet) -> None:
    """Write where something comes from, small; a long list of answers is cut, `relapse why` has all of it."""
    shown = because if len(because) <= TRACED_ANSWERS + 1 else because[:TRACED_ANSWERS]
    rest = f" and {len(because) - len(shown)} more" if len(shown) < len(because) else ""
    answers = f" · from {', '.join(shown)}{rest}" if shown else ""
    sheet.write((f"{trace}{answers}", "dim"), indent=2)


def write_options(line: DocumentLine, sheet: Sheet) -> None:
    """Write the options as a choice with boxes, or what was chosen as a list."""
    if line.agreed_alone:
        sheet.write((f"{line.options_title}: {line.options[0].text}", ""), indent=2, hang=2)
        return
    if line.options:
        sheet.write((f"{line.options_title}:", ""), indent=2)
    for option in line.options:
        box = sheet.signs.ticked_box if option.picked else sheet.signs.empty_box
        sheet.write((option.text, ""), lead=f"{box if line.choose else sheet.signs.bullet} ", indent=4)


def write_gaps(document: Document, sheet: Sheet) -> None:
    """Write the table of what is missing."""
    if not document.gaps:
        return
    sheet.heading("Gaps")
    for gap in document.gaps:
        sheet.write((gap.section, "bold"))
        for text in gap.texts:
            sheet.write((text, ""), lead=f"{sheet.signs.bullet} ")


def write_end(document: Document, sheet: Sheet) -> None:
    """Write the closing words, the footer and how the document came about."""
    for text in document.closing:
        sheet.blank()
        write_paragraphs(text, sheet)
    sheet.blank()
    sheet.write((sheet.signs.rule * sheet.width, "dim"))
    for text in (*document.footer, " · ".join(document.colophon)):
        write_paragraphs(text, sheet, "dim")


def write_in_short(short: InShort, sheet: Sheet) -> None:
    """Write the block."""
    sheet.heading(TITLE)
    rows = (
        ("Level", (short.level,)),
        ("Due today", short.today or ("nothing",)),
        ("Next contact", (short.contact,)),
        ("Still open", short.open or ("nothing",)),
        ("State", (short.state,)),
    )
    wide = max(len(label) for label, _ in rows) + 2
    for label, words in rows:
        for number, text in enumerate(words):
            bullet = f"{sheet.signs.bullet} " if len(words) > 1 else ""
            lead = f"{'' if number else label}".ljust(wide) + bullet
            sheet.write((text, "bold" if label in {"Level", "State"} else ""), lead=lead)
