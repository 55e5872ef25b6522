"""How a case stands, as a family of states with its mark and colour, and its trail as the pages draw it."""

from collections.abc import Iterable

from casesvc.cases.case import Case
from casesvc.journeys.line import Line
from casesvc.journeys.trail import TrailNode
from casesvc.web.filters import short_day
from casesvc.web.parts import Family, TrailStep

BY_OUTCOME: dict[str | None, Family] = {
    "return": "needs-you",
    "terminate": "bad",
    "withdrawn": "closed",
    "failed": "closed",
}


def family_of(case: Case, line: Line) -> Family:
    """The family of a case's state: by its end when it has one, otherwise by whose turn it is."""
    if case.ended is not None:
        end = line.process.ends.get(case.ended)  # none when an administrator ended the case
        return "good" if end is not None and end.grants else "bad"
    if case.submission is None:
        return "draft"
    return "needs-you" if any(task.who.person == case.applicant for task in case.tasks.values()) else "office"


def trail_steps(nodes: Iterable[TrailNode]) -> list[TrailStep]:
    """The nodes of a trail, ready to be drawn."""
    return [trail_step(node) for node in nodes]


def trail_step(node: TrailNode) -> TrailStep:
    """One node: a return needs attention, a termination is bad, what was passed is good."""
    families: dict[str, Family] = {"ahead": "draft", "now": "office", "passed": BY_OUTCOME.get(node.outcome, "good")}
    waited = node.waited
    if node.place == "now" and node.due is not None:
        waited = f"{waited}，{short_day(node.due)}前办理"
    return TrailStep(
        node.title, families[node.place], node.place, node.words, node.who or None, node.at, waited, node.opinion
    )
