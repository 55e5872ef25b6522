"""Plays a diagram without a database: for administrators who try a draft, and for tests."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

from casesvc.cases.step import (
    Complete,
    Facts,
    Fail,
    Fire,
    Opened,
    Receive,
    Start,
    Step,
    StepInput,
    Subscribed,
)
from casesvc.journeys.step import Engine


@dataclass
class PlayedCase:
    """A case in memory: what is open, runs and is waited for, with the ledger that a real case keeps of reviews.

    ``facts``: what is known of the case by name; every step adds what it reports. Between two steps the engine keeps
    nothing but the snapshot, as in a real case.
    """

    engine: Engine
    diagram: bytes
    now: datetime
    facts: dict[str, Any] = field(default_factory=dict)
    snapshot: bytes | None = None
    open: dict[str, Opened] = field(default_factory=dict)
    timers: dict[str, datetime] = field(default_factory=dict)
    events: dict[str, Subscribed] = field(default_factory=dict)
    rounds: dict[str, dict[str, int]] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)

    @property
    def ended(self) -> str | None:
        """The end event with which the case is over."""
        return self.steps[-1].ended if self.steps else None

    def start(self, at: str | None = None, variables: Mapping[str, Any] | None = None) -> Step:
        """Begin at the start event ``at`` or the only one."""
        return self._take(Start(at, variables or {}), {})

    def complete(self, task: str, outcome: str | None = None, facts: Mapping[str, Any] | None = None) -> Step:
        """Complete the occurrence ``task``; raise StepFailed when the diagram cannot go on, and nothing is changed."""
        opened = self.open.get(task)
        before = {element: dict(counts) for element, counts in self.rounds.items()}
        known = dict(self.facts)
        names: dict[str, Any] = {} if opened is None else {"level": opened.index + 1}
        self.facts.update(facts or {})
        if opened is not None and outcome is not None:
            names["outcome"] = outcome
            counts = self.rounds.setdefault(opened.element, {"opened": 1})
            counts[outcome] = counts.get(outcome, 0) + 1
        try:
            return self._take(Complete(task), names)
        except Exception:
            self.rounds, self.facts = before, known
            raise

    def fail(self, task: str, code: str) -> Step:
        """Leave the occurrence ``task`` with a BPMN error."""
        return self._take(Fail(task, code), {})

    def fire(self, timer: str) -> Step:
        """Let a timer fire, at the time it is due if that is later than now."""
        self.now = max(self.now, self.timers[timer])
        return self._take(Fire(timer), {})

    def receive(self, event: str, facts: Mapping[str, Any] | None = None) -> Step:
        """Let what ``event`` waits for arrive."""
        self.facts.update(facts or {})
        return self._take(Receive(event), {})

    def occurrence(self, name: str) -> str:
        """Return the key of what an element stands open, runs or waits under; ``name`` itself when it is a key."""
        keys = [*self.open, *self.timers, *self.events]
        return name if name in keys else next((key for key in keys if key.rpartition("#")[0] == name), name)

    def _take(self, given: StepInput, names: Mapping[str, Any]) -> Step:
        step = self.engine.step(
            diagram=self.diagram,
            digest=sha256(self.diagram).hexdigest(),
            snapshot=self.snapshot,
            given=given,
            facts=Facts({**self.facts, **names}, self.rounds),
            now=self.now,
        )
        self.snapshot = step.snapshot
        self.steps.append(step)
        self._forget([*_used_up(given), *step.withdrawn, *step.timers_stopped, *step.unsubscribed])
        self.timers |= {started.timer: started.due for started in step.timers_started}
        self.events |= {subscribed.event: subscribed for subscribed in step.subscribed}
        for opened in step.opened:
            self._opened(opened)
        return step

    def _forget(self, keys: list[str]) -> None:
        for key in keys:
            for kept in (self.open, self.timers, self.events):
                kept.pop(key, None)

    def _opened(self, opened: Opened) -> None:
        self.open[opened.task] = opened
        if opened.index == 0:
            self.rounds[opened.element] = {"opened": 0}
        counts = self.rounds.setdefault(opened.element, {"opened": 0})
        counts["opened"] += 1


def _used_up(given: StepInput) -> list[str]:
    match given:
        case Complete(key) | Fail(key, _) | Fire(key) | Receive(key):
            return [key]
        case _:
            return []
