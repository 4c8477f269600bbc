"""The catalogues of messages: one code, one meaning, one remedy."""

from __future__ import annotations

from collections import Counter

from relapse_cli.banks import messages as shape
from relapse_cli.checks import messages as meaning
from relapse_cli.problems import Message
from relapse_cli.records import messages as records
from relapse_cli.settings import profiles


def all_messages() -> list[Message]:
    """Return every message of every catalogue."""
    rooms = (shape, meaning, records, profiles)
    found = [item for room in rooms for item in vars(room).values()]
    groups = [item for item in found if isinstance(item, tuple) and not isinstance(item, Message)]
    listed = [item for item in found if isinstance(item, Message)]
    inner = [item for group in groups for item in group if isinstance(item, Message)]
    return [*listed, *(item for item in inner if item not in listed)]


def test_no_code_is_used_twice() -> None:
    """Scripts can rely on a code."""
    counted = Counter(message.code for message in all_messages())

    assert [code for code, times in counted.items() if times > 1] == []


def test_every_message_has_a_remedy() -> None:
    """Nobody is told what is wrong without being told what to do."""
    assert [message.code for message in all_messages() if not message.remedy or not message.text] == []
