"""Tasks and who does them: instantiating receive tasks, resources and their parameters."""

from collections.abc import Iterator

from casesvc.diagrams.tree import kind
from casesvc.diagrams.validity.model import Element, Fault, Model, Rule, called, children, is_true
from casesvc.diagrams.validity.vocabulary import RESOURCE_ROLES


def instantiating_tasks_come_first(model: Model) -> Iterator[Fault]:
    """Yield a fault for each receive task that starts the process and yet is entered (10.3.3)."""
    for task in model.of("receiveTask"):
        if is_true(task, "instantiate") and model.incoming(task):
            message = f"{called(task)}用来启动流程，不能有入口，请删去通向它的连线或取消 instantiate"
            yield Fault(task, "receive-task-entered", message)


def roles_are_said_in_one_way(model: Model) -> Iterator[Fault]:
    """Yield a fault for each role given by a resource and by an expression (10.3.1)."""
    for role in model.of(*sorted(RESOURCE_ROLES)):
        if children(role, "resourceRef") and children(role, "resourceAssignmentExpression"):
            message = f"{_holder(role)}的 {kind(role)} 既写了资源又写了分配表达式，请只留一个"
            yield Fault(role, "role-twice", message)


def bindings_need_a_resource(model: Model) -> Iterator[Fault]:
    """Yield a fault for each parameter binding without a resource (10.3.1)."""
    for role in model.of(*sorted(RESOURCE_ROLES)):
        if children(role, "resourceParameterBinding") and not children(role, "resourceRef"):
            message = f"{_holder(role)}的 {kind(role)} 绑定了参数，却没有写明资源，请补上 resourceRef"
            yield Fault(role, "binding-without-resource", message)


def parameters_are_those_of_the_resource(model: Model) -> Iterator[Fault]:
    """Yield a fault for each bound parameter of another resource, and each required one not bound (8.4.12, 10.3.1)."""
    required = {resource: _required(resource) for resource in model.of("resource")}
    for role in model.of(*sorted(RESOURCE_ROLES)):
        resource = model.target(role, "resourceRef")
        if resource is None or resource not in required:
            continue
        bound = {model.target(binding, "parameterRef") for binding in children(role, "resourceParameterBinding")}
        if required[resource] - bound:
            message = f"{_holder(role)}没有给{called(resource)}的必填参数全部赋值，请补上"
            yield Fault(role, "parameter-not-bound", message)
        if any(parameter is not None and parameter.getparent() is not resource for parameter in bound):
            message = f"{_holder(role)}绑定的参数不属于{called(resource)}，请改选它的参数"
            yield Fault(role, "parameter-of-another", message)


def _required(resource: Element) -> set[Element | None]:
    return {each for each in children(resource, "resourceParameter") if is_true(each, "isRequired")}


def _holder(role: Element) -> str:
    around = role.getparent()
    return called(role if around is None else around)


EXECUTABLE: tuple[Rule, ...] = (instantiating_tasks_come_first,)
STANDARD: tuple[Rule, ...] = (
    roles_are_said_in_one_way,
    bindings_need_a_resource,
    parameters_are_those_of_the_resource,
)
