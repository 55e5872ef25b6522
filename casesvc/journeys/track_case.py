"""进度跟踪: the steps of a case for its applicant, what was handed in, and the result (JL-073, JL-080)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from casesvc.cases.case import Case
from casesvc.cases.events import TaskDecided
from casesvc.cases.history import Entry
from casesvc.forms.display import ShownModule, show
from casesvc.forms.form import Form
from casesvc.journeys.access import case_for
from casesvc.journeys.desk import Desk
from casesvc.journeys.line import Line
from casesvc.journeys.standing import MyCase, Turn, my_cases, turn_of
from casesvc.journeys.submit_form import form_filed, form_of
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
        teller = Teller(line, desk.lines, masked(names_in(reading, entries)), desk.calendar, reading.now)
        filed = None if found.submission is None else form_filed(desk.lines, entries[found.submission - 1])
        held = reading.register.of_person(found.applicant)
        return Tracked(
            case=found,
            line=line,
            mine=mine,
            turn=turn_of(desk, reading, found),
            trail=tuple(trail_of(teller, found, entries)),
            form=filed[0] if filed else None,
            filed=show(*filed) if filed else (),
            result=result(desk, found, entries),
            certificate=next((entry for entry in held if entry.case == case), None),
        )


def masked(names: Names) -> Names:
    """Return names as the applicant sees them: officers are not shown in full."""
    return replace(names, people={person: masked_name(name) for person, name in names.people.items()})


def result(desk: Desk, case: Case, entries: Sequence[Entry]) -> tuple[ShownModule, ...]:
    """Return the decision that ended the case, unless it was a termination on the way (JL-080)."""
    last = next((entry for entry in reversed(entries) if isinstance(entry.event, TaskDecided)), None)
    if case.ended is None or last is None:
        return ()
    assert isinstance(last.event, TaskDecided)  # noqa: S101 - found by that
    form, definition = form_of(desk.lines.get(last.definition), last.event.task)
    return () if "return" in definition.outcomes else show(form, last.event.answers)
