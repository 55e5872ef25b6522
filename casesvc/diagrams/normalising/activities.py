"""Activities: calls of global tasks, collections, several tokens at once."""

import re
from copy import deepcopy

from lxml import etree

from casesvc.diagrams.camunda_expressions import translate
from casesvc.diagrams.expressions import ExpressionRefused, parse_expression
from casesvc.diagrams.normalising.rewriting import Rewriting, owner_of, taken
from casesvc.diagrams.tree import bpmn, camunda, kind, line_of

GLOBAL = {
    "globalTask": "task",
    "globalUserTask": "userTask",
    "globalManualTask": "manualTask",
    "globalScriptTask": "scriptTask",
    "globalBusinessRuleTask": "businessRuleTask",
}
MAX_TOKENS = 20
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


def inline_global_tasks(rewriting: Rewriting) -> None:
    """A call of a global task is that task (BPMN 10.3.6)."""
    known = {element.get("id"): element for element in rewriting.root if kind(element) in GLOBAL}
    for call in list(rewriting.root.iter(bpmn("callActivity"))):
        task = known.get(call.get("calledElement"))
        if task is None:
            continue
        call.tag = bpmn(GLOBAL[kind(task)])
        del call.attrib["calledElement"]
        for name, value in task.attrib.items():
            if name not in call.attrib:
                call.set(name, value)
        call.extend([deepcopy(child) for child in task if kind(child) not in ("ioSpecification", "documentation")])
        rewriting.note(call, "global-task-inlined", f"{call.get('id')} 调用的全局任务 {task.get('id')} 直接办理")


def count_collections(rewriting: Rewriting) -> None:
    """A collection becomes a number: who belongs to which level is the case's knowledge, not the diagram's."""
    for loop in rewriting.root.iter(bpmn("multiInstanceLoopCharacteristics")):
        counted = loop.find(bpmn("loopCardinality")) is not None
        collection = taken(loop, camunda("collection")) or (None if counted else _data_input(loop))
        item = taken(loop, camunda("elementVariable"))
        if collection is not None and counted:
            rewriting.note(loop, "collection-not-used", f"已写明次数，集合 {collection} 不使用")
        elif collection is not None:
            cardinality = etree.Element(bpmn("loopCardinality"))
            cardinality.text = _length(collection)
            cardinality.sourceline = line_of(loop)  # type: ignore[assignment]
            loop.insert(0, cardinality)
            rewriting.note(loop, "collection-counted", f"集合 {collection} 改为次数 {cardinality.text}")
        if item is not None:
            # The library refuses its own item on the second instance (15 of 60 journeys right; without it all).
            rewriting.note(loop, "element-variable-dropped", f"变量 {item} 不使用，第几级由系统给出")


def _data_input(loop: etree._Element) -> str | None:
    """Return the name of the data that the standard's own marker runs over, and take it away."""
    reference = loop.find(bpmn("loopDataInputRef"))
    if reference is None:
        return None
    wanted = (reference.text or "").strip()
    data = next((e for e in loop.getroottree().getroot().iter() if e.get("id") == wanted), None)
    name = "" if data is None else data.get("name") or wanted
    if not _NAME.fullmatch(name):
        return None  # it stays, for the check to refuse
    for part in ("loopDataInputRef", "inputDataItem"):
        if (found := loop.find(bpmn(part))) is not None:
            loop.remove(found)
    return name


def _length(collection: str) -> str:
    """Return the expression for how many there are; what is no expression is left as it is, for the check to refuse."""
    try:
        return f"len({parse_expression(translate(collection)).text})"
    except ExpressionRefused:
        return collection


def several_tokens(rewriting: Rewriting) -> None:
    """An activity that completes with several tokens sends each on its own way (completionQuantity, BPMN 10.3.1)."""
    outgoing = rewriting.outgoing()
    for activity in rewriting.nodes():
        quantity = activity.get("completionQuantity", "1")
        flows = outgoing.get(activity.get("id") or "", [])
        if not quantity.isdecimal() or not 1 < int(quantity) <= MAX_TOKENS or len(flows) != 1:
            continue
        del activity.attrib["completionQuantity"]
        _multiply(rewriting, activity, flows[0], int(quantity))
        rewriting.note(activity, "several-tokens", f"{owner_of(activity)} 完成后发出 {quantity} 个令牌")


def _multiply(rewriting: Rewriting, activity: etree._Element, flow: etree._Element, many: int) -> None:
    """Draw a split whose tokens meet again without a join: all of them go on over the one flow that was drawn."""
    name = activity.get("id")
    fork = rewriting.add_node("parallelGateway", f"{name}_fork", activity)
    meeting = rewriting.add_node("exclusiveGateway", f"{name}_tokens", activity)
    rewriting.add_flow(activity, fork)
    for _ in range(many):
        between = rewriting.add_node("intermediateThrowEvent", f"{name}_token", activity)
        rewriting.add_flow(fork, between)
        rewriting.add_flow(between, meeting)
    flow.set("sourceRef", meeting.get("id") or "")
