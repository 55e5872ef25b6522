"""A due date of a diagram is read as the check of the diagram reads it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from casesvc.journeys.due import task_due
from tests.journeys.talent_tiers import Office

MONDAY = datetime(2026, 11, 23, 2, tzinfo=UTC)
END_OF_TUESDAY = datetime(2026, 11, 24, 15, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "due"),
    [
        ("working_days(1)", END_OF_TUESDAY),
        ("${working_days(1)}", END_OF_TUESDAY),
        ("PT2H", datetime(2026, 11, 23, 4, tzinfo=UTC)),
        ("${'PT2H'}", datetime(2026, 11, 23, 4, tzinfo=UTC)),
        ("2026-12-31T17:00:00", datetime(2026, 12, 31, 9, tzinfo=UTC)),
    ],
)
def test_a_due_date_may_be_written_as_the_modeler_writes_expressions(
    office: Office, written: str, due: datetime
) -> None:
    case = office.case(office.applied())
    line = office.desk.lines.get(case.definition)
    task = replace(line.process.tasks["unit"], due=written)

    assert task_due(line, case, task, MONDAY, office.desk.calendar) == due
