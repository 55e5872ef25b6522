"""What an end event grants becomes an event of the case and an entry in the register."""

from datetime import datetime

from casesvc.cases.events import EntryGranted
from casesvc.cases.pen import Pen
from casesvc.journeys.desk import LOCAL
from casesvc.journeys.line import Line
from casesvc.journeys.stores import Work


def grant(work: Work, line: Line, pen: Pen) -> None:
    """Write the entry that the end reached by this command grants, if it grants one."""
    case = pen.case
    grants = line.process.ends[case.ended].grants if case.ended is not None else None
    if grants is None:
        return
    rule = line.certificates[grants]
    year = work.now.astimezone(LOCAL).year
    granted = EntryGranted(
        entry=work.new_id(),
        kind=rule.key,
        number=rule.number.format(year=year, sequence=work.cases.next_number(line.key, year, rule.key)),
        level=str(case.route.get(rule.level, "")),
        valid_from=work.now,
        valid_until=None if rule.valid_years is None else years_later(work.now, rule.valid_years),
    )
    pen.write(granted)
    work.register.grant(case.applicant, case, granted)


def years_later(moment: datetime, years: int) -> datetime:
    """Return the same moment ``years`` later; 29 February becomes the 28th."""
    local = moment.astimezone(LOCAL)
    try:
        return local.replace(year=local.year + years)
    except ValueError:
        return local.replace(year=local.year + years, day=28)
