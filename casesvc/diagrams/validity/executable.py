"""What a process needs to be executed with nothing but the standard to go by.

A file for an engine follows that engine's dialect instead, in which a name, a topic or a class stands for an operation.
"""

import re
from collections.abc import Iterator

from casesvc.diagrams.tree import kind
from casesvc.diagrams.validity.model import Element, Fault, Model, Rule, called, value_of
from casesvc.diagrams.validity.vocabulary import EXPRESSIONS, TITLES

_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
# Formal by the class diagrams, whatever their type says
_ALWAYS_FORMAL = frozenset({"transformation", "dataPath", "messagePath", "formalExpression"})
_NOT_PLAIN_WORDS = re.compile(r"[<>=!&|(){}$#\"']")


def expressions_are_formal(model: Model) -> Iterator[Fault]:
    """Yield a fault for each expression in plain words, that is without the type tFormalExpression (8.4.6, 10.5.5).

    Of conditions of flows many tools leave the type out: there what has an operator in it counts as formal.
    """
    for expression in model.of(*sorted(EXPRESSIONS - _ALWAYS_FORMAL)):
        around = expression.getparent()
        if around is not None and kind(around) == "complexBehaviorDefinition":
            continue
        if kind(expression) == "conditionExpression" and _NOT_PLAIN_WORDS.search(expression.text or ""):
            continue
        if expression.get(_TYPE, "").rpartition(":")[2] != "tFormalExpression":
            message = f"{_holder(expression)}的 {kind(expression)} 不是形式表达式，请标上 xsi:type=tFormalExpression"
            yield Fault(expression, "expression-not-formal", message)


def executable_flows_are_immediate(model: Model) -> Iterator[Fault]:
    """Yield a fault for each flow that lets others happen in between (8.4.13: isImmediate MUST NOT be false)."""
    for flow in model.of("sequenceFlow"):
        if flow.get("isImmediate") in ("false", "0"):
            message = f"{called(flow)}的 isImmediate 是 false，可执行流程里不允许，请改为 true 或删去"
            yield Fault(flow, "flow-not-immediate", message)


def conditions_of_events_are_there(model: Model) -> Iterator[Fault]:
    """Yield a fault for each conditional event with an empty condition (10.5.5)."""
    for condition in model.of("condition"):
        if not "".join(str(part) for part in condition.itertext()).strip():
            yield Fault(condition, "condition-empty", f"{_holder(condition)}的条件是空的，请填写条件")


def messages_are_named(model: Model) -> Iterator[Fault]:
    """Yield a fault for each message event without its message (10.5.5)."""
    for event, definition in _events_with(model, "messageEventDefinition"):
        if not value_of(definition, "messageRef"):
            yield Fault(definition, "message-missing", f"{called(event)}没有写明消息，请选择 messageRef")


def operations_are_named(model: Model) -> Iterator[Fault]:
    """Yield a fault for each message event without its operation (10.5.5)."""
    for event, definition in _events_with(model, "messageEventDefinition"):
        if not value_of(definition, "operationRef"):
            yield Fault(definition, "operation-missing", f"{called(event)}没有写明操作，请选择 operationRef")


def signals_are_named(model: Model) -> Iterator[Fault]:
    """Yield a fault for each signal event without its signal (10.5.5)."""
    for event, definition in _events_with(model, "signalEventDefinition"):
        if not value_of(definition, "signalRef"):
            yield Fault(definition, "signal-missing", f"{called(event)}没有写明信号，请选择 signalRef")


def thrown_errors_have_a_code(model: Model) -> Iterator[Fault]:
    """Yield a fault for each error end event without an error that has a code (8.4.3, 10.5.5)."""
    yield from _code(model, ("endEvent",), "error")


def thrown_escalations_have_a_code(model: Model) -> Iterator[Fault]:
    """Yield a fault for each thrown escalation without one that has a code (8.4.4, 10.5.5)."""
    yield from _code(model, ("endEvent", "intermediateThrowEvent"), "escalation")


def _code(model: Model, events: tuple[str, ...], trigger: str) -> Iterator[Fault]:
    for event, definition in _events_with(model, f"{trigger}EventDefinition"):
        if kind(event) not in events:
            continue
        thrown, title = model.target(definition, f"{trigger}Ref"), TITLES[trigger]
        if not value_of(definition, f"{trigger}Ref"):
            yield Fault(definition, "code-missing", f"{called(event)}没有写明抛出哪个{title}，请选择 {trigger}Ref")
        elif thrown is not None and not thrown.get(f"{trigger}Code"):
            message = f"{called(event)}抛出的{called(thrown)}没有代码，请填写 {trigger}Code"
            yield Fault(thrown, "code-missing", message)


def _events_with(model: Model, name: str) -> Iterator[tuple[Element, Element]]:
    for event in model.events:
        for definition in model.definitions(event):
            if kind(definition) == name:
                yield event, definition


def _holder(expression: Element) -> str:
    around = expression.getparent()
    return called(expression if around is None else around)


STANDARD: tuple[Rule, ...] = (
    expressions_are_formal,
    executable_flows_are_immediate,
    conditions_of_events_are_there,
    messages_are_named,
    operations_are_named,
    signals_are_named,
    thrown_errors_have_a_code,
    thrown_escalations_have_a_code,
)
