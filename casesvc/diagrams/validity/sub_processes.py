"""Sub-processes: those started by an event, ad-hoc ones, transactions, and what none of them may hold."""

from collections.abc import Iterator

from casesvc.diagrams.graph import ACTIVITIES
from casesvc.diagrams.tree import kind
from casesvc.diagrams.validity.model import Element, Fault, Model, Rule, called, children, container, is_true, value_of
from casesvc.diagrams.validity.vocabulary import CHOREOGRAPHY_ACTIVITIES, EMBEDDED, EVENT_DEFINITIONS, TITLES


def event_sub_processes_are_not_connected(model: Model) -> Iterator[Fault]:
    """Yield a fault for each event sub-process with a flow to or from it, or a boundary event (10.3.5, 10.5.6)."""
    for scope in _on_event(model):
        if model.incoming(scope) or model.outgoing(scope):
            yield Fault(scope, "event-sub-process-connected", f"{called(scope)}是事件子流程，不能有连线，请删去连线")
        if model.attached(scope):
            message = f"{called(scope)}是事件子流程，不能带边界事件，请删去边界事件"
            yield Fault(scope, "event-sub-process-boundary", message)


def event_sub_processes_have_one_start(model: Model) -> Iterator[Fault]:
    """Yield a fault for each event sub-process without exactly one start event (10.3.5)."""
    for scope in _on_event(model):
        starts = children(scope, "startEvent")
        if len(starts) != 1:
            message = f"{called(scope)}是事件子流程，必须正好有一个开始事件，现在有 {len(starts)} 个，请改正"
            yield Fault(scope, "event-sub-process-starts", message)


def event_sub_processes_have_a_trigger(model: Model) -> Iterator[Fault]:
    """Yield a fault for each start event of an event sub-process without a trigger (10.3.5, Table 10.86)."""
    for scope in _on_event(model):
        for start in children(scope, "startEvent"):
            if not any(kind(child) in EVENT_DEFINITIONS or kind(child) == "eventDefinitionRef" for child in start):
                message = f"{called(start)}在事件子流程里，必须有触发条件，请选择消息、定时、错误等事件类型"
                yield Fault(start, "no-trigger", message)


def error_starts_interrupt(model: Model) -> Iterator[Fault]:
    """Yield a fault for each error that starts an event sub-process without interrupting (10.5.2, Table 10.86)."""
    for scope in _on_event(model):
        for start in children(scope, "startEvent"):
            if start.get("isInterrupting") not in ("false", "0"):
                continue
            if "errorEventDefinition" in model.triggers(start):
                message = f"错误{called(start)}总会中断流程，请把 isInterrupting 改为 true"
                yield Fault(start, "must-interrupt", message)


def interrupting_triggers_differ(model: Model) -> Iterator[Fault]:
    """Yield a fault for each second interrupting event sub-process for one declared trigger (10.5.6, 13.5.4)."""
    seen: set[tuple[Element | None, Element]] = set()
    for scope in _on_event(model):
        for start in children(scope, "startEvent"):
            declared = _declared(model, start)
            if declared is None or start.get("isInterrupting") in ("false", "0"):
                continue
            key = (container(scope), declared)
            if key in seen:
                message = f"{called(scope)}和另一个事件子流程等待同一个{called(declared)}，请只留一个"
                yield Fault(scope, "trigger-twice", message)
            seen.add(key)


def ad_hoc_sub_processes_have_no_start_or_end(model: Model) -> Iterator[Fault]:
    """Yield a fault for each start or end event inside an ad-hoc sub-process (10.3.5)."""
    for scope in model.of("adHocSubProcess"):
        for event in children(scope, "startEvent", "endEvent"):
            message = f"{called(scope)}是即席子流程，里面不能有开始或结束事件，请删去{called(event)}"
            yield Fault(event, "event-in-ad-hoc", message)


def ad_hoc_sub_processes_have_activities(model: Model) -> Iterator[Fault]:
    """Yield a fault for each ad-hoc sub-process without an activity (10.3.5: activities MUST be used)."""
    for scope in model.of("adHocSubProcess"):
        if not any(kind(child) in ACTIVITIES for child in scope):
            yield Fault(scope, "ad-hoc-empty", f"{called(scope)}是即席子流程，里面至少要有一个活动，请补上")


def processes_have_no_choreography(model: Model) -> Iterator[Fault]:
    """Yield a fault for each choreography activity in a process or sub-process (8.4.8, 10.2, 10.3.5)."""
    for activity in model.of(*sorted(CHOREOGRAPHY_ACTIVITIES)):
        around = container(activity)
        if around is not None and kind(around) in EMBEDDED | {"process"}:
            message = f"{called(activity)}不能画在流程里，请移到编排图中或改为普通任务"
            yield Fault(activity, "choreography-in-process", message)


def public_processes_are_not_executable(model: Model) -> Iterator[Fault]:
    """Yield a fault for each process that is public and yet to be executed (10.2.1, Table 10.1)."""
    for process in model.of("process"):
        if process.get("processType") == "Public" and is_true(process, "isExecutable"):
            message = f"{called(process)}是公共流程，不能标为可执行，请改为私有流程或取消 isExecutable"
            yield Fault(process, "public-executable", message)


def _declared(model: Model, start: Element) -> Element | None:
    """Return the message, signal, error or escalation that a start event with one trigger waits for."""
    definitions = model.definitions(start)
    if len(definitions) != 1:
        return None
    trigger = kind(definitions[0]).removesuffix("EventDefinition")
    name = f"{trigger}Ref"
    return model.target(definitions[0], name) if trigger in TITLES and value_of(definitions[0], name) else None


def _on_event(model: Model) -> Iterator[Element]:
    return (scope for scope in model.of(*sorted(EMBEDDED)) if is_true(scope, "triggeredByEvent"))


EVERYWHERE: tuple[Rule, ...] = (
    event_sub_processes_are_not_connected,
    processes_have_no_choreography,
)
EXECUTABLE: tuple[Rule, ...] = (
    event_sub_processes_have_one_start,
    event_sub_processes_have_a_trigger,
    error_starts_interrupt,
    ad_hoc_sub_processes_have_no_start_or_end,
    public_processes_are_not_executable,
)
STANDARD: tuple[Rule, ...] = (
    interrupting_triggers_differ,
    ad_hoc_sub_processes_have_activities,
)
