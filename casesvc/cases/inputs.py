"""Recorded events as inputs of the engine: what is tried again or replayed is what was tried first."""

from casesvc.cases.case import Case
from casesvc.cases.events import (
    CaseStarted,
    Event,
    ExternalTaskCompleted,
    ExternalTaskFailed,
    FormSubmitted,
    MessageReceived,
    SignalReceived,
    TaskDecided,
    TimerFired,
)
from casesvc.cases.step import Complete, Fail, Fire, Receive, Start, StepInput

TaskInput = FormSubmitted | TaskDecided | ExternalTaskCompleted | ExternalTaskFailed
Input = CaseStarted | TaskInput | MessageReceived | SignalReceived | TimerFired


def input_of(event: Event) -> StepInput:
    """Return the engine input a recorded event stands for. Raise TypeError for an event that is none."""
    match event:
        case CaseStarted():
            return Start()
        case FormSubmitted(task=task) | TaskDecided(task=task) | ExternalTaskCompleted(task=task):
            return Complete(task)
        case ExternalTaskFailed(task=task, code=code):
            return Fail(task, code)
        case MessageReceived(event=waiting) | SignalReceived(event=waiting):
            return Receive(waiting)
        case TimerFired(timer=timer):
            return Fire(timer)
        case _:
            raise TypeError(f"{type(event).__name__} is no input")


def index_of(case: Case, event: Event) -> int:
    """Return the level index of the task that ``event`` closes; ``case`` is the state before the event."""
    return case.tasks[event.task].index if isinstance(event, TaskInput) else 0
