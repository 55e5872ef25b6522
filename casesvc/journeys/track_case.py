"""进度跟踪: the steps of a case for its applicant, what was handed in, and the result (JL-073, JL-080)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from casesvc.cases.case import Case
from casesvc.cases.events import FormSubmitted, TaskDecided
from casesvc.cases.history import Entry
from casesvc.forms.display import ShownModule, show
from casesvc.forms.form import Form
from casesvc.journeys.access import case_for
from casesvc.journeys.desk import Desk
from casesvc.journeys.line import Line
from casesvc.journeys.standing import MyCase, Turn, my_cases, turn_of
from casesvc.journeys.submit_form import form_of
from casesvc.journeys.trail import Names, Teller, TrailNode, names_in, trail_of
from casesvc.parties.names import masked_name
from casesvc.parties.people import Person
from casesvc.parties.register import RegisterEntry


@dataclass(frozen=True)
class Tracked:
    """A case as its applicant follows it; ``result`` is what the last step of a finished case decided."""

    case: Case
    line: Line
    mine: MyCase
    turn: Turn | None
    trail: tuple[TrailNode, ...]
    form: Form | None
    filed: tuple[ShownModule, ...]
    result: tuple[ShownModule, ...]
    certificate: RegisterEntry | None

    @property
    def submitted(self) -> bool:
        """Whether anything was handed in yet."""
        return self.case.submission is not None

    @property
    def last_opinion(self) -> TrailNode | None:
        """The latest step somebody wrote an opinion at."""
        return next((node for node in reversed(self.trail) if node.opinion), None)


def track_case(desk: Desk, *, person: Person, case: str) -> Tracked:
    """Return the steps of a person's own case. Raise Rejection unknown-case or not-yours."""
    with desk.database.read() as reading:
        found = case_for(reading, person=person, case=case)
        entries = reading.entries(case)
        line = desk.lines.get(found.definition)
        mine = next(mine for mine in my_cases(desk, reading, found.applicant) if mine.row.case == case)
        teller = Teller(line, masked(names_in(reading, entries)), desk.calendar, reading.now)
        filed = handed_in(line, found, entries)
        held = reading.register.of_person(found.applicant)
        return Tracked(
            case=found,
            line=line,
            mine=mine,
            turn=turn_of(desk, reading, found),
            trail=tuple(trail_of(teller, found, entries)),
            form=filed[0] if filed else None,
            filed=show(*filed) if filed else (),
            result=result(line, found, entries),
            certificate=next((entry for entry in held if entry.case == case), None),
        )


def masked(names: Names) -> Names:
    """Return names as the applicant sees them: officers are not shown in full."""
    return replace(names, people={person: masked_name(name) for person, name in names.people.items()})


def handed_in(line: Line, case: Case, entries: Sequence[Entry]) -> tuple[Form, dict[str, Any]] | None:
    """Return form and answers that were handed in last."""
    if case.submission is None:
        return None
    event = entries[case.submission - 1].event
    assert isinstance(event, FormSubmitted)  # noqa: S101 - the state only points at submissions
    return form_of(line, event.task)[0], event.answers


def result(line: Line, case: Case, entries: Sequence[Entry]) -> tuple[ShownModule, ...]:
    """Return the decision that ended the case, unless it was a termination on the way (JL-080)."""
    decided = [entry.event for entry in entries if isinstance(entry.event, TaskDecided)]
    if case.ended is None or not decided:
        return ()
    form, definition = form_of(line, decided[-1].task)
    if "return" in definition.outcomes:
        return ()
    answers: dict[str, Any] = decided[-1].answers
    return show(form, answers)
