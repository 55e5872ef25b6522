"""Random processes of nested blocks, and what a test needs to know of them."""

import random
from collections.abc import Callable, Iterator
from itertools import count

from tests.diagrams.bpmn import diagram, end, error, flow, start
from tests.engine.blocks import Block, Reviewed, Row, Task, Together
from tests.engine.special_blocks import ERROR, Enclosed, Levels, Panel, Timed


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
        Timed,
        lambda name: Panel(name, chance.randint(2, 3)),
        lambda name: Levels(name, chance.randint(1, 3)),
        lambda name: Enclosed(name, [Task(f"{name}_r{number}") for number in range(chance.randint(1, 3))]),
    ]
    return chance.choice(deeper if depth else flat)(f"n{next(numbers)}")
