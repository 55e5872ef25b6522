"""Draws diagrams in tests: ``diagram(start(), user_task("unit"), end(), *chain("start", "unit", "end"))``."""

from itertools import pairwise

from lxml import etree

from casesvc.diagrams.tree import BPMN, CAMUNDA, bpmn, camunda

Part = etree._Element
Attributes = str | None


def diagram(
    *parts: Part,
    process: str = "line",
    head: tuple[Part, ...] = (),
    executable: str | None = "true",
    called: tuple[Part, ...] = (),
) -> bytes:
    """Return the file: one element a line, to tell findings apart by line; ``called`` are other processes."""
    definitions = etree.Element(bpmn("definitions"), nsmap={"bpmn": BPMN, "camunda": CAMUNDA})
    definitions.extend(head)
    drawn = node("process", process, *parts, isExecutable=executable)
    definitions.append(drawn)
    definitions.extend(called)
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


def event_sub_process(name: str, trigger: Part, *inside: Part, interrupting: bool = True) -> Part:
    """Return an event sub-process with its start event ``{name}_on``."""
    begin = node("startEvent", f"{name}_on", trigger, isInterrupting=None if interrupting else "false")
    return node("subProcess", name, begin, *inside, triggeredByEvent="true")


def call(name: str, process: str, /, *inside: Part) -> Part:
    return node("callActivity", name, *inside, calledElement=process)


def called_process(name: str, /, *inside: Part) -> Part:
    return node("process", name, *inside, isExecutable="true")


def inclusive(name: str, /, **attributes: Attributes) -> Part:
    """Return an inclusive gateway, splitting or joining."""
    return node("inclusiveGateway", name, **attributes)


def external_task(name: str, /, *inside: Part) -> Part:
    """Return a service task for another system, which fetches it by its topic."""
    return node("serviceTask", name, *inside, camunda_type="external", camunda_topic=name)


def script_task(name: str, /, *lines: str) -> Part:
    return node("scriptTask", name, text("script", "\n".join(lines)))


def catch(name: str, definition: Part) -> Part:
    return node("intermediateCatchEvent", name, definition)


def throw(name: str, definition: Part) -> Part:
    return node("intermediateThrowEvent", name, definition)


def on(what: str, reference: str | None = None) -> Part:
    """Return an event definition: ``on("message", "paid")``, ``on("signal", "stop")``, ``on("terminate")``."""
    references = {} if reference is None else {f"{what}Ref": reference}
    return node(f"{what}EventDefinition", None, **references)


def message(name: str) -> Part:
    return node("message", name, name=name)


def signal(name: str) -> Part:
    return node("signal", name, name=name)


def escalation(name: str) -> Part:
    return node("escalation", name, escalationCode=name)


def again(words: str | None = None, *, before: bool = False, maximum: int | None = None) -> Part:
    """Return a standard loop marker: go on while ``words`` hold."""
    inside = () if words is None else (text("loopCondition", words),)
    attributes = {"testBefore": "true" if before else None, "loopMaximum": None if maximum is None else str(maximum)}
    return node("standardLoopCharacteristics", None, *inside, **attributes)
