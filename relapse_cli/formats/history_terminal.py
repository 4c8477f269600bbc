"""A case over time on a terminal: the time line, the sequences side by side, the lines of the plans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from relapse_cli.documents import history as words
from relapse_cli.formats.sheet import Sheet
from relapse_cli.formats.terminal import LEVEL_STYLES, write_paragraphs
from relapse_cli.text.days import readable_date
from relapse_cli.text.sanitize import sanitize_line

if TYPE_CHECKING:
    from relapse_cli.documents.history import HistoryWords, LineWords, SessionWords
    from relapse_cli.formats.base import RenderOptions
    from relapse_cli.model.bank import Bank
    from relapse_cli.model.history import CaseHistory, HistorySession

COLUMN, GAP = 24, 2
"""How wide a sequence is at least, and what stands between two of them."""

Column = list[Text]


def render_terminal(history: CaseHistory, bank: Bank, options: RenderOptions) -> str:
    """Return a history as terminal text; without colour there is no ESC byte in it."""
    said = words.history_words(history, bank)
    sheet = Sheet(options)
    sheet.write((said.title, "bold"))
    sheet.write((said.facts, "dim"))
    if said.mark:
        sheet.write((said.mark, "bold yellow"))
    write_time_line(said, history, sheet)
    write_sequences(history, sheet)
    write_recurrences(said, sheet)
    for title, lines in (
        (words.DONE, said.done),
        (words.NEVER_DONE, said.never_done),
        (words.NO_PLAN, said.told),
    ):
        write_lines(title, lines, sheet)
    if not said.done + said.never_done:
        sheet.blank()
        sheet.write((words.NO_LINES, ""))
    sheet.blank()
    sheet.write((sheet.signs.rule * sheet.width, "dim"))
    for text in said.footer:
        write_paragraphs(text, sheet, "dim")
    return sheet.export()


def write_time_line(said: HistoryWords, history: CaseHistory, sheet: Sheet) -> None:
    """Write the sessions one under the other, with the time between them."""
    sheet.heading(words.TIME_LINE)
    for session, known in zip(said.sessions, history.sessions, strict=True):
        if session.later:
            sheet.write((session.later, "dim"), lead=f" {sheet.signs.quote}  ")
        write_session(session, max(known.level, known.level_decided), sheet)


def write_session(session: SessionWords, level: int, sheet: Sheet) -> None:
    """Write one session: when and what, its level, what is to be known, its flags."""
    sheet.write((session.title, "bold"), lead=f"{session.number:>2}  ")
    sheet.write((session.level, LEVEL_STYLES.get(level, "")), indent=4)
    for note in session.notes:
        sheet.write((note, ""), indent=4)
    for number, text in session.flags:
        sheet.write(
            (f"Level {number}  ", LEVEL_STYLES.get(number, "")),
            (text, ""),
            lead=f"{sheet.signs.bullet} ",
            indent=4,
        )
    if session.more_flags:
        sheet.write((session.more_flags, "dim"), indent=6)


def write_sequences(history: CaseHistory, sheet: Sheet) -> None:
    """Write the sequences in columns, as many side by side as there is room for."""
    interviews = [session for session in history.sessions if session.kind == "interview"]
    if not any(session.sequence for session in interviews):
        return
    sheet.heading(words.SIDE_BY_SIDE)
    numbers = words.numbers_of(history)
    room = max(1, (sheet.width + GAP) // (COLUMN + GAP))
    for start in range(0, len(interviews), room):
        shown = interviews[start : start + room]
        width = min(36, (sheet.width - GAP * (min(room, len(interviews)) - 1)) // min(room, len(interviews)))
        columns = [
            sequence_column(s, numbers[s.id], words.recurring_steps(history, s), width, sheet) for s in shown
        ]
        if start:
            sheet.blank()
        write_columns(columns, width, sheet)
    if any(len(row.domains) > 1 for row in history.recurrences):
        sheet.write((f"{recurs_sign(sheet)} {words.RECURS_TOO}", "dim"))


def sequence_column(
    session: HistorySession, number: int, recurring: frozenset[str], width: int, sheet: Sheet
) -> Column:
    """One sequence, earliest first, each step with its number, its words and how strong it was."""
    column = cell(f"{number}  {readable_date(session.started_at[:10])}", width, sheet, "bold")
    for place, event in enumerate(session.sequence, 1):
        again = words.comes_again(event, recurring)
        mark = f" {recurs_sign(sheet)}" if again else ""
        label = event.domain_label or event.what
        column += cell(f"{place}. {label}{mark}", width, sheet, "bold" if again else "", hang=3)
        column += cell(f"   {words.strength(event)}", width, sheet, "dim", hang=3)
    return column if session.sequence else [*column, *cell(words.NO_SEQUENCE, width, sheet, "dim")]


def recurs_sign(sheet: Sheet) -> str:
    """The sign at a step that recurs."""
    return "=" if sheet.plain else "◆"


def cell(text: str, width: int, sheet: Sheet, style: str, hang: int = 0) -> Column:
    """A text in a column, wrapped; its further rows stand deeper."""
    lead = len(text) - len(text.lstrip(" "))
    data = sheet.text(sanitize_line(text), style)
    rows = data.wrap(sheet.console(), max(8, width - max(lead, hang)), overflow="fold")
    return [
        Text.assemble(" " * (lead if not number else max(lead, hang)), row) for number, row in enumerate(rows)
    ]


def write_columns(columns: list[Column], width: int, sheet: Sheet) -> None:
    """Write columns beside each other, row by row."""
    for number in range(max(map(len, columns), default=0)):
        line = Text()
        for place, column in enumerate(columns):
            row = column[number].copy() if number < len(column) else Text()
            row.rstrip()
            line.append_text(row)
            if place < len(columns) - 1:
                line.append(" " * max(0, (width + GAP) * (place + 1) - line.cell_len))
        sheet.blocks.append(line)


def write_recurrences(said: HistoryWords, sheet: Sheet) -> None:
    """Write what comes in the same order in several interviews, and what recurs by itself."""
    if len(said.sessions) < 2:
        return
    sheet.heading(words.WHAT_RECURS)
    arrow = " -> " if sheet.plain else " → "
    for labels, where in said.recurrences:
        sheet.write((arrow.join(labels), "bold"), (f"  in {where}", ""), lead=f"{sheet.signs.bullet} ")
    sheet.write((words.IN_ORDER if said.recurrences else words.NOTHING_RECURS, "dim"))
    if said.more_recurrences:
        sheet.write((said.more_recurrences, "dim"))
    if said.single_steps:
        sheet.write((f"By itself: {'; '.join(said.single_steps)}", ""))


def write_lines(title: str, lines: tuple[LineWords, ...], sheet: Sheet) -> None:
    """Write lines with what became of them; nothing where there are none."""
    if not lines:
        return
    sheet.heading(title)
    for number, line in enumerate(lines):
        if number:
            sheet.blank()
        sheet.write((line.text, "bold"), lead=f"{sheet.signs.bullet} ")
        sheet.write((line.state[:1].upper() + line.state[1:], ""), indent=2)
        if line.in_the_way:
            sheet.write((f"{words.IN_THE_WAY}: “{line.in_the_way}”", ""), indent=2, hang=2)
        for detail in line.details:
            sheet.write((detail, "dim"), indent=2)
