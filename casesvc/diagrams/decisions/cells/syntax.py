"""The parts an expression is made of, as immutable values."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Literal:
    """A text, a number, true, false or null."""

    value: Any


@dataclass(frozen=True, slots=True)
class Name:
    """A value by its name; ``?`` is the value of the column a cell stands in."""

    name: str


@dataclass(frozen=True, slots=True)
class Path:
    """``base.member``: an entry of a context, or a part of a date."""

    base: "Node"
    member: str


@dataclass(frozen=True, slots=True)
class Filter:
    """``base[condition]``; ``members`` are names in the condition that an item gives, null where it does not."""

    base: "Node"
    condition: "Node"
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """A chain of the same precedence from left to right: ``first - a + b`` has rest (("-", a), ("+", b))."""

    first: "Node"
    rest: tuple[tuple[str, "Node"], ...]


@dataclass(frozen=True, slots=True)
class Negative:
    """``-value``."""

    value: "Node"


@dataclass(frozen=True, slots=True)
class Logic:
    """``a and b and c``, or the same with ``or``."""

    word: str
    terms: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """``left < right``; sign is one of = != < <= > >=."""

    sign: str
    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class Between:
    """``value between low and high``, both ends included."""

    value: "Node"
    low: "Node"
    high: "Node"


@dataclass(frozen=True, slots=True)
class In:
    """``value in (tests)``."""

    value: "Node"
    tests: "Tests"


@dataclass(frozen=True, slots=True)
class Choice:
    """``if condition then yes else no``."""

    condition: "Node"
    yes: "Node"
    no: "Node"


@dataclass(frozen=True, slots=True)
class Interval:
    """``[low..high]``, each end included or not."""

    low: "Node"
    high: "Node"
    with_low: bool
    with_high: bool


@dataclass(frozen=True, slots=True)
class Items:
    """``[a, b, c]``."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Entries:
    """``{key: value}``; later values may name earlier keys."""

    entries: tuple[tuple[str, "Node"], ...]


@dataclass(frozen=True, slots=True)
class Call:
    """``name(a, b)`` or ``name(parameter: a)``; ``parameters`` is empty for arguments by position."""

    function: str
    arguments: tuple["Node", ...]
    parameters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Loop:
    """``for x in list, y in list return body``, or ``some`` and ``every`` with ``satisfies``."""

    word: str
    ranges: tuple[tuple[str, "Node"], ...]
    body: "Node"


@dataclass(frozen=True, slots=True)
class Against:
    """A test of a column's value against another: ``< 5``."""

    sign: str
    value: "Node"


@dataclass(frozen=True, slots=True)
class Condition:
    """A test that holds or not by itself, because it asks about ``?`` or compares: ``? > 5``, ``other < 3``."""

    value: "Node"
    asks: bool


@dataclass(frozen=True, slots=True)
class Tests:
    """A cell of conditions, of which one has to hold, or with ``negated`` none; no test at all always holds."""

    tests: tuple["Test", ...]
    negated: bool = False


Node = (
    Literal
    | Name
    | Path
    | Filter
    | Arithmetic
    | Negative
    | Logic
    | Comparison
    | Between
    | In
    | Choice
    | Interval
    | Items
    | Entries
    | Call
    | Loop
)

Test = Node | Against | Condition


@dataclass(frozen=True, slots=True)
class Scope:
    """What a cell may name: values, members of contexts, and functions of the file; any of them may hold spaces."""

    names: frozenset[str] = frozenset()
    members: frozenset[str] = frozenset()
    functions: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Parsed:
    """A cell that was understood: its tree, and the names it takes from outside."""

    text: str
    tree: "Node | Tests"
    names: frozenset[str]
