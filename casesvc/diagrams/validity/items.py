"""Whether data fits: an item definition has to be equivalent to the one of what it is filled from."""

from collections.abc import Iterator

from casesvc.diagrams.tree import kind
from casesvc.diagrams.validity.model import Element, Fault, Model, Rule, called, children, is_true, value_of
from casesvc.diagrams.validity.vocabulary import CATCHING, THROWING

_PAYLOADS = {
    "messageEventDefinition": ("messageRef", "itemRef"),
    "errorEventDefinition": ("errorRef", "structureRef"),
    "escalationEventDefinition": ("escalationRef", "structureRef"),
    "signalEventDefinition": ("signalRef", "structureRef"),
}


def _equivalent(first: Element | None, second: Element | None) -> bool:
    """Tell whether two item definitions describe the same structure: one and the same, or of the same type.

    What is not known (no definition, or one in another file) is taken as fitting.
    """
    if first is None or second is None or first is second:
        return True
    types = [_structure(item) for item in (first, second)]
    return bool(types[0]) and types[0] == types[1]


def item_of(model: Model, element: Element) -> Element | None:
    """Return the item definition of a data element, message, signal, error or escalation.

    A reference to a data object or store has the item definition of what it refers to.
    """
    for name in ("itemSubjectRef", "itemRef", "structureRef"):
        if element.get(name):
            return model.target(element, name)
    for name in ("dataObjectRef", "dataStoreRef"):
        behind = model.target(element, name)
        if behind is not None and behind.get("itemSubjectRef"):
            return model.target(behind, "itemSubjectRef")
    return None


def tasks_fit_their_operation(model: Model) -> Iterator[Fault]:
    """Yield a fault for each service task whose data are not those of its operation's messages (10.3.3)."""
    for task in model.of("serviceTask"):
        operation = model.target(task, "operationRef")
        if operation is None:
            continue
        incoming, outgoing = model.target(operation, "inMessageRef"), model.target(operation, "outMessageRef")
        for io in children(task, "ioSpecification"):
            yield from _single(model, task, io, "dataInput", incoming, exactly=True)
            yield from _single(model, task, io, "dataOutput", outgoing, exactly=outgoing is not None)


def tasks_fit_their_message(model: Model) -> Iterator[Fault]:
    """Yield a fault for each send or receive task whose data are not those of its message (10.3.3)."""
    for name, side in (("sendTask", "dataInput"), ("receiveTask", "dataOutput")):
        for task in model.of(name):
            message = model.target(task, "messageRef")
            for io in children(task, "ioSpecification") if message is not None else ():
                yield from _single(model, task, io, side, message, exactly=False)


def _single(
    model: Model, task: Element, io: Element, side: str, message: Element | None, *, exactly: bool
) -> Iterator[Fault]:
    found = children(io, side)
    sets = children(io, "inputSet" if side == "dataInput" else "outputSet")
    if len(found) > 1 or len(sets) > 1 or (exactly and not found):
        amount = "正好" if exactly else "最多"
        wanted = f"{called(task)}按消息收发，{amount}只能有一个 {side} 和一个集合"
        yield Fault(io, "data-of-message", f"{wanted}，现在有 {len(found)} 个和 {len(sets)} 个，请改正")
    elif found and message is not None and not _equivalent(item_of(model, found[0]), item_of(model, message)):
        text = f"{called(task)}的{called(found[0])}和{called(message)}的数据类型不一致，请改为相同的类型"
        yield Fault(found[0], "item-mismatch", text)


def events_fit_what_they_carry(model: Model) -> Iterator[Fault]:
    """Yield a fault for each event whose data are not those of its message, signal, error or escalation (10.5.1)."""
    for event in model.of(*sorted(CATCHING | THROWING)):
        side = "dataOutput" if kind(event) in CATCHING else "dataInput"
        data, definitions = children(event, side), model.definitions(event)
        if data and len(definitions) > 1 and len(data) != len(definitions):
            text = (
                f"{called(event)}有 {len(definitions)} 个事件定义，{side} 也要有同样多个，现在有 {len(data)} 个，请改正"
            )
            yield Fault(event, "data-of-event", text)
            continue
        for definition, each in zip(definitions, data, strict=False):
            carried = _carried(model, definition)
            if carried is not None and not _equivalent(item_of(model, each), item_of(model, carried)):
                text = f"{called(event)}的{called(each)}和{called(carried)}的数据类型不一致，请改为相同的类型"
                yield Fault(each, "item-mismatch", text)


def _carried(model: Model, definition: Element) -> Element | None:
    names = _PAYLOADS.get(kind(definition))
    return None if names is None else model.target(definition, names[0])


def associations_keep_the_type(model: Model) -> Iterator[Fault]:
    """Yield a fault for each data association between two types that transforms nothing (10.4.1)."""
    for association in model.of("dataInputAssociation", "dataOutputAssociation"):
        if children(association, "transformation", "assignment"):
            continue
        source, target = model.target(association, "sourceRef"), model.target(association, "targetRef")
        if source is None or target is None:
            continue
        if not _equivalent(item_of(model, source), item_of(model, target)):
            message = f"{called(source)}和{called(target)}的数据类型不一致，请改为相同的类型或写明 transformation"
            yield Fault(association, "item-mismatch", message)


def collections_hold_their_items(model: Model) -> Iterator[Fault]:
    """Yield a fault for each item of a multi-instance of another type than its collection (10.3.8)."""
    for loop in model.of("multiInstanceLoopCharacteristics"):
        for whole, part in (("loopDataInputRef", "inputDataItem"), ("loopDataOutputRef", "outputDataItem")):
            collection = model.target(loop, whole)
            for item in children(loop, part) if collection is not None else ():
                if collection is not None and not _equivalent(item_of(model, collection), item_of(model, item)):
                    message = f"{called(collection)}和 {part} 的数据类型不一致，请改为相同的类型"
                    yield Fault(item, "item-mismatch", message)


def collections_are_those_of_their_type(model: Model) -> Iterator[Fault]:
    """Yield a fault for each data marked as a collection unlike its item definition (10.4.1: MUST be the same)."""
    for data in model.of("dataObject", "dataInput", "dataOutput"):
        item = model.target(data, "itemSubjectRef")
        if item is None or kind(item) != "itemDefinition":
            continue
        if is_true(data, "isCollection") != is_true(item, "isCollection"):
            message = f"{called(data)}和它的数据类型在 isCollection 上不一致，请改为相同"
            yield Fault(data, "collection-mismatch", message)


def _structure(item: Element) -> str:
    """Return the type of an item definition with its namespace, so that different prefixes compare as equal."""
    prefix, _, local = value_of(item, "structureRef").rpartition(":")
    namespace = item.nsmap.get(prefix or None) if prefix else ""
    return f"{{{namespace or prefix}}}{local}" if local else ""


STANDARD: tuple[Rule, ...] = (
    tasks_fit_their_operation,
    tasks_fit_their_message,
    events_fit_what_they_carry,
    associations_keep_the_type,
    collections_hold_their_items,
    collections_are_those_of_their_type,
)
