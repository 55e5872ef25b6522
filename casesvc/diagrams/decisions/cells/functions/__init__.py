"""All functions cells may call, by name."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from casesvc.diagrams.decisions.cells.functions.built_in import BuiltIn, built_in
from casesvc.diagrams.decisions.cells.functions.lists import LISTS
from casesvc.diagrams.decisions.cells.functions.moments import MOMENTS
from casesvc.diagrams.decisions.cells.functions.numbers import NUMBERS
from casesvc.diagrams.decisions.cells.functions.texts import TEXTS

_OTHER: Mapping[str, BuiltIn] = {
    "not": built_in("negand", lambda value: None if not isinstance(value, bool) else not value),
    "get value": built_in("m:context, key:string", lambda context, key: context.get(key)),
}
BUILT_IN: Mapping[str, BuiltIn] = MappingProxyType({**TEXTS, **NUMBERS, **LISTS, **MOMENTS, **_OTHER})

SPACED_FUNCTIONS = frozenset(name for name in BUILT_IN if " " in name)
SPACED_PARAMETERS = frozenset(
    parameter.name for function in BUILT_IN.values() for parameter in function.parameters if " " in parameter.name
)


def call(name: str, arguments: tuple[Any, ...]) -> Any:
    """Return what a built-in function makes of its arguments."""
    return BUILT_IN[name].call(arguments)
