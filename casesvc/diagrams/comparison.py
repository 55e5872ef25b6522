"""Compares two diagrams element by element: what is new, what is gone, what is said otherwise."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from lxml import etree

from casesvc.diagrams.aspects import RELATED, SAID, Drawing, drawing_of, named, remainder, rules_of, word_of
from casesvc.diagrams.graph import Flow, Graph, Node

What = Literal["added", "removed", "changed"]


@dataclass(frozen=True)
class Difference:
    """One difference between two diagrams, at the node ``element``.

    ``aspect`` of a change: ``name``, a key of ``SAID`` or ``RELATED``, ``condition`` of a flow that leaves the node,
    ``rules`` of decision tables, or ``other``. ``before`` and ``after`` are what was said in words, "" for nothing;
    ``message`` is a Chinese sentence.
    """

    element: str
    what: What
    aspect: str
    before: str
    after: str
    message: str

    @property
    def is_name(self) -> bool:
        """Tell whether only what people call the element is different."""
        return self.aspect == "name"


def compare(old: etree._ElementTree, new: etree._ElementTree) -> tuple[Difference, ...]:
    """Return what is different in ``new``, in the order of the files: gone first, then each node of the new one.

    Both hold a process. How they are drawn, ids of flows and remarks are not compared.
    """
    return tuple(_differences(drawing_of(old), drawing_of(new)))


def _differences(old: Drawing, new: Drawing) -> Iterator[Difference]:
    for name, node in old.graph.nodes.items():
        if name not in new.graph.nodes:
            message = f"取消了{word_of(node)}{named(node)}"
            yield Difference(name, "removed", "", named(node), "", message)
    for name, node in new.graph.nodes.items():
        before = old.graph.nodes.get(name)
        if before is None:
            yield Difference(name, "added", "", "", named(node), f"新增了{word_of(node)}{named(node)}")
        else:
            yield from _of_node(old, before, new, node)


def _of_node(old: Drawing, before: Node, new: Drawing, after: Node) -> Iterator[Difference]:
    found = [*_said(old, before, new, after), *_related(old, before, new, after), *_conditions(old, new, after)]
    if before.name != after.name:
        message = f"{named(before)}改名为{named(after)}"
        yield Difference(after.id, "changed", "name", before.name, after.name, message)
    yield from found
    if rules_of(before) != rules_of(after):
        yield Difference(after.id, "changed", "rules", "", "", f"{named(after)}引用的决策表内容有变化")
    if not found and remainder(before.xml) != remainder(after.xml):
        yield Difference(after.id, "changed", "other", "", "", f"{named(after)}的其他设置有变化")


def _said(old: Drawing, before: Node, new: Drawing, after: Node) -> Iterator[Difference]:
    for aspect, (words, read) in SAID.items():
        was, now = read(old, before), read(new, after)
        if was != now:
            yield _changed(after, aspect, words, was, now)


def _related(old: Drawing, before: Node, new: Drawing, after: Node) -> Iterator[Difference]:
    for aspect, (words, read) in RELATED.items():
        was, now = read(old.graph, before), read(new.graph, after)
        if was != now:
            yield _changed(after, aspect, words, _all_named(old.graph, was), _all_named(new.graph, now))


def _conditions(old: Drawing, new: Drawing, node: Node) -> Iterator[Difference]:
    """Yield what is different on ways that lead from a node to the same element as before."""
    before, after = _by_target(old.graph, node), _by_target(new.graph, node)
    for target in (name for name in after if name in before):
        was, now = ("；".join(_condition(flow) for flow in each[target]) for each in (before, after))
        if was != now:
            way = f"{named(node)}到{_all_named(new.graph, (target,))}的条件"
            yield Difference(node.id, "changed", "condition", was, now, _sentence(way, was, now))


def _by_target(graph: Graph, node: Node) -> Mapping[str, list[Flow]]:
    found: dict[str, list[Flow]] = {}
    for flow in graph.outgoing(node.id):
        found.setdefault(flow.target, []).append(flow)
    return found


def _condition(flow: Flow) -> str:
    return "其他情况" if flow.default else flow.condition or ""


def _changed(node: Node, aspect: str, words: str, was: str, now: str) -> Difference:
    return Difference(node.id, "changed", aspect, was, now, _sentence(f"{named(node)}的{words}", was, now))


def _sentence(subject: str, was: str, now: str) -> str:
    if not was:
        return f"{subject}原来没有，现为：{now}"
    return f"{subject}取消了，原为：{was}" if not now else f"{subject}由 {was} 改为 {now}"


def _all_named(graph: Graph, names: tuple[str, ...]) -> str:
    return "、".join(named(graph.nodes[name]) if name in graph.nodes else name for name in names)
