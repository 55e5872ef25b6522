"""The way a case took through its diagram, event by event, for whoever may read the case."""

from collections.abc import Sequence
from dataclasses import dataclass

from casesvc.cases.case import TERMINATED, Case
from casesvc.cases.events import Event, EventSubscribed, MessageReceived, SignalReceived, StepTaken, TimerStarted
from casesvc.cases.evolve import evolve
from casesvc.cases.history import Entry
from casesvc.cases.inputs import TaskInput
from casesvc.journeys.access import case_for
from casesvc.journeys.desk import Desk
from casesvc.parties.people import Person


@dataclass(frozen=True)
class PathStep:
    """Elements and flows passed by one event, and the elements where the case stands after it."""

    travelled: tuple[str, ...]
    present: tuple[str, ...]


def read_path(desk: Desk, *, person: Person, case: str) -> list[PathStep]:
    """Return the path of a case. Raise Rejection unknown-case or not-yours."""
    with desk.database.read() as reading:
        case_for(reading, person=person, case=case)
        return path_of(reading.entries(case))


def path_of(entries: Sequence[Entry]) -> list[PathStep]:
    """Return one step for each event of a history."""
    state, steps = Case(""), [PathStep((), ())]
    for entry in entries:
        state = evolve(state, entry)
        travelled = entry.event.travelled if isinstance(entry.event, StepTaken) else ()
        steps.append(PathStep(travelled, present(state, entry, travelled, before=steps[-1].present)))
    return steps[1:]


def present(case: Case, entry: Entry, travelled: Sequence[str], *, before: Sequence[str]) -> tuple[str, ...]:
    """Return the elements where a case stands after an event: its open tasks, what else it waits for, or its end.

    A task that was just done is still the place until the diagram went on; so is that of a case that was ended.
    """
    if case.ended == TERMINATED:
        return tuple(before)
    if case.ended is not None:
        return (case.ended,)
    acting = acting_in(entry.event)
    waiting = [task.element for task in case.tasks.values()] or awaited(case, entry.event)
    staying = [] if waiting or acting else [element for element in before if element not in travelled]
    return tuple(dict.fromkeys([*acting, *waiting, *staying]))


def acting_in(event: Event) -> list[str]:
    """Return the element something was done at by an event."""
    match event:
        case MessageReceived(event=waiting) | SignalReceived(event=waiting):
            return [waiting.rpartition("#")[0]]
        case _:
            return [event.task.rpartition("#")[0]] if isinstance(event, TaskInput) else []


def awaited(case: Case, event: Event) -> list[str]:
    """Return the events of the diagram a case waits at; those on the border of a task begin when the task is open."""
    if not isinstance(event, EventSubscribed | TimerStarted):
        return []
    return [occurrence.rpartition("#")[0] for occurrence in (*case.subscriptions, *case.timers)]


def read_diagram(desk: Desk, *, person: Person, case: str, step: int | None = None) -> bytes:
    """Return the diagram a case follows, or followed at ``step``. Raise Rejection unknown-case or not-yours."""
    with desk.database.read() as reading:
        found = case_for(reading, person=person, case=case)
        definition = reading.entry(case, step).definition if step else found.definition
    return desk.lines.get(definition).diagram
