"""Diagrams around one suspicious part, and their findings."""

from casesvc.diagrams.check import check_diagram
from casesvc.diagrams.finding import Finding
from tests.diagrams.bpmn import Part, chain, choice, diagram, end, flow, start, sub_process, user_task


def line_of(data: bytes, snippet: str) -> int:
    """Return the only line of the file that holds ``snippet``."""
    (line,) = [number for number, line in enumerate(data.decode().splitlines(), 1) if snippet in line]
    return line


def errors(data: bytes, names: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    return _found(data, "error", names)


def warnings(data: bytes, names: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    return _found(data, "warning", names)


def only(data: bytes, code: str) -> Finding:
    (finding,) = [f for f in check_diagram(data) if f.code == code]
    return finding


def beside(*parts: Part, head: tuple[Part, ...] = (), called: tuple[Part, ...] = ()) -> bytes:
    """Return start -> a -> end with more parts beside it."""
    return diagram(start(), user_task("a"), *parts, end(), *chain("start", "a", "end"), head=head, called=called)


def through(part: Part, *more: Part, head: tuple[Part, ...] = (), called: tuple[Part, ...] = ()) -> bytes:
    """Return start -> part -> end."""
    ways = chain("start", str(part.get("id")), "end")
    return diagram(start(), part, *more, end(), *ways, head=head, called=called)


def inside(*parts: Part, name: str = "sub") -> Part:
    """Return a sub-process with s -> u -> e and more parts beside it."""
    return sub_process(name, start("s"), user_task("u"), end("e"), *chain("s", "u", "e"), *parts)


def conditions_behind_a(*conditions: str, names: tuple[str, ...] = ()) -> bytes:
    ends = [f"end_{number}" for number in range(len(conditions))]
    ways = [flow("g", name, condition) for name, condition in zip(ends, conditions, strict=True)]
    return diagram(start(), user_task("a"), choice("g"), *map(end, ends), *chain("start", "a", "g"), *ways)


def _found(data: bytes, severity: str, names: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(f.code, f.element) for f in check_diagram(data, names) if f.severity == severity]
