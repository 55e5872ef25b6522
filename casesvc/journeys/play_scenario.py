"""Plays a scenario through the journeys: demo data and tests cannot contradict the rules."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from casesvc.cases.actor import Actor
from casesvc.forms.form import Form
from casesvc.journeys.decide_task import Decision, decide_task
from casesvc.journeys.desk import Desk
from casesvc.journeys.save_draft import save_draft
from casesvc.journeys.start_case import start_case
from casesvc.journeys.submit_form import submit_form

Sample = Callable[[Mapping[str, Any]], bytes]


class Expected(Protocol):
    """What has to be true after a step."""

    @property
    def open(self) -> Sequence[str]: ...
    @property
    def status(self) -> str | None: ...
    @property
    def ended(self) -> str | None: ...


class PlayedStep(Protocol):
    """What one person does to one task."""

    @property
    def actor(self) -> str: ...
    @property
    def task(self) -> str: ...
    @property
    def outcome(self) -> str | None: ...
    @property
    def opinion(self) -> str: ...
    @property
    def marks(self) -> tuple[tuple[str, ...], ...]: ...
    @property
    def save_only(self) -> bool: ...
    @property
    def answers(self) -> Mapping[str, Any] | None: ...
    @property
    def expect(self) -> Expected: ...


class Played(Protocol):
    """A scenario as the catalog reads it."""

    @property
    def line(self) -> str: ...
    @property
    def key(self) -> str: ...
    @property
    def applicant(self) -> str: ...
    @property
    def notice(self) -> str: ...
    @property
    def steps(self) -> Sequence[PlayedStep]: ...


class ScenarioFailed(AssertionError):
    """A step did not leave the case as the scenario says."""


@dataclass(frozen=True)
class Player:
    """Plays scenarios on a desk; ``sample`` makes the content of a placeholder attachment."""

    desk: Desk
    sample: Sample

    def play(self, scenario: Played) -> str:
        """Play all steps of a scenario; return the case. Raise ScenarioFailed or the Rejection of a step."""
        with self.desk.database.read() as reading:
            unit = reading.parties.person(scenario.applicant).units[0]
        started = start_case(
            self.desk,
            person=scenario.applicant,
            line=scenario.line,
            notice=scenario.notice,
            unit=unit,
            key=f"scenario/{scenario.key}",
        )
        for number, step in enumerate(scenario.steps):
            self.take(started.case, step, key=f"scenario/{scenario.key}/{number}")
            self.check(started.case, step)
        return started.case

    def take(self, case: str, step: PlayedStep, *, key: str) -> None:
        """Do what the step says."""
        actor = self.actor(step.actor)
        if step.outcome is None:
            self.hand_in(case, actor, step, key=key)
            return
        answers = self.decision_answers(case, step)
        decide_task(self.desk, actor=actor, case=case, task=step.task, decision=Decision(answers, step.marks), key=key)

    def hand_in(self, case: str, actor: Actor, step: PlayedStep, *, key: str) -> None:
        """Fill the draft with the step's answers and, unless it only saves, hand it in."""
        typed = self.with_files(step.answers or {})

        def fill(_: Form, before: Mapping[str, Any]) -> dict[str, Any]:
            return {**before, **typed}

        draft = save_draft(self.desk, actor=actor, case=case, task=step.task, version=0, change=fill)
        if not step.save_only:
            submit_form(self.desk, actor=actor, case=case, task=step.task, version=draft.version, key=key)

    def decision_answers(self, case: str, step: PlayedStep) -> dict[str, Any]:
        """Return the answers of a decision: the step's own with outcome and opinion in the form's first module."""
        with self.desk.database.read() as reading:
            found = reading.case(case)
        assert found is not None  # noqa: S101 - it was started above
        line = self.desk.lines.get(found.definition)
        form = line.forms[line.process.tasks[step.task.rpartition("#")[0]].form or ""]
        first, answers = form.modules[0].key, dict(step.answers or {})
        said = {"outcome": step.outcome, "opinion": step.opinion or None}
        answers[first] = {**answers.get(first, {}), **{key: value for key, value in said.items() if value is not None}}
        return answers

    def actor(self, person: str) -> Actor:
        """Return a person as one who acts."""
        with self.desk.database.read() as reading:
            return Actor(person, reading.parties.person(person).seats)

    def with_files(self, value: Any) -> Any:
        """Return answers with every placeholder attachment stored and described."""
        if isinstance(value, Mapping) and "file" in value:
            return self.stored(value)
        if isinstance(value, Mapping):
            return {key: self.with_files(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [self.with_files(inner) for inner in value]
        return value

    def stored(self, placeholder: Mapping[str, Any]) -> dict[str, Any]:
        """Store a sample file as an applicant's upload would be."""
        content = self.sample(placeholder)
        digest = self.desk.files.put(content)
        media_type = self.desk.inspection.media_type(content)
        size = len(content)
        return {"id": digest[:32], "name": placeholder["name"], "size": size, "type": media_type, "digest": digest}

    def check(self, case: str, step: PlayedStep) -> None:
        """Compare the case with what the step expects. Raise ScenarioFailed."""
        with self.desk.database.read() as reading:
            found = reading.case(case)
        assert found is not None  # noqa: S101 - it was started above
        seen = (tuple(sorted(found.tasks)), found.status, found.ended)
        expected = (tuple(sorted(step.expect.open)), step.expect.status, step.expect.ended)
        if seen != expected:
            raise ScenarioFailed(f"after {step.task}: expected {expected}, found {seen}")
