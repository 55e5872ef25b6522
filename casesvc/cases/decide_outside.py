"""Whether what another system reports is allowed, and the event it gives: external tasks, messages, signals."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from casesvc.cases.case import Case
from casesvc.cases.decide import refuse_ended, refuse_stalled
from casesvc.cases.events import ExternalTaskCompleted, ExternalTaskFailed, MessageReceived, SignalReceived
from casesvc.cases.facts import refuse_facts
from casesvc.cases.rejection import Rejection

LONGEST_CODE = 100
LONGEST_MESSAGE = 2000


@dataclass(frozen=True)
class Report:
    """What another system reports; ``routed`` are the names the line's forms give to expressions."""

    facts: Mapping[str, Any] = field(default_factory=dict)
    routed: Collection[str] = ()


def decide_external(case: Case, task: str, report: Report) -> ExternalTaskCompleted:
    """Allow an external task to be completed. Raise Rejection, e.g. task-done, not-external, fact-reserved."""
    refuse_external(case, task, report)
    return ExternalTaskCompleted(task, dict(report.facts))


def decide_failure(case: Case, task: str, code: str, message: str, report: Report) -> ExternalTaskFailed:
    """Allow an external task to be left with a BPMN error. Raise Rejection, e.g. code-missing, task-done."""
    refuse_external(case, task, report)
    if not code.strip() or len(code) > LONGEST_CODE:
        raise Rejection("code-missing", f"请给出错误代码，最多 {LONGEST_CODE} 个字符", {"field": "code"})
    return ExternalTaskFailed(task, code, message[:LONGEST_MESSAGE], dict(report.facts))


def refuse_external(case: Case, task: str, report: Report) -> None:
    """Refuse a report on what is no open external task."""
    refuse_ended(case)
    found = case.tasks.get(task)
    if found is None:
        raise Rejection("task-done", "这项外部工作已经办理或已被收回")
    if found.who.topic is None:
        raise Rejection("not-external", "这一步由人员办理，外部系统不能代为完成")
    refuse_stalled(case)
    refuse_facts(case, report.facts, routed=report.routed)


def waiting_for(case: Case, name: str) -> str:
    """Return the one subscription a message is for. Raise Rejection case-ended, nothing-waits or several-wait."""
    refuse_ended(case)
    waiting = [event for event, one in case.subscriptions.items() if (one.kind, one.name) == ("message", name)]
    if not waiting:
        raise Rejection("nothing-waits", f"这件申报现在不等待消息“{name}”")
    if len(waiting) > 1:
        raise Rejection("several-wait", f"这件申报有 {len(waiting)} 处在等待消息“{name}”，不能确定给哪一处")
    return waiting[0]


def decide_event(case: Case, event: str, report: Report) -> MessageReceived | SignalReceived:
    """Allow what a subscription waits for to arrive. Raise Rejection, e.g. nothing-waits: there is nothing to do."""
    waiting = case.subscriptions.get(event)
    if waiting is None:
        raise Rejection("nothing-waits", "这件申报已不再等待这个消息或信号")
    refuse_stalled(case)
    refuse_facts(case, report.facts, routed=report.routed)
    received = MessageReceived if waiting.kind == "message" else SignalReceived
    return received(event, waiting.name, dict(report.facts))
