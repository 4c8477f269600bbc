"""What of a journal cannot be read or carried over: warnings, for everything else is there."""

from __future__ import annotations

from relapse_cli.problems import Message

_NEWER = "A newer relapse may have written it; look at it with that one. Everything else is here."

UNKNOWN_KIND = Message("JRN_001", "this is no kind of entry that this relapse knows", _NEWER, "warning")
UNREADABLE = Message("JRN_002", "this '{kind}' cannot be read", _NEWER, "warning")
STEPS_MISSING = Message("JRN_002", "this 'place' goes on from steps that are not there", _NEWER, "warning")
SAYS_MORE = Message("JRN_003", "this '{kind}' says more than this relapse knows", _NEWER, "warning")
DECISION_UNREADABLE = Message(
    "JRN_004", "a decision cannot be read, so no signature stands", _NEWER, "warning"
)
NO_PLACE = Message("JRN_005", "'{step}' is not {known} this bank any more", "It is passed over.", "warning")
ASK_AGAIN = Message("JRN_007", "this has to be asked again: {why}", "", "warning")
NOW_ASKED = Message(
    "JRN_008", "version {version} asks this here as well, and nothing is recorded", "", "warning"
)
NOT_CARRIED = Message("JRN_006", "this is not carried over: {why}", "", "warning")
