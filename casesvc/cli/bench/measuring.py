"""The measurements, one after the other, each on new cases."""

import pickle
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from casesvc.cli.bench.bare import TEMPLATES
from casesvc.cli.bench.clients import Browser, Officer
from casesvc.cli.bench.measured import Measured, side_by_side
from casesvc.cli.bench.processes import Jobs, Journeys, Statements, in_processes
from casesvc.cli.bench.servers import serving
from casesvc.cli.bench.stage import Stage
from casesvc.cli.bench.templates import Template, record
from casesvc.cli.demo import PASSWORD

PROCESSES = 2
THREADS = 8
SERVICE = ("-c", "from casesvc.cli import main; main()", "run", f"--workers={PROCESSES}", f"--threads={THREADS}")
BARE = ("-m", "gunicorn", "-k", "gthread", f"-w{PROCESSES}", f"--threads={THREADS}", "--log-level=warning")
MEASUREMENTS = {
    "service": "the service over HTTP",
    "bare": "the same statements in a bare handler",
    "journeys": "the journeys without pages",
    "statements": "the same statements alone",
}

Part = TypeVar("Part")


def measure_all(stage: Stage, told: Mapping[str, str], *, cases: int, clients: int) -> dict[str, Measured]:
    """Measure everything of ``MEASUREMENTS`` with as many clients, as threads or in processes."""
    templates = [record(stage) for _ in range(clients)]

    def fresh() -> list[list[str]]:
        return dealt(stage.new_cases(cases), clients)

    return {
        "service": over_http(stage, told, fresh()),
        "bare": over_bare_http(stage, told, templates, fresh()),
        "journeys": in_processes([Journeys(stage.found.settings, stage.steps, mine) for mine in halves(fresh())]),
        "statements": in_processes(
            [
                Statements(stage.found.settings, known, mine)
                for known, mine in zip(halves(templates), halves(fresh()), strict=True)
            ]
        ),
    }


def over_http(stage: Stage, told: Mapping[str, str], cases: Sequence[Sequence[str]]) -> Measured:
    """Measure the service: officers sign in first, then decide."""
    bind = stage.found.settings.bind
    accounts = sorted({stage.accounts[step.actor] for step in stage.steps})
    with serving(SERVICE, bind, told):
        offices = [{account: Officer(bind, account, PASSWORD) for account in accounts} for _ in cases]
        return side_by_side([deciding(stage, *pair) for pair in zip(offices, cases, strict=True)])


def deciding(stage: Stage, office: Mapping[str, Officer], cases: Sequence[str]) -> list[Callable[[], object]]:
    """Return the completions of some cases, in order."""
    return [
        partial(office[stage.accounts[step.actor]].decide, case, fields)
        for case in cases
        for step, fields in zip(stage.steps, stage.posts, strict=True)
    ]


def over_bare_http(
    stage: Stage, told: Mapping[str, str], templates: Sequence[Template], cases: Sequence[Sequence[str]]
) -> Measured:
    """Measure the bare handler."""
    bind, kept = stage.found.settings.bind, Path(stage.found.settings.home) / "templates"
    kept.write_bytes(pickle.dumps(templates))
    command = (*BARE, f"--bind={bind}", "casesvc.cli.bench.bare:bare_app()")
    with serving(command, bind, {**told, TEMPLATES: str(kept)}):
        jobs: Jobs = []
        for number, (template, mine) in enumerate(zip(templates, cases, strict=True)):
            browser = Browser(bind)
            paths = [f"/{number}/{step}/{case}" for case in mine for step in range(len(template.steps))]
            jobs.append([partial(browser.post, path, {"": ""}) for path in paths])
        return side_by_side(jobs)


def dealt(items: Sequence[str], hands: int) -> list[list[str]]:
    """Deal items out."""
    return [list(items[number::hands]) for number in range(hands)]


def halves(items: Sequence[Part]) -> list[list[Part]]:
    """Share items between the processes."""
    return [list(items[number::PROCESSES]) for number in range(PROCESSES)]
