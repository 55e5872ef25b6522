"""Call activities: what a called process or global task must offer, and processes offered as services."""

from collections import Counter
from collections.abc import Iterator

from casesvc.diagrams.tree import kind
from casesvc.diagrams.validity.items import item_of
from casesvc.diagrams.validity.model import Element, Fault, Model, Rule, called, children, text
from casesvc.diagrams.validity.vocabulary import CALLABLE, EVENT_DEFINITIONS


def called_processes_can_be_called(model: Model) -> Iterator[Fault]:
    """Yield a fault for each called process in which every start waits for an event (10.3.6, 10.5.2)."""
    for call in model.of("callActivity"):
        process = model.target(call, "calledElement")
        starts = [] if process is None or kind(process) != "process" else children(process, "startEvent")
        if starts and all(_has_trigger(start) for start in starts):
            message = f"{called(call)}调用的流程没有无条件的开始事件，请给它补上一个"
            yield Fault(call, "called-without-start", message)


def calls_match_what_they_call(model: Model) -> Iterator[Fault]:
    """Yield a fault for each call whose inputs and outputs are not those of what it calls (10.3.6, 10.4.1)."""
    for call in model.of("callActivity"):
        behind = model.target(call, "calledElement")
        if behind is None or kind(behind) not in CALLABLE:
            continue
        for side in ("dataInput", "dataOutput"):
            sets = "inputSet" if side == "dataInput" else "outputSet"
            if _types(model, call, side) != _types(model, behind, side) or _count(call, sets) != _count(behind, sets):
                message = f"{called(call)}的 {side} 和所调用的{called(behind)}不一致，请改为相同的个数和类型"
                yield Fault(call, "call-mismatch", message)


def services_are_bound(model: Model) -> Iterator[Fault]:
    """Yield a fault for each offered operation that nothing binds to inputs and outputs (10.2, 10.4.1)."""
    for offered in model.of(*sorted(CALLABLE)):
        interfaces = [model.resolve(offered, text(child))[0] for child in children(offered, "supportedInterfaceRef")]
        operations = {
            each for interface in interfaces if interface is not None for each in children(interface, "operation")
        }
        bound = {model.target(binding, "operationRef") for binding in children(offered, "ioBinding")}
        if operations - bound:
            message = f"{called(offered)}作为服务提供，请为接口的每个操作补上 ioBinding"
            yield Fault(offered, "service-not-bound", message)


def bindings_are_of_supported_interfaces(model: Model) -> Iterator[Fault]:
    """Yield a fault for each binding of an operation of an interface that is not offered (10.2, 10.4.1)."""
    for binding in model.of("ioBinding"):
        offered, operation = binding.getparent(), model.target(binding, "operationRef")
        if offered is None or operation is None or kind(operation) != "operation":
            continue
        interfaces = [model.resolve(offered, text(child))[0] for child in children(offered, "supportedInterfaceRef")]
        if interfaces and operation.getparent() not in interfaces:
            message = f"{called(offered)}的 ioBinding 绑定了别的接口的{called(operation)}，请改正"
            yield Fault(binding, "binding-of-another", message)


def _types(model: Model, holder: Element, side: str) -> Counter[str | None]:
    data = [each for io in children(holder, "ioSpecification") for each in children(io, side)]
    items = [item_of(model, each) for each in data]
    return Counter(None if item is None else item.get("id") for item in items)


def _count(holder: Element, name: str) -> int:
    return sum(len(children(io, name)) for io in children(holder, "ioSpecification"))


def _has_trigger(start: Element) -> bool:
    return any(kind(child) in EVENT_DEFINITIONS or kind(child) == "eventDefinitionRef" for child in start)


EXECUTABLE: tuple[Rule, ...] = (called_processes_can_be_called,)
STANDARD: tuple[Rule, ...] = (
    calls_match_what_they_call,
    services_are_bound,
    bindings_are_of_supported_interfaces,
)
