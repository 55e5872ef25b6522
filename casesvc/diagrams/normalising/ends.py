"""Starts and ends that the standard lets one leave out."""

from lxml import etree

from casesvc.diagrams.normalising.rewriting import Rewriting, is_node
from casesvc.diagrams.tree import bpmn, kind

SCOPES = ("process", "subProcess", "transaction")


def add_starts(rewriting: Rewriting) -> None:
    """Without a start event, everything that no flow enters begins at once (BPMN 10.5.2)."""
    incoming = rewriting.incoming()
    for scope in _scopes(rewriting):
        nodes = [node for node in scope if is_node(node)]
        if not nodes or any(kind(node) == "startEvent" for node in nodes) or _by_event(scope):
            continue
        first = [node for node in nodes if node.get("id") not in incoming and _takes_flows(node)]
        if not first:
            continue
        start = rewriting.add_inside("startEvent", f"{scope.get('id')}_start", scope)
        if len(first) > 1:
            fork = rewriting.add_node("parallelGateway", f"{scope.get('id')}_fork", start)
            rewriting.add_flow(start, fork)
            start = fork
        for node in first:
            rewriting.add_flow(start, node)
        rewriting.note(scope, "start-drawn", f"{scope.get('id')} 没有开始事件，从没有入口的元素开始")


def add_ends(rewriting: Rewriting) -> None:
    """What no flow leaves ends there (BPMN 10.5.3); the library would never report such a case as finished."""
    outgoing = rewriting.outgoing()
    for scope in _scopes(rewriting):
        for node in [node for node in scope if is_node(node)]:
            if node.get("id") in outgoing or kind(node) == "endEvent" or not _gives_flows(node):
                continue
            end = rewriting.add_node("endEvent", f"{node.get('id')}_end", node)
            rewriting.add_flow(node, end)
            rewriting.note(node, "end-drawn", f"{node.get('id')} 后面没有连线，在此结束")


def _scopes(rewriting: Rewriting) -> list[etree._Element]:
    return [element for name in SCOPES for element in rewriting.root.iter(bpmn(name))]


def _by_event(element: etree._Element) -> bool:
    return element.get("triggeredByEvent") in ("true", "1")


def _takes_flows(node: etree._Element) -> bool:
    """Tell whether a flow could enter ``node``: compensation, boundary events and event sub-processes stand alone."""
    alone = kind(node) == "boundaryEvent" or _by_event(node) or _link(node) is not None
    return not alone and node.get("isForCompensation") != "true"


def _gives_flows(node: etree._Element) -> bool:
    compensates = node.get("isForCompensation") == "true" or node.find(bpmn("compensateEventDefinition")) is not None
    thrown_link = kind(node) == "intermediateThrowEvent" and _link(node) is not None
    if _by_event(node) or thrown_link or kind(node) == "eventBasedGateway":
        return False  # an event gateway without events is refused, not ended
    return not compensates or kind(node) == "intermediateThrowEvent"


def _link(node: etree._Element) -> etree._Element | None:
    return node.find(bpmn("linkEventDefinition"))
