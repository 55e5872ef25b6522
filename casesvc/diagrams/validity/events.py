"""Which event definition may stand at which kind of event, and how many of them."""

from collections.abc import Iterator

from casesvc.diagrams.tree import kind
from casesvc.diagrams.validity.model import Element, Fault, Model, Rule, called, children, container, is_true, place
from casesvc.diagrams.validity.vocabulary import CATCHING, CHOREOGRAPHIES, EMBEDDED, EVENT_DEFINITIONS, title


def _triggers(*names: str) -> frozenset[str]:
    return frozenset(f"{name}EventDefinition" for name in names)


TOP_LEVEL_STARTS = _triggers("message", "timer", "conditional", "signal")
EVENT_SUB_PROCESS_STARTS = TOP_LEVEL_STARTS | _triggers("escalation", "error", "compensate")
# Table 10.93: the types of events and where they may be used
ALLOWED: dict[str, frozenset[str]] = {
    "endEvent": _triggers("message", "escalation", "error", "cancel", "compensate", "signal", "terminate"),
    "boundaryEvent": EVENT_SUB_PROCESS_STARTS | _triggers("cancel"),
    "intermediateCatchEvent": TOP_LEVEL_STARTS | _triggers("link"),
    "intermediateThrowEvent": _triggers("message", "escalation", "compensate", "link", "signal"),
    "implicitThrowEvent": _triggers("message", "escalation", "compensate", "signal"),
    "event": _triggers("message", "escalation", "compensate", "signal"),
}


def definitions_suit_their_event(model: Model) -> Iterator[Fault]:
    """Yield a fault for each definition at an event that cannot have it (Tables 10.86 to 10.93; 10.5.2 to 10.5.4)."""
    for event in model.of(*sorted(ALLOWED)):
        for definition in model.definitions(event):
            if kind(definition) not in ALLOWED[kind(event)]:
                yield _misplaced(event, definition)


def definitions_suit_their_start(model: Model) -> Iterator[Fault]:
    """Yield a fault for each definition at a start event that cannot begin its process (10.5.2, Table 10.84)."""
    for start in model.of("startEvent"):
        around = container(start)
        if around is None or kind(around) in CHOREOGRAPHIES or (kind(around) in EMBEDDED and not _on_event(around)):
            continue
        allowed = EVENT_SUB_PROCESS_STARTS if _on_event(around) else TOP_LEVEL_STARTS
        for definition in model.definitions(start):
            if kind(definition) not in allowed:
                yield _misplaced(start, definition)


def starts_of_sub_processes_have_no_trigger(model: Model) -> Iterator[Fault]:
    """Yield a fault for each trigger at the start of a sub-process in the normal flow (10.5.2, Table 10.85)."""
    for start in model.of("startEvent"):
        around = container(start)
        if around is None or kind(around) not in EMBEDDED or _on_event(around):
            continue
        for definition in model.definitions(start):
            yield _misplaced(start, definition)


def caught_events_have_a_trigger(model: Model) -> Iterator[Fault]:
    """Yield a fault for each boundary or catching intermediate event without any definition (10.5.4, Table 10.89)."""
    for event in model.of("boundaryEvent", "intermediateCatchEvent"):
        if not any(kind(child) in EVENT_DEFINITIONS or kind(child) == "eventDefinitionRef" for child in event):
            yield Fault(event, "no-trigger", f"{called(event)}没有触发条件，请选择消息、定时等事件类型")


def multiple_events_stay_together(model: Model) -> Iterator[Fault]:
    """Yield a fault for each link that has other definitions beside it (10.5.4)."""
    for event in model.events:
        definitions = model.definitions(event)
        if len(definitions) > 1 and any(kind(each) == "linkEventDefinition" for each in definitions):
            yield Fault(event, "link-among-others", f"{called(event)}是链接事件，不能再有别的事件定义，请只留一个")


def parallel_events_have_several_triggers(model: Model) -> Iterator[Fault]:
    """Yield a fault for each event that waits for all of its triggers but has at most one (10.5.1)."""
    for event in model.of(*sorted(CATCHING)):
        if is_true(event, "parallelMultiple") and len(model.definitions(event)) < 2:
            message = f"{called(event)}标为并行多重（parallelMultiple），请给出至少两个事件定义或取消标记"
            yield Fault(event, "parallel-multiple", message)


def timers_have_one_time(model: Model) -> Iterator[Fault]:
    """Yield a fault for each timer with several times (10.5.5: they are mutually exclusive)."""
    for timer in model.of("timerEventDefinition"):
        times = children(timer, "timeDate", "timeDuration", "timeCycle")
        if len(times) > 1:
            yield Fault(timer, "several-times", f"定时器 {place(timer)} 写了 {len(times)} 个时间，请只留一个")


def timers_have_a_time(model: Model) -> Iterator[Fault]:
    """Yield a fault for each event with a timer that has no time (10.5.5)."""
    for event in model.events:
        for timer in model.definitions(event):
            if kind(timer) == "timerEventDefinition" and not children(timer, "timeDate", "timeDuration", "timeCycle"):
                yield Fault(event, "time-missing", f"{called(event)}没有写明时间，请填写日期、时长或周期")


def _misplaced(event: Element, definition: Element) -> Fault:
    what = f"{title(kind(definition))}定义"
    return Fault(event, "misplaced-trigger", f"{called(event)}不能带{what}，请更换事件类型或放到允许它的位置")


def _on_event(scope: Element) -> bool:
    return is_true(scope, "triggeredByEvent")


EVERYWHERE: tuple[Rule, ...] = (
    definitions_suit_their_event,
    definitions_suit_their_start,
    starts_of_sub_processes_have_no_trigger,
    multiple_events_stay_together,
    timers_have_one_time,
)
EXECUTABLE: tuple[Rule, ...] = (
    caught_events_have_a_trigger,
    timers_have_a_time,
)
STANDARD: tuple[Rule, ...] = (parallel_events_have_several_triggers,)
