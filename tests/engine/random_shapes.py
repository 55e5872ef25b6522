"""Draws random diagrams of everything that the engine runs, nested in each other, for the duel with the reference."""

import random
from collections import Counter
from collections.abc import Callable

from tests.diagrams.bpmn import (
    Part,
    again,
    boundary,
    by_outcome,
    call,
    called_process,
    catch,
    chain,
    choice,
    condition_definition,
    diagram,
    end,
    error,
    escalation,
    event_sub_process,
    external_task,
    flow,
    fork,
    inclusive,
    message,
    multi,
    node,
    on,
    signal,
    start,
    throw,
    timer,
    user_task,
)
from tests.engine.duel import Shape

Drawn = tuple[list[Part], str]  # parts, and the node that the way leads out of
ROOTS: dict[str, Callable[[str], Part]] = {
    "message": message,
    "signal": signal,
    "error": error,
    "escalation": escalation,
}


class RandomShape:
    """One random diagram; ``budget`` bounds about how many nodes it has, ``handlers`` are event sub-processes."""

    def __init__(
        self, seed: str, budget: int, depth: int = 3, *, conditions: bool = True, handlers: bool = True
    ) -> None:
        self._chance = random.Random(seed)
        self._budget = budget
        self._conditions = conditions
        self._handlers = handlers
        self._counted: Counter[str] = Counter()
        self._roots: dict[str, Part] = {}
        self._called: list[Part] | None = None
        self._fails: dict[str, tuple[str, ...]] = {}
        parts = self._body(depth)
        drawn = diagram(*parts, head=tuple(self._roots.values()), called=tuple(self._called or ()))
        self.shape = Shape(drawn, names=("big", "urgent", "more"), fails=self._fails)

    def _new(self, what: str) -> str:
        self._counted[what] += 1
        self._budget -= 1
        return f"{what}_{self._counted[what]}"

    def _maybe(self, share: float) -> bool:
        return self._chance.random() < share

    def _trigger(self, kind: str) -> Part:
        """Return an event definition; ``any`` is an error event for every code."""
        if kind == "timer":
            return timer("timeDuration", "P1D")
        if kind == "condition":
            return condition_definition("urgent") if self._conditions else timer("timeDuration", "P2D")
        if kind == "any":
            return node("errorEventDefinition", None)
        name = f"{kind}_{self._chance.choice((1, 2)) if kind in ('message', 'signal') else 1}_said"
        self._roots[name] = ROOTS[kind](name)
        return on(kind, name)

    def _body(self, depth: int) -> list[Part]:
        begin, finish = self._new("start"), self._new("end")
        parts, last = self._block(depth, begin)
        parts += [start(begin), end(finish), flow(last, finish)]
        while self._handlers and self._maybe(0.25) and self._budget > 0:
            parts.append(self._handler(depth - 1))
        return parts

    def _handler(self, depth: int) -> Part:
        name, finish = self._new("handler"), self._new("end")
        beside = self._maybe(0.5)
        kind = self._chance.choice(
            ("timer", "message", "signal", "condition", "escalation", "message" if beside else "error")
        )
        trigger = self._trigger(kind)
        parts, last = self._block(min(depth, 1), f"{name}_on")
        return event_sub_process(name, trigger, *parts, end(finish), flow(last, finish), interrupting=not beside)

    def _marker(self) -> tuple[Part, ...]:
        markers: tuple[Callable[[], Part], ...] = (
            lambda: multi(many="2"),
            lambda: multi(many="2", sequential=True),
            lambda: multi(many="3", until="big"),
            lambda: again("more", maximum=3),
            lambda: again("more", before=True, maximum=2),
        )
        return (self._chance.choice(markers)(),) if self._maybe(0.3) else ()

    def _borders(self, host: str, kinds: list[str], share: float) -> Drawn:
        """Draw events on the border of ``host``; what they lead to ends, or meets the way behind the host."""
        parts: list[Part] = []
        meet = ""
        for kind in self._chance.sample(kinds, len(kinds)):
            if not self._maybe(share) or self._budget <= 0:
                break
            event = self._new("border")
            beside = self._maybe(0.45) and kind not in ("error", "any")
            parts.append(boundary(event, host, self._trigger(kind), interrupting=not beside))
            more, last = self._task(event) if self._maybe(0.5) else ([], event)
            parts += more
            if beside and self._maybe(0.7):
                finish = self._new("end")
                parts += [end(finish), flow(last, finish)]
                continue
            if not meet:
                meet = self._new("meet")
                parts += [choice(meet), flow(host, meet)]
            parts.append(flow(last, meet))
        return parts, meet or host

    def _task(self, before: str) -> Drawn:
        name = self._new("task")
        return [user_task(name), flow(before, name)], name

    def _leaf(self, before: str) -> Drawn:
        name = self._new("task")
        kind = self._chance.choice(("user", "user", "user", "external", "receive"))
        kinds = ["timer", "message", "signal", "condition"]
        if kind == "external":
            task = external_task(name, *self._marker())
            parts, last = self._borders(name, [*kinds, "error", "any"], 0.5)
            codes = {
                definition.get("errorRef", "other")
                for part in parts
                for definition in part.iter("{*}errorEventDefinition")
            }
            if codes:
                self._fails[name] = tuple(sorted(codes))
            return [task, flow(before, name), *parts], last
        self._trigger("message")
        reference = next((n for n in self._roots if n.startswith("message")), None)
        task = user_task(name) if kind == "user" else node("receiveTask", name, messageRef=reference)
        task.extend(self._marker())
        parts, last = self._borders(name, kinds, 0.3)
        return [task, flow(before, name), *parts], last

    def _block(self, depth: int, before: str) -> Drawn:
        if depth <= 0 or self._budget <= 0:
            return self._leaf(before)
        draw = self._chance.choice((
            self._row, self._row, self._loop, self._together, self._together, self._some, self._one, self._sub_process,
            self._sub_process, self._first_event, self._event, self._throwing, self._call, self._leaving, self._merging,
        ))  # fmt: skip
        return draw(depth - 1, before)

    def _row(self, depth: int, before: str) -> Drawn:
        parts: list[Part] = []
        for _ in range(self._chance.choice((2, 2, 3))):
            more, before = self._block(depth, before)
            parts += more
        return parts, before

    def _loop(self, depth: int, before: str) -> Drawn:
        back, asked, out, name = (self._new(each) for each in ("back", "asked", "out", "task"))
        parts, last = self._block(depth, back)
        parts += [choice(back), flow(before, back), user_task(name), choice(asked), choice(out)]
        return [*parts, *chain(last, name, asked), *by_outcome(asked, approve=out, **{"return": back})], out

    def _together(self, depth: int, before: str) -> Drawn:
        return self._branches(depth, before, fork, fork, [None] * self._chance.choice((2, 2, 3)))

    def _merging(self, depth: int, before: str) -> Drawn:
        return self._branches(min(depth, 0), before, fork, choice, [None, None])

    def _some(self, depth: int, before: str) -> Drawn:
        conditions = self._chance.choice((["big", ""], ["big", "urgent", ""]))
        return self._branches(depth, before, inclusive, inclusive, [*conditions])

    def _one(self, depth: int, before: str) -> Drawn:
        return self._branches(depth, before, choice, choice, ["big", ""])

    def _branches(
        self, depth: int, before: str, split: Callable[..., Part], join: Callable[..., Part], ways: list[str | None]
    ) -> Drawn:
        """Draw a branch for each way: None has no condition, "" is the default."""
        parted, met = self._new("split"), self._new("join")
        default = {"default": f"{parted}_default"} if "" in ways else {}
        parts = [split(parted, **default), join(met), flow(before, parted)]
        for way in ways:
            first = self._new("pass")
            parts += [node("intermediateThrowEvent", first)]
            parts += [flow(parted, first, way or None, f"{parted}_default" if way == "" else None)]
            more, last = self._block(depth, first)
            parts += [*more, flow(last, met)]
        return parts, met

    def _sub_process(self, depth: int, before: str) -> Drawn:
        name, marker = self._new("sub"), self._marker()
        inside = self._body(depth)
        kinds = ["timer", "message", "signal", "condition", "escalation", *self._errors(marker)]
        parts, last = self._borders(name, kinds, 0.55)
        return [node("subProcess", name, *marker, *inside), flow(before, name), *parts], last

    def _call(self, depth: int, before: str) -> Drawn:
        if self._called is None:
            self._called = []
            self._called.append(called_process("called", *self._body(min(depth, 1))))
        elif not self._called:  # inside the called process itself
            return self._leaf(before)
        name, marker = self._new("call"), self._marker()
        parts, last = self._borders(name, ["timer", "message", "escalation", *self._errors(marker)], 0.5)
        return [call(name, "called", *marker), flow(before, name), *parts], last

    def _errors(self, marker: tuple[Part, ...]) -> list[str]:
        """Return the error events that may sit on a border: none on instances of a sub-process."""
        several = any(part.tag.endswith("multiInstanceLoopCharacteristics") for part in marker)
        return [] if several else ["error", "any"]

    def _first_event(self, depth: int, before: str) -> Drawn:  # noqa: ARG002 - as the others
        gateway, meet = self._new("wait"), self._new("meet")
        parts = [node("eventBasedGateway", gateway), choice(meet), flow(before, gateway)]
        for kind in self._chance.sample(("timer", "timer", "message", "signal", "condition"), 2):
            event = self._new("event")
            more, last = self._task(event) if self._maybe(0.5) else ([], event)
            parts += [catch(event, self._trigger(kind)), flow(gateway, event), *more, flow(last, meet)]
        return parts, meet

    def _event(self, depth: int, before: str) -> Drawn:  # noqa: ARG002 - as the others
        event = self._new("event")
        kind = self._chance.choice(("timer", "message", "signal"))
        return [catch(event, self._trigger(kind)), flow(before, event)], event

    def _throwing(self, depth: int, before: str) -> Drawn:  # noqa: ARG002 - as the others
        name, thrown = self._new("task"), self._new("throw")
        kind = self._chance.choice(("signal", "signal", "escalation"))
        return [user_task(name), throw(thrown, self._trigger(kind)), *chain(before, name, thrown)], thrown

    def _leaving(self, depth: int, before: str) -> Drawn:  # noqa: ARG002 - as the others
        name, asked, leave, out = (self._new(each) for each in ("task", "asked", "leave", "out"))
        kind = self._chance.choice(("terminate", "error", "error", "escalation", "signal"))
        thrown = on("terminate") if kind == "terminate" else self._trigger(kind)
        parts = [user_task(name), choice(asked), choice(out), end(leave, thrown), *chain(before, name, asked)]
        return [*parts, *by_outcome(asked, approve=out, terminate=leave)], out
