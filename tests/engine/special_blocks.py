"""Blocks of one activity: several reviewers at once or in turn, reviews in a sub-process, tasks with timers."""

from dataclasses import dataclass, field

from tests.diagrams.bpmn import (
    Part,
    boundary,
    by_outcome,
    chain,
    choice,
    end,
    error_definition,
    flow,
    fork,
    multi,
    node,
    start,
    timer,
    user_task,
)
from tests.engine.blocks import Block, Task

ERROR = "returned"


@dataclass
class Panel(Block):
    """Several reviewers of one task at once; one return begins the panel again when all have spoken."""

    name: str
    many: int
    said: list[str] = field(default_factory=list)
    words: tuple[str, ...] = ("approve", "return")

    def begin(self) -> bool:
        self.said = []
        return False

    def open(self) -> list[str]:
        return [self.name] * (self.many - len(self.said))

    def complete(self, task: str, word: str | None) -> bool:  # noqa: ARG002 - one task alone
        self.said.append(str(word))
        if len(self.said) < self.many:
            return False
        return "return" not in self.said or self.begin()

    def draw(self, before: str) -> tuple[list[Part], str]:
        back, asked, out = f"{self.name}_back", f"{self.name}_asked", f"{self.name}_out"
        parts = [choice(back), user_task(self.name, multi(many=str(self.many))), choice(asked), choice(out)]
        parts += [flow(before, back), *chain(back, self.name, asked)]
        parts += [flow(asked, out, f"all('{self.name}', 'approve')")]
        parts += [flow(asked, back, f"count('{self.name}', 'return') > 0")]
        return parts, out


@dataclass
class Levels(Block):
    """Several reviewers of one task in turn; the first return begins again."""

    name: str
    many: int
    at: int = 0
    words: tuple[str, ...] = ("approve", "return")

    def begin(self) -> bool:
        self.at = 0
        return False

    def open(self) -> list[str]:
        return [self.name]

    def complete(self, task: str, word: str | None) -> bool:  # noqa: ARG002 - one task alone
        self.at += 1
        return self.at == self.many if word == "approve" else self.begin()

    def draw(self, before: str) -> tuple[list[Part], str]:
        back, asked, out = f"{self.name}_back", f"{self.name}_asked", f"{self.name}_out"
        marker = multi(many=str(self.many), sequential=True, until="outcome != 'approve'")
        parts = [choice(back), user_task(self.name, marker), choice(asked), choice(out)]
        parts += [flow(before, back), *chain(back, self.name, asked)]
        parts += by_outcome(asked, approve=out, **{"return": back})
        return parts, out


@dataclass
class Enclosed(Block):
    """A sub-process around reviews side by side: the first return leaves it and begins it again."""

    name: str
    reviews: list[Task]
    words: tuple[str, ...] = ("approve", "return")

    def begin(self) -> bool:
        for review in self.reviews:
            review.begin()
        return False

    def open(self) -> list[str]:
        return [task for review in self.reviews for task in review.open()]

    def complete(self, task: str, word: str | None) -> bool:
        if word == "return":
            return self.begin()
        for review in self.reviews:
            if review.name == task:
                review.complete(task, word)
        return not self.open()

    def draw(self, before: str) -> tuple[list[Part], str]:
        name, back, caught = self.name, f"{self.name}_back", f"{self.name}_caught"
        inside = [start(f"{name}_s"), fork(f"{name}_split"), fork(f"{name}_join"), end(f"{name}_e")]
        inside += [flow(f"{name}_s", f"{name}_split"), flow(f"{name}_join", f"{name}_e")]
        for review in self.reviews:
            asked, left = f"{review.name}_asked", f"{review.name}_left"
            inside += [user_task(review.name), choice(asked), end(left, error_definition(ERROR))]
            inside += chain(f"{name}_split", review.name, asked)
            inside += by_outcome(asked, approve=f"{name}_join", **{"return": left})
        parts = [choice(back), node("subProcess", name, *inside), boundary(caught, name, error_definition(ERROR))]
        return [*parts, flow(before, back), flow(back, name), flow(caught, back)], name


@dataclass
class Timed(Block):
    """A task with a reminder that leaves it open and a deadline that hands it over."""

    name: str
    stands: str = ""  # task, late or ""
    reminded: bool = False

    def begin(self) -> bool:
        self.stands, self.reminded = "task", False
        return False

    def open(self) -> list[str]:
        return [self.name if self.stands == "task" else f"{self.name}_instead"] if self.stands else []

    def complete(self, task: str, word: str | None) -> bool:  # noqa: ARG002 - one task alone
        self.stands = ""
        return True

    def timers(self) -> list[str]:
        if self.stands != "task":
            return []
        return [f"{self.name}_late", *([] if self.reminded else [f"{self.name}_remind"])]

    def fire(self, timer: str) -> bool:
        if timer.endswith("_remind"):
            self.reminded = True
        else:
            self.stands = "late"
        return False

    def draw(self, before: str) -> tuple[list[Part], str]:
        name = self.name
        parts = [
            user_task(name),
            boundary(f"{name}_late", name, timer("timeDuration", "P2D")),
            boundary(f"{name}_remind", name, timer("timeDuration", "P1D"), interrupting=False),
            user_task(f"{name}_instead"),
            choice(f"{name}_out"),
            end(f"{name}_reminded"),
        ]
        flows = [*chain(before, name, f"{name}_out"), *chain(f"{name}_late", f"{name}_instead", f"{name}_out")]
        return [*parts, *flows, flow(f"{name}_remind", f"{name}_reminded")], f"{name}_out"
