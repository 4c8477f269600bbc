"""`relapse review`: what many past interviews say together."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from relapse_cli.cli import review_options as own
from relapse_cli.cli.exit_codes import INTERRUPTED
from relapse_cli.cli.options import (
    Accessible,
    Bank,
    DataDir,
    Errors,
    Force,
    KeepGoing,
    NoColor,
    Output,
    Quiet,
    Since,
    Until,
)
from relapse_cli.cli.review_output import PER_RECORD, ReviewForm

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from relapse_cli.app.review.job import Job
    from relapse_cli.app.sources.faults import Faults
    from relapse_cli.batch.engines.engine import Engine
    from relapse_cli.batch.partial import Partial
    from relapse_cli.cli.output import Target
    from relapse_cli.formats.base import RenderOptions
    from relapse_cli.model.bank import Bank as Bank_
    from relapse_cli.model.review import Review


def add_to(program: typer.Typer) -> None:
    """Add the command to the command line."""
    program.command("review")(review)


def review(
    *,
    paths: own.Records = None,
    store: own.Store = False,
    where: own.Where = None,
    by: own.By = None,
    compare: own.Compare = None,
    since: Since = None,
    until: Until = None,
    min_cell: own.MinCell = 5,
    format: own.ReviewFormat = None,
    per_record: own.PerRecord = False,
    codebook: own.Codebook = None,
    output: Output = None,
    force: Force = False,
    errors: Errors = None,
    keep_going: KeepGoing = False,
    trusted: own.Trusted = False,
    engine: own.Engine = "local",
    cluster: own.Cluster = None,
    jobs: own.Jobs = None,
    partial: own.Partial = None,
    merge: own.Merge = False,
    schema: own.Schema = False,
    bank: Bank = None,
    data_dir: DataDir = None,
    accessible: Accessible = False,
    no_color: NoColor = False,
    quiet: Quiet = False,
) -> int:
    """Say what many past interviews say together, as tables or a line a record.

    Every number names what it is out of. A count under --min-cell is withheld,
    and so is what would give it away. A record with faults is named and stops
    no other; then the exit code is 5.

    \b
    relapse review 2026/
    relapse review '2026/*.jsonl.gz' --since 2026-07-01 -o review.html
    relapse review records.jsonl --by month --where 'level>=3'
    relapse review 2026/ --compare 2026-01..2026-06,2026-07..2026-11
    relapse review - --where '{answer: safety.home_safe, is: in_danger}' < r.jsonl
    relapse review --store --by path --format json
    relapse review records.jsonl --per-record > lines.jsonl
    relapse review 2026/ --format csv -o review.csv --codebook columns.csv
    relapse review 2026/ --quiet --partial north.json > /dev/null
    relapse review --merge north.json south.json
    """  # noqa: D301 - typer keeps the lines after \b as they are
    if schema:
        return _show_schema()
    from tempfile import gettempdir

    from relapse_cli.app.review.asked import Asked, condition_asked, groups_asked, periods_asked
    from relapse_cli.app.review.engines import engine_named
    from relapse_cli.app.review.job import Job
    from relapse_cli.app.review.merge import merged
    from relapse_cli.app.sources.bank import require_bank
    from relapse_cli.app.sources.days import days_asked
    from relapse_cli.app.sources.faults import Faults, open_faults
    from relapse_cli.batch.review import review_of
    from relapse_cli.cli.defaults import bank_name
    from relapse_cli.cli.says.review import tell_end
    from relapse_cli.cli.store_access import store_door
    from relapse_cli.cli.streams import ProblemsTold

    sources = tuple(paths or ())
    asked_for = {
        "--store": store,
        "--where": where,
        "--by": by,
        "--compare": compare,
        "--since": since,
        "--until": until,
        "--per-record": per_record,
        "--partial": partial,
        "--errors": errors,
    }
    target = _target(sources, output, "jsonl" if per_record and format is None else format, store=store)
    _check_together(target, codebook, asked_for, merge=merge)
    _refuse_taken((target.file, codebook, errors, partial), sources, force=force)
    runs, known = engine_named(engine, jobs, cluster or ""), require_bank(bank_name(bank))
    options = _options(target, accessible=accessible, no_color=no_color)
    if merge:
        _write(review_of(merged(sources), known, min_cell), known, target, options, codebook, force=force)
        return 0
    asked = Asked(
        bank=known,
        where=condition_asked(known, where or ()),
        written=" and ".join(where or ()),
        by=groups_asked(known, (*periods_asked(compare), *(by or ()))),
        days=days_asked(since, until),
        min_cell=min_cell,
        trusted=trusted,
    )
    together = target.form not in PER_RECORD
    with ExitStack() as stack:
        door = stack.enter_context(store_door(data_dir, accessible=accessible, to_read=True, screens=False))
        kept = stack.enter_context(open_faults(Path(errors) if errors else None, force=force))
        faults = Faults(None if quiet else ProblemsTold(), kept)
        job = Job(
            asked=asked,
            spill=Path(gettempdir()),
            paths=sources,
            door=door if store else None,
            counts=together or partial is not None,
        )
        counts = _run(runs, job, target, faults, force=force)
    tell_end(faults, stopped=counts.stopped, keep_going=keep_going)
    if together:
        _write(review_of(counts, known, min_cell), known, target, options, codebook, force=force)
    if partial is not None:
        _write_counts(counts, partial, force=force)
    return INTERRUPTED if counts.stopped else faults.exit_code(keep_going=keep_going)


def _target(
    sources: tuple[str, ...], output: str | None, form: ReviewForm | None, *, store: bool
) -> Target[ReviewForm]:
    """Return where the review goes.

    Raises:
        UsageError: nothing was named to review, or it cannot go there.
    """
    from relapse_cli.cli.review_output import review_target
    from relapse_cli.errors import UsageError

    if not sources and not store:
        raise UsageError(
            "Nothing was named to review.",
            remedy="Name files or folders, such as: relapse review 2026/ (- is standard input). Or: --store",
        )
    return review_target(output, form)


def _check_together(
    target: Target[ReviewForm], codebook: str | None, asked_for: Mapping[str, object], *, merge: bool
) -> None:
    """Refuse options that say nothing beside each other, before anything is read.

    Raises:
        UsageError: one of them would be passed over.
    """
    from relapse_cli.errors import UsageError

    if asked_for["--per-record"] and target.form not in PER_RECORD:
        raise UsageError(
            f"--per-record writes a line a record, and {target.form} holds none.",
            remedy="Leave --per-record out, or choose --format jsonl.",
        )
    if codebook is not None and target.form != "csv":
        raise UsageError("--codebook belongs to --format csv.", remedy="Add --format csv, or leave it out.")
    if merge and target.form in PER_RECORD:
        raise UsageError("Counts hold no records.", remedy="Choose another format than jsonl and parquet.")
    if merge and (given := [name for name, value in asked_for.items() if value]):
        raise UsageError(
            f"{given[0]} was decided when the counts were made, and --merge only puts them together.",
            remedy="Leave one of the two out.",
        )


def _refuse_taken(files: Iterable[str | Path | None], sources: tuple[str, ...], *, force: bool) -> None:
    """Refuse names that are taken before anything is read: a long run that ends there would be for nothing.

    Raises:
        UsageError: one of them is there already, or is what is to be read.
    """
    from relapse_cli.errors import UsageError
    from relapse_cli.files import is_same_file, is_there

    for path in (Path(file) for file in files if file is not None):
        if any(is_same_file(path, source) for source in sources):
            raise UsageError(
                f"{path} is to be read; a review in its place would take the records away.",
                remedy="Name another file.",
            )
        if is_there(path) and not force:
            raise UsageError(f"{path} is already there.", remedy="Choose another name, or add --force.")


def _run(
    runs: Engine | None, job: Job, target: Target[ReviewForm], faults: Faults, *, force: bool
) -> Partial:
    """Let an engine work; where a line or a row a record is wanted, they are written as they come."""
    from relapse_cli.app.review.run import run_review
    from relapse_cli.cli.review_output import rows_to
    from relapse_cli.cli.says.review import Hearer
    from relapse_cli.cli.waiting import counting

    with rows_to(target, job.asked.by, force=force) as rows, counting("Reading") as went_on:
        counts = run_review(job, Hearer(faults, went_on, rows), runs)
        if rows is not None:
            rows.end(partial=counts.stopped)
    return counts


def _options(target: Target[ReviewForm], *, accessible: bool, no_color: bool) -> RenderOptions:
    """Return how a review is drawn; whoever hears a table gets lines."""
    import os

    from relapse_cli.cli.defaults import environment, render_options

    heard = accessible or bool(environment().accessible) or os.environ.get("TERM") == "dumb"
    return replace(render_options(no_color=no_color, to_file=target.to_file), lines=heard)


def _write(
    found: Review,
    bank: Bank_,
    target: Target[ReviewForm],
    options: RenderOptions,
    codebook: str | None,
    *,
    force: bool,
) -> None:
    """Write what all records say together, and beside it what each column is."""
    from relapse_cli.cli.review_output import DOCUMENT_FORMS
    from relapse_cli.cli.streams import note
    from relapse_cli.files import write_private
    from relapse_cli.formats.catalogue import write_review
    from relapse_cli.formats.data import review_csv

    target.write(write_review(found, bank, DOCUMENT_FORMS[target.form], options), force=force)
    if codebook is not None:
        write_private(Path(codebook), review_csv.codebook(found).encode(), force=force)
        note(f"Written to {codebook}.")


def _write_counts(counts: Partial, file: str, *, force: bool) -> None:
    """Write the counts, which are not withheld yet: that happens when all are put together."""
    from relapse_cli.batch.partial_file import to_json
    from relapse_cli.cli.streams import note
    from relapse_cli.files import write_private

    write_private(Path(file), to_json(counts), force=force)
    note(f"The counts are in {file}. Small ones are in it as they are: share it only to be merged.")


def _show_schema() -> int:
    from relapse_cli.cli.streams import write_data
    from relapse_cli.formats.data.review_json import schema

    write_data(schema())
    return 0
