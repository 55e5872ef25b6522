"""How long a submission takes in a case that has many steps behind it."""

import time
from collections.abc import Mapping
from statistics import median
from typing import Any
from uuid import uuid4

from casesvc.cases.actor import Actor
from casesvc.cli.bench.stage import Stage
from casesvc.cli.demo import sample_picture
from casesvc.forms.form import Form
from casesvc.journeys.decide_task import Decision, decide_task
from casesvc.journeys.play_scenario import Player
from casesvc.journeys.save_draft import save_draft
from casesvc.journeys.submit_form import submit_form

AGES = (10, 100, 1000)  # completed tasks
SAMPLES = 15
MARKED = (("achievements",),)


def submit_times(stage: Stage) -> dict[int, float]:
    """Return by age the median milliseconds of handing in a correction, over the rounds around that age."""
    case, took = stage.new_cases(1)[0], {age: list[float]() for age in AGES}
    for round_ in range(1, max(AGES) // 2 + SAMPLES):
        seconds = go_round(stage, case, round_)
        for age in AGES:
            if 0 <= round_ - age // 2 < SAMPLES:
                took[age].append(seconds)
    return {age: 1000 * median(found) for age, found in took.items()}


def go_round(stage: Stage, case: str, round_: int) -> float:
    """Have the unit return the case and the applicant correct it; return the seconds of handing it in."""
    desk, player = stage.found.desk, Player(stage.found.desk, sample_picture)
    with desk.database.read() as reading:
        held = reading.case(case)
    assert held is not None  # noqa: S101 - it was begun before
    returned = Decision({"review": {"outcome": "return", "opinion": "请补充业绩。"}}, MARKED)
    decide_task(
        desk,
        actor=player.actor(stage.steps[0].actor),
        case=case,
        task=f"unit#{round_}",
        decision=returned,
        key=str(uuid4()),
    )
    applicant, task = Actor(held.applicant), f"correct#{round_}"
    draft = save_draft(desk, actor=applicant, case=case, task=task, version=0, change=unchanged)
    begun = time.perf_counter()
    submit_form(desk, actor=applicant, case=case, task=task, version=draft.version, key=str(uuid4()))
    return time.perf_counter() - begun


def unchanged(_: Form, before: Mapping[str, Any]) -> dict[str, Any]:
    """Leave the answers as they were handed in."""
    return dict(before)
