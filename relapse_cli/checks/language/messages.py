"""What is found in how a bank speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relapse_cli.problems import Message

if TYPE_CHECKING:
    from collections.abc import Mapping

    from relapse_cli.model.language import WordKind

_INSTEAD = "Instead, {instead} ({source})."

BLAME = Message("BANK_300", "'{word}' lays blame.", _INSTEAD, "warning")
MINIMISING = Message("BANK_301", "'{word}' makes it smaller than it may be.", _INSTEAD, "warning")
STIGMA = Message("BANK_302", "'{word}' puts a label on a person.", _INSTEAD, "warning")
PERSON_FIRST = Message("BANK_303", "'{word}' names a condition in place of the person.", _INSTEAD, "warning")
ALARM = Message("BANK_304", "'{word}' alarms.", _INSTEAD, "warning")
WHY_DID_YOU = Message("BANK_305", "'{word}' asks for a justification.", _INSTEAD, "warning")
DOSE = Message("BANK_306", "'{word}' speaks of a dose.", _INSTEAD, "warning")
EXCLAMATION = Message("BANK_307", "The text has an exclamation mark.", "End the sentence calmly.", "warning")
LABEL_PLACEHOLDER = Message(
    "BANK_308",
    "The label has '{name}' in braces, and labels are shown as they stand.",
    "Take it out: only texts of the plan name answers.",
)
UNFINISHED = Message("BANK_309", "'{word}' looks like a text that is not written yet.", "Write it.")
BY_KIND: Mapping[WordKind, Message] = {
    "blame": BLAME,
    "minimising": MINIMISING,
    "stigma": STIGMA,
    "person_first": PERSON_FIRST,
    "alarm": ALARM,
    "why_did_you": WHY_DID_YOU,
    "dose": DOSE,
}
"""The message for each kind of words."""

HARD_TO_READ = Message(
    "BANK_310",
    "The text asks for {grade} years of school (Flesch-Kincaid); {most} are the most here.",
    "Use shorter words, and make two sentences of one.",
    "warning",
)
LONG_SENTENCE = Message(
    "BANK_311",
    "A sentence has {count} words; {most} are the most here.",
    "Make two sentences of it.",
    "warning",
)
LONG_PROMPT = Message(
    "BANK_320",
    "The prompt has {count} characters; {most} are the most that is heard at once.",
    "Say the rest in 'help' or 'script'.",
    "warning",
)
WIDE_CHOICE = Message(
    "BANK_321",
    "The choice is {count} columns wide; {most} are the most that fits a line.",
    "Say it in fewer words, or the rest in 'help'.",
    "warning",
)
EMPTY_LABEL = Message("BANK_322", "'{name}' has no words.", "Write what is read there.")
SAME_LABEL = Message(
    "BANK_323",
    "'{name}' reads like '{first}': '{words}'.",
    "Word one of them otherwise: nobody could tell them apart.",
)
EMPTY_TEXT = Message("BANK_324", "A text of '{name}' is empty.", "Write it, or leave the edition out.")
TEXTS_LACKING = Message(
    "BANK_330",
    "The language {language} lacks {count} of {all} texts: {names}.",
    "Write each under 'text'.",
    "warning",
)
TEXTS_STALE = Message(
    "BANK_331",
    "Of the texts in {language}, {count} were made from another source than today's: {names}.",
    "Bring each up to date, and take its 'was' away. The file first: {command}",
    "warning",
)
NO_SUCH_TEXT = Message(
    "BANK_332",
    "No text of the bank is called '{name}'.",
    "{near} What the bank has no more is set aside by: {command}",
    "warning",
)
SLOT_LOST = Message(
    "BANK_333", "The text in {language} lacks {{{slot}}} of its source.", "Put it where it belongs there."
)
SLOT_UNKNOWN = Message(
    "BANK_334", "The source of this text has no {{{slot}}}.", "{near} Correct it, or take it out."
)
OTHER_LANGUAGE = Message(
    "BANK_335", "The file is called {name}, and says that it is {language}.", "Correct one of the two."
)
OTHER_BANK = Message(
    "BANK_336", "These are texts of the bank {its}, and this is {own}.", "Put them beside that bank."
)
SAME_QUESTION = Message(
    "BANK_325", "The question reads like '{first}' of the same section.", "Word one of them otherwise."
)
