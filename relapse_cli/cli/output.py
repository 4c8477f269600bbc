"""Where a document goes and in which format: what ``-o`` and ``--format`` say together, and the way out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from relapse_cli.cli.streams import note, require_place, write_data
from relapse_cli.errors import UsageError
from relapse_cli.files import is_folder, is_same_file, is_there, write_private
from relapse_cli.formats.base import ENDINGS, NamedFormat, fits_ending, format_of
from relapse_cli.problems import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Sequence

_CHOOSE = f"Choose from {', '.join(ENDINGS)}."
_STDOUT = "-"

Form = TypeVar("Form", bound=str)
_Planned = TypeVar("_Planned", bound=NamedFormat)


@dataclass(frozen=True, slots=True)
class Target(Generic[Form]):
    """Where a document goes.

    Attributes:
        form: the format it is written in.
        file: the file; ``None`` for standard output.
    """

    form: Form
    file: Path | None

    @property
    def to_file(self) -> bool:
        """Whether it goes into a file."""
        return self.file is not None

    def write(self, text: str | bytes, *, force: bool = False, sources: Sequence[str] = ()) -> None:
        """Write the document there; a file is private, and none is written over without ``force``.

        Args:
            text: the document.
            force: whether a file that is there is written over.
            sources: the records it comes from, in the place of which no document is ever put.

        Raises:
            UsageError: the file is one of the records, or it is there already.
            InputError: it cannot be written.
        """
        if self.file is None:
            write_data(text)
            return
        if any(is_same_file(self.file, source) for source in sources):
            raise UsageError(
                f"{self.file} is the record itself; a document in its place would take the answers away.",
                remedy="Name another file with -o.",
            )
        write_private(self.file, text if isinstance(text, bytes) else text.encode("utf-8"), force=force)
        note(f"Written to {self.file}.")


def target_of(
    output: str | None, form: _Planned | None, usual: _Planned, known: Sequence[_Planned]
) -> Target[_Planned]:
    """Return where a document goes; the ending of a file says the format where nobody named one.

    Args:
        output: what ``-o`` says.
        form: what ``--format`` says.
        usual: the format where neither says one.
        known: the formats that the command writes.

    Raises:
        UsageError: the name is empty or a folder, its ending stands for another format, or the format cannot
            go where it is sent.
    """
    if output == "":
        raise UsageError("-o names no file.", remedy="Name a file, or - for standard output.")
    if output in {None, _STDOUT}:
        chosen = form or usual
        require_place(chosen, to_file=False)
        return Target(chosen, None)
    name = str(output)
    if name.endswith("/") or is_folder(Path(name)):
        raise UsageError(f"{name} is a folder.", remedy="Name a file in it; all papers of a plan: --all.")
    meant = format_of(name)
    inferred = next((each for each in known if each == meant), None)
    if form is None and meant is not None and inferred is None:
        raise UsageError(f"This is not written as {meant}.", remedy=f"Choose from: {', '.join(known)}.")
    ending = Path(name).suffix
    if form is None and ending and meant is None:
        near = did_you_mean(ending.lower(), ENDINGS)
        raise UsageError(
            f"The ending {ending} says no format.",
            remedy=f"{near or _CHOOSE} Or name a format with --format.",
        )
    if form is not None and not fits_ending(name, form):
        raise UsageError(
            f"{name} is named like {meant}, and --format says {form}.", remedy="Change one of the two."
        )
    chosen = form or inferred or usual
    require_place(chosen, to_file=True)
    return Target(chosen, Path(name))


def text_file(output: str | None) -> Path | None:
    """Return the file into which plain text goes, whatever its ending; ``None`` for standard output.

    Raises:
        UsageError: the name is empty or a folder.
    """
    if output == "":
        raise UsageError("-o names no file.", remedy="Name a file, or - for standard output.")
    if output in {None, _STDOUT}:
        return None
    if is_folder(Path(str(output))):
        raise UsageError(f"{output} is a folder.", remedy="Name a file in it.")
    return Path(str(output))


def record_file(output: str | None, option: str = "-o") -> Path | None:
    """Return the file into which a record, a backup or a key goes; ``None`` where none is named.

    These are read again later, so standard output is no place for them.

    Args:
        output: what was given.
        option: what it was given to.

    Raises:
        UsageError: the name is empty, or stands for standard output.
    """
    if output == "":
        raise UsageError(f"{option} names no file.", remedy="Name a file.")
    if output == _STDOUT:
        raise UsageError(
            f"{option} needs a file: this does not go to standard output.",
            remedy="Name a file; one that is called - is ./-",
        )
    return None if output is None else Path(output)


def named_file(name: str) -> Path:
    """Return the file that an argument names for a backup or a key.

    Raises:
        UsageError: the name is empty, or stands for standard output.
    """
    return record_file(name, "FILE") or Path(name)


def folder_of(output: str | None) -> Path:
    """Return the folder into which a set of documents goes.

    Raises:
        UsageError: none is named, or there is a file of this name.
    """
    if not output or output == _STDOUT:
        raise UsageError("--all needs a folder.", remedy="Name one: -o FOLDER/")
    folder = Path(output)
    if not output.endswith("/") and folder.suffix.lower() in ENDINGS and not is_there(folder):
        raise UsageError(
            f"{output} is named like a file, and --all writes several.", remedy="Name a folder: -o FOLDER/"
        )
    if is_there(folder) and not is_folder(folder):
        raise UsageError(f"{output} is a file, and --all needs a folder.", remedy="Name one: -o FOLDER/")
    return folder
