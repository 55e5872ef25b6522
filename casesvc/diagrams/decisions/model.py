"""What a file of decisions says, as immutable values; nothing in it has been parsed or evaluated yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal as Words

from casesvc.diagrams.decisions.cells.syntax import Scope


class DecisionFailed(Exception):
    """A decision could not be made: stable code, the element it broke at, and a Chinese sentence."""

    def __init__(self, code: str, element: str, message: str) -> None:
        super().__init__(f"{code} at {element}: {message}")
        self.code = code
        self.element = element
        self.message = message


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: the id of the nearest element that has one, and the line."""

    element: str
    line: int


@dataclass(frozen=True, slots=True)
class Cell:
    """The text of one cell or expression, and its language where that is not ours."""

    text: str
    place: Place
    language: str = ""


@dataclass(frozen=True, slots=True)
class Input:
    """A column of conditions; ``alias`` is another name of its value in its cells."""

    expression: Cell
    allowed: Cell | None
    type: str
    label: str
    alias: str


@dataclass(frozen=True, slots=True)
class Output:
    """A column of results; ``values`` is the list that orders them, most important first."""

    name: str
    values: Cell | None
    default: Cell | None
    type: str
    place: Place


@dataclass(frozen=True, slots=True)
class Rule:
    """A row: one cell for each input and one for each output."""

    conditions: tuple[Cell, ...]
    results: tuple[Cell, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Table:
    """A decision table; ``policy`` and ``aggregation`` as written, e.g. ``COLLECT`` and ``SUM``."""

    policy: str
    aggregation: str
    inputs: tuple[Input, ...]
    outputs: tuple[Output, ...]
    rules: tuple[Rule, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Expression:
    """A single expression."""

    cell: Cell


@dataclass(frozen=True, slots=True)
class Invocation:
    """A call of a business knowledge model with arguments by name."""

    function: str
    bindings: tuple[tuple[str, "Logic"], ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Entry:
    """A named part of a boxed context; the one without a name is its result."""

    name: str
    type: str
    logic: "Logic"


@dataclass(frozen=True, slots=True)
class Context:
    """A boxed context: entries may name those before them."""

    entries: tuple[Entry, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Rows:
    """A boxed list, or with ``columns`` a relation of contexts."""

    columns: tuple[str, ...]
    rows: tuple[tuple["Logic", ...], ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Unsupported:
    """Something that is not evaluated, by the name of its element; an empty name means that nothing is there."""

    kind: str
    place: Place


Logic = Table | Expression | Invocation | Context | Rows | Unsupported


@dataclass(frozen=True, slots=True)
class Type:
    """A type of the file: of a base type, or of components; ``collection`` makes it a list of such."""

    name: str
    base: str = ""
    allowed: Cell | None = None
    collection: bool = False
    components: tuple["Type", ...] = ()


@dataclass(frozen=True, slots=True)
class InputData:
    """A value the file expects from outside."""

    id: str
    name: str
    type: str
    place: Place


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision, or with kind ``function`` a business knowledge model with its parameters.

    ``needs`` are the ids of what it requires; ``variable`` is the name under which others see the result.
    """

    kind: Words["decision", "function"]
    id: str
    name: str
    variable: str
    type: str
    logic: Logic
    needs: tuple[str, ...]
    parameters: tuple[tuple[str, str], ...]
    scope: Scope
    place: Place


@dataclass(frozen=True)
class Decisions:
    """A file of decisions by id; ``refused`` are elements that the file has and nobody evaluates."""

    inputs: Mapping[str, InputData]
    decisions: Mapping[str, Decision]
    functions: Mapping[str, Decision]
    types: Mapping[str, Type]
    refused: tuple[Unsupported, ...] = ()
    repeated: tuple[Place, ...] = ()
