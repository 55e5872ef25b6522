"""A program that checks and runs the whole corpus while the interpreter itself reports whatever is executed.

``python -m tests.hostile.canary trial FOLDER URL`` prints, as JSON, what was reported, what was slow, what broke, and
how much was tried. Audit hooks cannot be taken off again, which is why this is a process of its own.
"""

import json
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from lxml import etree

from casesvc.cases.step import StepFailed
from casesvc.diagrams.check import check_diagram
from casesvc.diagrams.finding import DiagramRefused
from casesvc.diagrams.tree import read_diagram
from casesvc.engine import Engine
from casesvc.journeys.play_diagram import PlayedCase
from tests.hostile.files import FILES
from tests.hostile.payloads import HARMLESS, PAYLOADS, RUN, TELLING
from tests.hostile.positions import ACCEPTED, EVALUATED, POSITIONS, placed
from tests.hostile.sample import Traps

ENGINE = Engine(lambda day: date.weekday(day) < 5)
NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
FACTS = {"competent_units": ["a", "b"], "levels": 2, "level": 1, "outcome": "approve", "record": {}}
SECONDS = 3  # of the processor: a quiet machine needs less than one, an explosion minutes
STEPS = 5


class Watch:
    """What the interpreter reports while the watch is on."""

    def __init__(self) -> None:
        self.on = False
        self.seen: list[str] = []
        sys.addaudithook(self._hook)

    def _hook(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self.on and not harmless(event, arguments):
            self.on = False
            self.seen.append(f"{event} {arguments!r}"[:200])
            self.on = True


def harmless(event: str, arguments: tuple[Any, ...]) -> bool:
    """Tell whether an event runs nothing: ast.parse reads under this name of a file and compiles nothing to run."""
    return event == "builtins.id" or (event == "compile" and arguments[1:] == ("<unknown>",))


def cases(traps: Traps) -> Iterator[tuple[str, bytes]]:
    """Yield everything hostile by name: files, and texts at every place of a diagram."""
    for file in FILES.values():
        yield file.name, file.build(traps)
    for position in POSITIONS.values():
        names = [*PAYLOADS, *HARMLESS] if position.name in EVALUATED else TELLING
        for name in names:
            text = (PAYLOADS | HARMLESS)[name].replace("CANARY", str(traps.canary))
            yield f"{position.name}:{name}", placed(position, text)


def tried(data: bytes) -> tuple[str, str]:
    """Check a file and, when nothing forbids it, run a case of it; return what became of it and what it said."""
    findings = check_diagram(data)
    said = " ".join(finding.message for finding in findings)
    if any(finding.severity == "error" for finding in findings):
        return "refused", said
    said += etree.tostring(read_diagram(data), encoding="unicode")
    case = PlayedCase(ENGINE, data, NOW, dict(FACTS))
    try:
        case.start()
        for _ in range(STEPS):
            for key in list(case.open):
                case.complete(key, "approve")
            for timer in list(case.timers)[:1]:
                case.fire(timer)
    except (StepFailed, DiagramRefused) as failed:
        return "stopped", said + str(failed)
    return "run", said


def control(traps: Traps) -> list[str]:
    """Do what the corpus asks for, so that it is seen that the watch sees it."""
    watch = Watch()
    watch.on = True
    eval(RUN.replace("CANARY", str(traps.canary)))  # noqa: S307
    Path(traps.secret).read_text()
    urlopen(traps.url).close()  # noqa: S310
    watch.on = False
    return watch.seen


def trial(traps: Traps) -> dict[str, Any]:
    """Try everything and return what happened, by what must not happen."""
    secret = traps.secret.read_text()
    everything = list(cases(traps))
    for position in POSITIONS.values():  # whatever is loaded late is loaded now
        tried(placed(position, position.ordinary))
    watch = Watch()
    told: dict[str, Any] = {"tried": len(everything), "run": 0, "let_in": [], "slow": [], "broken": [], "secrets": []}
    for name, data in everything:
        began = time.process_time()
        watch.on = True
        try:
            fate, said = tried(data)
        except Exception as failed:  # whatever it is, it is told
            fate, said = "broken", ""
            told["broken"].append(f"{name}: {failed!r}"[:200])
        watch.on = False
        if (took := time.process_time() - began) > SECONDS:
            told["slow"].append(f"{name}: {took:.1f} s")
        if secret in said:
            told["secrets"].append(name)
        told["run"] += fate in ("run", "stopped")
        if fate in ("run", "stopped") and must_be_refused(name):
            told["let_in"].append(name)
    return told | {"executed": watch.seen}


def must_be_refused(name: str) -> bool:
    """Tell whether a case is a hostile text at a place where it would be evaluated."""
    place, _, payload = name.partition(":")
    return place in EVALUATED and payload in PAYLOADS and (place, payload) not in ACCEPTED


def main() -> None:
    """Print what happened."""
    mode, folder, url = sys.argv[1:4]
    traps = Traps(Path(folder) / "secret", url, Path(folder) / "canary")
    print(json.dumps(control(traps) if mode == "control" else trial(traps)))


if __name__ == "__main__":
    main()
