"""Data associations: where they begin and end, and how many sources they have."""

from collections.abc import Iterator

from casesvc.diagrams.tree import kind
from casesvc.diagrams.validity.model import Element, Fault, Model, Rule, called, children

_BOTH = ("dataInputAssociation", "dataOutputAssociation")


def one_source_without_transformation(model: Model) -> Iterator[Fault]:
    """Yield a fault for each association of several sources that does not say how to join them (10.4.1)."""
    for association in model.of(*_BOTH):
        sources = children(association, "sourceRef")
        if len(sources) > 1 and not children(association, "transformation", "assignment"):
            message = f"{called(association)}有 {len(sources)} 个来源，请只留一个或写明 transformation"
            yield Fault(association, "several-sources", message)


def inputs_of_processes_are_not_written(model: Model) -> Iterator[Fault]:
    """Yield a fault for each association into an input of the process itself (10.4.1)."""
    for association in model.of(*_BOTH):
        target = model.target(association, "targetRef")
        if target is not None and kind(target) == "dataInput" and _of_process(target):
            message = f"{called(target)}是流程的输入，不能写入，请改用数据对象"
            yield Fault(association, "process-input-written", message)


def outputs_of_processes_are_not_read(model: Model) -> Iterator[Fault]:
    """Yield a fault for each association out of an output of the process itself (10.4.1)."""
    for association in model.of(*_BOTH):
        for source in _sources(model, association):
            if kind(source) == "dataOutput" and _of_process(source):
                message = f"{called(source)}是流程的输出，不能读取，请改用数据对象"
                yield Fault(association, "process-output-read", message)


def associations_belong_to_their_holder(model: Model) -> Iterator[Fault]:
    """Yield a fault for each association whose inner end is data of another activity or event (10.4.1)."""
    for association in model.of("dataInputAssociation"):
        target = model.target(association, "targetRef")
        if target is not None and _of_another(association, target):
            message = f"{called(target)}不属于{_holder(association)}，请改正 targetRef"
            yield Fault(association, "data-of-another", message)
    for association in model.of("dataOutputAssociation"):
        for source in _sources(model, association):
            if _of_another(association, source):
                message = f"{called(source)}不属于{_holder(association)}，请改正 sourceRef"
                yield Fault(association, "data-of-another", message)


def associations_keep_their_direction(model: Model) -> Iterator[Fault]:
    """Yield a fault for each association that feeds an output or reads an input of its holder (10.4.1)."""
    for association in model.of("dataInputAssociation"):
        target = model.target(association, "targetRef")
        if target is not None and kind(target) == "dataOutput" and _inside(association, target):
            message = f"{called(target)}是输出，不能作为数据输入关联的终点，请改用数据输入"
            yield Fault(association, "wrong-way", message)
    for association in model.of("dataOutputAssociation"):
        for source in _sources(model, association):
            if kind(source) == "dataInput" and _inside(association, source):
                message = f"{called(source)}是输入，不能作为数据输出关联的起点，请改用数据输出"
                yield Fault(association, "wrong-way", message)


def _sources(model: Model, association: Element) -> Iterator[Element]:
    for child in children(association, "sourceRef"):
        found, _ = model.resolve(association, (child.text or "").strip())
        if found is not None:
            yield found


def _of_another(association: Element, data: Element) -> bool:
    return kind(data) in ("dataInput", "dataOutput") and not _inside(association, data) and not _of_process(data)


def _of_process(data: Element) -> bool:
    around = data.getparent()
    beyond = None if around is None or kind(around) != "ioSpecification" else around.getparent()
    return beyond is not None and kind(beyond) == "process"


def _inside(association: Element, data: Element) -> bool:
    return association.getparent() in (data.getparent(), *data.iterancestors())


def _holder(association: Element) -> str:
    around = association.getparent()
    return called(association if around is None else around)


STANDARD: tuple[Rule, ...] = (
    one_source_without_transformation,
    inputs_of_processes_are_not_written,
    outputs_of_processes_are_not_read,
    associations_belong_to_their_holder,
    associations_keep_their_direction,
)
