"""A whole history in words, each event against the case before it."""

from collections.abc import Iterable, Sequence

from casesvc.cases.case import Case
from casesvc.cases.events import FormSubmitted
from casesvc.cases.evolve import evolve
from casesvc.cases.history import Entry
from casesvc.journeys.desk import Desk
from casesvc.journeys.submit_form import form_filed
from casesvc.journeys.telling import Before, Submissions, Told, told
from casesvc.journeys.trail import Names


def told_history(desk: Desk, entries: Sequence[Entry], names: Names) -> list[Told]:
    """Return every event in words."""
    submissions = submissions_in(desk, entries)
    return [
        told(entry, Before(before, desk.lines.get(entry.definition), names, submissions, desk.calendar))
        for before, entry in zip(states_before(entries), entries, strict=True)
    ]


def states_before(entries: Iterable[Entry]) -> list[Case]:
    """Return the case as it was before each event."""
    case, before = Case(""), []
    for entry in entries:
        before.append(case)
        case = evolve(case, entry)
    return before


def submissions_in(desk: Desk, entries: Sequence[Entry]) -> Submissions:
    """Return form and answers of everything that was handed in, by the number of its event."""
    return {entry.seq: form_filed(desk.lines, entry) for entry in entries if isinstance(entry.event, FormSubmitted)}
