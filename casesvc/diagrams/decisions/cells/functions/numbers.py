"""Functions on numbers."""

from collections.abc import Callable, Mapping
from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Decimal,
    DecimalException,
)
from typing import Any

from casesvc.diagrams.decisions.cells.functions.built_in import BuiltIn, built_in
from casesvc.diagrams.decisions.cells.values import MATH

_MOST_PLACES = 6111


def _rounded(how: str) -> Callable[[Decimal, Decimal | None], Decimal | None]:
    def rounded(number: Decimal, scale: Decimal | None) -> Decimal | None:
        places = int(scale or 0)
        if abs(places) > _MOST_PLACES:
            return None
        if number.adjusted() + places > 33:
            return number  # so large that its last digit stands before the place
        return number.quantize(Decimal(1).scaleb(-places), how, MATH)

    return rounded


def _calculated(calculate: Callable[..., Any]) -> Callable[..., Any]:
    def calculated(*numbers: Any) -> Any:
        try:
            return calculate(*numbers)
        except DecimalException:
            return None

    return calculated


def _modulo(dividend: Decimal, divisor: Decimal) -> Decimal:
    whole = MATH.divide(dividend, divisor).to_integral_value(ROUND_FLOOR)
    return MATH.subtract(dividend, MATH.multiply(divisor, whole))


def _even(number: Decimal) -> bool | None:
    return MATH.remainder(number, Decimal(2)) == 0


def _odd(number: Decimal) -> bool:
    return abs(MATH.remainder(number, Decimal(2))) == 1


def _row(how: str, signature: str = "n:number, scale:number") -> BuiltIn:
    return built_in(signature, _calculated(_rounded(how)))


NUMBERS: Mapping[str, BuiltIn] = {
    "decimal": _row(ROUND_HALF_EVEN),
    "floor": _row(ROUND_FLOOR, "n:number, scale:number?"),
    "ceiling": _row(ROUND_CEILING, "n:number, scale:number?"),
    "round up": _row(ROUND_UP),
    "round down": _row(ROUND_DOWN),
    "round half up": _row(ROUND_HALF_UP),
    "round half down": _row(ROUND_HALF_DOWN),
    "abs": built_in("n:number", MATH.abs),
    "modulo": built_in("dividend:number, divisor:number", _calculated(_modulo)),
    "sqrt": built_in("number:number", _calculated(MATH.sqrt)),
    "log": built_in("number:number", _calculated(lambda number: MATH.ln(number) if number > 0 else None)),
    "exp": built_in("number:number", _calculated(MATH.exp)),
    "even": built_in("number:number", _calculated(_even)),
    "odd": built_in("number:number", _calculated(_odd)),
}
