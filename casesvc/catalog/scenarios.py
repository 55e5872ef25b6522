"""Scenarios: how cases of a line go, step by step. Tests play them, and so does the demo; they are not published."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from casesvc.catalog.shapes import SCENARIO
from casesvc.catalog.toml_file import read_toml


@dataclass(frozen=True)
class Expectation:
    """What has to be true after a step: the status shown, the open task occurrences, the end event reached."""

    open: tuple[str, ...]
    status: str | None = None
    ended: str | None = None


@dataclass(frozen=True)
class ScenarioStep:
    """What one person does to one task occurrence.

    ``outcome`` None: a form is handed in, or only saved as a draft (``save_only``). Attachments in ``answers`` are
    placeholders ``{"file": "sample:jpg", "name": …}`` for the player to replace.
    """

    actor: str
    task: str
    expect: Expectation
    outcome: str | None = None
    opinion: str = ""
    marks: tuple[tuple[str, ...], ...] = ()
    save_only: bool = False
    answers: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Scenario:
    """One case from its start under a notice; people are ids of `processes/demo.toml`."""

    line: str
    key: str
    title: str
    applicant: str
    notice: str
    steps: tuple[ScenarioStep, ...]


def read_scenarios(root: Path, line: str) -> tuple[Scenario, ...]:
    """Return the scenarios of a line by file name. Raise LineRefused when one has another shape."""
    folder = root / "processes" / line / "scenarios"
    return tuple(_scenario(line, path) for path in sorted(folder.glob("*.toml")))


def _scenario(line: str, path: Path) -> Scenario:
    values = read_toml(f"processes/{line}/scenarios/{path.name}", path.read_bytes(), SCENARIO)
    steps = tuple(_step(path.parent, step) for step in values["steps"])
    return Scenario(line, path.stem, values["title"], values["applicant"], values["notice"], steps)


def _step(folder: Path, values: Mapping[str, Any]) -> ScenarioStep:
    said = values["expect"]
    return ScenarioStep(
        actor=values["actor"],
        task=values["task"],
        expect=Expectation(tuple(said["open"]), said.get("status"), said.get("ended")),
        outcome=values.get("outcome"),
        opinion=values.get("opinion", ""),
        marks=tuple(tuple(mark) for mark in values.get("marks", ())),
        save_only=values.get("save_only", False),
        answers=_answers(folder, values),
    )


def _answers(folder: Path, values: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Return the answers of the file with the modules of the step in place of the file's."""
    said: Mapping[str, Any] | None = values.get("answers")
    if "answers_file" not in values:
        return said
    shared: dict[str, Any] = json.loads((folder / values["answers_file"]).read_bytes())
    return shared | dict(said or {})
