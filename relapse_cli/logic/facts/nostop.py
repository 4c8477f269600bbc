"""What must not be stopped suddenly (rules 2.2, ``nostop_entries``, and 7.2)."""

from __future__ import annotations

from relapse_cli.logic.facts import substances as entry_facts
from relapse_cli.logic.facts.reading import Reading
from relapse_cli.logic.facts.record import withdrawal
from relapse_cli.model.answer import Answer

_LONG_ENOUGH_DAYS = 7


def nostop(reading: Reading, entry: Answer) -> bool:
    """Whether stopping suddenly could be dangerous.

    A depressant or an unknown class: regular for a week or for an unknown time, or taken for some days where
    withdrawal is or may be a danger.
    """
    kind = entry_facts.substance_class(reading, entry)
    if kind != "unknown" and kind not in reading.bank.sets.depressants:
        return False
    run = entry_facts.run_days(reading, entry)
    if entry_facts.regular(reading, entry) and (run is None or run >= _LONG_ENOUGH_DAYS):
        return True
    return entry_facts.exposed(reading, entry) and _withdrawal_danger(reading)


def _withdrawal_danger(reading: Reading) -> bool:
    """Signs or unknown signs, an earlier seizure or an open question about one, epilepsy, pregnancy."""
    if withdrawal(reading) in {"mild", "strong", "unknown"}:
        return True
    if reading.answer(reading.roles.seizure_history).value is True or reading.unresolved(
        reading.roles.seizure_history
    ):
        return True
    dangers = reading.bank.sets.withdrawal_dangers
    return any(option in dangers for option in reading.answer(reading.roles.medical).options)


def nostop_variant(reading: Reading) -> tuple[str, ...]:
    """The parts of the text that P-NOSTOP needs, in order (rules 7.2)."""
    regular = [entry for entry in reading.entries if nostop(reading, entry)]
    if not regular:
        return ()
    if reading.unresolved(reading.roles.substance):
        return ("conditional",)
    from_elsewhere = [entry_facts.nonpharmacy(reading, entry) for entry in regular]
    now = reading.answer(reading.roles.use_now)
    taking = "already_stopped" if now.text == "not_taking" else "continuing"
    first = taking if now.usable else "both"
    parts = () if all(from_elsewhere) else (first,)
    return (*parts, "nonpharmacy") if any(from_elsewhere) else parts
