"""A loop that only an event on a border leaves has no gateway at which the library would stop looking ahead."""

from tests.diagrams.bpmn import boundary, chain, diagram, end, flow, start, timer, user_task
from tests.engine.play import play


def test_a_loop_without_a_gateway_runs_until_its_event_leaves_it() -> None:
    case = play(diagram(
        start(), user_task("a"), user_task("b"), boundary("late", "b", timer("timeDuration", "P1D")), end(),
        *chain("start", "a", "b", "a"), flow("late", "end"),
    ))  # fmt: skip
    for _ in range(3):
        case.complete("a")
        case.complete("b")
    case.complete("a")
    assert case.fire("late#4").ended == "end"
