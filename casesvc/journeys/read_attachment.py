"""An attachment of a case, for whoever may read the case."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from casesvc.cases.events import FormSubmitted
from casesvc.cases.rejection import Rejection
from casesvc.journeys.access import case_for
from casesvc.journeys.desk import Desk
from casesvc.parties.people import Person


@dataclass(frozen=True)
class Attachment:
    """A file as it was handed in."""

    name: str
    type: str
    content: bytes


def read_attachment(desk: Desk, *, person: Person, case: str, file: str) -> Attachment:
    """Return the attachment of that id from what was handed in. Raise Rejection unknown-case, not-yours, file-gone."""
    with desk.database.read() as reading:
        case_for(reading, person=person, case=case)
        entries = reading.entries(case)
    submitted = (entry.event.answers for entry in reversed(entries) if isinstance(entry.event, FormSubmitted))
    for answers in submitted:
        for found in files_in(answers):
            if found["id"] == file:
                return Attachment(found["name"], found["type"], content_of(desk, found["digest"]))
    raise Rejection("file-gone", "没有找到这个附件，可能已被申报人删除")


def files_in(value: Any) -> Iterator[Mapping[str, Any]]:
    """Find every attachment in answers."""
    if isinstance(value, Mapping):
        if "digest" in value:
            yield value
            return
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            yield from files_in(inner)


def content_of(desk: Desk, digest: str) -> bytes:
    """Return stored content. Raise Rejection file-gone."""
    try:
        return desk.files.get(digest)
    except KeyError:
        raise Rejection("file-gone", "这个附件的内容已不在存储中，请联系系统管理员") from None
