"""Who may read a case: its applicant, officers of units that have or had a task of it, and auditors."""

from casesvc.cases.case import Case
from casesvc.cases.rejection import Rejection
from casesvc.journeys.ports import Reading
from casesvc.parties.people import Person


def refuse_stranger(reading: Reading, *, person: Person, case: Case) -> None:
    """Refuse whoever has nothing to do with ``case``. Raise Rejection not-yours.

    An officer needs a seat of the role and unit a task was opened for; an installation's auditors see every case.
    """
    if person.id == case.applicant or person.holds("auditor"):
        return
    if not reading.involves(case.id, person.seats):
        raise Rejection("not-yours", "这件申报与您所在的单位无关，您不能查看")


def case_for(reading: Reading, *, person: Person, case: str) -> Case:
    """Return a case that ``person`` may read. Raise Rejection unknown-case or not-yours."""
    found = reading.case(case)
    if found is None:
        raise Rejection("unknown-case", "没有找到这件申报，请核对地址")
    refuse_stranger(reading, person=person, case=found)
    return found
