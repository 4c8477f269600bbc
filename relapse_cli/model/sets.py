"""Sets of options, names and domains: a bank says what belongs together, and rules name it by one word.

Some sets the program reads itself, as classes that slow breathing; these have a row here. A bank may have any
number of its own beside them, for its conditions alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from relapse_cli.model.bank_model import BankModel


@dataclass(frozen=True, slots=True)
class OptionsOf:
    """Whose options a set holds: those of the question with a role, or of a field of it."""

    role: str
    field: str | None = None


_CLASS = OptionsOf("substance", "class")
_SOURCE = OptionsOf("substance", "source")
_DOMAIN = OptionsOf("sequence", "domain")
_Names = tuple[str, ...]


class Sets(BankModel):
    """The sets of a bank, by name: those that the program reads, and all others of the bank's own.

    Attributes:
        own: by name, the sets that only the conditions of the bank read.
        depressants: classes that slow breathing.
        possible_depressants: these, and classes of which that is not known.
        not_from_a_pharmacy: sources that are, or may be, no pharmacy.
        without_prescription: sources that say that it was not prescribed.
        opioid_treatment: medicines for opioid dependence that are opioids themselves.
        withdrawal_dangers: conditions with which stopping suddenly is a danger.
        told_domains: domains that telling somebody answers.
        close_domains: domains that count as another one where sequences are compared.
    """

    depressants: Annotated[_Names, _CLASS] = ()
    possible_depressants: Annotated[_Names, _CLASS] = ()
    not_from_a_pharmacy: Annotated[_Names, _SOURCE] = ()
    without_prescription: Annotated[_Names, _SOURCE] = ()
    opioid_treatment: Annotated[_Names, OptionsOf("opioid_medication")] = ()
    withdrawal_dangers: Annotated[_Names, OptionsOf("medical")] = ()
    sleep_domains: Annotated[_Names, _DOMAIN] = ()
    anxiety_domains: Annotated[_Names, _DOMAIN] = ()
    idealising_domains: Annotated[_Names, _DOMAIN] = ()
    told_domains: Annotated[_Names, _DOMAIN] = ()
    close_domains: Annotated[dict[str, str], _DOMAIN] = Field(default_factory=dict)
    own: dict[str, tuple[str, ...]] = Field(default_factory=dict)

    @property
    def lists(self) -> dict[str, tuple[str, ...]]:
        """Every set that is a list, by name: what conditions may name."""
        known = {name: getattr(self, name) for name in type(self).model_fields}
        return {**{name: held for name, held in known.items() if isinstance(held, tuple)}, **self.own}

    def folded(self, domain: str) -> str:
        """The domain as which one counts where sequences are compared: a close one, or itself."""
        return self.close_domains.get(domain, domain)


def set_contracts() -> Iterator[tuple[str, OptionsOf]]:
    """Yield each set that the program reads, with whose options it holds."""
    for name, info in Sets.model_fields.items():
        yield from ((name, each) for each in info.metadata if isinstance(each, OptionsOf))
