"""How each event changes the state; the only code that does. It never decides."""

from dataclasses import replace
from functools import singledispatch

from casesvc.cases import events
from casesvc.cases.case import TERMINATED, Case, OpenTask, Return, Stall, Subscription, without
from casesvc.cases.history import Entry


def fold(case: Case, entries: list[Entry]) -> Case:
    """Apply recorded events in order."""
    for entry in entries:
        case = evolve(case, entry)
    return case


def evolve(case: Case, entry: Entry) -> Case:
    """Apply one recorded event; sequence number and definition follow its envelope, but for the version moved to."""
    changed = apply(entry.event, case, entry)
    left = isinstance(entry.event, events.CaseMoved)
    return changed.with_(seq=entry.seq, definition=changed.definition if left else entry.definition)


@singledispatch
def apply(event: events.Event, case: Case, entry: Entry) -> Case:
    """Change the state as ``event`` says; events without a function of their own change nothing."""
    raise TypeError(f"no state change is written for {type(event).__name__}")


@apply.register
def _(event: events.CaseStarted, case: Case, entry: Entry) -> Case:
    return case.with_(
        line=event.line, notice=event.notice, applicant=event.applicant, unit=event.unit, started_at=entry.at
    )


@apply.register
def _(event: events.LevelsRecorded, case: Case, entry: Entry) -> Case:
    return case.with_(levels=event.units)


@apply.register
def _(event: events.CaseNumbered, case: Case, entry: Entry) -> Case:
    return case.with_(number=event.number)


@apply.register
def _(event: events.FormSubmitted, case: Case, entry: Entry) -> Case:
    closed = close(case, event.task, event.outcome)
    return closed.with_(submission=entry.seq, submitted_at=entry.at, route={**case.route, **event.route})


@apply.register
def _(event: events.TaskDecided, case: Case, entry: Entry) -> Case:
    closed = close(case, event.task, event.outcome).with_(route={**case.route, **event.route})
    if event.outcome != "return":
        return closed
    return closed.with_(returned=returned(case, event, entry), correction_days=event.correction_days)


@apply.register(events.ExternalTaskCompleted)
@apply.register(events.ExternalTaskFailed)
def _(event: events.ExternalTaskCompleted | events.ExternalTaskFailed, case: Case, entry: Entry) -> Case:
    return close(case, event.task, None).with_(facts={**case.facts, **event.facts})


@apply.register(events.MessageReceived)
@apply.register(events.SignalReceived)
def _(event: events.MessageReceived | events.SignalReceived, case: Case, entry: Entry) -> Case:
    left = without(case.subscriptions, [event.event])
    return case.with_(subscriptions=left, facts={**case.facts, **event.facts})


def returned(case: Case, event: events.TaskDecided, entry: Entry) -> Return:
    """Return the return in force: a later one replaces, reviewers of the same submission are united."""
    before = case.returned
    assert case.submission is not None  # noqa: S101 - a task that can return opens behind a submission
    if before is None or before.submission != case.submission:
        return Return(event.task, entry.actor, entry.at, event.opinion, event.marks, case.submission)
    marks = tuple(dict.fromkeys((*before.marks, *event.marks)))
    opinion = f"{before.opinion}\n{event.opinion}"
    return Return(event.task, entry.actor, entry.at, opinion, marks, case.submission)


@apply.register
def _(event: events.TaskOpened, case: Case, entry: Entry) -> Case:
    task = OpenTask(event.element, event.index, event.who, entry.at, event.due)
    counts = {} if event.first else case.rounds.get(event.element, {})
    rounds = {**case.rounds, event.element: {**counts, "opened": counts.get("opened", 0) + 1}}
    return case.with_(
        tasks={**case.tasks, event.task: task}, rounds=rounds, status=event.status or case.status, stalled=None
    )


@apply.register
def _(event: events.TaskWithdrawn, case: Case, entry: Entry) -> Case:
    return case.with_(tasks=without(case.tasks, [event.task]))


@apply.register
def _(event: events.StepTaken, case: Case, entry: Entry) -> Case:
    return case.with_(stalled=None)


@apply.register
def _(event: events.TimerStarted, case: Case, entry: Entry) -> Case:
    return case.with_(timers={**case.timers, event.timer: event.due})


@apply.register(events.TimerStopped)
@apply.register(events.TimerFired)
def _(event: events.TimerStopped | events.TimerFired, case: Case, entry: Entry) -> Case:
    return case.with_(timers=without(case.timers, [event.timer]))


@apply.register
def _(event: events.EventSubscribed, case: Case, entry: Entry) -> Case:
    waiting = Subscription(event.element, event.kind, event.name)
    return case.with_(subscriptions={**case.subscriptions, event.event: waiting})


@apply.register
def _(event: events.EventUnsubscribed, case: Case, entry: Entry) -> Case:
    return case.with_(subscriptions=without(case.subscriptions, [event.event]))


@apply.register
def _(event: events.CorrectionExtended, case: Case, entry: Entry) -> Case:
    task = case.tasks[event.task]
    extended = OpenTask(task.element, task.index, task.who, task.opened_at, event.due)
    return case.with_(tasks={**case.tasks, event.task: extended})


@apply.register
def _(event: events.CaseStalled, case: Case, entry: Entry) -> Case:
    return case.with_(stalled=Stall(event.input, event.code, event.element, event.message))


@apply.register
def _(event: events.FactsCorrected, case: Case, entry: Entry) -> Case:
    routed = {name: value for name, value in event.facts.items() if name in case.route}
    return case.with_(route={**case.route, **routed}, facts={**case.facts, **without(event.facts, routed)})


@apply.register
def _(event: events.CaseMoved, case: Case, entry: Entry) -> Case:
    tasks = {key: replace(task, who=event.tasks.get(key, task.who)) for key, task in case.tasks.items()}
    return case.with_(definition=event.definition, tasks=tasks, status=event.status or case.status)


@apply.register(events.EntryGranted)
@apply.register(events.EventThrown)
@apply.register(events.RetryRequested)
def _(event: events.EntryGranted | events.EventThrown | events.RetryRequested, case: Case, entry: Entry) -> Case:
    return case


@apply.register
def _(event: events.CaseEnded, case: Case, entry: Entry) -> Case:
    return over(case, event.end, event.status or case.status)


@apply.register
def _(event: events.CaseTerminated, case: Case, entry: Entry) -> Case:
    return over(case, TERMINATED, "已终止办理").with_(stalled=None)


def over(case: Case, end: str, status: str | None) -> Case:
    """End the case: it waits for nothing any more."""
    return case.with_(ended=end, status=status, tasks={}, timers={}, subscriptions={})


def close(case: Case, task: str, outcome: str | None) -> Case:
    """Take ``task`` off the open ones and count its outcome in the current round of its element."""
    element = case.tasks[task].element
    counts = case.rounds.get(element, {})
    if outcome is not None:
        counts = {**counts, outcome: counts.get(outcome, 0) + 1}
    return case.with_(tasks=without(case.tasks, [task]), rounds={**case.rounds, element: counts})
