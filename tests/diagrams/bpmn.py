"""Draws diagrams in tests: ``diagram(start(), user_task("unit"), end(), *chain("start", "unit", "end"))``."""

from itertools import pairwise

from lxml import etree

from casesvc.diagrams.tree import BPMN, CAMUNDA, bpmn, camunda

Part = etree._Element
Attributes = str | None


def diagram(*parts: Part, process: str = "line", head: tuple[Part, ...] = (), executable: str | None = "true") -> bytes:
    """Return the file: one element a line, so that findings can be told apart by line."""
    definitions = etree.Element(bpmn("definitions"), nsmap={"bpmn": BPMN, "camunda": CAMUNDA})
    definitions.extend(head)
    drawn = node("process", process, *parts, isExecutable=executable)
    definitions.append(drawn)
    etree.indent(definitions)
    return etree.tostring(definitions, xml_declaration=True, encoding="UTF-8")


def node(tag: str, name: str | None, /, *inside: Part, **attributes: Attributes) -> Part:
    """Return any BPMN element; ``camunda_formKey`` becomes ``camunda:formKey``, None leaves an attribute out."""
    element = etree.Element(bpmn(tag))
    for key, value in {"id": name, **attributes}.items():
        if value is not None:
            element.set(camunda(key.removeprefix("camunda_")) if key.startswith("camunda_") else key, value)
    element.extend(inside)
    return element


def text(tag: str, words: str, **attributes: Attributes) -> Part:
    """Return an element with text: ``text("script", "x = 1")``."""
    element = node(tag, None, **attributes)
    element.text = words
    return element


def start(name: str = "start") -> Part:
    return node("startEvent", name)


def end(name: str = "end", /, *inside: Part, **attributes: Attributes) -> Part:
    return node("endEvent", name, *inside, **attributes)


def user_task(name: str, /, *inside: Part, **attributes: Attributes) -> Part:
    return node("userTask", name, *inside, **attributes)


def choice(name: str, /, **attributes: Attributes) -> Part:
    return node("exclusiveGateway", name, **attributes)


def fork(name: str) -> Part:
    """Return a parallel gateway, splitting or joining."""
    return node("parallelGateway", name)


def flow(source: str, target: str, condition: str | None = None, name: str | None = None) -> Part:
    conditions = () if condition is None else (text("conditionExpression", condition),)
    return node("sequenceFlow", name or f"{source}_to_{target}", *conditions, sourceRef=source, targetRef=target)


def chain(*names: str) -> tuple[Part, ...]:
    return tuple(flow(source, target) for source, target in pairwise(names))


def by_outcome(gateway: str, **ways: str) -> tuple[Part, ...]:
    """Return the flows behind a review: ``by_outcome("g", approve="done", **{"return": "correct"})``."""
    return tuple(flow(gateway, target, f"outcome == '{word}'", f"{gateway}_{word}") for word, target in ways.items())


def multi(*, many: str, sequential: bool = False, until: str | None = None) -> Part:
    """Return a multi-instance marker with a cardinality and a completion condition."""
    inside = [text("loopCardinality", many)]
    if until is not None:
        inside.append(text("completionCondition", until))
    return node("multiInstanceLoopCharacteristics", None, *inside, isSequential="true" if sequential else None)


def timer(kind: str, value: str) -> Part:
    """Return a timer definition: ``timer("timeDuration", "P5D")``."""
    return node("timerEventDefinition", None, text(kind, value))


def boundary(name: str, host: str, definition: Part, *, interrupting: bool = True) -> Part:
    return node("boundaryEvent", name, definition, attachedToRef=host, cancelActivity=None if interrupting else "false")


def error_definition(reference: str) -> Part:
    return node("errorEventDefinition", None, errorRef=reference)


def error(name: str, code: str | None = None) -> Part:
    return node("error", name, errorCode=code)


def said(**values: str) -> Part:
    """Return extension elements with ``camunda:properties``."""
    properties = etree.Element(camunda("properties"))
    for key, value in values.items():
        etree.SubElement(properties, camunda("property"), name=key, value=value)
    extensions = node("extensionElements", None)
    extensions.append(properties)
    return extensions


def levels_diagram() -> bytes:
    """Return the recommended chain: unit, competent units level by level, province, with returns and an end each."""
    levels = node(
        "multiInstanceLoopCharacteristics",
        None,
        text("completionCondition", "${outcome != 'approve'}"),
        isSequential="true",
        camunda_collection="${competent_units}",
        camunda_elementVariable="competent_unit",
    )
    reviews = {"unit": "competent", "competent": "province", "province": "result"}
    ways = [
        each
        for review, following in reviews.items()
        for each in (
            flow(review, f"after_{review}"),
            flow(f"after_{review}", following, "${outcome == 'approve'}"),
            flow(f"after_{review}", "correct", "${outcome == 'return'}"),
            flow(f"after_{review}", "terminated", "${outcome == 'terminate'}"),
        )
    ]
    return diagram(
        start(),
        user_task("apply"),
        user_task("correct"),
        user_task("unit"),
        user_task("competent", levels),
        user_task("province"),
        user_task("result"),
        *(choice(f"after_{review}") for review in (*reviews, "result")),
        end("granted"),
        end("not_granted"),
        end("terminated"),
        *chain("start", "apply", "unit"),
        flow("correct", "unit"),
        *ways,
        flow("result", "after_result"),
        flow("after_result", "granted", "${outcome == 'granted'}"),
        flow("after_result", "not_granted", "${outcome == 'not-granted'}"),
        process="talent-tiers",
    )


def message_definition(reference: str) -> Part:
    return node("messageEventDefinition", None, messageRef=reference)


def signal_definition(reference: str) -> Part:
    return node("signalEventDefinition", None, signalRef=reference)


def condition_definition(condition: str) -> Part:
    return node("conditionalEventDefinition", None, text("condition", condition))


def sub_process(name: str, *inside: Part, **attributes: Attributes) -> Part:
    return node("subProcess", name, *inside, **attributes)
