"""The two ways in which work is left: a dialogue raises that it was, a loop returns where it stopped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from relapse_cli.model.reply import CardReply, CheckReply, Paused, Reply

_State = TypeVar("_State")


class Left(Exception):  # noqa: N818 - a way out of a screen, not an error
    """A dialogue was left without an answer.

    Args:
        reply: how: by a pause of the whole, else by going back beyond its first screen.

    Attributes:
        interrupted: by a pause with Ctrl-C, which has an exit code of its own.
        idle: by itself, after a time without a key.
    """

    def __init__(self, reply: Reply | CardReply | CheckReply) -> None:
        super().__init__()
        self.paused = isinstance(reply, Paused)
        self.interrupted = isinstance(reply, Paused) and reply.interrupted
        self.idle = isinstance(reply, Paused) and reply.idle


@dataclass(frozen=True)
class Stopped(Generic[_State]):
    """A loop stopped before its end.

    Attributes:
        at: the state, which carries everything that was given and what was half typed.
        interrupted: by Ctrl-C.
    """

    at: _State
    interrupted: bool = False


def state_of(came: _State | Stopped[_State]) -> _State:
    """Where a loop came to, at its end or before it."""
    return came.at if isinstance(came, Stopped) else came
