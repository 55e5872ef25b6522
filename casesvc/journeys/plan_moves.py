"""What the current version of a line would do to the cases that still run on older ones."""

from dataclasses import dataclass

from casesvc.cases.move import Plan
from casesvc.cases.rejection import Rejection
from casesvc.journeys.desk import Desk
from casesvc.journeys.moved_line import Between, plan_between
from casesvc.journeys.rows import CaseRow, RunningCase
from casesvc.journeys.submit_form import form_of


@dataclass(frozen=True)
class PlannedCase:
    """A running case, the number of the version it follows, and what the current version would do to it."""

    row: CaseRow
    version: int
    plan: Plan


@dataclass(frozen=True)
class PlannedLine:
    """The current version of a line, and all its running cases on older versions, the oldest first.

    ``erased`` are cases whose content was erased by law: nobody can tell what would become of them.
    """

    line: str
    digest: str
    number: int
    cases: tuple[PlannedCase, ...]
    erased: tuple[str, ...] = ()


def plan_moves(desk: Desk, *, line: str) -> PlannedLine:
    """Return the plan of every running case of ``line`` that follows an older version, in as many queries as for one.

    Raise Rejection unknown-line when it was never published.
    """
    with desk.database.read() as reading:
        current = reading.publications.current(line)
        if current is None:
            raise Rejection("unknown-line", f"业务 {line} 还没有发布过任何版本")
        numbers = {version.digest: version.number for version in reading.publications.versions(line)}
        running = reading.running(line, besides=current)
    planned = [
        PlannedCase(each.row, numbers.get(each.row.definition, 0), plan_between(desk.engine, between))
        for each in running
        if (between := between_of(desk, each, current)) is not None
    ]
    erased = tuple(each.row.case for each in running if each.case is None)
    return PlannedLine(line, current, numbers[current], tuple(planned), erased)


def between_of(desk: Desk, running: RunningCase, digest: str) -> Between | None:
    """Return a running case between its version and another one; None for one that was erased."""
    if running.case is None:
        return None
    filed = None if running.filed is None else filed_form(desk, *running.filed)
    return Between(
        running.case, running.snapshot, desk.lines.get(running.row.definition), desk.lines.get(digest), filed
    )


def filed_form(desk: Desk, task: str, definition: str) -> tuple[str, str]:
    """Return the element of a task and the key of the form it asked for in the version in force then."""
    form, asked = form_of(desk.lines.get(definition), task)
    return asked.element, form.key
