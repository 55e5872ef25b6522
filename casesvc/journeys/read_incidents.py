"""待处理的异常: stalled cases for administrators, and one of them with what can be done about it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from casesvc.cases.case import Case, Stall
from casesvc.cases.events import StepTaken
from casesvc.cases.rejection import Rejection
from casesvc.journeys.desk import Desk
from casesvc.journeys.line import Line
from casesvc.journeys.ports import Reading
from casesvc.journeys.read_path import PathStep
from casesvc.journeys.rows import IncidentRow
from casesvc.journeys.telling import Told
from casesvc.journeys.told_history import told_history
from casesvc.journeys.trail import names_in
from casesvc.parties.names import masked_name
from casesvc.parties.people import Person

PAGE = 20
INPUTS: Mapping[str, str] = {
    "CaseStarted": "开始申报",
    "FormSubmitted": "申报人提交",
    "TaskDecided": "人员办理",
    "ExternalTaskCompleted": "外部系统办理",
    "ExternalTaskFailed": "外部系统报告错误",
    "MessageReceived": "收到消息",
    "SignalReceived": "收到信号",
    "TimerFired": "期限到",
}


@dataclass(frozen=True)
class Incident:
    """A stalled case in a list: where in the diagram, why, since when, and what kind of input it stalled at."""

    case: str
    number: str
    applicant: str
    line: str
    unit: str
    place: str
    code: str
    message: str
    since: datetime
    input: str


@dataclass(frozen=True)
class Incidents:
    """One page of incidents."""

    items: tuple[Incident, ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True)
class OpenIncident:
    """One stalled case. ``facts`` is all that the diagram sees of it by name, ``cause`` the input it stalled at."""

    incident: Incident
    definition: str
    facts: Mapping[str, Any]
    cause: Told
    history: tuple[Told, ...]


def read_incidents(desk: Desk, *, page: int = 1) -> Incidents:
    """Return a page of stalled cases, the longest stalled first, in three queries whatever its length."""
    with desk.database.read() as reading:
        total, rows = reading.incidents.page(offset=(max(page, 1) - 1) * PAGE, limit=PAGE)
        units = reading.parties.units({row.case.unit for row in rows})
    items = tuple(incident_of(desk, row, units[row.case.unit].name if row.case.unit in units else "") for row in rows)
    pages = max(-(-total // PAGE), 1)
    return Incidents(items, total, min(max(page, 1), pages), pages)


def incident_of(desk: Desk, row: IncidentRow, unit: str) -> Incident:
    """Return a row in words; of an erased case only what lists hold."""
    line, stall = desk.lines.get(row.case.definition), row.stall
    return Incident(
        case=row.case.case,
        number=row.case.number or "",
        applicant=masked_name(row.case.applicant_name),
        line=line.title,
        unit=unit,
        place=line.process.title(stall.element) if stall else "",
        code=stall.code if stall else "",
        message=message_of(line, stall) if stall else "这件申报的内容已依法删除",
        since=row.since,
        input=INPUTS.get(row.input_type, row.input_type),
    )


def message_of(line: Line, stall: Stall) -> str:
    """Return why a case stalled, with the element's name in place of its id, which means nothing to people."""
    if not stall.element:
        return stall.message
    alone = rf"(?<![A-Za-z0-9_]){re.escape(stall.element)}(?![A-Za-z0-9_])"
    return re.sub(alone, lambda _: f"“{line.process.title(stall.element)}”", stall.message)


def read_incident(desk: Desk, *, person: Person, case: str) -> OpenIncident:
    """Return a stalled case and record the look. Raise Rejection unknown-case or not-stalled."""
    with desk.database.read() as reading:
        found, stall = stalled_case(reading, case)
        row = reading.incidents.of(case)
        assert row is not None  # noqa: S101 - the lists follow the state
        entries = reading.entries(case)
        names, unit = names_in(reading, entries), reading.parties.unit(found.unit)
    with desk.database.write() as work:
        work.looks.note(person.id, case, "incident", work.now)
    told = told_history(desk, entries, names)
    return OpenIncident(
        incident=incident_of(desk, row, unit.name if unit else ""),
        definition=found.definition,
        facts={**found.facts, **found.route},
        cause=told[stall.seq - 1],
        history=tuple(told),
    )


def read_stall_path(desk: Desk, *, case: str) -> PathStep:
    """Return the way a stalled case took, and the place where it stalled; nothing personal is in it."""
    with desk.database.read() as reading:
        _, stall = stalled_case(reading, case)
        entries = reading.entries(case)
    passed = (one for entry in entries if isinstance(entry.event, StepTaken) for one in entry.event.travelled)
    return PathStep(tuple(passed), (stall.element,))


def facts_of(desk: Desk, *, case: str) -> Mapping[str, Any]:
    """Return what the diagram sees of a case by name, of a case that is no longer stalled too."""
    with desk.database.read() as reading:
        found = reading.case(case)
    return {} if found is None else {**found.facts, **found.route}


def stalled_case(reading: Reading, case: str) -> tuple[Case, Stall]:
    """Return a case with its stall. Raise Rejection unknown-case or not-stalled."""
    found = reading.case(case)
    if found is None:
        raise Rejection("unknown-case", "没有找到这件申报，请核对地址")
    if found.stalled is None:
        raise Rejection("not-stalled", "这件申报的流程没有暂停，可能已由他人处理")
    return found, found.stalled
