"""Fits values to the types a file declares: texts from outside become dates, one item a list, the rest has to fit."""

from collections.abc import Callable, Mapping
from typing import Any

from casesvc.diagrams.decisions.asking import passes
from casesvc.diagrams.decisions.cells.dates import to_date, to_date_time, to_duration, to_time
from casesvc.diagrams.decisions.cells.frame import Frame
from casesvc.diagrams.decisions.cells.syntax import Scope
from casesvc.diagrams.decisions.cells.values import as_items, kind
from casesvc.diagrams.decisions.model import Type

# The names of base types in the versions of DMN and in Camunda Modeler, as kinds of values.
BASE: Mapping[str, str] = {
    **{name: name for name in ("number", "string", "boolean", "date", "time", "date and time", "context", "list")},
    **dict.fromkeys(("integer", "long", "double", "decimal", "int"), "number"),
    "dateTime": "date and time",
    **dict.fromkeys(("days and time duration", "dayTimeDuration"), "days and time duration"),
    **dict.fromkeys(("years and months duration", "yearMonthDuration"), "years and months duration"),
}
ANY = frozenset({"", "Any", "any", "<Undefined>"})
_FROM_TEXT: Mapping[str, Callable[[str], Any]] = {
    "date": to_date,
    "time": to_time,
    "date and time": to_date_time,
    "days and time duration": to_duration,
    "years and months duration": to_duration,
}
_DEEPEST = 20


class DoesNotFit(Exception):
    """A value is not of its type; ``wanted`` is the type that it is not of."""

    def __init__(self, wanted: str) -> None:
        super().__init__(wanted)
        self.wanted = wanted


def fit(value: Any, name: str, types: Mapping[str, Type], frame: Frame) -> Any:
    """Return a value as one of the named type; raise DoesNotFit. A type nobody knows takes anything."""
    return _fit(value, types.get(name) or Type(name, name), types, frame, _DEEPEST)


def fit_each(value: Any, name: str, types: Mapping[str, Type], frame: Frame) -> Any:
    """Return a list of values of the named type, which may also be the type of the list; raise DoesNotFit.

    Modelling tools give a table that may hit several rules the type of one result.
    """
    declared = types.get(name) or Type(name, name)
    if not isinstance(value, tuple) or declared.collection or types.get(declared.base, declared).collection:
        return fit(value, name, types, frame)
    return tuple(fit(item, name, types, frame) for item in value)


def dated(value: Any, name: str) -> Any:
    """Return a text that a type says to be a date, time or duration as such, and anything else as it is."""
    read = _FROM_TEXT.get(BASE.get(name, ""))
    made = read(value) if read and isinstance(value, str) else None
    return value if made is None else made


def _fit(value: Any, wanted: Type, types: Mapping[str, Type], frame: Frame, depth: int) -> Any:
    if value is None or depth == 0:
        return value
    if wanted.collection:
        one = Type(wanted.name, wanted.base, wanted.allowed, components=wanted.components)
        return tuple(_fit(item, one, types, frame, depth - 1) for item in as_items(value))
    if wanted.components:
        return _context(value, wanted, types, frame, depth)
    if wanted.base in types:
        fitting = _fit(value, types[wanted.base], types, frame, depth - 1)
    else:
        fitting = _base(dated(value, wanted.base), wanted)
    if wanted.allowed and not passes(wanted.allowed, fitting, Scope(), frame):
        raise DoesNotFit(wanted.name)
    return fitting


def _context(value: Any, wanted: Type, types: Mapping[str, Type], frame: Frame, depth: int) -> Any:
    if isinstance(value, tuple) and len(value) == 1:
        value = value[0]
    if not isinstance(value, dict):
        raise DoesNotFit(wanted.name)
    parts = {part.name: part for part in wanted.components}
    return {
        name: _fit(part, parts[name], types, frame, depth - 1) if name in parts else part
        for name, part in value.items()
    }


def _base(value: Any, wanted: Type) -> Any:
    base = BASE.get(wanted.base)
    if base is None or kind(value) == base:
        return value
    if isinstance(value, tuple) and len(value) == 1 and kind(value[0]) == base:
        return value[0]
    if base == "list":
        return as_items(value)
    raise DoesNotFit(wanted.name or wanted.base)
