"""An event of the trigger sequence in words, for a page that has a picture of it beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relapse_cli.documents.picture import NOT_RATED, SCALE, STEP_IN

if TYPE_CHECKING:
    from relapse_cli.documents.picture import PictureRow


def picture_row_words(row: PictureRow) -> str:
    """When it was, what it was about, how strong it was and where it came from."""
    rated = NOT_RATED if row.intensity is None else f"{row.intensity}/{SCALE}"
    mark = f" ({STEP_IN})" if row.step_in else ""
    return f"{row.when}: {', '.join(filter(None, (row.domain, rated, row.origin)))}{mark}"
