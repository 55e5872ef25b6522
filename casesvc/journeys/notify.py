"""Which site messages a command sends: rows of its own transaction, so nothing is sent for what rolled back."""

from collections.abc import Iterator

from casesvc.cases.case import Case
from casesvc.cases.events import CaseEnded, CaseTerminated, FormSubmitted, TaskOpened
from casesvc.cases.history import Entry
from casesvc.cases.pen import Pen
from casesvc.journeys.desk import LOCAL
from casesvc.journeys.line import Line, MessageText
from casesvc.journeys.rows import Delivery
from casesvc.journeys.stores import Work

SITE_MESSAGE = "site-message"
TERMINATED = MessageText(
    "{line}：申报已终止办理",
    "您的申报 {number} 的流程不能继续，已由系统管理员终止办理。原因：{reason}。如有疑问，请致电 {hotline}。",
)


def notify(work: Work, line: Line, pen: Pen) -> None:
    """Write the messages that the events of this command call for; the line's files hold their words."""
    for text, entry in called_for(line, pen):
        body = {"person": pen.case.applicant, **filled(text, pen.case, entry, line)}
        work.deliveries.add(Delivery(work.new_id(), SITE_MESSAGE, pen.case.id, body, work.now))


def called_for(line: Line, pen: Pen) -> Iterator[tuple[MessageText, Entry]]:
    """Find the message of each event: ``submitted``, the element of a task that opened, the id of an end."""
    for entry in pen.entries:
        match entry.event:
            case FormSubmitted():
                key = "submitted"
            case TaskOpened(element=element):
                key = element
            case CaseEnded(end=end):
                key = end
            case CaseTerminated():
                yield TERMINATED, entry
                continue
            case _:
                continue
        if key in line.messages:
            yield line.messages[key], entry


def filled(text: MessageText, case: Case, entry: Entry, line: Line) -> dict[str, str]:
    """Return title and text with the case's values in their places."""
    due = entry.event.due if isinstance(entry.event, TaskOpened) else None
    values = {
        "line": line.title,
        "number": case.number or "",
        "opinion": case.returned.opinion if case.returned else "",
        "due": due.astimezone(LOCAL).strftime("%Y-%m-%d") if due else "",
        "hotline": line.hotline,
        "reason": entry.event.reason if isinstance(entry.event, CaseTerminated) else "",
    }
    return {"title": text.title.format_map(values), "text": text.text.format_map(values)}
