"""What is no record at all; the faults inside of records are found elsewhere."""

from __future__ import annotations

from relapse_cli.problems import Message

UNREADABLE = Message("INPUT_001", "This cannot be read: {what}.", "Check its name and permissions.")
NO_RECORD = Message("INPUT_002", "There is no record in it.", "Check that the right file was named.")
CUT_OFF = Message(
    "INPUT_003",
    "The last line is cut off, so the record in it is not whole.",
    "Write the file again, or take the line out.",
)
TOO_LONG = Message("INPUT_004", "The record is larger than {limit} bytes.", "Check that it is a record.")
SEVERAL = Message(
    "INPUT_005",
    "Several records stand here one after another, each on many lines.",
    "Write each on one line: jq -c . FILE > records.jsonl",
)
LIST = Message(
    "INPUT_006",
    "The records stand in one list.",
    "Write each on one line: jq -c '.[]' FILE > records.jsonl",
)
NO_MATCH = Message("INPUT_007", "No file fits this pattern.", "Check the folder and the pattern.")
NO_RECORDS_HERE = Message(
    "INPUT_008",
    "There is no record file in this folder.",
    "Those that end in .json, .jsonl, .ndjson, .yaml or .yml are read, packed with .gz or .zst too.",
)
PASSED_OVER = Message(
    "INPUT_009",
    "{count:,} of the files in this folder are not named like records and were not read.",
    "Name one of them to have it read.",
    severity="warning",
)
DAMAGED = Message(
    "INPUT_010", "The packed file is damaged from here on: {what}.", "Copy it again, or pack it again."
)
NO_ZSTD = Message("INPUT_011", "To read zstd takes an extra.", "Install it: pip install 'relapse-cli[zstd]'")
NAMED_TWICE = Message(
    "INPUT_012", "This was named twice and is read once.", "Name it once.", severity="warning"
)
REPLACED = Message(
    "INPUT_013",
    "The same record stands again in {other}, line {at}, and the later one counts.",
    "Leave one of the two out.",
    severity="warning",
)
REPEATED = Message(
    "INPUT_014",
    "The same record came before, and cannot be taken back from a pipe, so the earlier one counts.",
    "Give it as a file, and the later one counts.",
    severity="warning",
)
