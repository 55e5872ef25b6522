"""Plays a case on the engine as the core does: a ledger of rounds beside it, and nothing but bytes between steps."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

from casesvc.cases.step import Complete, Facts, Fire, Opened, Start, Step, StepInput
from casesvc.engine import Engine

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


def weekdays(day: date) -> bool:
    return day.weekday() < 5


ENGINE = Engine(weekdays)


@dataclass
class Play:
    """One case: what is open, what was counted, where it has been."""

    diagram: bytes
    names: dict[str, Any] = field(default_factory=dict)
    engine: Engine = ENGINE
    now: datetime = NOW
    snapshot: bytes | None = None
    open: dict[str, Opened] = field(default_factory=dict)
    timers: dict[str, datetime] = field(default_factory=dict)
    rounds: dict[str, dict[str, int]] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)
    facts: Facts = field(default_factory=Facts)
    recorded: list[tuple[StepInput, Facts, Step]] = field(default_factory=list)

    def begin(self) -> "Play":
        self._take(Start(), {})
        return self

    def complete(self, element: str, outcome: str | None = None, **names: Any) -> Step:
        """Complete the first open task of ``element``, or the occurrence ``element#n``."""
        key = element if "#" in element else next(k for k, o in self.open.items() if o.element == element)
        opened = self.open[key]
        facts = {"level": opened.index + 1, **names}
        before = {name: dict(count) for name, count in self.rounds.items()}
        if outcome is not None:
            facts["outcome"] = outcome
            self.rounds[opened.element][outcome] = self.rounds[opened.element].get(outcome, 0) + 1
        try:
            return self._take(Complete(key), facts)
        except Exception:
            self.rounds = before
            raise

    def fire(self, timer: str) -> Step:
        return self._take(Fire(timer), {})

    def elements(self) -> list[str]:
        return sorted(opened.element for opened in self.open.values())

    @property
    def ended(self) -> str | None:
        return self.steps[-1].ended

    @property
    def last(self) -> Step:
        return self.steps[-1]

    def _take(self, given: StepInput, names: dict[str, Any]) -> Step:
        self.facts = Facts({**self.names, **names}, self.rounds)
        step = self.engine.step(
            diagram=self.diagram,
            digest=sha256(self.diagram).hexdigest(),
            snapshot=self.snapshot,
            given=given,
            facts=self.facts,
            now=self.now,
        )
        self.snapshot = step.snapshot
        rounds = {element: dict(counts) for element, counts in self.rounds.items()}
        self.recorded.append((given, Facts(self.facts.names, rounds), step))
        self.steps.append(step)
        if isinstance(given, Complete):
            del self.open[given.task]
        if isinstance(given, Fire):
            del self.timers[given.timer]
        for key in step.withdrawn:
            del self.open[key]
        for key in step.timers_stopped:
            del self.timers[key]
        self.timers |= {started.timer: started.due for started in step.timers_started}
        for opened in step.opened:
            self._opened(opened)
        return step

    def _opened(self, opened: Opened) -> None:
        self.open[opened.task] = opened
        if opened.index == 0:
            self.rounds[opened.element] = {"opened": 0}
        self.rounds[opened.element]["opened"] += 1


def play(diagram: bytes, **names: Any) -> Play:
    """Return a case that has begun on ``diagram``."""
    return Play(diagram, names).begin()
