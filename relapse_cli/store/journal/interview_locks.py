"""Who has an interview open to write in it; one process at a time."""

from __future__ import annotations

from relapse_cli.errors import StoreError
from relapse_cli.store.database.connection import Connection
from relapse_cli.store.folder.processes import Process, this_process


def take_hold(connection: Connection, interview_id: str, now: str, *, take_over: bool = False) -> None:
    """Hold an interview; a holder on this computer that has ended is taken over.

    Raises:
        StoreError: another process holds it, named by number, computer and time.
    """
    me = this_process()
    with connection.transaction():
        row = connection.one("SELECT pid, host, token, since FROM hold WHERE interview_id = ?", interview_id)
        if row is not None:
            holder = Process(*row[:3])
            if not take_over and not holder.is_this() and holder.is_alive():
                raise StoreError(
                    f"The interview is open in another window (process {holder.pid} on {holder.host}, "
                    f"since {row[3]}).",
                    remedy="Go on there, or close it there first.",
                )
            connection.run("DELETE FROM hold WHERE interview_id = ?", interview_id)
        connection.run(
            "INSERT INTO hold (interview_id, pid, host, since, token) VALUES (?, ?, ?, ?, ?)",
            *(interview_id, me.pid, me.host, now, me.token),
        )


def is_held(connection: Connection, interview_id: str) -> bool:
    """Whether anybody holds an interview, on this computer or another, or has left it held."""
    return connection.one("SELECT 1 FROM hold WHERE interview_id = ?", interview_id) is not None


def release_hold(connection: Connection, interview_id: str) -> None:
    """Give an interview up if this process holds it."""
    me = this_process()
    connection.run(
        "DELETE FROM hold WHERE interview_id = ? AND pid = ? AND host = ? AND token = ?",
        *(interview_id, me.pid, me.host, me.token),
    )


def release_holds(connection: Connection) -> None:
    """Give up all interviews that this process holds."""
    me = this_process()
    connection.run("DELETE FROM hold WHERE pid = ? AND host = ? AND token = ?", me.pid, me.host, me.token)


def clear_holds(connection: Connection) -> None:
    """Drop all holds; only for one who is alone with the store, so that every holder must have ended."""
    connection.run("DELETE FROM hold")
