"""Every fault of an answer under its bank: a code, what is wrong, and what would be right."""

from __future__ import annotations

from relapse_cli.problems import Message

NOT_A_QUESTION = Message("REC_100", "{shown} is not a question of this bank", "{near}")
NOTHING_SAID = Message(
    "REC_100",
    "{shown} is not a question of this bank, and what was answered is not here",
    "{near}",
    "warning",
)
WRONG_KIND = Message("REC_101", "expected {wanted}, found {shown}", "{remedy}")
NOT_WHOLE = Message("REC_101", "expected a whole number", "Round it to a whole number.")
NOT_A_FIELD = Message("REC_102", "{shown} is not a field of this question", "{near}")
NOT_AN_OPTION = Message("REC_103", "{shown} is not an option here", "{near}")
OUT_OF_RANGE = Message("REC_104", "the number is out of range", "It must be {low:g}{top}.")
NEGATIVE = Message("REC_104", "a length of time cannot be negative", "{remedy}")
TOO_LONG_A_TIME = Message(
    "REC_104", "a length of time cannot be longer than {most} years", "Check the number and its unit."
)
TOO_LONG = Message("REC_105", "the text is longer than 64 KB", "Shorten it.")
NOT_A_DATE = Message(
    "REC_106", "this is not a date", "Write it like 2026-11-20 or 2026-11-20T09:00:00+01:00."
)
NO_SUCH_DATE = Message("REC_106", "there is no such date", NOT_A_DATE.remedy)
LONG_PAST = Message("REC_106", "the year lies before 1900", "Check the year.")
NOT_A_DUE_DATE = Message("REC_106", "this is not a date", "Write it like 2026-11-20.")
NOT_A_DURATION = Message("REC_107", "a length of time has a value and a unit, and nothing else", "{remedy}")
NOT_A_UNIT = Message("REC_107", "'{unit}' is not a unit here", "{remedy}")

NOTE_NOT_TEXT = Message("REC_110", "the note is not text", "Write the note as text, or leave it out.")
NOT_A_STATUS = Message("REC_111", "{shown} is not a status", "A status is unknown or declined.")
STATUS_BESIDE_MORE = Message(
    "REC_112",
    "a status stands alone or with a note, not with {names}",
    "Give the value, or the status; until then the answer counts as missing.",
    "warning",
)
STRONGEST_NOT_SELECTED = Message(
    "REC_113",
    "the strongest is not among the selected",
    "Choose the strongest from those selected, or select it too.",
    "warning",
)
TOO_MANY_ENTRIES = Message(
    "REC_114", "{count} entries, where at most {most} fit", "Join or leave out entries."
)
NOT_ALONE = Message(
    "REC_115",
    "'{option}' stands beside other options",
    "Keep '{option}' alone, or take it out.",
    "warning",
)

OTHER_SESSION = Message(
    "REC_120", "this question belongs to the {session} session", "It is ignored here.", "warning"
)
NOT_A_MOMENT = Message(
    "REC_121",
    "this is not a date and time with an offset",
    "Write it like 2026-11-20T09:00:00+01:00, with the offset from UTC.",
)
END_BEFORE_START = Message(
    "REC_122", "the end lies before the start", "Correct started_at or finished_at.", "warning"
)
NOT_HERE = Message("REC_130", "{shown} is not {kind} here", "{near}")
