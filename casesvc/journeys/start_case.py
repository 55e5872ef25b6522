"""确认并开始申报: an applicant starts a case under a notice, filed with a unit they are bound to."""

from dataclasses import dataclass

from casesvc.cases.actor import Actor
from casesvc.cases.case import Case
from casesvc.cases.events import CaseStarted
from casesvc.cases.rejection import Rejection
from casesvc.journeys.desk import Desk
from casesvc.journeys.go_on import command_on, go_on, keep
from casesvc.journeys.refusals import refuse_closed_window


@dataclass(frozen=True)
class Started:
    """The new case and its first open task of the applicant."""

    case: str
    task: str


def start_case(desk: Desk, *, person: str, line: str, notice: str, unit: str, key: str) -> Started:
    """Start a case on the line's current version. Raise Rejection: window-closed, not-bound, case-open.

    Source: JL-010, JL-028, JL-030. It gets its number when it is handed in.
    """
    with desk.database.write() as work:
        work.parties.lock(person)  # there is no case yet that could be locked
        done = work.repeats.find(person, key)
        if done is not None:
            return Started(**done)
        digest = work.publications.current(line)
        if digest is None:
            raise Rejection("unknown-line", "没有这项业务")
        opened = desk.lines.get(digest)
        refuse_closed_window(opened, opened.notice(notice), work.now)
        if unit not in work.parties.person(person).units:
            raise Rejection("not-bound", "请先绑定推荐单位，再开始申报", {"field": "unit"})
        case = Case(work.new_id(), line=line, applicant=person, definition=digest)
        held = work.cases.begin(case, one_open=opened.one_open_case)
        command = command_on(desk, work, held, Actor(person))
        command.pen.write(CaseStarted(line, notice, person, unit))
        keep(command, go_on(command))
        started = Started(case.id, first_task(command.pen.case, Actor(person)))
        work.repeats.keep(person, key, case.id, {"case": started.case, "task": started.task})
        return started


def first_task(case: Case, actor: Actor) -> str:
    """Return the open task of the applicant. Raise Rejection when the diagram opens none."""
    mine = [task for task, row in case.tasks.items() if row.who.admits(actor)]
    if not mine:
        raise Rejection("nothing-to-fill", "这项业务暂不能在线申报，请联系受理机构")
    return mine[0]
