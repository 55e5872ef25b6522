"""Builds the library's specifications from the graph of a normalised diagram: one for each process and sub-process.

Built here and not by the library's parser, which orders flows by the drawing, follows them recursively and knows no
way to run event sub-processes. An event sub-process becomes what the standard describes: its scope's own content is
a body that runs as a sub-process, and the event sits on the border of that body.
"""

from collections.abc import Callable, Mapping
from typing import Any

from SpiffWorkflow.bpmn.specs.bpmn_process_spec import BpmnProcessSpec
from SpiffWorkflow.bpmn.specs.control import BoundaryEventSplit
from SpiffWorkflow.bpmn.specs.defaults import (
    BoundaryEvent,
    CallActivity,
    EndEvent,
    ExclusiveGateway,
    IntermediateCatchEvent,
    IntermediateThrowEvent,
    ParallelMultiInstanceTask,
    ScriptTask,
    SequentialMultiInstanceTask,
    StandardLoopTask,
    StartEvent,
    SubWorkflowTask,
    UserTask,
)
from SpiffWorkflow.bpmn.specs.event_definitions.simple import NoneEventDefinition

from casesvc.diagrams.events import triggers_of
from casesvc.diagrams.graph import SUB_PROCESSES, Flow, Graph, Node
from casesvc.diagrams.tree import bpmn, camunda, text_of
from casesvc.engine.borders import BODY, BORDER
from casesvc.engine.facts import Cardinality
from casesvc.engine.specs import Awaited, DecisionTask, EventGateway, InclusiveGateway, ParallelGateway

START = "start_event"  # the name by which a process with several start events is told where it begins
CONDITIONAL = frozenset({"exclusiveGateway", "inclusiveGateway"})


def build(graph: Graph) -> Mapping[str, Any]:
    """Return the specification of every process and sub-process by its name; bodies are named ``<scope>.body``."""
    specs: dict[str, Any] = {}
    called = {node.scope for node in graph.nodes.values()} | {graph.process.get("id") or ""}
    for scope in dict.fromkeys([*graph.scopes, *sorted(called)]):
        for spec in _scope(graph, scope):
            _look_ahead_one(spec)
            specs[spec.name] = spec
    return specs


def _look_ahead_one(spec: Any) -> None:
    """Let nothing be predicted but what comes after the start: a run draws up the next tasks itself.

    The library predicts along every flow, and for ever where a loop has no gateway to choose at.
    """
    for task_spec in spec.task_specs.values():
        task_spec._predict = lambda *_, **__: None
    spec.start._predict = lambda task, *_, **__: spec.start._predict_hook(task)


def _scope(graph: Graph, scope: str) -> list[Any]:
    events = graph.event_sub_processes(scope)
    if not events:
        return [_content(graph, scope, scope)]
    return [_around(graph, scope, events), _content(graph, scope, scope + BODY)]


def _around(graph: Graph, scope: str, events: tuple[Node, ...]) -> Any:
    """Return a scope that consists of its body, with its event sub-processes behind events on the body's border."""
    spec = BpmnProcessSpec(name=scope)
    body = SubWorkflowTask(spec, scope + BODY, subworkflow_spec=scope + BODY)
    body.bpmn_id = None
    split = _border(spec, body)
    body.connect(spec.end)
    for event in events:
        start = graph.starts_of(event.id)[0]
        trigger = _boundary(spec, start, f"{start.id}.trigger")
        trigger.bpmn_id = None
        inner = SubWorkflowTask(spec, event.id, subworkflow_spec=event.id)
        split.connect(trigger)
        trigger.connect(inner)
        inner.connect(spec.end)
    spec.start.connect(split)
    return spec


def _content(graph: Graph, scope: str, name: str) -> Any:
    spec = BpmnProcessSpec(name=name)
    nodes = [node for node in graph.inside(scope) if not node.is_event_sub_process]
    built = {node.id: _looped(spec, node, _node(spec, node)) for node in nodes if node.host is None}
    entries = {node.id: _entry(graph, spec, node, built) for node in nodes if node.id in built}
    for node in nodes:
        for flow in graph.outgoing(node.id):
            _connect(node, flow, built[node.id], entries[flow.target])
        if node.kind == "endEvent":
            built[node.id].connect(spec.end)
        if node.kind == "eventBasedGateway":
            _gather(graph, built[node.id], node)
    _begin(spec, [node for node in nodes if node.kind == "startEvent"], entries)
    return spec


def _begin(spec: Any, starts: list[Node], entries: Mapping[str, Any]) -> None:
    """Begin at the only start event, or at the one that the first step names."""
    if len(starts) == 1:
        spec.start.connect(entries[starts[0].id])
        return
    choice = ExclusiveGateway(spec, f"{spec.name}.starts")
    choice.bpmn_id = None
    for start in starts:
        choice.connect_outgoing_if(f"{START} == '{start.id}'", entries[start.id])
    spec.start.connect(choice)


def _node(spec: Any, node: Node) -> Any:
    """Return the specification of one flow node without its markers and what sits on its border.

    What is not in the table is a task that waits to be completed, whether a person or another system works on it.
    """
    return BUILT.get(node.kind, _task)(spec, node)


def _task(spec: Any, node: Node) -> Any:
    return UserTask(spec, node.id)


def _passed(kind: Callable[..., Any]) -> Callable[[Any, Node], Any]:
    """Return how an event is built that only lets pass: what it throws is thrown by the run, not by the library."""
    return lambda spec, node: kind(spec, node.id, NoneEventDefinition())


def _caught(spec: Any, node: Node) -> Any:
    return IntermediateCatchEvent(spec, node.id, Awaited(node.id, triggers_of(node)))


def _gateway(kind: Callable[..., Any]) -> Callable[[Any, Node], Any]:
    return lambda spec, node: kind(spec, node.id)


def _call(spec: Any, node: Node) -> Any:
    return CallActivity(spec, node.id, subworkflow_spec=node.xml.get("calledElement") or "")


def _script(spec: Any, node: Node) -> Any:
    script = node.child("script")
    return ScriptTask(spec, node.id, script="" if script is None else text_of(script))


def _decision(spec: Any, node: Node) -> Any:
    decision = node.xml.get(camunda("decisionRef")) or ""
    return DecisionTask(spec, node.id, decision, node.xml.get(camunda("resultVariable")) or decision)


def _inside(spec: Any, node: Node) -> Any:
    return SubWorkflowTask(spec, node.id, subworkflow_spec=node.id)


BUILT: Mapping[str, Callable[[Any, Node], Any]] = {
    "startEvent": _passed(StartEvent),
    "endEvent": _passed(EndEvent),
    "intermediateThrowEvent": _passed(IntermediateThrowEvent),
    "intermediateCatchEvent": _caught,
    "receiveTask": _caught,
    "exclusiveGateway": _gateway(ExclusiveGateway),
    "parallelGateway": _gateway(ParallelGateway),
    "inclusiveGateway": _gateway(InclusiveGateway),
    "eventBasedGateway": _gateway(EventGateway),
    "callActivity": _call,
    "scriptTask": _script,
    "businessRuleTask": _decision,
    **dict.fromkeys(SUB_PROCESSES, _inside),
}


def _looped(spec: Any, node: Node, inner: Any) -> Any:
    """Return the activity behind its marker; the library keeps the activity itself as a child specification."""
    standard, multi = node.child("standardLoopCharacteristics"), node.loop
    if standard is None and multi is None:
        return inner
    del spec.task_specs[inner.name]
    inner.name = f"{node.id} [child]"
    spec.task_specs[inner.name] = inner
    if standard is not None:
        condition = (standard.findtext(bpmn("loopCondition")) or "").strip() or None
        maximum = standard.get("loopMaximum")
        before = standard.get("testBefore") in ("true", "1")
        many = None if maximum is None else int(maximum)
        loop = StandardLoopTask(spec, node.id, inner.name, many, condition, before)
    else:
        assert multi is not None  # noqa: S101 - one of the two is there
        kind = SequentialMultiInstanceTask if node.multi == "sequential" else ParallelMultiInstanceTask
        number = Cardinality((multi.findtext(bpmn("loopCardinality")) or "").strip())
        until = (multi.findtext(bpmn("completionCondition")) or "").strip() or None
        loop = kind(spec, node.id, task_spec=inner.name, cardinality=number, condition=until)
    # Connecting on first use, while cases share the definition, is a race in the library.
    inner.completed_event.connect(loop.merge_child)
    inner.inputs = [loop]
    return loop


def _entry(graph: Graph, spec: Any, node: Node, built: dict[str, Any]) -> Any:
    """Return where a flow enters ``node``: the split before it, where events sit on its border."""
    events = graph.attached(node.id)
    if not events:
        return built[node.id]
    split = _border(spec, built[node.id])
    for event in events:
        built[event.id] = _boundary(spec, event, event.id)
        split.connect(built[event.id])
    return split


def _border(spec: Any, host: Any) -> Any:
    """Return the split before an activity with events on its border; `casesvc.engine.borders` ends one by the other."""
    split = BoundaryEventSplit(spec, f"{host.name}{BORDER}")
    split.connect(host)
    return split


def _boundary(spec: Any, event: Node, name: str) -> Any:
    return BoundaryEvent(spec, name, Awaited(event.id, triggers_of(event)), cancel_activity=event.interrupts)


def _connect(node: Node, flow: Flow, source: Any, target: Any) -> None:
    if node.kind in CONDITIONAL and flow.condition and not flow.default:
        source.connect_outgoing_if(flow.condition, target)
    else:
        source.connect(target)


def _gather(graph: Graph, gateway: Any, node: Node) -> None:
    """Let the gateway wait for the events behind it; they themselves are only passed."""
    for flow in graph.outgoing(node.id):
        event = gateway._wf_spec.task_specs[flow.target]
        gateway.awaited.append(event.event_definition)
        event.event_definition = NoneEventDefinition()
