"""Cases begun directly in the stores."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from casesvc.cases.case import Case
from casesvc.cases.events import Event
from casesvc.cases.history import FIRST
from casesvc.cases.pen import Pen
from casesvc.storage.database import SqlDatabase, Transaction
from tests.cases.writing import applied

CASE = "0198f3a0-0000-7000-8000-000000000001"


def begin(
    work: Transaction, *events: Event, case: str = CASE, one_open: bool = False, applicant: str = "lin-wan"
) -> Pen:
    """Begin a case and keep ``events`` as its history."""
    new = Case(case, line="talent-tiers", applicant=applicant, definition="sha256:d")
    held = work.cases.begin(new, one_open=one_open)
    pen = Pen(new, previous=FIRST, at=work.now, actor=applicant, definition="sha256:d", salt=work.salt)
    pen.write(*(events or applied(name="林晚")))
    work.cases.keep(held, pen.case, pen.entries, b"snapshot")
    return pen


def begun(database: SqlDatabase, *events: Event, case: str = CASE) -> Pen:
    """Begin a case in a transaction of its own."""
    with database.write() as work:
        return begin(work, *events, case=case)


class Fault(Exception):
    """Something went wrong in the middle of a command."""


@contextmanager
def undone(database: SqlDatabase) -> Iterator[Transaction]:
    """Open a transaction that fails at its end."""
    with suppress(Fault), database.write() as work:
        yield work
        raise Fault
