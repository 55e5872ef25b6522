"""Ways that lead nowhere, joins that wait or count twice, and ways and joins that do not."""

from tests.diagrams.bpmn import (
    Part,
    by_outcome,
    chain,
    choice,
    diagram,
    end,
    flow,
    fork,
    inclusive,
    node,
    start,
    user_task,
)
from tests.diagrams.examples.example import Example
from tests.diagrams.findings import beside


def _two_ways(split: Part, join: Part, *conditions: str | None) -> bytes:
    """Return start -> split -> a and b -> join -> z -> end."""
    names = (str(split.get("id")), str(join.get("id")))
    parts = (start(), split, user_task("a"), user_task("b"), join, user_task("z"), end())
    ways = [flow(names[0], target, said) for target, said in zip("ab", conditions or (None, None), strict=True)]
    return diagram(*parts, *chain("start", names[0]), *ways, *chain("a", names[1], "z", "end"), flow("b", names[1]))


def _returning(join: str, behind: str) -> bytes:
    """Return two reviews side by side; who says return behind the element ``behind`` sends everything back."""
    gateways = (inclusive("split"), node("inclusiveGateway", "join"))
    parts = (start(), user_task("apply"), *gateways, user_task("a"), user_task("b"), choice("g"), end())
    ways = (*chain("start", "apply", "split", "a"), *chain("split", "b", "join"), flow(behind, "g"))
    after = by_outcome("g", approve=join, **{"return": "apply"})
    more = chain("join", "end") if behind == "a" else (*chain("a", "join"), user_task("r"), flow("join", "r"))
    return diagram(*parts, *ways, *after, *more)


def _loop(*ways: Part) -> bytes:
    parts = (start(), user_task("a"), user_task("b"), choice("g"), end())
    return diagram(*parts, *chain("start", "a", "b"), *ways, flow("g", "end", "outcome == 'approve'"))


def _many(number: int) -> bytes:
    """Return many ways side by side, each of which comes to the join on one of two sides."""
    parts: list[Part] = [
        start(),
        fork("split"),
        inclusive("join"),
        end(),
        *chain("start", "split"),
        flow("join", "end"),
    ]
    for n in range(number):
        parts += [user_task(f"a{n}"), choice(f"g{n}"), user_task(f"x{n}"), user_task(f"y{n}")]
        parts += [*chain("split", f"a{n}", f"g{n}"), *by_outcome(f"g{n}", approve=f"x{n}", **{"return": f"y{n}"})]
        parts += [flow(f"x{n}", "join"), flow(f"y{n}", "join")]
    return diagram(*parts)


TRAP = (flow("b", "g"), flow("g", "b", "outcome == 'return'"))

EXAMPLES = (
    Example("unreachable", "island", beside(user_task("island"), flow("island", "end")),
            beside(user_task("island"), flow("a", "island"))),
    Example("no-way-to-end", "trap", beside(choice("trap"), choice("door"), *chain("a", "trap", "door", "trap")),
            beside(choice("trap"), *chain("a", "trap"))),
    Example("loop-without-choice", "a", beside(user_task("b"), *chain("a", "b", "a")), _loop(*TRAP)),
    Example("join-may-wait", "join", _two_ways(choice("split"), fork("join"), "x > 1", "x <= 1"),
            _two_ways(fork("split"), fork("join")), names=("x",)),
    Example("join-counts-twice", "join", _returning("join", "a"), _returning("end", "r")),
    Example("meets-without-join", "join", _two_ways(fork("split"), choice("join")),
            _two_ways(fork("split"), fork("join")), "warning"),
    Example("too-many-orders", "line", _many(12), _many(3), "warning"),
)  # fmt: skip
