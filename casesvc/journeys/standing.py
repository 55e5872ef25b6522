"""Where a case stands in the eyes of its applicant: the line's word, its family, and whose turn it is."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from casesvc.cases.case import Case
from casesvc.journeys.desk import Desk
from casesvc.journeys.line import Line
from casesvc.journeys.ports import Reading
from casesvc.journeys.rows import CaseRow
from casesvc.journeys.waiting import working_day_number

Family = Literal["draft", "office", "needs-you", "good", "bad"]

UNSUBMITTED = "未提交"


@dataclass(frozen=True)
class MyCase:
    """One case in its applicant's lists; ``mine``: the next step is the applicant's."""

    row: CaseRow
    line: Line
    unit: str
    word: str
    family: Family

    @property
    def mine(self) -> bool:
        """Whether the applicant has something to do."""
        return self.row.task is not None


@dataclass(frozen=True)
class Turn:
    """Who is to act, and since how many working days; ``due`` when the step has an end."""

    who: str
    working_day: int
    due: datetime | None


def my_cases(desk: Desk, reading: Reading, person: str, line: str | None = None) -> tuple[MyCase, ...]:
    """Return a person's cases, newest first, in words."""
    rows = reading.cases_of(person, line)
    units = reading.parties.units({row.unit for row in rows})
    cases = []
    for row in rows:
        opened = desk.lines.get(row.definition)
        word, family = standing(opened, row)
        cases.append(MyCase(row, opened, units[row.unit].name if row.unit in units else "", word, family))
    return tuple(cases)


def standing(line: Line, row: CaseRow) -> tuple[str, Family]:
    """Return the status word of a case and its family."""
    if row.submitted_at is None:
        return UNSUBMITTED, "draft"
    word = row.status or ""
    if word in {end.status for end in line.process.ends.values() if end.grants}:
        return word, "good"
    if row.ended_at is not None:
        return word, "bad"
    return word, "needs-you" if row.task is not None else "office"


def turn_of(desk: Desk, reading: Reading, case: Case) -> Turn | None:
    """Return whose turn it is; None for a case that ended or waits for a date."""
    for task in case.tasks.values():
        unit = reading.parties.unit(task.who.unit) if task.who.unit else None
        topic = task.who.topic
        who = unit.name if unit else "您本人" if task.who.person == case.applicant else "受理机构"
        who = who if topic is None else "外部系统"
        return Turn(who, working_day_number(task.opened_at, reading.now, desk.calendar), task.due)
    return None
