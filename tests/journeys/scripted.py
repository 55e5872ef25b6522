"""An engine that keeps the engine's promise by a script: for cases no small diagram brings about."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from casesvc.cases.step import Complete, Facts, Opened, Receive, Start, Step, StepFailed, StepInput, Subscribed

Script = Callable[[StepInput, Facts], Step]


@dataclass
class ScriptedEngine:
    """Answers each input as ``script`` says; its snapshots are digests of all inputs so far, so order shows."""

    script: Script

    def step(
        self, *, diagram: bytes, digest: str, snapshot: bytes | None, given: StepInput, facts: Facts, now: datetime
    ) -> Step:
        """Keep the promise of ``journeys.step.Engine``; what this engine has no use for is handed over all the same."""
        assert diagram
        assert digest
        assert now
        kept = hashlib.sha256((snapshot or b"") + repr(given).encode()).hexdigest().encode()
        return replace(self.script(given, facts), snapshot=kept)


def side_by_side(given: StepInput, facts: Facts) -> Step:
    """Behind the form two tasks and a signal wait at once; ``look`` stalls unless the fact ``mended`` is True."""
    match given:
        case Start():
            return Step(b"", opened=(Opened("apply#1", "apply"),), travelled=("start",))
        case Complete("apply#1"):
            people = (Opened("look#1", "look"), Opened("decide#1", "decide"))
            waits = (Subscribed("window_open#1", "window_open", "signal", "窗口开放"),)
            return Step(b"", opened=(*people, Opened("verify#1", "verify", 0, "external")), subscribed=waits)
        case Complete("look#1") if facts.names.get("mended") is not True:
            raise StepFailed("unknown-name", "by_way", "条件用到的 mended 没有值")
        case Receive("window_open#1"):
            return Step(b"", withdrawn=("decide#1", "verify#1"), travelled=("window_open", "done"), ended="done")
        case _:
            return Step(b"")
