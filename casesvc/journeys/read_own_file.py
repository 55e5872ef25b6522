"""An attachment for the applicant: of the draft under way, or of what was handed in."""

from casesvc.cases.actor import Actor
from casesvc.cases.rejection import Rejection
from casesvc.journeys.desk import Desk
from casesvc.journeys.read_application import read_application
from casesvc.journeys.read_attachment import Attachment, content_of, files_in, read_attachment
from casesvc.parties.people import Person


def read_own_file(desk: Desk, *, person: Person, case: str, file: str) -> Attachment:
    """Return the attachment of that id. Raise Rejection unknown-case, not-yours or file-gone."""
    try:
        answers = read_application(desk, actor=Actor(person.id), case=case).answers
    except Rejection:
        answers = {}  # nothing is open: what was handed in is left
    for found in files_in(answers):
        if found["id"] == file:
            return Attachment(found["name"], found["type"], content_of(desk, found["digest"]))
    return read_attachment(desk, person=person, case=case, file=file)
