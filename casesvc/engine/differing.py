"""What a changed diagram means for one case: what it will come to, what it will not, what is said otherwise."""

from collections.abc import Iterable, Iterator

from casesvc.cases.move import Change, Keeps, Moves
from casesvc.diagrams.ahead import ahead_of, differing
from casesvc.diagrams.aspects import named, word_of
from casesvc.diagrams.comparison import Difference
from casesvc.diagrams.graph import ACTIVITIES
from casesvc.engine.blocking import Passage, added_to, waiting_on
from casesvc.engine.definitions import Definition

Differences = tuple[Difference, ...]


class Outlook:
    """What lies ahead of a case in the old and in the new diagram, and what of it differs."""

    def __init__(self, passage: Passage, differences: Differences) -> None:
        self._passage = passage
        self._standing = _standing(passage)
        self._before = ahead_of(passage.old.graph, self._standing)
        self._after = ahead_of(passage.new.graph, self._standing)
        self._differences = tuple(each for each in differences if each.element in self._before | self._after)
        self._differing = differing(passage.old.graph, passage.new.graph, self._before | self._after)

    def keeps(self) -> Keeps | None:
        """Return what differs in names alone; None when more does."""
        if self._differing or not all(each.is_name for each in self._differences):
            return None
        return Keeps(tuple(_said(self._differences)), self._after)

    def moves(self) -> Moves:
        """Return all that becomes different: for what is open first, then what comes, what falls away, the rest."""
        coming = self._tasks(self._passage.new, self._after - self._before)
        falling = self._tasks(self._passage.old, self._before - self._after)
        here = [each for each in self._differences if each.element in self._standing]
        gone = {*coming, *falling, *(each.element for each in here)}
        rest = [each for each in self._differences if each.element not in gone]
        changes = [
            *_said(here),
            *self._on_borders(),
            *self._each(self._passage.new, coming, "之后会增加{}"),
            *self._each(self._passage.old, falling, "之后不再经过{}"),
            *_said(rest),
        ]
        return Moves(tuple(changes) or tuple(self._unsaid()), coming, falling, self._after)

    def _tasks(self, definition: Definition, elements: frozenset[str]) -> tuple[str, ...]:
        drawn = elements - definition.added
        return tuple(name for name, node in definition.graph.nodes.items() if name in drawn and node.kind in ACTIVITIES)

    def _each(self, definition: Definition, elements: Iterable[str], sentence: str) -> Iterator[Change]:
        for name in elements:
            node = definition.graph.nodes[name]
            yield Change(name, sentence.format(word_of(node) + named(node)))

    def _on_borders(self) -> Iterator[Change]:
        for standing in self._passage.standings:
            host = named(self._passage.new.graph.nodes[standing.element])
            for event in added_to(self._passage, standing.element):
                yield Change(event.id, f"{host}上新增的{named(event)}从迁移时开始等待，时间从迁移时起算")
            for name in sorted(waiting_on(standing.task)):
                if not self._passage.has(name):
                    yield Change(name, f"{host}上的{named(self._passage.old.graph.nodes[name])}不再等待")

    def _unsaid(self) -> Iterator[Change]:
        for name in self._differing:
            graph = self._passage.new.graph if self._passage.has(name) else self._passage.old.graph
            yield Change(name, f"{named(graph.nodes[name])}的运行方式有变化")


def _standing(passage: Passage) -> frozenset[str]:
    ended = passage.running.ended
    return frozenset({*(each.element for each in passage.standings), *([] if ended is None else [ended])})


def _said(differences: Iterable[Difference]) -> Iterator[Change]:
    return (Change(each.element, each.message) for each in differences)
