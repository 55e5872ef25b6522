"""Processes built of blocks that draw themselves and, apart from BPMN, know which tasks must be open: an oracle."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count

from tests.diagrams.bpmn import (
    Part,
    boundary,
    by_outcome,
    chain,
    choice,
    diagram,
    end,
    error,
    error_definition,
    flow,
    fork,
    multi,
    node,
    start,
    user_task,
)

ERROR = "returned"


class Block:
    """A part of a process with one way in and one way out; it is begun again each time it is reached."""

    words: tuple[str, ...] = ()

    def begin(self) -> bool:
        """Start it and return whether it is done at once."""
        raise NotImplementedError

    def open(self) -> list[str]:
        """Return the tasks that are open in it."""
        raise NotImplementedError

    def complete(self, task: str, word: str | None) -> bool:
        """Complete a task that is open in it and return whether it is done."""
        raise NotImplementedError

    def draw(self, before: str) -> tuple[list[Part], str]:
        """Return its parts, joined to ``before``, and the element that the way leads out of."""
        raise NotImplementedError


@dataclass
class Task(Block):
    name: str
    is_open: bool = False

    def begin(self) -> bool:
        self.is_open = True
        return False

    def open(self) -> list[str]:
        return [self.name] if self.is_open else []

    def complete(self, task: str, word: str | None) -> bool:  # noqa: ARG002 - one task alone
        self.is_open = False
        return True

    def draw(self, before: str) -> tuple[list[Part], str]:
        return [user_task(self.name), flow(before, self.name)], self.name


@dataclass
class Row(Block):
    """One block after the other."""

    blocks: list[Block]
    at: int = 0

    def begin(self) -> bool:
        self.at = 0
        return self._on(self.blocks[0].begin())

    def open(self) -> list[str]:
        return self.blocks[self.at].open() if self.at < len(self.blocks) else []

    def complete(self, task: str, word: str | None) -> bool:
        return self._on(self.blocks[self.at].complete(task, word))

    def draw(self, before: str) -> tuple[list[Part], str]:
        parts: list[Part] = []
        for block in self.blocks:
            more, before = block.draw(before)
            parts += more
        return parts, before

    def _on(self, done: bool) -> bool:
        while done:
            self.at += 1
            if self.at == len(self.blocks):
                return True
            done = self.blocks[self.at].begin()
        return False


@dataclass
class Together(Block):
    """Blocks side by side between a split and a join."""

    name: str
    blocks: list[Block]
    done: set[int] = field(default_factory=set)

    def begin(self) -> bool:
        self.done = {number for number, block in enumerate(self.blocks) if block.begin()}
        return len(self.done) == len(self.blocks)

    def open(self) -> list[str]:
        return [task for number, block in enumerate(self.blocks) if number not in self.done for task in block.open()]

    def complete(self, task: str, word: str | None) -> bool:
        for number, block in enumerate(self.blocks):
            if number not in self.done and task in block.open():
                self.done |= {number} if block.complete(task, word) else set()
                break
        return len(self.done) == len(self.blocks)

    def draw(self, before: str) -> tuple[list[Part], str]:
        split, join = f"{self.name}_split", f"{self.name}_join"
        parts = [fork(split), fork(join), flow(before, split)]
        for block in self.blocks:
            more, last = block.draw(split)
            parts += [*more, flow(last, join)]
        return parts, join


@dataclass
class Reviewed(Block):
    """A block and a review behind it that may send back to its beginning."""

    name: str
    block: Block
    in_review: bool = False
    words: tuple[str, ...] = ("approve", "return")

    def begin(self) -> bool:
        self.in_review = self.block.begin()
        return False

    def open(self) -> list[str]:
        return [self.name] if self.in_review else self.block.open()

    def complete(self, task: str, word: str | None) -> bool:
        if not self.in_review:
            self.in_review = self.block.complete(task, word)
            return False
        return word == "approve" or self.begin()

    def draw(self, before: str) -> tuple[list[Part], str]:
        back, asked, out = f"{self.name}_back", f"{self.name}_asked", f"{self.name}_out"
        parts, last = self.block.draw(back)
        parts += [choice(back), choice(asked), choice(out), user_task(self.name)]
        parts += [flow(before, back), *chain(last, self.name, asked)]
        parts += by_outcome(asked, approve=out, **{"return": back})
        return parts, out


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


def draw(block: Block) -> bytes:
    """Return the diagram of a process that consists of ``block``."""
    parts, last = block.draw("start")
    return diagram(start(), end(), *parts, flow(last, "end"), head=(error(ERROR),))


def all_blocks(block: Block) -> Iterator[Block]:
    """Yield a block and those inside it."""
    yield block
    inner = getattr(block, "blocks", [])
    for each in [*inner, *([block.block] if isinstance(block, Reviewed) else []), *getattr(block, "reviews", [])]:
        yield from all_blocks(each)


def words_of(block: Block) -> dict[str, tuple[str, ...]]:
    """Return the outcome words of every task in ``block``."""
    found: dict[str, tuple[str, ...]] = {}
    for each in all_blocks(block):
        if isinstance(each, Enclosed):
            found |= {review.name: each.words for review in each.reviews}
        elif each.words:
            found[each.name] = each.words  # type: ignore[attr-defined]
    return found


def random_block(chance: random.Random, depth: int, names: Iterator[int] | None = None) -> Block:
    """Return a process of random blocks, nested ``depth`` deep."""
    numbers = count(1) if names is None else names
    deeper: list[Callable[[str], Block]] = [
        lambda _: Row([random_block(chance, depth - 1, numbers) for _ in range(chance.randint(1, 3))]),
        lambda name: Together(name, [random_block(chance, depth - 1, numbers) for _ in range(chance.randint(2, 3))]),
        lambda name: Reviewed(name, random_block(chance, depth - 1, numbers)),
    ]
    flat: list[Callable[[str], Block]] = [
        Task,
        lambda name: Panel(name, chance.randint(2, 3)),
        lambda name: Levels(name, chance.randint(1, 3)),
        lambda name: Enclosed(name, [Task(f"{name}_r{number}") for number in range(chance.randint(1, 3))]),
    ]
    return chance.choice(deeper if depth else flat)(f"n{next(numbers)}")
