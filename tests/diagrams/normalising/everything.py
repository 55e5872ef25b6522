"""One diagram about which every rule has something to say."""

from tests.diagrams.bpmn import (
    Part,
    call,
    chain,
    choice,
    diagram,
    flow,
    fork,
    inclusive,
    node,
    sub_process,
    text,
    timer,
    user_task,
)

HEAD = b'<bpmn:definitions xmlns:own="urn:line" xmlns:activiti="http://activiti.org/bpmn" targetNamespace="urn:line"'


def everything() -> bytes:
    """Return the diagram; nothing of it is refused but what the checks of a review would say."""
    deadline = node("timerEventDefinition", "deadline", text("timeDuration", "P1D"))
    data = diagram(*_nodes(), *_flows(), head=(deadline, node("globalTask", "shared")), executable=None)
    data = data.replace(b"<bpmn:definitions", HEAD)
    data = data.replace(b'"shared"/>', b'"shared" activiti:dueDate="P1D"/>')
    return data.replace(b'calledElement="shared"', b'calledElement="own:shared"')


def _nodes() -> list[Part]:
    reviewers = node("multiInstanceLoopCharacteristics", None, camunda_collection="${reviewers}")
    return [
        node("startEvent", "start", timer("timeCycle", "0 0 * * *")),
        user_task("a", reviewers, completionQuantity="2"),
        fork("f"),
        fork("j"),
        call("g", "shared"),
        user_task("t", node("property", None)),
        node("eventBasedGateway", "e"),
        node("receiveTask", "r"),
        node("intermediateCatchEvent", "wait", text("eventDefinitionRef", "deadline")),
        choice("x"),
        inclusive("i"),
        user_task("last", isForCompensation="0"),
        node("intermediateThrowEvent", "out", node("linkEventDefinition", None, name="l")),
        node("intermediateCatchEvent", "in", node("linkEventDefinition", None, name="l")),
        sub_process("sub", user_task("u")),
    ]


def _flows() -> list[Part]:
    return [
        *chain("start", "a", "f"),
        flow("f", "j", "1 > 2", name="f1"),
        flow("f", "j", name="f2"),
        *chain("j", "g", "t"),
        flow("t", "e"),
        flow("t", "out"),
        *chain("e", "r", "x"),
        *chain("e", "wait", "x"),
        flow("x", "i", "outcome == 'a'"),
        flow("x", "sub"),
        flow("i", "last", "outcome == 'b'"),
        flow("i", "sub", name="is"),
        flow("in", "sub"),
        node("sequenceFlow", None, sourceRef="last", targetRef="sub"),
    ]
