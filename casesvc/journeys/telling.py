"""Each event of a history in words: what happened, who did it, how long it had waited, what was decided."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from casesvc.cases import events
from casesvc.cases.actor import SYSTEM
from casesvc.cases.case import Case
from casesvc.cases.history import Entry
from casesvc.cases.inputs import TaskInput
from casesvc.forms.answers import label
from casesvc.forms.changes import Change, changes
from casesvc.forms.display import show
from casesvc.forms.form import Form
from casesvc.journeys.facts_in_words import in_words
from casesvc.journeys.line import Line
from casesvc.journeys.ports import Calendar
from casesvc.journeys.refusals import when
from casesvc.journeys.submit_form import form_of
from casesvc.journeys.trail import Names, outcome_title
from casesvc.journeys.waiting import waited

ACTS = (
    events.CaseStarted,
    events.FormSubmitted,
    events.TaskDecided,
    events.CorrectionExtended,
    events.RetryRequested,
    events.FactsCorrected,
    events.CaseTerminated,
    events.CaseMoved,
)
REPORTS = (events.ExternalTaskCompleted, events.ExternalTaskFailed, events.MessageReceived, events.SignalReceived)
KINDS = {"message": "消息", "signal": "信号", "escalation": "升级"}
TOLD_APART = frozenset({"outcome", "opinion"})  # fields of a decision that stand in places of their own

Submissions = Mapping[int, tuple[Form, dict[str, Any]]]


@dataclass(frozen=True)
class Told:
    """One event in words. ``act`` marks what a person did; everything else followed from it by itself."""

    number: int
    what: str
    act: bool
    who: str
    by_applicant: bool
    on_behalf: str | None
    at: datetime
    waited: str | None = None
    decision: str | None = None
    opinion: str = ""
    marks: tuple[str, ...] = ()
    answers: tuple[tuple[str, str], ...] = ()
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class Before:
    """What an event is told against: the case before it, its line, names, and what was handed in, by number."""

    case: Case
    line: Line
    names: Names
    submissions: Submissions
    calendar: Calendar


def told(entry: Entry, before: Before) -> Told:
    """Return one event in words."""
    event = entry.event
    act = isinstance(event, ACTS)
    decided = event if isinstance(event, events.TaskDecided) else None
    return Told(
        number=entry.seq,
        what=WORDS[type(event)](event, before),
        act=act,
        who=who_acted(entry, before) if act or isinstance(event, REPORTS) else before.names.person(SYSTEM),
        by_applicant=act and entry.actor == (before.case.applicant or entry.actor),
        on_behalf=before.names.person(entry.on_behalf) if entry.on_behalf else None,
        at=entry.at,
        waited=waiting_of(entry, before),
        decision=outcome_title(before.line, element_of(decided.task), decided.outcome) if decided else None,
        opinion=opinion_of(event),
        marks=marks_of(decided, before) if decided else (),
        answers=answers_of(decided, before) if decided else facts_of(event, before),
        changes=changes_of(event, before) if isinstance(event, events.FormSubmitted) else (),
    )


def who_acted(entry: Entry, before: Before) -> str:
    """Return the person, with the unit the task belongs to."""
    task = before.case.tasks.get(entry.task or "")
    unit = f"{before.names.unit(task.who.unit)} " if task is not None and task.who.unit else ""
    return unit + before.names.person(entry.actor)


def waiting_of(entry: Entry, before: Before) -> str | None:
    """Return how long the task had waited that this event did."""
    task = before.case.tasks.get(entry.task or "")
    if task is None or not isinstance(entry.event, TaskInput):
        return None
    return waited(task.opened_at, entry.at, before.calendar)


def marks_of(decided: events.TaskDecided, before: Before) -> tuple[str, ...]:
    """Return the parts a return opened, as people call them."""
    if before.case.submission is None:
        return ()
    form, answers = before.submissions[before.case.submission]
    return tuple(label(form, answers, mark) for mark in decided.marks)


def answers_of(decided: events.TaskDecided, before: Before) -> tuple[tuple[str, str], ...]:
    """Return what a decision form asked besides outcome and opinion, and the days given for a correction."""
    form, _ = form_of(before.line, decided.task)
    fields = (field for module in show(form, decided.answers) for row in module.rows for field in row.fields)
    said = tuple((field.label, field.text) for field in fields if field.key not in TOLD_APART and field.text)
    days = decided.correction_days
    return (*said, ("修改期限", f"{days} 个工作日")) if days is not None else said


def opinion_of(event: events.Event) -> str:
    """Return what somebody wrote to go with an event: an opinion, or a reason."""
    match event:
        case events.TaskDecided(opinion=words) | events.FactsCorrected(reason=words):
            return words
        case events.CaseTerminated(reason=words) | events.ExternalTaskFailed(message=words):
            return words
        case events.CaseMoved(reason=words):
            return words
        case _:
            return ""


def facts_of(event: events.Event, before: Before) -> tuple[tuple[str, str], ...]:
    """Return what another system reported, what an administrator corrected with the value of before, or moved to."""
    if isinstance(event, events.FactsCorrected):
        known = {**before.case.facts, **before.case.route}
        old = {name: in_words(known[name]) if name in known else "无" for name in event.facts}
        return tuple((name, f"{in_words(value)}（原：{old[name]}）") for name, value in event.facts.items())
    if isinstance(event, events.CaseMoved):
        return tuple(("变化", change) for change in event.changes)
    facts = event.facts if isinstance(event, REPORTS) else {}
    return tuple((name, in_words(value)) for name, value in facts.items())


def changes_of(event: events.FormSubmitted, before: Before) -> tuple[Change, ...]:
    """Return what a resubmission changed; a first submission changes nothing."""
    if before.case.submission is None:
        return ()
    form, answers = before.submissions[before.case.submission]
    return changes(form, answers, event.answers)


def element_of(occurrence: str) -> str:
    """Return the element of a task or timer occurrence."""
    return occurrence.rpartition("#")[0]


def name_of(before: Before, element: str) -> str:
    """Return the name an element has in the diagram."""
    return before.line.process.title(element)


def started(event: events.CaseStarted, before: Before) -> str:
    """Tell how the case began."""
    notices = {notice.key: notice.title for notice in before.line.notices}
    return f"确认并开始申报，推荐单位 {before.names.unit(event.unit)}，依据“{notices.get(event.notice, event.notice)}”"


def levels(event: events.LevelsRecorded, before: Before) -> str:
    """Tell the levels of competent units."""
    names = " → ".join(before.names.unit(unit) for unit in event.units)
    return f"记录业务主管部门：{names}" if names else "记录业务主管部门：没有中间层级"


def submitted(event: events.FormSubmitted, before: Before) -> str:
    """Tell which form was handed in."""
    return f"提交：{name_of(before, element_of(event.task))}"


def decided(event: events.TaskDecided, before: Before) -> str:
    """Tell which task was decided and how."""
    element = element_of(event.task)
    return f"{name_of(before, element)}：{outcome_title(before.line, element, event.outcome)}"


def travelled(event: events.StepTaken, before: Before) -> str:
    """Tell what the diagram passed, by the names it has there."""
    names = {**before.line.process.nodes, **{flow.id: flow.name for flow in before.line.process.flows}}
    passed = " → ".join(names[one] for one in event.travelled if names.get(one))
    return f"流程经过：{passed}" if passed else "流程停在原处，等待下一级"


def opened(event: events.TaskOpened, before: Before) -> str:
    """Tell to whom a task was given."""
    due = f"，{when(event.due)} 前办理" if event.due else ""
    who = "申报人" if event.who.person == before.case.applicant else before.names.candidate(event.who)
    return f"交给 {who} 办理：{name_of(before, event.element)}{due}"


def granted(event: events.EntryGranted, before: Before) -> str:
    """Tell what the case granted."""
    rule = before.line.certificates.get(event.kind)
    return f"发给 {rule.title if rule else event.kind}，编号 {event.number}"


def ended(event: events.CaseEnded, before: Before) -> str:
    """Tell how the case ended."""
    status = f"，状态“{event.status}”" if event.status else ""
    return f"办结：{name_of(before, event.end)}{status}"


def timer_started(event: events.TimerStarted, before: Before) -> str:
    """Tell until when a timer runs."""
    return f"开始计时：{name_of(before, event.element)}，到 {when(event.due)}"


def subscribed(event: events.EventSubscribed, before: Before) -> str:
    """Tell what the case waits for, and where."""
    return f"开始等待{KINDS[event.kind]}“{event.name}”：{name_of(before, event.element)}"


def received(event: events.MessageReceived | events.SignalReceived, before: Before) -> str:
    """Tell what arrived, and where it was waited for."""
    kind = "message" if isinstance(event, events.MessageReceived) else "signal"
    return f"收到{KINDS[kind]}“{event.name}”：{name_of(before, element_of(event.event))}"


def thrown(event: events.EventThrown, before: Before) -> str:
    """Tell what the diagram sent."""
    return f"发出{KINDS[event.kind]}“{event.name}”：{name_of(before, event.element)}"


def failed(event: events.ExternalTaskFailed, before: Before) -> str:
    """Tell with which error another system left its work."""
    return f"外部系统报告错误 {event.code}：{name_of(before, element_of(event.task))}"


def stalled(event: events.CaseStalled, before: Before) -> str:
    """Tell where the diagram could not go on, and why."""
    place = f"停在“{name_of(before, event.element)}”，" if event.element else ""
    return f"流程暂停，{place}等待系统管理员处理：{event.message}"


def extended(event: events.CorrectionExtended, before: Before) -> str:
    """Tell until when a correction may now be handed in."""
    return f"{name_of(before, element_of(event.task))}：期限延长到 {when(event.due)}"


def moved(event: events.CaseMoved, before: Before) -> str:
    """Tell where a case stood when its version changed; what became different for it is told beside it."""
    places = "、".join(dict.fromkeys(name_of(before, task.element) for task in before.case.tasks.values()))
    return f"迁移到新版本的流程{f'，停在“{places}”' if places else ''}，变化 {len(event.changes)} 项"


WORDS: Mapping[type, Callable[[Any, Before], str]] = {
    events.CaseStarted: started,
    events.LevelsRecorded: levels,
    events.CaseNumbered: lambda event, _: f"编定申报编号 {event.number}",
    events.FormSubmitted: submitted,
    events.TaskDecided: decided,
    events.ExternalTaskCompleted: lambda event, before: f"外部系统办理：{name_of(before, element_of(event.task))}",
    events.ExternalTaskFailed: failed,
    events.MessageReceived: received,
    events.SignalReceived: received,
    events.EventThrown: thrown,
    events.EventSubscribed: subscribed,
    events.EventUnsubscribed: lambda event, before: f"不再等待：{name_of(before, element_of(event.event))}",
    events.TimerFired: lambda event, before: f"期限到：{name_of(before, element_of(event.timer))}",
    events.StepTaken: travelled,
    events.TaskOpened: opened,
    events.TaskWithdrawn: lambda event, before: f"收回：{name_of(before, element_of(event.task))}",
    events.TimerStarted: timer_started,
    events.TimerStopped: lambda event, before: f"停止计时：{name_of(before, element_of(event.timer))}",
    events.CorrectionExtended: extended,
    events.CaseStalled: stalled,
    events.RetryRequested: lambda event, _: f"重试流程，从第 {event.input} 步的办理接着走",
    events.FactsCorrected: lambda event, _: f"更正流程所用的事实 {len(event.facts)} 项",
    events.CaseTerminated: lambda _, __: "系统管理员终止办理",
    events.CaseMoved: moved,
    events.EntryGranted: granted,
    events.CaseEnded: ended,
}
