"""The contact dates and the due times (rules 7.7)."""

from __future__ import annotations

from datetime import timedelta

from . import facts
from .actions import Situation, p_means, s_reengage
from .dates import When, read_when, resolve
from .reading import Reading

NEXT_CONTACT = "next_contact"


def contact_question(r: Reading) -> str:
    """The question of the session that holds the next contact."""
    return "followup.next_contact" if r.session == "followup" else "revise.next_contact"


def agreed_when(r: Reading) -> When | None:
    """The agreed contact: after started_at, a date alone on or after its local date; a past one is none."""
    when = read_when(r.part(contact_question(r), "when"), r.now)
    if when is None:
        return None
    ahead = when.day >= r.now.date() if when.whole_day else when.start > r.now
    return when if ahead else None


def next_contact(r: Reading) -> str | None:
    """The agreed contact as ISO text: an instant with its offset, or a date."""
    when = agreed_when(r)
    if when is None:
        return None
    return when.day.isoformat() if when.whole_day else when.start.isoformat()


def extra_contact(s: Situation) -> str | None:
    """The contact before a late one: today, days 1, hours 48 or none."""
    agreed = agreed_when(s.r)
    today = s.r.now.date()
    if s.acting == 4:
        return "today" if agreed is None or agreed.day > today else None
    if s.acting == 3:
        return "days 1" if agreed is None or agreed.day > today + timedelta(days=1) else None
    if s_reengage(s):
        late = agreed is None or agreed.start > s.r.now + timedelta(hours=48)
        return "hours 48" if late else None
    return None


def contact_word(s: Situation) -> str:
    """P-CONTACT: by level; U-25 makes it 24 hours; at level 1 the check-in, in a follow-up the session."""
    if s.acting == 4:
        return "today"
    if s.acting == 3:
        return "days 1"
    if s.acting == 2:
        return "hours 24" if s.flagged("U-25") else "hours 72"
    return "days 7" if s.r.session == "followup" else "hours 72"


def contact_is_late(s: Situation) -> bool:
    """Level 2: agreed later than the due; level 1: later than days 7. A reason is asked for then."""
    agreed = agreed_when(s.r)
    if agreed is None or s.acting > 2:
        return False
    if s.acting == 1:
        return agreed.day > s.r.now.date() + timedelta(days=7)
    hours = 24 if s.flagged("U-25") else 72
    return agreed.start > s.r.now + timedelta(hours=hours)


def named_contact(s: Situation) -> str:
    """The date that F-3, F-4 and S-REENGAGE name: the extra contact, without one the agreed one."""
    return extra_contact(s) or NEXT_CONTACT


def sameday_word(s: Situation) -> str:
    """P-SAMEDAY: today; now when M-22 rests on a combined product with an open label question."""
    return "now" if s.flagged("M-22") and facts.combo_with_open_label(s.r) else "today"


def again_word(s: Situation) -> str:
    """P-AGAIN: today; tonight with a pull of 8 or more."""
    return "tonight" if facts.strong_pull(s.r) else "today"


def keeping_word(s: Situation) -> str:
    """P-STORE: today while P-MEANS fires, else 24 hours."""
    return "today" if p_means(s) else "hours 24"


def supply_word(s: Situation) -> str | None:
    """P-SUPPLY: as P-STORE; for a nostop product from no pharmacy the arranged date, not yet known."""
    arranged = any(entry.nonpharmacy for entry in facts.nostop_entries(s.r))
    return None if arranged else keeping_word(s)


def opioid_medicine_word(s: Situation) -> str:
    """P-OUD, P-MOUD: with M-04, M-25 or an opioid entry within 72 h today, else 72 hours."""
    recent = any(entry.klass == "opioid" and facts.recent(s.r, entry, 72) for entry in facts.entries(s.r))
    return "today" if recent or s.flagged("M-04", "M-25") else "hours 72"


def due_word(s: Situation, action: str) -> str | None:
    """The due word of one action; None where the record cannot resolve it or none is fixed."""
    table: dict[str, str | None] = {
        "P-CONTACT": contact_word(s),
        "P-TOLD": "hours 24",
        "P-AGAIN": again_word(s),
        "P-EMERGENCY": "now",
        "P-SAMEDAY": sameday_word(s),
        "P-CLARIFY": "today" if s.flagged("M-16") else "hours 72",
        "P-CORE72": "hours 72",
        "P-NOTALONE": "tonight",
        "P-MEANS": "now" if s.flagged("E-04", "E-05") else "today",
        "P-HOME": "now" if s.r.is_one("safety.home_safe", "in_danger") else "hours 72",
        "P-DUTIES": "today",
        "P-NOSTOP": "today",
        "P-STORE": keeping_word(s),
        "P-SUPPLY": supply_word(s),
        "P-NALOXONE": "today",
        "P-TOLERANCE": "today",
        "P-OUD": opioid_medicine_word(s),
        "P-MOUD": opioid_medicine_word(s),
        "P-MEDREVIEW": "today" if s.acting >= 3 else "days 7",
        "P-REOPEN": "now",
        "S-AVE": "now",
        "S-MINIMISE": NEXT_CONTACT,
        "S-PANIC": "hours 72",
        "S-SHAME": "hours 72",
        "S-REENGAGE": named_contact(s),
        "Q-EARLY": "now" if s.acting <= 2 else NEXT_CONTACT,
        "Q-SAI": NEXT_CONTACT,
        "R-PATTERN": NEXT_CONTACT,
        "R-RECUR": NEXT_CONTACT,
        "R-SAME": "now",
        "D-01": "today",
        "D-02": "today",
        "D-03": "today",
        "D-04": "hours 72",
        "D-OPEN": "today",
        "D-00": NEXT_CONTACT,
        "A-IFTHEN": "today",
        "F-3": named_contact(s),
        "F-4": named_contact(s),
    }
    return "days 7" if action.startswith("T-") else table.get(action)


def due(s: Situation, word: str | None) -> str | None:
    """The moment or date of a due word; next_contact is the agreed contact, else P-CONTACT's due."""
    if word is None:
        return None
    if word == NEXT_CONTACT:
        return next_contact(s.r) or resolve(contact_word(s), s.r.now)
    return resolve(word, s.r.now)
