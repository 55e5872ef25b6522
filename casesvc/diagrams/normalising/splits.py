"""Several flows out of an activity or event: the gateway that the standard means by them is drawn."""

from lxml import etree

from casesvc.diagrams.graph import GATEWAYS
from casesvc.diagrams.normalising.rewriting import Rewriting, taken
from casesvc.diagrams.tree import bpmn, kind

ALWAYS = "True"


def split_behind_activities(rewriting: Rewriting) -> None:
    """Flows without conditions are a parallel split, conditional ones an inclusive one (BPMN 13.3.1, 8.4.13)."""
    outgoing = rewriting.outgoing()
    for node in rewriting.nodes():
        flows = outgoing.get(node.get("id") or "", [])
        conditional = any(_condition(flow) is not None for flow in flows) or bool(node.get("default") and flows)
        if kind(node) in GATEWAYS or (len(flows) < 2 and not conditional):
            continue
        tag = "inclusiveGateway" if conditional else "parallelGateway"
        gateway = rewriting.add_node(tag, f"{node.get('id')}_split", node)
        if (default := taken(node, "default")) is not None:
            gateway.set("default", default)
        for flow in flows:
            flow.set("sourceRef", gateway.get("id") or "")
        rewriting.add_flow(node, gateway)
        word = "包容网关" if conditional else "并行网关"
        rewriting.note(node, "split-drawn", f"{node.get('id')} 的 {len(flows)} 条出口按{word}处理")


def conditions_of_inclusive_gateways(rewriting: Rewriting) -> None:
    """A flow without a condition beside conditional ones is always taken; the library would make it the default."""
    outgoing = rewriting.outgoing()
    for gateway in rewriting.nodes():
        flows = outgoing.get(gateway.get("id") or "", [])
        if kind(gateway) != "inclusiveGateway" or len(flows) < 2:
            continue
        for flow in flows:
            if _condition(flow) is None and flow.get("id") != gateway.get("default"):
                etree.SubElement(flow, bpmn("conditionExpression")).text = ALWAYS
                rewriting.note(flow, "always-taken", f"连线 {flow.get('id')} 没有条件，总会走到")


def _condition(flow: etree._Element) -> etree._Element | None:
    return flow.find(bpmn("conditionExpression"))
