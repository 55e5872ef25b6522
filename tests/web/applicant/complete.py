"""Completes a draft with the answers of a scenario, as if they had been typed."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from casesvc.cases.actor import Actor
from casesvc.forms.form import Form
from casesvc.journeys.desk import Desk
from casesvc.journeys.play_scenario import Player
from casesvc.journeys.save_draft import save_draft
from tests.journeys.samples import sample

ANSWERS = "processes/talent-tiers/scenarios/answers/lin-wan.json"


def complete(desk: Desk, case: str, person: str, root: Path) -> None:
    """Save complete answers as the first draft; the promise is left to be ticked."""
    answers = Player(desk, sample).with_files(json.loads((root / ANSWERS).read_bytes()))
    answers.pop("promise", None)

    def fill(_: Form, before: Mapping[str, Any]) -> dict[str, Any]:
        return {**before, **answers, "basic": {**before["basic"], **answers["basic"], "unit": before["basic"]["unit"]}}

    save_draft(desk, actor=Actor(person), case=case, task="apply#1", version=0, change=fill)
