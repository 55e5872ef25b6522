"""Sequence flows: ids, defaults, and conditions that decide nothing."""

from lxml import etree

from casesvc.diagrams.normalising.rewriting import Rewriting
from casesvc.diagrams.tree import bpmn, kind

DECIDES_NOTHING = frozenset({"parallelGateway", "eventBasedGateway"})
JOINS = frozenset({"parallelGateway", "inclusiveGateway"})


def name_flows(rewriting: Rewriting) -> None:
    """The library finds flows by their id only: one without would vanish with everything behind it."""
    for flow in rewriting.flows():
        if not flow.get("id"):
            name = rewriting.fresh(f"flow_{flow.get('sourceRef')}_{flow.get('targetRef')}")
            flow.set("id", name)
            rewriting.note(flow, "flow-without-id", f"连线没有编号，已命名为 {name}")


def mark_executable(rewriting: Rewriting) -> None:
    """The attribute is optional (BPMN 10.2): what does not say that it is a drawing only may be run."""
    for process in rewriting.root.iter(bpmn("process")):
        if process.get("isExecutable") is None:
            process.set("isExecutable", "true")
            rewriting.note(process, "executable-not-said", "流程没有写明是否可执行，按可执行处理")


def drop_conditions_that_decide_nothing(rewriting: Rewriting) -> None:
    """A parallel gateway puts a token on every flow, an event gateway on that of the event: conditions are not read."""
    kinds = {node.get("id"): kind(node) for node in rewriting.nodes()}
    for flow in rewriting.flows():
        condition = flow.find(bpmn("conditionExpression"))
        if condition is not None and kinds.get(flow.get("sourceRef")) in DECIDES_NOTHING:
            flow.remove(condition)
            rewriting.note(flow, "condition-decides-nothing", "并行网关和事件网关不看条件，连线上的条件不起作用")


def default_of_exclusive_gateways(rewriting: Rewriting) -> None:
    """One flow without a condition beside others with one is what is left when none of them holds."""
    outgoing = rewriting.outgoing()
    for gateway in rewriting.nodes():
        if kind(gateway) != "exclusiveGateway" or gateway.get("default"):
            continue
        flows = outgoing.get(gateway.get("id") or "", [])
        bare = [flow for flow in flows if not _condition(flow)]
        if len(flows) > 1 and len(bare) == 1:
            gateway.set("default", bare[0].get("id") or "")
            rewriting.note(gateway, "default-not-said", f"没有条件的连线 {bare[0].get('id')} 作为默认连线")


def part_doubled_flows(rewriting: Rewriting) -> None:
    """Two flows from one node into one join are two sides of it: each gets a node of its own to come from."""
    kinds = {node.get("id"): node for node in rewriting.nodes()}
    seen: set[tuple[str, str]] = set()
    for flow in rewriting.flows():
        ends = (flow.get("sourceRef") or "", flow.get("targetRef") or "")
        target = kinds.get(ends[1])
        if ends in seen and target is not None and kind(target) in JOINS:
            between = rewriting.add_node("intermediateThrowEvent", f"{flow.get('id')}_passed", flow)
            flow.set("targetRef", between.get("id") or "")
            rewriting.add_flow(between, target)
            rewriting.note(flow, "doubled-flow-parted", f"连线 {flow.get('id')} 与另一条起止相同，分开计算")
        seen.add(ends)


def _condition(flow: etree._Element) -> str:
    return (flow.findtext(bpmn("conditionExpression")) or "").strip()
