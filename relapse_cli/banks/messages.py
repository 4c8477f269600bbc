"""The faults in how a bank is written down; faults of meaning are in ``checks/messages.py``."""

from __future__ import annotations

from relapse_cli.places import ShapeMessages
from relapse_cli.problems import Message

UNREADABLE = Message(
    "BANK_001", "There is no bank '{name}'.", "{near} `relapse bank list` shows what there is."
)
NOT_A_MAPPING = Message(
    "BANK_002", "The file must hold keys and values.", "Begin it with a key such as 'section:'."
)
UNKNOWN_PART = Message("BANK_003", "'{key}' is not a part of a bank.", "{near} Known parts: {known}.")
IS_A_FOLDER = Message("BANK_030", "A folder is no bank.", "{near}")
NOT_A_BANK = Message("BANK_004", "The file has no 'bank:' part.", "Name the file that composes the bank.")
BAD_FILE_NAME = Message("BANK_005", "'{name}' is not a file name inside the bank's folder.", "{why}")
FILE_TWICE = Message("BANK_006", "The file '{name}' is listed twice.", "List it once.")
PART_TWICE = Message("BANK_007", "'{key}' is already given in {file}.", "Keep one of the two.")
PART_SHAPE = Message("BANK_009", "'{key}' must be {shape}.", "See the banks' README.")

TOO_MANY_FILES = Message("BANK_015", "The bank names more than {most} files.", "Put several into one.")
TOO_LARGE = Message(
    "BANK_016", "The files of the bank have more than {limit} bytes together.", "Make them smaller."
)

SIGNS_ITSELF = Message(
    "BANK_019",
    "A bank does not say itself that it was reviewed: 'reviewed_by' is no key any more.",
    "Take the line out. Who has reviewed the bank signs it: relapse bank sign",
)

KEY_MISSING = Message("BANK_010", "The key '{key}' is missing.", "Add it.")
KEY_UNKNOWN = Message(
    "BANK_011", "'{key}' is not a known key here.", "{near} The banks' README lists the keys."
)
_NOT_A_CHOICE = Message("BANK_012", "'{value}' is not one of: {choices}.", "{near}")
WRONG_SHAPE = Message(
    "BANK_013", "The value does not fit: {what}.", "Put text that looks like a number in quotation marks."
)
NOT_A_SWITCH = Message(
    "BANK_014", "'{key}' takes true or false.", "Write true or false, without quotation marks."
)
UNKNOWN_SET = Message("BANK_017", "The bank has no set '{name}'.", "{near} Write it under 'sets'.")
SET_IN_ITSELF = Message("BANK_018", "The set '{name}' stands inside itself.", "Write out its members once.")
SHAPE = ShapeMessages(KEY_MISSING, KEY_UNKNOWN, _NOT_A_CHOICE, WRONG_SHAPE)

CONDITION_SHAPE = Message(
    "BANK_020", "A condition is 'always', 'never' or one of: {known}.", "{near} The banks' README shows them."
)
CONDITION_KEY = Message(
    "BANK_021", "'{key}' does not belong into this condition.", "{near} Possible here: {known}."
)
CONDITION_LIST = Message("BANK_022", "'{key}' takes a list of conditions.", "Write {key}: [first, second].")
CONDITION_NO_OPERATOR = Message(
    "BANK_023", "The condition on '{name}' has no comparison.", "Add one of: {known}."
)
CONDITION_TWO_OPERATORS = Message(
    "BANK_024", "The condition has more than one comparison: {found}.", "Join two conditions with 'all'."
)
CONDITION_VALUE = Message("BANK_025", "'{key}' takes {shape}.", "See the banks' README.")
EXCEPTED_FLAG = Message(
    "BANK_029", "'{name}' is not a flag of this bank.", "{near} Name an id of one of the flag files."
)
NO_SUCH_FLAGS = Message(
    "BANK_027", "No flag of this bank has one of these levels.", "Check the levels: 2, 3 or 4."
)
CONDITION_EMPTY = Message(
    "BANK_026",
    "The condition '{key}' is empty.",
    "Write when it holds, or 'always' or 'never'; to do without it, remove the key as well.",
)
CONDITION_NAME = Message("BANK_028", "'{key}' takes one name.", "Write {key}: and the id.")
UNLISTED_FILE = Message(
    "BANK_250",
    "The file stands beside those of the bank and is not listed: nothing in it counts.",
    "Name it under 'files', or move it away.",
)
OTHER_CONTENT = Message(
    "BANK_262",
    "{name} signed another content on {day}; something was changed, and documents say it is not reviewed.",
    "Look at what was changed; take it back, or have the bank signed again: relapse bank sign {bank}",
    "warning",
)
BAD_SIGNATURE = Message(
    "BANK_263",
    "The signature cannot be read, and documents say that the bank is not reviewed: {what}",
    "Have the bank signed again: relapse bank sign",
    "warning",
)
NOT_CASES = Message(
    "CASE_001", "The file must hold cases.", "Begin it with 'format: relapse-case/1' and 'cases:'."
)
