"""An auditor replays a case: every event in words, the form as it was then, and the proof that nothing was touched."""

from dataclasses import dataclass

from casesvc.cases.case import Case
from casesvc.cases.history import Entry
from casesvc.cases.rejection import Rejection
from casesvc.journeys.access import case_for
from casesvc.journeys.desk import Desk
from casesvc.journeys.line import Line
from casesvc.journeys.ports import Reading
from casesvc.journeys.read_review import Filed, filed_at
from casesvc.journeys.rebuild_case import moments
from casesvc.journeys.telling import Told
from casesvc.journeys.told_history import told_history
from casesvc.journeys.trail import names_in
from casesvc.journeys.verify_case import Proof, proof_of
from casesvc.parties.people import Person


@dataclass(frozen=True)
class Replay:
    """A case at one step. ``state`` is the case after that step, ``version`` the number of the line it then followed.

    ``strays``: the first step at which the diagram, run again, does not go the way that was recorded.
    """

    case: Case
    state: Case
    line: Line
    version: int
    applicant: str
    unit: str
    steps: tuple[Told, ...]
    at: int
    filed: Filed | None
    proof: Proof
    strays: int | None

    @property
    def step(self) -> Told:
        """The step shown."""
        return self.steps[self.at - 1]


def replay_case(desk: Desk, *, person: Person, case: str, step: int | None = None) -> Replay:
    """Return ``case`` at ``step`` (the last one by default) and record the look. Raise Rejection unknown-case.

    A history that breaks is told up to the step before the break.
    """
    with desk.database.read() as reading:
        found = case_for(reading, person=person, case=case)
        proof = proof_of(reading, case)
        entries = reading.entries(case, limit=proof.broken.seq - 1 if proof.broken else None)
        names = names_in(reading, entries)
        if not entries:
            raise Rejection("history-broken", proof.words)
        at = min(max(step or len(entries), 1), len(entries))
        version = version_of(reading, entries[at - 1])
    with desk.database.write() as work:
        work.looks.note(person.id, case, "replay", work.now)
    played = list(moments(desk, entries))
    line = desk.lines.get(entries[at - 1].definition)
    return Replay(
        case=found,
        state=played[at - 1].case,
        line=line,
        version=version,
        applicant=names.person(found.applicant),
        unit=names.unit(found.unit),
        steps=tuple(told_history(desk, entries, names)),
        at=at,
        filed=filed_at(desk, entries, played[at - 1].case),
        proof=proof,
        strays=next((moment.entry.seq for moment in played if not moment.agrees), None),
    )


def version_of(reading: Reading, entry: Entry) -> int:
    """Return the number of the published version in force at an event."""
    return next((one.number for one in reading.publications.versions() if one.digest == entry.definition), 0)
