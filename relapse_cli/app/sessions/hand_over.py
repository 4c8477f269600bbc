"""Hand over in the middle of an interview: the page for those who take over, read and, if wanted, written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relapse_cli.logic.answers.withhold import without_private

if TYPE_CHECKING:
    from relapse_cli.app.sources.profiles import ProfileBook
    from relapse_cli.logic.interview.moves import Interview
    from relapse_cli.model.record import Record
    from relapse_cli.prompters.asker import Asker


def hand_over(interview: Interview, asker: Asker, *, earlier: Record | None, profiles: ProfileBook) -> bool:
    """Show the page of what is recorded so far; ``False`` where nobody has to take over.

    Without an agreement that answers are recorded it is shown on screen only.

    Args:
        interview: where it stands.
        asker: the therapist.
        earlier: the record it is compared with.
        profiles: the profiles that there are, and the service on whose paper it is written.

    Raises:
        Left: the interview is to pause.
    """
    from relapse_cli.app.sign_off.papers import hand_over_page  # the first question does not wait for it
    from relapse_cli.logic.plan.build import plan

    made = plan(interview.bank, without_private(interview.bank, interview.record), earlier)
    return hand_over_page(asker, made, interview.bank, profiles, may_write=interview.consented)
