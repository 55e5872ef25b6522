"""Why a case cannot go on under a changed diagram: one function a rule, with the element that stands in the way."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from SpiffWorkflow.util.task import TaskState

from casesvc.cases.move import Reason
from casesvc.diagrams.aspects import named, remainder
from casesvc.diagrams.events import triggers_of
from casesvc.diagrams.graph import EXTERNAL, HUMAN, Graph, Node
from casesvc.diagrams.markings import Marking, TooManyWays, can_stand, changed_ways
from casesvc.diagrams.regions import open_regions, same_branches
from casesvc.engine.borders import events_on
from casesvc.engine.definitions import Definition
from casesvc.engine.snapshots import Running
from casesvc.engine.standing import Standing, markings, scopes, standings

MARKERS = ("multiInstanceLoopCharacteristics", "standardLoopCharacteristics")


@dataclass(frozen=True)
class Passage:
    """A case between two diagrams."""

    running: Running
    old: Definition
    new: Definition

    @property
    def standings(self) -> list[Standing]:
        """Where it stands."""
        return standings(self.running.workflow)

    def both(self, element: str) -> tuple[Node, Node]:
        """Return the node of an element in the old and in the new diagram, which both have."""
        return self.old.graph.nodes[element], self.new.graph.nodes[element]

    def has(self, element: str) -> bool:
        """Tell whether the new diagram has an element."""
        return element in self.new.graph.nodes


@dataclass(frozen=True)
class Place:
    """An element where the case stands, as both diagrams have it."""

    passage: Passage
    standing: Standing
    before: Node
    after: Node

    @property
    def graphs(self) -> tuple[Graph, Graph]:
        """The old and the new diagram."""
        return self.passage.old.graph, self.passage.new.graph


def at_its_places(passage: Passage) -> Iterator[Reason]:
    """Yield what is different at the elements where the case stands, so that it cannot stand there any more."""
    seen: set[tuple[str, str | None]] = set()
    for standing in passage.standings:
        if (standing.element, standing.source) in seen:
            continue
        seen.add((standing.element, standing.source))
        if passage.has(standing.element):
            place = Place(passage, standing, *passage.both(standing.element))
            for rule in PLACES:
                yield from rule(place)
        else:
            here = named(passage.old.graph.nodes[standing.element])
            yield Reason(standing.element, f"事项停在{here}，新流程图里没有它，请等它办完再迁移，或在图中保留它")
    yield from _ended(passage)


def around_it(passage: Passage) -> Iterator[Reason]:
    """Yield event sub-processes that have come, gone or changed around what is open."""
    for scope in scopes(passage.running.workflow):
        before, after = (_events(each.graph, scope) for each in (passage.old, passage.new))
        for name in sorted({*before, *after}):
            if before.get(name) != after.get(name):
                node = passage.new.graph.nodes.get(name) or passage.old.graph.nodes[name]
                message = f"事件子流程{named(node)}有增减或触发方式有变化，办理中的事项不能改，请让它按原图办完"
                yield Reason(name, message)


def _events(graph: Graph, scope: str) -> dict[str, object]:
    return {
        event.id: [(start.id, triggers_of(start), start.interrupts) for start in graph.starts_of(event.id)]
        for event in graph.event_sub_processes(scope)
    }


def _ended(passage: Passage) -> Iterator[Reason]:
    ended = passage.running.ended
    if ended is not None and ended not in passage.new.last_ends:
        node = passage.old.graph.nodes.get(ended)
        here = ended if node is None else named(node)
        yield Reason(ended, f"事项的一个分支已经到达{here}，新流程图里它不再是结束事件，请在图中保留它")


def _kind(place: Place) -> Iterator[Reason]:
    before, after = place.before, place.after
    if _family(before) != _family(after):
        yield Reason(before.id, f"{named(before)}的类型变了，事项正停在这里，请等它办完再迁移，或换一个新编号")
    elif before.xml.get("calledElement") != after.xml.get("calledElement"):
        yield Reason(before.id, f"{named(before)}调用的流程变了，原来的流程正在办理，请等它办完再迁移")


def _family(node: Node) -> tuple[str, bool]:
    for family in (HUMAN, EXTERNAL):
        if node.kind in family:
            return min(family), False
    return node.kind, node.is_event_sub_process


def _scope(place: Place) -> Iterator[Reason]:
    before, after = place.before, place.after
    if before.scope != after.scope:
        yield Reason(before.id, f"{named(before)}移到了别的流程或子流程里，它正在办理，请等它办完再迁移")


def _marker(place: Place) -> Iterator[Reason]:
    before, after = place.before, place.after
    was, now = (
        [None if (m := node.child(name)) is None else remainder(m) for name in MARKERS] for node in (before, after)
    )
    if was != now:
        yield Reason(before.id, f"{named(before)}的多次办理设置变了，已经办了几次的不能改，请等它办完再迁移")


def _trigger(place: Place) -> Iterator[Reason]:
    before, after = place.before, place.after
    if triggers_of(before) != triggers_of(after):
        yield Reason(before.id, f"事项正在等待{named(before)}，新流程图改了它等待的内容或时间，请等它发生后再迁移")


def _gateway(place: Place) -> Iterator[Reason]:
    before, after = place.before, place.after
    if before.kind == after.kind == "eventBasedGateway":
        was, now = (_awaited(graph, before.id) for graph in place.graphs)
        if was != now:
            yield Reason(before.id, f"事项正在{named(before)}等待，它后面的事件有增减或变化，请等其中一个发生后再迁移")


def _awaited(graph: Graph, gateway: str) -> set[object]:
    return {(flow.target, triggers_of(graph.nodes[flow.target])) for flow in graph.outgoing(gateway)}


def _join(place: Place) -> Iterator[Reason]:
    before, after = place.before, place.after
    if place.standing.source is None:
        return
    was, now = ({flow.source for flow in graph.incoming(before.id)} for graph in place.graphs)
    if was != now:
        yield Reason(after.id, f"已有分支在{named(before)}等待汇合，新流程图改了进入它的连线，请等汇合后再迁移")


def _border(place: Place) -> Iterator[Reason]:
    before, (old, new) = place.before, place.graphs
    here, waiting = named(before), waiting_on(place.standing.task)
    for event in old.attached(before.id):
        now = new.nodes.get(event.id)
        if now is None:
            continue
        if now.kind == event.kind and now.host == event.host:
            if (triggers_of(event), event.interrupts) != (triggers_of(now), now.interrupts):
                how = "改了时间、内容或中断方式，它已经开始等待或已经发生"
                yield Reason(event.id, f"{here}上的{named(event)}{how}，请等{here}办完再迁移")
        elif event.id in waiting:
            yield Reason(event.id, f"{here}上的{named(event)}移到了别处，它正在等待，请等{here}办完再迁移")
    for event in added_to(place.passage, before.id):
        if any(trigger.kind == "condition" for trigger in triggers_of(event)):
            yield Reason(event.id, f"{here}新增了条件事件{named(event)}，它正在办理，请等它办完再迁移")


PLACES: tuple[Callable[[Place], Iterator[Reason]], ...] = (
    _kind, _scope, _marker, _trigger, _gateway, _join, _border,
)  # fmt: skip


def waiting_on(host: Any) -> set[str]:
    """Return the elements of the events that wait on the border of a running activity."""
    return {event.task_spec.bpmn_id for event in events_on(host) if not event.has_state(TaskState.FINISHED_MASK)}


def added_to(passage: Passage, host: str) -> list[Node]:
    """Return the events that the new diagram has on the border of an activity and the old one has not."""
    known = {event.id for event in passage.old.graph.attached(host)}
    return [event for event in passage.new.graph.attached(host) if event.id not in known]


def between_them(passage: Passage) -> Iterator[Reason]:
    """Yield what is different in the gateways around the places where the case stands.

    Asked only when each place is still there; where no way of a scope has changed, the case stands as it stood.
    """
    for marking in markings(passage.running.workflow):
        if not changed_ways(passage.old.graph, passage.new.graph, marking.scope):
            continue
        reasons = list(_regions(passage, marking))
        yield from reasons or _together(passage, marking)


def _regions(passage: Passage, marking: Marking) -> Iterator[Reason]:
    """Yield splits that were passed before they became what they are now: nobody would open their new branches."""
    was, now = (open_regions(each.graph, marking) for each in (passage.old, passage.new))
    for name in sorted({*was, *now}):
        before, after, split = was.get(name), now.get(name), _drawn(passage, name)
        if before is None or after is None:
            how = "新增或改成了并行分支" if before is None else "的分支取消或移开了"
            yield Reason(split.id, f"{named(split)}{how}，事项正停在分支里，请等它离开这些分支后再迁移")
        elif before.split.kind != after.split.kind or not same_branches(before.branches, after.branches):
            said = _changed(passage, frozenset().union(*before.branches), frozenset().union(*after.branches))
            message = f"{named(split)}的分支有变化{said}，事项正在这些分支里办理，请等分支汇合后再迁移"
            yield Reason(split.id, message)


def _changed(passage: Passage, before: frozenset[str], after: frozenset[str]) -> str:
    more = [named(passage.new.graph.nodes[name]) for name in sorted(after - before)]
    less = [named(passage.old.graph.nodes[name]) for name in sorted(before - after)]
    changes = [*(["增加了" + "、".join(more)] if more else []), *(["取消了" + "、".join(less)] if less else [])]
    return "（" + "，".join(changes) + "）" if changes else ""


def _together(passage: Passage, marking: Marking) -> Iterator[Reason]:
    """Yield a reason when nobody could come to stand so on the new diagram: a join would wait for ever."""
    places = [*marking.tokens, *(join for _, join in marking.arrivals)]
    here = "、".join(dict.fromkeys(named(passage.new.graph.nodes[name]) for name in places))
    changed = _drawn(passage, changed_ways(passage.old.graph, passage.new.graph, marking.scope)[0])
    try:
        if not can_stand(passage.new.graph, marking):
            message = f"按新流程图，事项不会这样停在{here}，迁移后可能再也走不下去，请等它离开后再迁移"
            yield Reason(changed.id, message)
    except TooManyWays:
        yield Reason(changed.id, f"新流程图的走法太多，无法确定事项能否停在{here}，请让它按原图办完")


def _drawn(passage: Passage, name: str) -> Node:
    """Return a node that somebody drew: for a gateway that is only meant by the drawing, what it stands behind."""
    definition = passage.new if passage.has(name) else passage.old
    node = definition.graph.nodes[name]
    while node.id in definition.added and definition.graph.incoming(node.id):
        node = definition.graph.nodes[definition.graph.incoming(node.id)[0].source]
    return node
