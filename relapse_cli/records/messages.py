"""The faults of a record file; those of its answers are found in ``logic/answers/check_record.py``."""

from __future__ import annotations

from relapse_cli.places import ShapeMessages
from relapse_cli.problems import Message

UNREADABLE = Message("REC_001", "The file cannot be read: {what}.", "Check its name and permissions.")
TOO_LARGE = Message("REC_002", "The record is larger than {limit} bytes.", "Check that it is a record.")
NOT_UTF8 = Message("REC_003", "The record is not valid UTF-8 text.", "Save it again as UTF-8.")
TOO_DEEP = Message("REC_004", "The nesting is deeper than {depth} levels.", "Check that it is a record.")
TOO_MANY = Message(
    "REC_005", "The record holds more than {most} lists and objects.", "Check that it is a record."
)
NOT_JSON = Message(
    "REC_006", "This is not valid JSON: {what}.", "Check commas, brackets and quotation marks here."
)
KEY_TWICE = Message("REC_007", "A key is given twice.", "Keep one of the two.")
NOT_FINITE = Message("REC_008", "A number is not finite or has too many digits.", "Correct the number.")
EMPTY = Message("REC_009", "There is no record here.", "Check that the right file was named.")
NOT_A_RECORD = Message(
    "REC_010", "A record is an object with keys.", "Several records stand one on each line."
)
TOO_MANY_VALUES = Message(
    "REC_011", "The record holds more than {most} values.", "Check that it is a record."
)
SEVERAL = Message(
    "REC_012",
    "Several records stand here, one after another.",
    "Write each on one line: jq -c . FILE > records.jsonl",
)

_KEY_MISSING = Message("REC_020", "The key '{key}' is missing.", "Add it.")
_KEY_UNKNOWN = Message("REC_021", "'{key}' is not a known key here.", "{near} Correct or remove it.")
_NOT_A_CHOICE = Message("REC_022", "The value is not one of: {choices}.", "Use one of these.")
_WRONG_SHAPE = Message("REC_023", "The value does not fit: {what}.", "Correct the value.")
SHAPE = ShapeMessages(_KEY_MISSING, _KEY_UNKNOWN, _NOT_A_CHOICE, _WRONG_SHAPE)

NOT_A_TIME = Message("REC_030", "'{key}' is not a date and time.", "Write it as 2026-11-20T09:00:00+01:00.")
NO_OFFSET = Message("REC_031", "'{key}' has no UTC offset.", "Add it, as in 2026-11-20T09:00:00+01:00.")
