"""The only door to z3: formulas go in, an interview or "there is none" comes out.

Its C interface is used directly: a bank has many thousand formulas, and each answer many hundred variables.
"""

from __future__ import annotations

from typing import assert_never

import z3

from relapse_cli.checks.proofs.formula import (
    Assignment,
    AtMost,
    Every,
    Formula,
    Negation,
    Number,
    Several,
    Some,
    Variable,
    Without,
)

_STEPS = 500_000


class Solver:
    """One set of laws, asked again and again.

    Attributes:
        asked: how often it was asked.
    """

    def __init__(self, laws: Formula) -> None:
        self.asked = 0
        self._context = z3.Context()
        self._ref = self._context.ref()
        self._solver = z3.Solver(ctx=self._context)
        self._solver.set("phase_selection", 0)  # no answer unless it is needed; the proofs are quicker, too
        self._bool, self._int = z3.BoolSort(self._context), z3.IntSort(self._context)
        self._true, self._false = self._keep(z3.Z3_mk_true(self._ref)), self._keep(z3.Z3_mk_false(self._ref))
        self._known: dict[Formula, z3.Ast] = {}
        self._numbers: dict[Number, z3.Ast] = {}
        self._declared: dict[int, Variable | Number] = {}
        self.require(laws)

    def require(self, law: Formula) -> None:
        """Let something hold from now on."""
        self._assert(self._translate(law))

    def find(self, *wanted: Formula) -> Assignment | None:
        """Return an interview in which all of this holds, or ``None`` where there is none.

        Raises:
            TimeoutError: it could not be told.
        """
        return self._check([self._translate(each) for each in wanted])

    def find_soon(self, *wanted: Formula) -> Assignment | None:
        """Return an interview in which all of this holds, if one is found without much looking.

        How far it looks is counted in steps and not in time, so that it finds the same on every computer.
        """
        self._solver.set("rlimit", _STEPS)
        try:
            return self.find(*wanted)
        except TimeoutError:
            return None
        finally:
            self._solver.set("rlimit", 0)

    def _check(self, wanted: list[z3.Ast]) -> Assignment | None:
        self.asked += 1
        solver = self._solver.solver
        z3.Z3_solver_push(self._ref, solver)
        try:
            for each in wanted:
                self._assert(each)
            found = z3.Z3_solver_check(self._ref, solver)
            if found == z3.Z3_L_UNDEF:
                raise TimeoutError(z3.Z3_solver_get_reason_unknown(self._ref, solver))
            return self._read(z3.Z3_solver_get_model(self._ref, solver)) if found == z3.Z3_L_TRUE else None
        finally:
            z3.Z3_solver_pop(self._ref, solver, 1)

    def _assert(self, wanted: z3.Ast) -> None:
        z3.Z3_solver_assert(self._ref, self._solver.solver, wanted)

    def _read(self, model: z3.Model) -> Assignment:
        """What a model says of our own variables; the library's own helpers are left out."""
        z3.Z3_model_inc_ref(self._ref, model)
        true, numbers = set(), {}
        for index in range(z3.Z3_model_get_num_consts(self._ref, model)):
            declared = z3.Z3_model_get_const_decl(self._ref, model, index)
            ours = self._declared.get(declared.value)
            if ours is None:
                continue
            value = z3.Z3_model_get_const_interp(self._ref, model, declared)
            if isinstance(ours, Number):
                numbers[ours.name] = int(z3.Z3_get_numeral_string(self._ref, value))
            elif value.value == self._true.value:
                true.add(ours.name)
        z3.Z3_model_dec_ref(self._ref, model)
        return Assignment(frozenset(true), numbers)

    def _translate(self, formula: Formula) -> z3.Ast:
        if formula not in self._known:
            self._known[formula] = self._keep(self._build(formula))
        return self._known[formula]

    def _build(self, formula: Formula) -> z3.Ast:
        match formula:
            case Variable():
                return self._declare(formula, self._bool)
            case Negation(part=part):
                return z3.Z3_mk_not(self._ref, self._translate(part))
            case Every(parts=parts):
                return z3.Z3_mk_and(self._ref, len(parts), self._all(parts)) if parts else self._true
            case Some(parts=parts):
                return z3.Z3_mk_or(self._ref, len(parts), self._all(parts)) if parts else self._false
            case Several(n=n, parts=parts):
                return z3.Z3_mk_atleast(self._ref, len(parts), self._all(parts), n)
            case AtMost(terms=terms, bound=bound):
                summands = [self._times(factor, self._number(number)) for factor, number in terms]
                total = self._keep(z3.Z3_mk_add(self._ref, len(summands), _array(summands)))
                return z3.Z3_mk_le(self._ref, total, self._whole(bound))
            case Without(part=part, variables=variables):
                false = [self._translate(variable) for variable in variables]
                whole, gone = self._translate(part), _array([self._false] * len(false))
                return z3.Z3_substitute(self._ref, whole, len(false), _array(false), gone)
            case _:
                assert_never(formula)

    def _all(self, parts: tuple[Formula, ...]) -> object:
        return _array([self._translate(part) for part in parts])

    def _declare(self, named: Variable | Number, sort: z3.Sort) -> z3.Ast:
        symbol = z3.Z3_mk_string_symbol(self._ref, f"{type(named).__name__} {named.name}")
        made = self._keep(z3.Z3_mk_const(self._ref, symbol, sort.ast))
        declared = z3.Z3_get_app_decl(self._ref, z3.Z3_to_app(self._ref, made))
        self._declared[declared.value] = named
        return made

    def _number(self, number: Number) -> z3.Ast:
        if number not in self._numbers:
            made = self._declare(number, self._int)
            self._numbers[number] = made
            low, high = self._whole(number.low), self._whole(number.high)
            self._assert(self._keep(z3.Z3_mk_ge(self._ref, made, low)))
            self._assert(self._keep(z3.Z3_mk_le(self._ref, made, high)))
        return self._numbers[number]

    def _whole(self, value: int) -> z3.Ast:
        return self._keep(z3.Z3_mk_int(self._ref, value, self._int.ast))

    def _times(self, factor: int, number: z3.Ast) -> z3.Ast:
        if factor == 1:
            return number
        return self._keep(z3.Z3_mk_mul(self._ref, 2, _array([self._whole(factor), number])))

    def _keep(self, made: z3.Ast) -> z3.Ast:
        """Keep what was made; the library throws it away at the next call otherwise."""
        z3.Z3_inc_ref(self._ref, made)
        return made


def _array(parts: list[z3.Ast]) -> object:
    """A row of the library's formulas, as its C interface takes it."""
    return (z3.Ast * len(parts))(*parts)
