"""The chain of seals: each event is sealed together with all that came before it.

A body has its own seal, made with a random salt that goes when the body goes. So the chain still holds after
an erasure, and nobody can find out by trying which short answer stood there.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import NamedTuple

START = bytes(32)
"""What the first seal of a chain stands on."""

SALT_BYTES = 16


class EventFacts(NamedTuple):
    """What is known of an event without its body."""

    seq: int
    interview_id: str
    part: str
    kind: str
    at: str


class AuditFacts(NamedTuple):
    """What an audit row says; ``detail`` is the JSON text as it is stored."""

    seq: int
    at: str
    actor: str
    what: str
    detail: str


def body_mac(key: bytes, salt: bytes, body: str) -> bytes:
    """Return the seal of a body's JSON text."""
    return hmac.digest(key, b"body" + salt + body.encode(), "sha256")


def following_salt(salt: bytes) -> bytes:
    """Return the salt of the next body of the same part of an interview.

    All of them go together when the interview is erased, so that it is enough that the first is random.
    """
    return hashlib.sha256(b"salt" + salt).digest()[:SALT_BYTES]


def summary_mac(key: bytes, interview_id: str, body: str) -> bytes:
    """Return the seal of a summary."""
    return hmac.digest(key, b"summary" + _canonical((interview_id, body)), "sha256")


def event_mac(key: bytes, before: bytes, facts: EventFacts, body: bytes) -> bytes:
    """Return the seal of an event: on the seal before it, its facts and the seal of its body."""
    return hmac.digest(key, b"event" + before + _canonical(facts) + body, "sha256")


def audit_mac(key: bytes, before: bytes, facts: AuditFacts) -> bytes:
    """Return the seal of an audit row."""
    return hmac.digest(key, b"audit" + before + _canonical(facts), "sha256")


def head_text(count: int, mac: bytes) -> str:
    """Return the head of a chain as it is printed: how many events, and the last seal in short."""
    return f"{count}:{mac.hex()[:16]}"


def read_head(text: str) -> tuple[int, str] | None:
    """Return count and seal of a printed head, or ``None`` when it is not one."""
    count, _, mac = text.strip().lower().partition(":")
    digits = count.isascii() and count.isdigit() and len(count) < 19
    return (int(count), mac) if digits and len(mac) == 16 and set(mac) <= set("0123456789abcdef") else None


def _canonical(facts: tuple[object, ...]) -> bytes:
    return json.dumps(facts, separators=(",", ":")).encode()
