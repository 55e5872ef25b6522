"""What an officer reads of a case: the form as filed, what changed since it was returned, and what may be decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from casesvc.cases.actor import Actor
from casesvc.cases.case import Case
from casesvc.cases.events import FormSubmitted
from casesvc.cases.history import Entry
from casesvc.forms.changes import Change, changes
from casesvc.forms.form import Form
from casesvc.forms.problem import Problem
from casesvc.forms.validation import problems
from casesvc.journeys.access import case_for
from casesvc.journeys.desk import Desk
from casesvc.journeys.line import Line
from casesvc.journeys.submit_form import form_filed, form_of
from casesvc.journeys.trail import Names, Teller, TrailNode, names_in, trail_of
from casesvc.parties.people import Person

if TYPE_CHECKING:
    from casesvc.diagrams.process import UserTask

RETURN = "return"


@dataclass(frozen=True)
class Filed:
    """What was handed in: the form, its answers, what changed since the return, and what is worth a second look."""

    form: Form
    answers: dict[str, Any]
    at: datetime
    changes: tuple[Change, ...]
    resubmitted: bool
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class OpenReview:
    """A task the officer may decide, with the form of its decision."""

    task: str
    definition: UserTask
    form: Form
    opened_at: datetime
    due: datetime | None

    @property
    def may_return(self) -> bool:
        """Whether the case can be returned with marks."""
        return RETURN in self.definition.outcomes


@dataclass(frozen=True)
class Extension:
    """A correction whose end the officer may move."""

    task: str
    due: datetime


@dataclass(frozen=True)
class Review:
    """One case before an officer; ``filed`` is None before the first submission, ``open`` when there is no task."""

    case: Case
    line: Line
    applicant: str
    unit: str
    filed: Filed | None
    open: OpenReview | None
    extension: Extension | None
    trail: tuple[TrailNode, ...]
    now: datetime


def read_review(desk: Desk, *, person: Person, case: str, look: str = "review") -> Review:
    """Return a case for an officer and record the ``look``. Raise Rejection unknown-case or not-yours."""
    actor = Actor(person.id, person.seats)
    with desk.database.read() as reading:
        found = case_for(reading, person=person, case=case)
        entries = reading.entries(case)
        names, now = names_in(reading, entries), reading.now
    with desk.database.write() as work:
        work.looks.note(person.id, case, look, work.now)
    line = desk.lines.get(found.definition)
    teller = Teller(line, desk.lines, names, desk.calendar, now)
    trail = tuple(trail_of(teller, found, entries))
    return review_of(desk, found, entries, names, actor=actor, trail=trail, now=now)


def review_of(
    desk: Desk,
    case: Case,
    entries: Sequence[Entry],
    names: Names,
    *,
    actor: Actor,
    trail: tuple[TrailNode, ...],
    now: datetime,
) -> Review:
    """Put together what was read."""
    line = desk.lines.get(case.definition)
    return Review(
        case=case,
        line=line,
        applicant=names.person(case.applicant),
        unit=names.unit(case.unit),
        filed=filed_at(desk, entries, case),
        open=open_review(line, case, actor),
        extension=extension_of(line, case, actor),
        trail=trail,
        now=now,
    )


def filed_at(desk: Desk, entries: Sequence[Entry], case: Case) -> Filed | None:
    """Return the submission in force, compared with the one that was returned before it."""
    if case.submission is None:
        return None
    entry = entries[case.submission - 1]
    form, answers = form_filed(desk.lines, entry)
    before = answers_before(entries, case)
    changed = () if before is None else changes(form, before, answers)
    return Filed(form, answers, entry.at, changed, before is not None, tuple(problems(form, answers)))


def answers_before(entries: Sequence[Entry], case: Case) -> dict[str, Any] | None:
    """Return the answers that were returned, if what is in force came after a return."""
    if case.returned is None or case.returned.submission == case.submission:
        return None
    event = entries[case.returned.submission - 1].event
    return event.answers if isinstance(event, FormSubmitted) else None


def open_review(line: Line, case: Case, actor: Actor) -> OpenReview | None:
    """Return the first open task that the officer may do."""
    for task, row in case.tasks.items():
        if row.who.person is None and row.who.admits(actor):
            form, definition = form_of(line, task)
            return OpenReview(task, definition, form, row.opened_at, row.due)
    return None


def extension_of(line: Line, case: Case, actor: Actor) -> Extension | None:
    """Return the correction under way when the officer sits in the unit the case was filed with."""
    if not any(unit == case.unit for _, unit in actor.seats):
        return None
    for task, row in case.tasks.items():
        if row.due is not None and line.process.tasks[row.element].correction is not None:
            return Extension(task, row.due)
    return None
