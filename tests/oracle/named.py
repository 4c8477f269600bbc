"""The facts of sections 2.1 to 2.3 under the names that the contract gives them."""

from __future__ import annotations

from typing import Any

from . import facts, flags, timeline
from .open_items import unresolved_critical
from .reading import Reading


def continuing_word(r: Reading) -> str:
    """2.2: yes, no, or unknown when event.now has no usable value."""
    if facts.continuing(r):
        return "yes"
    return "no" if r.is_one("event.now", "not_taking", "as_prescribed_only") else "unknown"


def entry_facts(r: Reading) -> list[dict[str, Any]]:
    """2.1: the facts of each entry."""
    return [
        {
            "class": entry.klass,
            "source": entry.source,
            "vs_prescription": entry.vs_prescription,
            "name": entry.name,
            "run_days": entry.run_days,
            "short_run": entry.short_run,
            "regular": entry.regular,
            "exposed": entry.exposed,
            "entry_nonpharmacy": entry.nonpharmacy,
            "long_acting_opioid": entry.long_acting_opioid,
            "short_acting": entry.short_acting,
            "together": sorted((item.klass, item.nonpharmacy) for item in facts.together(r, entry)),
        }
        for entry in facts.entries(r)
    ]


def record_facts(r: Reading) -> dict[str, Any]:
    """2.2 and 2.3: the facts of the record and of the timeline."""
    return {
        "not_clear": r.not_clear(),
        "home_safe_private": r.home_safe_private(),
        "mixed": sorted(facts.mixed(r)),
        "classes": sorted(facts.classes(r)),
        "nonpharmacy": facts.nonpharmacy(r),
        "mixed_use": facts.mixed_use(r),
        "continuing": continuing_word(r),
        "taking": facts.taking(r),
        "active": facts.active(r),
        "change": facts.change(r),
        "sharp": facts.sharp(r),
        "lessened": facts.lessened(r),
        "stop_unresolved": facts.stop_unresolved(r),
        "withdrawal": facts.withdrawal(r),
        "naltrexone": facts.naltrexone(r),
        "tolerance_lowered": facts.tolerance_lowered(r),
        "tolerance_lost": facts.tolerance_lost(r),
        "conditions": sorted(facts.conditions(r)),
        "seizure_risk": facts.seizure_risk(r),
        "distress": facts.distress(r),
        "combo_72h": facts.combo_72h(r),
        "small_excess": facts.small_excess(r),
        "passive_wish": facts.passive_wish(r),
        "nostop_entries": [entry.index for entry in facts.nostop_entries(r)],
        "nostop_variant": facts.nostop_variant(r),
        "sleep_mean": facts.sleep_mean(r),
        "no_sleep_pair": facts.no_sleep_pair(r),
        "three_short": facts.three_short(r),
        "severe_insomnia": facts.severe_insomnia(r),
        "high_anxiety": facts.high_anxiety(r),
        "strongest_feeling": facts.strongest_feeling(r),
        "therapy_gap_now": facts.therapy_gap_now(r),
        "unresolved_critical": unresolved_critical(r),
        "stabilise_open": r.session == "interview" and flags.stabilise_open(r),
        "domains": sorted(timeline.domains(r)),
        "earliest_domain": timeline.earliest_domain(r),
        "first_three_domains": timeline.first_three_domains(r),
        "first_three_folded": sorted(timeline.first_three_folded(r)),
        "sai": timeline.sai(r),
    }
