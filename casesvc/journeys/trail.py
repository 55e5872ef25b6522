"""流程推送节点: which steps a case has gone, where it stands, and what is still ahead (JL-068, JL-073)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from casesvc.cases.actor import MACHINE, SYSTEM, Candidate
from casesvc.cases.case import Case
from casesvc.cases.events import (
    CaseStarted,
    ExternalTaskCompleted,
    ExternalTaskFailed,
    LevelsRecorded,
    TaskDecided,
    TaskOpened,
    TaskWithdrawn,
)
from casesvc.cases.history import Entry
from casesvc.cases.inputs import TaskInput
from casesvc.journeys.line import Line
from casesvc.journeys.ports import Calendar, Lines, Reading
from casesvc.journeys.waiting import waited, working_day_number

Closing = TaskInput | TaskWithdrawn


@dataclass(frozen=True)
class Names:
    """Names of the people and units a history mentions."""

    people: Mapping[str, str]
    units: Mapping[str, str]

    def person(self, person: str) -> str:
        """Return a person's name; the system and other systems have one too."""
        if person.startswith(MACHINE):
            return f"外部系统 {person.removeprefix(MACHINE)}"
        return "系统" if person == SYSTEM else self.people.get(person, "（已注销）")

    def unit(self, unit: str) -> str:
        """Return a unit's name."""
        return self.units.get(unit, "（已撤销的单位）")

    def candidate(self, who: Candidate) -> str:
        """Return who may do a task, as people say it."""
        if who.topic is not None:
            return "外部系统"
        return self.unit(who.unit) if who.unit is not None else self.person(who.person or "")


@dataclass(frozen=True)
class TrailNode:
    """One step of a case: passed, where it stands now, or ahead; ``outcome`` and ``words`` say how it was closed."""

    element: str
    title: str
    place: Literal["passed", "now", "ahead"]
    outcome: str | None = None
    words: str | None = None
    who: str = ""
    at: datetime | None = None
    waited: str | None = None
    opinion: str = ""
    due: datetime | None = None


def names_in(reading: Reading, entries: Iterable[Entry]) -> Names:
    """Look up everybody a history mentions, people and units in one query each."""
    people: set[str] = set()
    units: set[str] = set()
    for entry in entries:
        people.add(entry.actor)
        match entry.event:
            case CaseStarted(applicant=applicant, unit=unit):
                people.add(applicant)
                units.add(unit)
            case LevelsRecorded(units=levels):
                units.update(levels)
            case TaskOpened(who=who):
                people |= {who.person} if who.person else set()
                units |= {who.unit} if who.unit else set()
    found = reading.parties.units(units)
    return Names(reading.parties.names(people), {unit: found[unit].name for unit in found})


@dataclass(frozen=True)
class Teller:
    """All that is needed to tell what happened to a case in words; ``lines`` are the versions it went through."""

    line: Line
    lines: Lines
    names: Names
    calendar: Calendar
    now: datetime


def trail_of(teller: Teller, case: Case, entries: Sequence[Entry]) -> list[TrailNode]:
    """Return the steps of a case in the order they came up, then those of the straight way that are ahead."""
    closed = {entry.event.task: entry for entry in entries if isinstance(entry.event, Closing)}
    nodes = []
    for entry in entries:
        if isinstance(entry.event, TaskOpened):
            closing = closed.get(entry.event.task)
            node = passed_node(teller, entry, closing) if closing else open_node(teller, case, entry)
            nodes.append(node)
    return [*nodes, *ahead(teller.line, case, nodes)]


def passed_node(teller: Teller, opening: Entry, closing: Entry) -> TrailNode:
    """Return the node of a task that somebody did, in the words of the version in force then."""
    opened, event, line = opening.event, closing.event, teller.lines.get(closing.definition)
    assert isinstance(opened, TaskOpened)  # noqa: S101 - the caller found it by that
    decided = event if isinstance(event, TaskDecided) else None
    unit = f"{teller.names.unit(opened.who.unit)} " if opened.who.unit else ""
    outcome = decided.outcome if decided else CLOSED_BY.get(type(event), "submitted")
    return TrailNode(
        element=opened.element,
        title=line.process.title(opened.element),
        place="passed",
        outcome=outcome,
        words=outcome_title(line, opened.element, outcome),
        who=unit + teller.names.person(closing.actor),
        at=closing.at,
        waited=waited(opening.at, closing.at, teller.calendar),
        opinion=decided.opinion if decided else "",
    )


def open_node(teller: Teller, case: Case, opening: Entry) -> TrailNode:
    """Return the node of a task that waits."""
    opened = opening.event
    assert isinstance(opened, TaskOpened)  # noqa: S101 - the caller found it by that
    task = case.tasks.get(opened.task)
    return TrailNode(
        element=opened.element,
        title=teller.line.process.title(opened.element),
        place="now",
        words=opened.status,
        who=teller.names.candidate(opened.who),
        waited=f"第 {working_day_number(opening.at, teller.now, teller.calendar)} 个工作日",
        due=task.due if task else opened.due,
    )


def ahead(line: Line, case: Case, nodes: Sequence[TrailNode]) -> list[TrailNode]:
    """Return what follows on the straight way; a correction goes through the whole chain again (JL-079)."""
    tasks = line.process.tasks
    passed = [node.element for node in nodes if node.element not in tasks or tasks[node.element].topic is None]
    if case.ended is not None or not passed:
        return []
    chain = line.process.chain()
    last = passed[-1]
    rest = chain[chain.index(last) + 1 :] if last in chain else chain[1:]
    return [TrailNode(element, line.process.tasks[element].name, "ahead") for element in rest]


def outcome_title(line: Line, element: str, outcome: str) -> str:
    """Return an outcome in the words of the form that offers it; as it is where the line has no such task."""
    if outcome in OWN_WORDS:
        return OWN_WORDS[outcome]
    task = line.process.tasks.get(element)
    if task is None or task.form is None:
        return outcome
    form = line.forms[task.form]
    options = (option for module in form.modules if (field := module.field("outcome")) for option in field.options)
    return next((option.title for option in options if option.value == outcome), outcome)


CLOSED_BY = {TaskWithdrawn: "withdrawn", ExternalTaskCompleted: "done", ExternalTaskFailed: "failed"}
OWN_WORDS = {"submitted": "已提交", "withdrawn": "已收回", "done": "已办理", "failed": "报告错误"}
