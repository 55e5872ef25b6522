"""Reviews that go on by silence or in two directions, and such that every word leads one way."""

from tests.diagrams.bpmn import (
    Part,
    by_outcome,
    chain,
    choice,
    diagram,
    end,
    flow,
    fork,
    multi,
    start,
    user_task,
)
from tests.diagrams.examples.example import Example
from tests.diagrams.findings import conditions_behind_a


def _behind(*reviews: Part, ways: tuple[Part, ...], default: str | None = None) -> bytes:
    """Return start -> reviews one by one -> g with two ends behind it."""
    names = [str(review.get("id")) for review in reviews]
    parts = (start(), *reviews, choice("g", default=default), end(), end("back"))
    return diagram(*parts, *chain("start", *names, "g"), *ways)


def _levels(many: str) -> Part:
    return user_task("m", multi(many=many, sequential=True, until="outcome != 'approve'"))


def _joined(ways: tuple[Part, ...]) -> bytes:
    parts = (start(), fork("split"), user_task("a"), user_task("b"), fork("join"), choice("g"), end(), end("back"))
    return diagram(*parts, *chain("start", "split", "a", "join", "g"), *chain("split", "b", "join"), *ways)


def _counted(*conditions: str) -> tuple[Part, ...]:
    return tuple(flow("g", name, said) for name, said in zip(("end", "back"), conditions, strict=True))


APPROVED_OR_NOT = by_outcome("g", approve="end", **{"return": "back"})
DEFAULT = (flow("g", "end", name="g_default"), flow("g", "back", "outcome == 'return'"))
BOTH_COUNTED = _counted("count('a', 'approve') + count('b', 'approve') == 2",
                        "count('a', 'approve') + count('b', 'approve') < 2")  # fmt: skip
ALL_OR_ONE_RETURN = _counted("all('m', 'approve')", "count('m', 'return') > 0")
SUM = "count('m', 'approve') + count('m', 'return')"
REVIEW, PANEL = user_task("a"), user_task("m", multi(many="2"))

EXAMPLES = (
    Example("default-behind-review", "g", _behind(REVIEW, ways=DEFAULT, default="g_default"),
            _behind(REVIEW, ways=APPROVED_OR_NOT)),
    Example("outcome-not-named", "g_to_end_0", conditions_behind_a("outcome != 'return'", "outcome == 'return'"),
            conditions_behind_a("outcome == 'approve'", "outcome == 'return'")),
    Example("outcome-two-ways", "g", conditions_behind_a("outcome in ['approve', 'return']", "outcome == 'return'"),
            conditions_behind_a("outcome in ['approve', 'terminate']", "outcome == 'return'")),
    Example("outcome-no-way", "m", _behind(user_task("m", multi(many="3", sequential=True, until="outcome == 'stop'")),
                                           ways=APPROVED_OR_NOT),
            _behind(_levels("3"), ways=APPROVED_OR_NOT)),
    Example("outcome-behind-join", "g", _joined(APPROVED_OR_NOT), _joined(BOTH_COUNTED)),
    Example("outcome-behind-parallel", "g", _behind(PANEL, ways=APPROVED_OR_NOT),
            _behind(PANEL, ways=ALL_OR_ONE_RETURN)),
    Example("outcome-may-be-missing", "g", _behind(user_task("apply"), _levels("levels"), ways=APPROVED_OR_NOT),
            _behind(user_task("apply"), _levels("2"), ways=APPROVED_OR_NOT), "warning"),
    Example("combination-no-way", "g",
            _behind(PANEL, ways=_counted("all('m', 'approve')", "count('m', 'return') == 2")),
            _behind(PANEL, ways=ALL_OR_ONE_RETURN)),
    Example("combination-two-ways", "g",
            _behind(PANEL, ways=_counted("count('m', 'approve') > 0", "count('m', 'return') > 0")),
            _behind(PANEL, ways=_counted(f"{SUM} == 2", f"{SUM} < 2"))),
)  # fmt: skip
