"""Where a review goes and in which format, and the streams into which records go one by one."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, BinaryIO, Literal

from relapse_cli.cli.output import Target
from relapse_cli.cli.streams import note, require_place, silence
from relapse_cli.errors import UsageError
from relapse_cli.files import growing_private, is_folder
from relapse_cli.problems import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relapse_cli.app.review.per_record import RowWriter
    from relapse_cli.formats.base import ReviewFormat

ReviewForm = Literal["table", "markdown", "json", "jsonl", "csv", "html", "parquet"]
"""What a review can be written in; two of them have a line or a row for each record."""

_ENDINGS: dict[str, ReviewForm] = {
    ".txt": "table",
    ".md": "markdown",
    ".markdown": "markdown",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".html": "html",
    ".htm": "html",
    ".parquet": "parquet",
}
PER_RECORD: frozenset[ReviewForm] = frozenset({"jsonl", "parquet"})
"""What has a line or a row for each record."""

DOCUMENT_FORMS: dict[ReviewForm, ReviewFormat] = {
    "table": "terminal",
    "markdown": "markdown",
    "html": "html",
    "json": "json",
    "csv": "csv",
}
"""By what is asked for, the format that says what all records say together."""

_STDOUT = "-"


def review_target(output: str | None, form: ReviewForm | None) -> Target[ReviewForm]:
    """Return where a review goes; the ending of a file says the format where nobody named one.

    Raises:
        UsageError: the name is empty or a folder, its ending says another format or none, or the format
            cannot go where it is sent.
    """
    if output == "":
        raise UsageError("-o names no file.", remedy="Name a file, or - for standard output.")
    if output is None or output == _STDOUT:
        require_place(form or "table", to_file=False)
        return Target(form or "table", None)
    if output.endswith("/") or is_folder(Path(output)):
        raise UsageError(f"{output} is a folder.", remedy="Name a file in it.")
    ending = PurePath(output).suffix.lower()
    meant = _ENDINGS.get(ending)
    if form is None and ending and meant is None:
        near = did_you_mean(ending, _ENDINGS) or f"Choose from {', '.join(_ENDINGS)}."
        raise UsageError(
            f"The ending {ending} says no format.", remedy=f"{near} Or name a format with --format."
        )
    if form is not None and meant not in {None, form}:
        raise UsageError(
            f"{output} is named like {meant}, and --format says {form}.", remedy="Change one of the two."
        )
    chosen = form or meant or "table"
    require_place(chosen, to_file=True)
    return Target(chosen, Path(output))


@contextmanager
def rows_to(target: Target[ReviewForm], group: Sequence[str], *, force: bool) -> Iterator[RowWriter | None]:
    """Where records go one by one; ``None`` for a format that says what they say together.

    Args:
        target: where they go.
        group: the facts and answers whose values each row holds.
        force: whether a file that is there is written over.
    """
    if target.form not in PER_RECORD:
        yield None
        return
    from relapse_cli.app.review.per_record import ColumnWriter, LineWriter, columns_of_rows

    with _stream_of(target, force=force) as stream:
        if target.form == "jsonl":
            yield LineWriter(stream)
            return
        from relapse_cli.formats.data.parquet import RecordTable

        with RecordTable(stream, columns_of_rows(group)) as table:
            yield ColumnWriter(table, group)


@contextmanager
def _stream_of(target: Target[ReviewForm], *, force: bool) -> Iterator[BinaryIO]:
    """The stream of a target, into which records go as they come."""
    if target.file is None:
        try:
            sys.stdout.flush()
            yield sys.stdout.buffer
            sys.stdout.buffer.flush()
        except BrokenPipeError:
            silence(sys.stdout)
            raise SystemExit(0) from None
        return
    with growing_private(target.file, force=force) as stream:
        yield stream
    note(f"Written to {target.file}.")
