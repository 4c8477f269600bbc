"""What was taken, as the generated function calls it: `logic/facts/substances.py` over plain values."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from relapse_cli.batch.generated.moments import DAY, Span, near
from relapse_cli.model.answer import HOURS_PER_DAY
from relapse_cli.model.bank import Bank

Product = tuple[str, str | None, Span | None, bool]
"""Of an entry: its class, name and last use, and whether it may be from no pharmacy."""


class Together(NamedTuple):
    """What could have been taken together.

    Attributes:
        depressants: how many depressants there are among it.
        possible: how many that are or may be depressants.
        opioid: whether an opioid is.
        elsewhere: whether something that may be from no pharmacy is.
    """

    depressants: float
    possible: float
    opioid: bool
    elsewhere: bool


def run_days(length: float | None, first: Span | None, last: Span | None, offset: int) -> float | None:
    """The larger of the stated run and the dated span, in days."""
    stated = None if length is None else length / HOURS_PER_DAY
    if first is None or last is None:
        return stated
    dated = float(abs((last[0] + offset) // DAY - (first[0] + offset) // DAY) + 1)
    return dated if stated is None or dated > stated else stated


def _product(product: Product, index: int) -> tuple[str, str]:
    if product[0] == "unknown" or product[1] is None:
        return ("", str(index))
    return (product[0], product[1])


class Taken:
    """What depends on the classes of a bank and on which of them slow breathing.

    Attributes:
        nostop_classes: those that must not be stopped suddenly after regular use.
    """

    def __init__(self, bank: Bank) -> None:
        self._place = {name: place for place, name in enumerate(bank.classes)}
        self._depressants = frozenset(bank.sets.depressants)
        self._possible = frozenset(bank.sets.possible_depressants)
        self._beside_opioids = self._depressants - {"opioid"}
        self.nostop_classes = self._depressants | {"unknown"}
        self._counted = lru_cache(maxsize=4096)(self._count)  # few records differ in what is counted

    def classes_of(self, found: Sequence[str], mixed: Sequence[str]) -> tuple[str, ...]:
        """The classes of everything taken, in the order of the bank."""
        place = self._place
        if not mixed and len(found) < 2:
            return tuple([name for name in found if name in place])
        return tuple(sorted({*found, *mixed} & place.keys(), key=place.__getitem__))

    def together(
        self, index: int, products: Sequence[Product], mixed: Sequence[str], treated: bool
    ) -> Together:
        """What could have been taken together with one product, itself included."""
        mine = products[index]
        if len(products) == 1:
            return self._counted(((mine[0], mine[3]),), tuple(mixed), treated)
        found: dict[tuple[str, str], tuple[str, bool]] = {}
        for number, other in enumerate(products):
            if number != index and not near(mine[2], other[2]):
                continue
            key = _product(other, number)
            known = key in found and found[key][1]
            found[key] = (other[0], known or other[3])
        return self._counted(tuple(found.values()), tuple(mixed), treated)

    def _count(self, found: tuple[tuple[str, bool], ...], mixed: tuple[str, ...], treated: bool) -> Together:
        """The same of products by class, and whether each may be from no pharmacy."""
        near_ = [*found, *((option, option == "illicit") for option in mixed)]
        if treated and not any(kind == "opioid" for kind, _ in near_):
            near_.append(("opioid", False))
        return Together(
            float(sum(kind in self._depressants for kind, _ in near_)),
            float(sum(kind in self._possible for kind, _ in near_)),
            any(kind == "opioid" for kind, _ in near_),
            any(elsewhere for _, elsewhere in near_),
        )

    def mixed_use(
        self,
        mixed: Sequence[str],
        classes: Sequence[str],
        products: Sequence[Product],
        treated: bool,
    ) -> bool:
        """Whether more than one product may have been taken within the same 24 hours."""
        if mixed:
            return True
        if treated and not self._beside_opioids.isdisjoint(classes):
            return True
        if len(products) < 2:
            return False
        uses = [(_product(product, index), product[2]) for index, product in enumerate(products)]
        return any(
            one[0] != other[0] and near(one[1], other[1])
            for index, one in enumerate(uses)
            for other in uses[index + 1 :]
        )


def nostop_variant(
    entries: Sequence[tuple[bool, bool]],
    unresolved: bool,
    stopped: bool,
    known: bool,
) -> tuple[str, ...]:
    """The parts of the text that P-NOSTOP needs."""
    from_elsewhere = [elsewhere for dangerous, elsewhere in entries if dangerous]
    if not from_elsewhere:
        return ()
    if unresolved:
        return ("conditional",)
    taking = "already_stopped" if stopped else "continuing"
    first = taking if known else "both"
    parts = () if all(from_elsewhere) else (first,)
    return (*parts, "nonpharmacy") if any(from_elsewhere) else parts
