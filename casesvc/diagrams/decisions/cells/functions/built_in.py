"""A function cells may call: its parameters as data, so that arguments of another kind give null everywhere."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from casesvc.diagrams.decisions.cells.values import as_items, kind


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a function takes: no kind means any, null included."""

    name: str
    kinds: frozenset[str]
    optional: bool


@dataclass(frozen=True, slots=True)
class BuiltIn:
    """A function by its parameters; ``run`` gets one argument for each, null for what was left out.

    With ``many`` the last parameter takes all remaining arguments; where it is a list, that list may be given instead.
    """

    parameters: tuple[Parameter, ...]
    run: Callable[..., Any]
    many: bool

    def takes(self, count: int) -> bool:
        """Tell whether so many arguments may be given."""
        least = sum(not parameter.optional for parameter in self.parameters)
        return count >= least and (self.many or count <= len(self.parameters))

    def call(self, arguments: tuple[Any, ...]) -> Any:
        """Return the result, null where an argument is of another kind than its parameter."""
        last = len(self.parameters) - 1
        if self.many and (len(arguments) > last + 1 or not self.parameters[last].kinds):
            arguments = (*arguments[:last], arguments[last:])
        given = arguments + (None,) * (len(self.parameters) - len(arguments))
        fitting = [_fit(*pair) for pair in zip(self.parameters, given, strict=True)]
        return None if _MISFIT in fitting else self.run(*fitting)


_MISFIT: Any = object()


def _fit(parameter: Parameter, value: Any) -> Any:
    if not parameter.kinds or kind(value) in parameter.kinds or (value is None and parameter.optional):
        return value
    if value is None:
        return _MISFIT
    if parameter.kinds == {"list"}:
        return as_items(value)
    if isinstance(value, tuple) and len(value) == 1 and kind(value[0]) in parameter.kinds:
        return value[0]
    return _MISFIT


def built_in(signature: str, run: Callable[..., Any]) -> BuiltIn:
    """Return the function of ``"string:string, start position:number, length:number?"``.

    ``?`` marks what may be left out, ``…`` at the end what takes all remaining arguments.
    """
    parameters = tuple(map(_parameter, signature.removesuffix("…").split(", ")))
    return BuiltIn(parameters, run, signature.endswith("…"))


def _parameter(text: str) -> Parameter:
    name, _, kinds = text.removesuffix("?").partition(":")
    return Parameter(name, frozenset(kinds.split("|") if kinds else ()), text.endswith("?"))
