"""Loops: how many instances there are, and what is thrown when they complete."""

from collections.abc import Iterator

from casesvc.diagrams.graph import SUB_PROCESSES
from casesvc.diagrams.tree import kind
from casesvc.diagrams.validity.items import item_of
from casesvc.diagrams.validity.model import Element, Fault, Model, Rule, called, children, is_true, value_of


def instances_are_counted(model: Model) -> Iterator[Fault]:
    """Yield a fault for each multi-instance with neither a number nor a collection (10.3.8)."""
    for loop in model.of("multiInstanceLoopCharacteristics"):
        if not value_of(loop, "loopCardinality") and not value_of(loop, "loopDataInputRef"):
            message = f"{_holder(loop)}的多实例没有写明个数，请填写 loopCardinality 或 loopDataInputRef"
            yield Fault(loop, "instances-not-counted", message)


def collections_are_inputs_of_the_task(model: Model) -> Iterator[Fault]:
    """Yield a fault for each collection of a task that is no input or output of that task (10.3.8)."""
    for loop in model.of("multiInstanceLoopCharacteristics"):
        task = loop.getparent()
        if task is None or kind(task) in SUB_PROCESSES:
            continue
        for name, side in (("loopDataInputRef", "dataInput"), ("loopDataOutputRef", "dataOutput")):
            data = model.target(loop, name)
            if data is not None and (kind(data) != side or task not in list(data.iterancestors())):
                message = f"{called(task)}的 {name} 不是它自己的 {side}，请改为输入输出说明里的一项"
                yield Fault(loop, "collection-of-another", message)


def collections_of_sub_processes_are_objects(model: Model) -> Iterator[Fault]:
    """Yield a fault for each collection of a sub-process that is no data object (10.3.8)."""
    for loop in model.of("multiInstanceLoopCharacteristics"):
        scope = loop.getparent()
        if scope is None or kind(scope) not in SUB_PROCESSES:
            continue
        for name in ("loopDataInputRef", "loopDataOutputRef"):
            data = model.target(loop, name)
            if data is not None and kind(data) not in ("dataObject", "dataObjectReference"):
                message = f"{called(scope)}的 {name} 要引用看得到的数据对象，请改正"
                yield Fault(loop, "collection-of-another", message)


def collections_are_collections(model: Model) -> Iterator[Fault]:
    """Yield a fault for each collection that is marked as a single item (10.3.8)."""
    for loop in model.of("multiInstanceLoopCharacteristics"):
        for name in ("loopDataInputRef", "loopDataOutputRef"):
            data = model.target(loop, name)
            if data is None:
                continue
            item = item_of(model, data)
            if not is_true(data, "isCollection") and (item is None or not is_true(item, "isCollection")):
                message = f"{called(data)}不是集合，不能作为 {name}，请设置 isCollection"
                yield Fault(loop, "not-a-collection", message)


def complex_behaviour_is_defined(model: Model) -> Iterator[Fault]:
    """Yield a fault for each multi-instance with complex behaviour that is not said (10.3.8)."""
    for loop in model.of("multiInstanceLoopCharacteristics"):
        if loop.get("behavior") == "Complex" and not children(loop, "complexBehaviorDefinition"):
            message = f"{_holder(loop)}的多实例行为是 Complex，请补上 complexBehaviorDefinition"
            yield Fault(loop, "behaviour-missing", message)


def _holder(loop: Element) -> str:
    around = loop.getparent()
    return called(loop if around is None else around)


STANDARD: tuple[Rule, ...] = (
    instances_are_counted,
    collections_are_inputs_of_the_task,
    collections_of_sub_processes_are_objects,
    collections_are_collections,
    complex_behaviour_is_defined,
)
