"""Small edits of a diagram as an administrator makes them, each with the elements that a reason may name."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, zip_longest

from lxml import etree

from casesvc.diagrams.check import check_diagram
from casesvc.diagrams.graph import ACTIVITIES, EVENTS, GATEWAYS
from casesvc.diagrams.tree import bpmn, camunda, kind
from tests.diagrams.bpmn import Part, boundary, end, flow, timer, user_task

NODES = ACTIVITIES | EVENTS | GATEWAYS
TIMES = ("timeDuration", "timeDate", "timeCycle")


@dataclass(frozen=True)
class Edit:
    """One edit: what it is called, the diagram after it, and the elements it touches or leaves beside a gap."""

    name: str
    diagram: bytes
    touched: frozenset[str]


class Sheet:
    """A diagram being edited; ``touched`` grows with everything that is drawn, dropped or led elsewhere."""

    def __init__(self, drawn: bytes) -> None:
        self.root = etree.fromstring(drawn)
        self.touched: set[str] = set()

    def node(self, name: str) -> Part:
        self.touched.add(name)
        return next(e for e in self.root.iter() if e.get("id") == name and kind(e) in NODES)

    def nodes(self, *kinds: str) -> list[Part]:
        return [e for e in self.root.iter() if kind(e) in (kinds or NODES)]

    def names(self, *kinds: str) -> list[str]:
        return [e.get("id") or "" for e in self.nodes(*kinds)]

    def into(self, name: str) -> list[Part]:
        return [e for e in self.root.iter(bpmn("sequenceFlow")) if e.get("targetRef") == name]

    def out_of(self, name: str) -> list[Part]:
        return [e for e in self.root.iter(bpmn("sequenceFlow")) if e.get("sourceRef") == name]

    def on(self, name: str) -> list[Part]:
        return [e for e in self.nodes("boundaryEvent") if e.get("attachedToRef") == name]

    def beside(self, name: str, *parts: Part) -> None:
        around = self.node(name).getparent()
        assert around is not None
        self.touched |= {each.get(key) or "" for each in parts for key in ("id", "sourceRef", "targetRef")}
        around.extend(parts)

    def lead(self, ways: list[Part], key: str, name: str) -> None:
        for way in ways:
            self.touched |= {way.get("sourceRef") or "", way.get("targetRef") or "", name}
            way.set(key, name)

    def drop(self, name: str) -> None:
        ways = [*self.into(name), *self.out_of(name)]
        self.touched |= {way.get(key) or "" for way in ways for key in ("sourceRef", "targetRef")}
        for each in [*ways, self.node(name), *self.on(name)]:
            self.touched.add(each.get("id") or "")
            each.getparent().remove(each)  # type: ignore[union-attr]

    def drop_what_is_cut_off(self) -> None:
        lost = [name for name in self.names() if name not in self.reached()]
        while lost:
            self.drop(lost[0])
            lost = [name for name in self.names() if name not in self.reached()]

    def reached(self) -> set[str]:
        found: set[str] = set()
        waiting = self.names("startEvent")
        while waiting:
            each = waiting.pop()
            if each not in found:
                found.add(each)
                waiting += [way.get("targetRef") or "" for way in self.out_of(each)]
                waiting += [event.get("id") or "" for event in self.on(each)]
        return found

    def done(self, name: str) -> Edit:
        return Edit(name, etree.tostring(self.root), frozenset(self.touched - {""}))


def insert(drawn: bytes, way: str, name: str = "new") -> Edit:
    """Put a new task onto a flow."""
    sheet = Sheet(drawn)
    found = next(e for e in sheet.root.iter(bpmn("sequenceFlow")) if e.get("id") == way)
    source, target = found.get("sourceRef") or "", found.get("targetRef") or ""
    sheet.lead([found], "targetRef", name)
    sheet.beside(source, user_task(name), flow(name, target))
    return sheet.done("insert")


def rename(drawn: bytes, name: str) -> Edit:
    sheet = Sheet(drawn)
    sheet.node(name).set("name", "改过的名称")
    return sheet.done("rename")


def remove(drawn: bytes, name: str) -> Edit:
    """Take a task out: what led to it leads on to what it led to."""
    sheet = Sheet(drawn)
    sheet.lead(sheet.into(name), "targetRef", sheet.out_of(name)[0].get("targetRef") or "")
    sheet.drop(name)
    sheet.drop_what_is_cut_off()
    return sheet.done("remove")


def change_role(drawn: bytes, name: str) -> Edit:
    sheet = Sheet(drawn)
    sheet.node(name).set(camunda("candidateGroups"), "other")
    return sheet.done("change role")


def change_kind(drawn: bytes, name: str) -> Edit:
    """Let another system do what a person did."""
    sheet = Sheet(drawn)
    sheet.node(name).tag = bpmn("serviceTask")
    sheet.node(name).set(camunda("topic"), "work")
    return sheet.done("change kind")


def add_branch(drawn: bytes, split: str, join: str) -> Edit:
    sheet = Sheet(drawn)
    sheet.beside(split, user_task("new"), flow(split, "new"), flow("new", join))
    return sheet.done("add branch")


def remove_branch(drawn: bytes, split: str, first: str) -> Edit:
    sheet = Sheet(drawn)
    sheet.node(split)
    for each in sheet.out_of(split):
        if each.get("targetRef") == first:
            each.getparent().remove(each)  # type: ignore[union-attr]
    sheet.drop_what_is_cut_off()
    return sheet.done("remove branch")


def add_deadline(drawn: bytes, name: str) -> Edit:
    sheet = Sheet(drawn)
    sheet.node(name)
    sheet.beside(name, boundary("new", name, timer("timeDuration", "P9D")), end("new_end"), flow("new", "new_end"))
    return sheet.done("add deadline")


def add_reminder(drawn: bytes, name: str) -> Edit:
    sheet = Sheet(drawn)
    event = boundary("new", name, timer("timeDuration", "P9D"), interrupting=False)
    ways = (flow("new", "new_task"), flow("new_task", "new_end"))
    sheet.beside(name, event, user_task("new_task"), end("new_end"), *ways)
    return sheet.done("add reminder")


def change_time(drawn: bytes, name: str) -> Edit:
    sheet = Sheet(drawn)
    for each in sheet.node(name).iter(*map(bpmn, TIMES)):
        each.text = "P77D"
    sheet.touched |= {way.get("sourceRef") or "" for way in sheet.into(name)}
    return sheet.done("change time")


def remove_event(drawn: bytes, name: str) -> Edit:
    sheet = Sheet(drawn)
    sheet.drop(name)
    sheet.drop_what_is_cut_off()
    return sheet.done("remove event")


def change_interrupting(drawn: bytes, name: str) -> Edit:
    sheet = Sheet(drawn)
    event = sheet.node(name)
    event.set("cancelActivity", "true" if event.get("cancelActivity") == "false" else "false")
    return sheet.done("change interrupting")


def change_many(drawn: bytes, name: str) -> Edit:
    sheet = Sheet(drawn)
    for each in sheet.node(name).iter(bpmn("loopCardinality")):
        each.text = "5"
    return sheet.done("change many")


def change_until(drawn: bytes, name: str) -> Edit:
    sheet = Sheet(drawn)
    for loop in sheet.node(name).iter(bpmn("multiInstanceLoopCharacteristics")):
        for each in loop.findall(bpmn("completionCondition")):
            loop.remove(each)
        etree.SubElement(loop, bpmn("completionCondition")).text = f"count('{name}', 'return') > 1"
    return sheet.done("change until")


def change_gateway(drawn: bytes, name: str) -> Edit:
    """Make a parallel gateway an inclusive one."""
    sheet = Sheet(drawn)
    sheet.node(name).tag = bpmn("inclusiveGateway")
    return sheet.done("change gateway")


def change_process(drawn: bytes) -> Edit:
    sheet = Sheet(drawn)
    process = next(iter(sheet.root.iter(bpmn("process"))))
    sheet.touched.add(process.get("id") or "")
    process.set("id", "another")
    return sheet.done("change process")


def enclose(drawn: bytes, name: str) -> Edit:
    """Put a task into a sub-process of its own."""
    sheet = Sheet(drawn)
    task = sheet.node(name)
    sheet.lead(sheet.into(name), "targetRef", "around")
    sheet.lead(sheet.out_of(name), "sourceRef", "around")
    for event in sheet.on(name):
        event.set("attachedToRef", "around")
    around = etree.SubElement(task.getparent(), bpmn("subProcess"), id="around")  # type: ignore[arg-type]
    inside = [etree.Element(bpmn("startEvent"), id="around_s"), task, etree.Element(bpmn("endEvent"), id="around_e")]
    around.extend([*inside, flow("around_s", name), flow(name, "around_e")])
    return sheet.done("enclose")


ON_TASKS = (rename, remove, change_role, change_kind, add_deadline, add_reminder, enclose)


def some_edits(drawn: bytes, many: int, chance: random.Random) -> list[Edit]:
    """Return ``many`` small edits of a diagram after which it is no worse than before, of as many kinds as can be."""
    known = errors(drawn)
    drawn_edits = list(_edits(drawn, Sheet(drawn)))
    chance.shuffle(drawn_edits)
    kinds: dict[str, list[Edit]] = {}
    for edit in drawn_edits:
        kinds.setdefault(edit.name, []).append(edit)
    in_turn = (edit for row in zip_longest(*kinds.values()) for edit in row if edit is not None)
    return list(islice((edit for edit in in_turn if errors(edit.diagram) <= known), many))


def errors(drawn: bytes) -> set[str]:
    return {finding.code for finding in check_diagram(drawn, ("levels",)) if finding.severity == "error"}


def _edits(drawn: bytes, sheet: Sheet) -> Iterator[Edit]:
    for way in sheet.root.iter(bpmn("sequenceFlow")):
        yield insert(drawn, way.get("id") or "")
    for name in sheet.names("userTask"):
        yield from (edit(drawn, name) for edit in ON_TASKS)
    for name in sheet.names("callActivity"):
        yield from (edit(drawn, name) for edit in (remove, add_deadline, add_reminder))
    yield from _of_sub_processes(drawn, sheet)
    yield from _of_events(drawn, sheet)
    yield from _of_gateways(drawn, sheet)
    yield change_process(drawn)


def _of_sub_processes(drawn: bytes, sheet: Sheet) -> Iterator[Edit]:
    for inner in sheet.nodes("subProcess"):
        edits = (remove_event,) if inner.get("triggeredByEvent") else (remove, add_deadline)
        yield from (edit(drawn, inner.get("id") or "") for edit in edits)
    for task in sheet.nodes("userTask", "subProcess"):
        if task.find(bpmn("multiInstanceLoopCharacteristics")) is not None:
            yield from (edit(drawn, task.get("id") or "") for edit in (change_many, change_until))


def _of_events(drawn: bytes, sheet: Sheet) -> Iterator[Edit]:
    for name in sheet.names("boundaryEvent"):
        yield from (edit(drawn, name) for edit in (remove_event, change_interrupting))
    for event in sheet.nodes("boundaryEvent", "intermediateCatchEvent"):
        if event.find(bpmn("timerEventDefinition")) is not None:
            yield change_time(drawn, event.get("id") or "")


def _of_gateways(drawn: bytes, sheet: Sheet) -> Iterator[Edit]:
    splits = [name for name in sheet.names("parallelGateway", "inclusiveGateway") if len(sheet.out_of(name)) > 1]
    joins = [name for name in sheet.names("parallelGateway", "inclusiveGateway") if len(sheet.into(name)) > 1]
    for name in dict.fromkeys([*splits, *joins]):
        yield change_gateway(drawn, name)
    for split in splits:
        for way in sheet.out_of(split):
            yield remove_branch(drawn, split, way.get("targetRef") or "")
        for join in joins:
            if sheet.node(split).getparent() is sheet.node(join).getparent():
                yield add_branch(drawn, split, join)
