"""Parts that every bank needs; one may have none of them, if it was copied before there was such a part."""

from __future__ import annotations

from relapse_cli.problems import Message

PART_LACKING = Message(
    "BANK_008",
    "The bank has no '{key}': nothing says {what}.",
    "Take {key}.yaml out of a copy (relapse bank copy FOLDER), list it under 'files', and put in your ids.",
)
"""What is told of a part that is written nowhere, and nothing of all that follows from it."""

NEEDED_PARTS = {
    "roles": "which question, line or flag plays which part",
    "sets": "which classes, medicines and domains belong together",
}
"""By part, what it alone says."""
