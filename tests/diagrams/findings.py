"""Diagrams around one suspicious part, and their findings."""

from casesvc.diagrams.check import check_diagram
from casesvc.diagrams.finding import Finding
from tests.diagrams.bpmn import Part, chain, choice, diagram, end, flow, start, user_task


def line_of(data: bytes, snippet: str) -> int:
    """Return the only line of the file that holds ``snippet``."""
    (line,) = [number for number, line in enumerate(data.decode().splitlines(), 1) if snippet in line]
    return line


def errors(data: bytes, names: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    return [(f.code, f.element) for f in check_diagram(data, names) if f.severity == "error"]


def only(data: bytes, code: str) -> Finding:
    (finding,) = [f for f in check_diagram(data) if f.code == code]
    return finding


def beside(*parts: Part, head: tuple[Part, ...] = ()) -> bytes:
    """Return start -> a -> end with more parts beside it."""
    return diagram(start(), user_task("a"), *parts, end(), *chain("start", "a", "end"), head=head)


def through(part: Part) -> bytes:
    """Return start -> part -> end."""
    return diagram(start(), part, end(), *chain("start", str(part.get("id")), "end"))


def conditions_behind_a(*conditions: str, names: tuple[str, ...] = ()) -> bytes:
    ends = [f"end_{number}" for number in range(len(conditions))]
    ways = [flow("g", name, condition) for name, condition in zip(ends, conditions, strict=True)]
    return diagram(start(), user_task("a"), choice("g"), *map(end, ends), *chain("start", "a", "g"), *ways)
