"""Processes built of blocks that draw themselves and know, apart from BPMN, which tasks must be open: an oracle."""

from dataclasses import dataclass, field

from tests.diagrams.bpmn import Part, by_outcome, chain, choice, flow, fork, user_task


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

    def timers(self) -> list[str]:
        """Return the timers that run in it."""
        return []

    def fire(self, timer: str) -> bool:
        """Let a timer that runs in it fire and return whether it is done."""
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

    def timers(self) -> list[str]:
        return self.blocks[self.at].timers() if self.at < len(self.blocks) else []

    def fire(self, timer: str) -> bool:
        return self._on(self.blocks[self.at].fire(timer))

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

    def timers(self) -> list[str]:
        return [
            timer for number, block in enumerate(self.blocks) if number not in self.done for timer in block.timers()
        ]

    def fire(self, timer: str) -> bool:
        for number, block in enumerate(self.blocks):
            if number not in self.done and timer in block.timers():
                self.done |= {number} if block.fire(timer) else set()
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

    def timers(self) -> list[str]:
        return [] if self.in_review else self.block.timers()

    def fire(self, timer: str) -> bool:
        self.in_review = self.block.fire(timer)
        return False

    def draw(self, before: str) -> tuple[list[Part], str]:
        back, asked, out = f"{self.name}_back", f"{self.name}_asked", f"{self.name}_out"
        parts, last = self.block.draw(back)
        parts += [choice(back), choice(asked), choice(out), user_task(self.name)]
        parts += [flow(before, back), *chain(last, self.name, asked)]
        parts += by_outcome(asked, approve=out, **{"return": back})
        return parts, out
