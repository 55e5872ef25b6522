"""Cases of the talent tiers line brought to where a test begins, and what people do with them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest

from casesvc.cases.actor import Actor
from casesvc.cases.case import Case
from casesvc.cases.rejection import Rejection
from casesvc.catalog.scenarios import Scenario, ScenarioStep, read_scenarios
from casesvc.forms.form import Form
from casesvc.journeys.decide_task import Decided, Decision, decide_task
from casesvc.journeys.desk import Desk
from casesvc.journeys.play_scenario import Player
from casesvc.journeys.rows import Draft
from casesvc.journeys.save_draft import save_draft
from casesvc.journeys.start_case import Started, start_case
from casesvc.journeys.submit_form import Submitted, submit_form
from tests.furnished import ROOT
from tests.journeys.samples import sample

APPLICANT = "abdurahman"
UNIT_OFFICER = "officer-university"
MARKS = (("education", "e2"), ("achievements",))

Change = Callable[[dict[str, Any]], object]


@dataclass(frozen=True)
class Office:
    """People at their desks; what they do goes through the journeys."""

    desk: Desk

    def start(self, *, notice: str = "2026-q4", unit: str = "university", key: str = "start") -> Started:
        return start_case(self.desk, person=APPLICANT, line="talent-tiers", notice=notice, unit=unit, key=key)

    def save(self, case: str, task: str, change: Change, *, version: int = 0) -> Draft:
        def changed(_: Form, before: Mapping[str, Any]) -> dict[str, Any]:
            answers = dict(before)
            change(answers)
            return answers

        actor = self.actor(APPLICANT)
        return save_draft(self.desk, actor=actor, case=case, task=task, version=version, change=changed)

    def hand_in(self, case: str, task: str, *, version: int = 1, key: str | None = None) -> Submitted:
        actor = self.actor(APPLICANT)
        return submit_form(self.desk, actor=actor, case=case, task=task, version=version, key=key or f"in/{task}")

    def decide(self, case: str, task: str, outcome: str, *, by: str, key: str | None = None, **more: Any) -> Decided:
        answers = {"review": {"outcome": outcome, "opinion": "意见。"}}
        decision = Decision(answers, more.get("marks", ()), more.get("days"))
        return decide_task(
            self.desk, actor=self.actor(by), case=case, task=task, decision=decision, key=key or f"{by}/{task}"
        )

    def actor(self, person: str) -> Actor:
        return Player(self.desk, sample).actor(person)

    def case(self, case: str) -> Case:
        with self.desk.database.read() as reading:
            found = reading.case(case)
        assert found is not None
        return found

    def answers(self, number: int = 0) -> dict[str, Any]:
        """Return what the applicant types: the answers of a step of the scenario in which a case is returned."""
        answers = Player(self.desk, sample).with_files(steps()[number].answers or {})
        return dict(answers)

    def applied(self) -> str:
        """A case that waits for the unit."""
        case = self.start().case
        self.save(case, "apply#1", lambda answers: answers.update(self.answers()))
        self.hand_in(case, "apply#1")
        return case

    def returned(self, *, days: int | None = None) -> str:
        """A case that the unit returned with two marks."""
        case = self.applied()
        self.decide(case, "unit#1", "return", by=UNIT_OFFICER, marks=MARKS, days=days)
        return case

    def due(self, case: str, task: str = "correct#1") -> datetime:
        due = self.case(case).tasks[task].due
        assert due is not None
        return due


def scenario() -> Scenario:
    return next(found for found in read_scenarios(ROOT, "talent-tiers") if found.key == "returned-once")


def steps() -> tuple[ScenarioStep, ...]:
    return scenario().steps


def refused(command: Callable[[], object]) -> Rejection:
    """Return the refusal of a command."""
    with pytest.raises(Rejection) as refusal:
        command()
    return refusal.value
