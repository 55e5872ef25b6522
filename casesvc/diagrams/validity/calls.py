"""Call activities: what a called process or global task must offer, and processes offered as services."""

from collections import Counter
from collections.abc import Iterator

from casesvc.diagrams.tree import kind
from casesvc.diagrams.validity.items import item_of
from casesvc.diagrams.validity.model import Element, Fault, Model, Rule, called, children, text
from casesvc.diagrams.validity.vocabulary import CALLABLE, EVENT_DEFINITIONS


def called_processes_can_be_called(model: Model) -> Iterator[Fault]:
    """Yield a fault for each called process in which every start waits for an event (10.3.6, 10.5.2)."""
    waiting = {process for process in model.of("process") if _only_waits(process)}
    for call in model.of("callActivity"):
        if model.target(call, "calledElement") in waiting:
            message = f"{called(call)}调用的流程没有无条件的开始事件，请给它补上一个"
            yield Fault(call, "called-without-start", message)


def calls_match_what_they_call(model: Model) -> Iterator[Fault]:
    """Yield a fault for each call whose inputs and outputs are not those of what it calls (10.3.6, 10.4.1)."""
    offered = {element: _data(model, element) for element in model.of(*sorted(CALLABLE))}
    for call in model.of("callActivity"):
        behind = model.target(call, "calledElement")
        if behind is not None and behind in offered and _data(model, call) != offered[behind]:
            message = f"{called(call)}的输入输出和所调用的{called(behind)}不一致，请改为相同的个数、类型和集合"
            yield Fault(call, "call-mismatch", message)


def services_are_bound(model: Model) -> Iterator[Fault]:
    """Yield a fault for each offered operation that nothing binds to inputs and outputs (10.3.6)."""
    for offered in model.of(*sorted(CALLABLE)):
        operations = {each for interface in _interfaces(model, offered) for each in children(interface, "operation")}
        bound = {model.target(binding, "operationRef") for binding in children(offered, "ioBinding")}
        if operations - bound:
            message = f"{called(offered)}作为服务提供，请为接口的每个操作补上 ioBinding"
            yield Fault(offered, "service-not-bound", message)


def bindings_are_of_supported_interfaces(model: Model) -> Iterator[Fault]:
    """Yield a fault for each binding of an operation of an interface that is not offered (10.3.6)."""
    for offered in model.of(*sorted(CALLABLE)):
        interfaces = _interfaces(model, offered)
        for binding in children(offered, "ioBinding") if interfaces else ():
            operation = model.target(binding, "operationRef")
            if operation is not None and kind(operation) == "operation" and operation.getparent() not in interfaces:
                message = f"{called(offered)}的 ioBinding 绑定了别的接口的{called(operation)}，请改正"
                yield Fault(binding, "binding-of-another", message)


def _interfaces(model: Model, offered: Element) -> set[Element]:
    found = (model.resolve(offered, text(child))[0] for child in children(offered, "supportedInterfaceRef"))
    return {interface for interface in found if interface is not None}


def _data(model: Model, holder: Element) -> Counter[tuple[str, str | None]]:
    """Count the inputs, outputs and their sets, by type."""
    counted: Counter[tuple[str, str | None]] = Counter()
    for io in children(holder, "ioSpecification"):
        for each in children(io, "dataInput", "dataOutput"):
            item = item_of(model, each)
            counted[kind(each), None if item is None else item.get("id")] += 1
        counted.update((kind(group), None) for group in children(io, "inputSet", "outputSet"))
    return counted


def _only_waits(process: Element) -> bool:
    starts = children(process, "startEvent")
    return bool(starts) and all(_has_trigger(start) for start in starts)


def _has_trigger(start: Element) -> bool:
    return any(kind(child) in EVENT_DEFINITIONS or kind(child) == "eventDefinitionRef" for child in start)


EXECUTABLE: tuple[Rule, ...] = (called_processes_can_be_called,)
STANDARD: tuple[Rule, ...] = (
    calls_match_what_they_call,
    services_are_bound,
    bindings_are_of_supported_interfaces,
)
