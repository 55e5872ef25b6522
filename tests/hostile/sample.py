"""What a hostile file is made of: a diagram that would do, traps it points at, and how it must be answered."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.diagrams.bpmn import chain, choice, diagram, end, flow, node, start, text, user_task

# Accepted, because what looks hostile in it is text that nothing reads.
INERT = "inert"


@dataclass(frozen=True)
class Traps:
    """Where a file may try to reach: a file with a secret, a server that counts visitors, a file it may try to make."""

    secret: Path
    url: str
    canary: Path

    @property
    def file_url(self) -> str:
        return self.secret.as_uri()


NOWHERE = Traps(Path("/nowhere/secret"), "http://127.0.0.1:9/", Path("/nowhere/canary"))


@dataclass(frozen=True)
class Hostile:
    """A hostile file; ``answer`` is the code of the finding that refuses it, or INERT."""

    name: str
    answer: str
    build: Callable[[Traps], bytes]


MARK = "M4RK"


def sound() -> bytes:
    """Return a diagram without a fault: a review, its gateway, a script, and a mark in a condition and in a name."""
    return diagram(
        start(), user_task("review", name=MARK), choice("g"), node("scriptTask", "robot", text("script", "rounds = 1")),
        end("granted"), end("refused"), *chain("start", "review", "g"),
        flow("g", "robot", "outcome == 'approve'"), flow("g", "refused", "outcome == 'return'"),
        *chain("robot", "granted"),
    )  # fmt: skip


def with_name(inside: str) -> bytes:
    """Return the sound diagram with ``inside`` as it stands in place of a name."""
    return sound().replace(MARK.encode(), inside.encode())


def with_condition(inside: str) -> bytes:
    """Return the sound diagram with ``inside`` as it stands in place of a condition."""
    return sound().replace(b"outcome == 'approve'", inside.encode())


def with_part(inside: bytes) -> bytes:
    """Return the sound diagram with more elements at the beginning of its process."""
    return sound().replace(b"<bpmn:startEvent", inside + b"<bpmn:startEvent", 1)


def with_root_attributes(attributes: bytes) -> bytes:
    """Return the sound diagram with more attributes on its root."""
    return sound().replace(b"<bpmn:definitions ", b"<bpmn:definitions " + attributes + b" ", 1)


def behind_declaration(inside: bytes) -> bytes:
    """Return the sound diagram with ``inside`` between the XML declaration and the root."""
    head, _, rest = sound().partition(b"?>")
    return head + b"?>" + inside + rest


def fixed(data: bytes) -> Callable[[Traps], bytes]:
    """Return a builder of a file that points at no trap."""
    return lambda _: data
