"""One case led by the engine and by the reference at once, with random inputs; they must stand alike after each."""

import json
import random
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import Any

from casesvc.cases.step import Complete, Facts, Fail, Fire, Opened, Receive, Start, Step, StepFailed, StepInput
from casesvc.diagrams.graph import processes, read_graph
from casesvc.diagrams.normalising import normalise
from casesvc.diagrams.outcomes import outcomes_of
from casesvc.diagrams.tree import read_diagram
from casesvc.engine import Engine
from tests.engine.play import NOW
from tests.engine.reference import Reference, Stand
from tests.engine.reference.case import NoWay

# The kind of an occurrence, what tells it from others, and the step in which it came up.
Group = tuple[Any, ...]
FAILURES = {"stuck": "stuck", "no-flow": "no-way"}


class Difference(AssertionError):
    """Engine and reference do not stand alike."""


@dataclass(frozen=True)
class Shape:
    """A diagram to play. ``names`` are facts that are true or false by chance; ``fails`` gives tasks error codes.

    ``at``: the start event to begin at.
    """

    diagram: bytes
    names: tuple[str, ...] = ()
    fails: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    at: str | None = None

    @cached_property
    def words(self) -> dict[str, tuple[str, ...]]:
        """Return the outcomes of each task, by the gateway behind it."""
        tree = normalise(read_diagram(self.diagram)).tree
        return {task: words for process in processes(tree) for task, words in outcomes_of(read_graph(process)).items()}


@dataclass
class Guess:
    """A reference, and which of its occurrences are which of the engine's: ``bound`` where an input has told."""

    reference: Reference
    bound: dict[str, str] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    failed: str | None = None

    def candidates(self, key: str, group: Group) -> list[str]:
        """Return the reference's occurrences that the engine's ``key`` may be."""
        if key in self.bound:
            return [self.bound[key]]
        taken = set(self.bound.values())
        return [mine for mine, other in self.groups.items() if other == group and mine not in taken]

    def led(self, given: StepInput, facts: Facts, number: int) -> None:
        """Take an input and note what came up."""
        try:
            stand = self.reference.step(given, facts)
        except NoWay:
            self.failed = "no-way"
            return
        self.failed = "stuck" if stand.stuck else None
        now = _groups(stand)
        self.groups = {key: self.groups.get(key, (*group, number)) for key, group in now.items()}
        self.bound = {key: mine for key, mine in self.bound.items() if mine in self.groups}

    def labels(self) -> dict[str, Any]:
        return {**self.groups, **{mine: key for key, mine in self.bound.items()}}


def _groups(stand: Stand) -> dict[str, Group]:
    tasks = {key: ("task", *task) for key, task in stand.tasks.items()}
    timers = {key: ("timer", element) for key, element in stand.timers.items()}
    return {**tasks, **timers, **{key: ("event", *event) for key, event in stand.events.items()}}


class Duel:
    """One case on both sides. ``engine`` is asked for at every step: nothing but bytes passes between two steps."""

    def __init__(self, shape: Shape, engine: Callable[[], Engine], seed: str) -> None:
        self._shape = shape
        self._engine = engine
        self._digest = sha256(shape.diagram).hexdigest()
        self._chance = random.Random(seed)
        self._snapshot: bytes | None = None
        self._rounds: dict[str, dict[str, int]] = {}
        self._groups: dict[str, Group] = {}
        self._opened: dict[str, Opened] = {}
        self._guesses = [Guess(Reference(shape.diagram))]
        self.inputs: list[tuple[StepInput, dict[str, Any]]] = []
        self.over = False

    def play(self, steps: int) -> int:
        """Lead the case for at most ``steps`` inputs and return how many there were; raise Difference."""
        self.lead(Start(self._shape.at), {})
        while not self.over and len(self.inputs) <= steps and (chosen := self._chosen()):
            self.lead(*chosen)
        return len(self.inputs)

    def lead(self, given: StepInput, names: dict[str, Any]) -> None:
        """Give both sides one input and compare."""
        names = {**{name: self._chance.random() < 0.5 for name in self._shape.names}, "levels": 2, **names}
        self.inputs.append((given, names))
        if isinstance(given, Complete) and "outcome" in names:
            said = self._rounds[self._opened[given.task].element]
            said[names["outcome"]] = said.get(names["outcome"], 0) + 1
        facts = Facts(names, {element: dict(counts) for element, counts in self._rounds.items()})
        step, failed = self._engine_takes(given, facts)
        guesses = [each for guess in self._guesses for each in self._led(guess, given, facts)]
        if failed is not None:
            self._compare_failure(failed, guesses)
        else:
            assert step is not None
            self._books(given, step)
            self._compare(step, guesses)

    def _engine_takes(self, given: StepInput, facts: Facts) -> tuple[Step | None, StepFailed | None]:
        try:
            return self._engine().step(
                diagram=self._shape.diagram, digest=self._digest, snapshot=self._snapshot, given=given, facts=facts,
                now=NOW,
            ), None  # fmt: skip
        except StepFailed as failed:
            return None, failed

    def _led(self, guess: Guess, given: StepInput, facts: Facts) -> list[Guess]:
        """Return what the reference may make of an input: one guess for each occurrence that it may mean."""
        number = len(self.inputs)
        key = _key(given)
        if key is None:
            guess.led(given, facts, number)
            return [guess]
        led = []
        candidates = guess.candidates(key, self._groups[key])
        for mine in candidates:
            other = guess
            if len(candidates) > 1:
                other = Guess(guess.reference.copied(), dict(guess.bound), guess.groups)
            other.bound[key] = mine
            other.led(_renamed(given, mine), facts, number)
            led.append(other)
        return led

    def _books(self, given: StepInput, step: Step) -> None:
        """Keep the engine's standing by what it says has changed, as the core does."""
        self._snapshot = step.snapshot
        number = len(self.inputs)
        key = _key(given)
        gone = [*step.withdrawn, *step.timers_stopped, *step.unsubscribed]
        if key is not None:
            gone.append(key)
        for each in gone:
            self._groups.pop(each, None) or self._differ(f"the engine withdraws {each}, which it does not have")
        for task in step.opened:
            self._groups[task.task] = ("task", task.element, task.index, task.kind, number)
            self._opened[task.task] = task
            if task.index == 0 or task.element not in self._rounds:
                self._rounds[task.element] = {"opened": 0}
            self._rounds[task.element]["opened"] += 1
        self._groups |= {each.timer: ("timer", each.element, number) for each in step.timers_started}
        self._groups |= {each.event: ("event", each.element, each.name, number) for each in step.subscribed}

    def _compare(self, step: Step, guesses: list[Guess]) -> None:
        alike = [guess for guess in guesses if guess.failed is None and self._stands_alike(guess, step)]
        if not alike:
            self._differ("they do not stand alike", step, guesses)
        self._guesses = _different(alike) if len(alike) > 1 else alike
        self.over = step.ended is not None

    def _stands_alike(self, guess: Guess, step: Step) -> bool:
        stand = guess.reference.stand()
        return (
            Counter(guess.groups.values()) == Counter(self._groups.values())
            and all(key in self._groups for key in guess.bound)
            and stand.ended == step.ended
            and (not stand.variables or stand.variables == json.loads(step.snapshot)["variables"])
        )

    def _compare_failure(self, failed: StepFailed, guesses: list[Guess]) -> None:
        if not any(guess.failed == FAILURES.get(failed.code, "") for guess in guesses):
            self._differ(f"the engine fails: {failed}", None, guesses)
        self.over = True

    def _chosen(self) -> tuple[StepInput, dict[str, Any]] | None:
        choices: list[StepInput] = []
        for key, group in self._groups.items():
            if group[0] == "task":
                choices += [Complete(key)] * 3
                choices += [Fail(key, code) for code in self._shape.fails.get(group[1], ())]
            else:
                choices.append(Fire(key) if group[0] == "timer" else Receive(key))
        if not choices:
            return None
        given = self._chance.choice(choices)
        if not isinstance(given, Complete):
            return given, {}
        task = self._opened[given.task]
        words = self._shape.words.get(task.element, ())
        return given, {"level": task.index + 1, **({"outcome": self._chance.choice(words)} if words else {})}

    def _differ(self, what: str, step: Step | None = None, guesses: list[Guess] | None = None) -> None:
        lines = [what, *(f"  {number} {given} {names}" for number, (given, names) in enumerate(self.inputs))]
        lines.append(f"engine    {sorted(self._groups.items())} ended {step and step.ended}")
        for guess in guesses or ():
            lines.append(f"reference {guess.failed or ''} {guess.reference.stand()}")
        raise Difference("\n".join(lines))


def _different(guesses: list[Guess]) -> list[Guess]:
    """Return one of all guesses that stand the same."""
    return list({guess.reference.picture(guess.labels()): guess for guess in guesses}.values())


def _key(given: StepInput) -> str | None:
    match given:
        case Complete() | Fail():
            return given.task
        case Fire():
            return given.timer
        case Receive():
            return given.event
    return None


def _renamed(given: StepInput, key: str) -> StepInput:
    match given:
        case Complete():
            return Complete(key)
        case Fail():
            return Fail(key, given.code)
        case Fire():
            return Fire(key)
    return Receive(key)
