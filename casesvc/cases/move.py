"""What a changed diagram would do to a running case: nothing, let it go on under it, or not without harm."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Change:
    """One thing that becomes different for the case; ``message`` is a Chinese sentence that names the element."""

    element: str
    message: str


@dataclass(frozen=True)
class Reason:
    """Why the case cannot go on under the changed diagram; ``message`` says what stands in the way and what to do."""

    element: str
    message: str


@dataclass(frozen=True)
class Keeps:
    """Nothing that the case can still reach differs; ``changes`` are names at most.

    ``ahead``: the elements where it stands and those that it can still come to.
    """

    changes: tuple[Change, ...] = ()
    ahead: frozenset[str] = field(default=frozenset(), compare=False, repr=False)


@dataclass(frozen=True)
class Moves:
    """The case can go on under the changed diagram, and this is what becomes different for it.

    ``coming`` and ``falling`` are the ids of tasks that it can only now, or no longer, come to; ``ahead`` as above.
    """

    changes: tuple[Change, ...]
    coming: tuple[str, ...] = ()
    falling: tuple[str, ...] = ()
    ahead: frozenset[str] = field(default=frozenset(), compare=False, repr=False)


@dataclass(frozen=True)
class Blocked:
    """The case has to stay with its diagram where it stands now."""

    reasons: tuple[Reason, ...]


Plan = Keeps | Moves | Blocked
