"""Every line under `processes/` can be published, and its scenarios fit its files and the demo people."""

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from stdnum.cn import uscc

from casesvc.catalog.check import check_line
from casesvc.catalog.files import digest_of, find_lines, read_line_files
from casesvc.catalog.opening import open_line
from casesvc.catalog.scenarios import Scenario, ScenarioStep, read_scenarios
from casesvc.documents.check import check_template
from casesvc.forms.conditions import drop_inactive
from casesvc.forms.validation import draft_problems, problems
from casesvc.journeys.line import Line
from casesvc.parties.units import levels_above
from tests.business_lines.answers import ROOT, with_attachments

LINES = find_lines(ROOT)
DEMO = tomllib.loads((ROOT / "processes/demo.toml").read_text())
PEOPLE = {person["id"]: person for person in DEMO["people"]}
UNITS = {unit["id"]: unit.get("parent") for unit in DEMO["units"]}
OPENED = {key: open_line(read_line_files(ROOT, key)) for key in LINES}
SCENARIOS = [scenario for key in LINES for scenario in read_scenarios(ROOT, key)]
STEPS = [(scenario, number) for scenario in SCENARIOS for number in range(len(scenario.steps))]

each_line = pytest.mark.parametrize("key", LINES)
each_scenario = pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda found: f"{found.line}/{found.key}")
each_step = pytest.mark.parametrize(
    ("scenario", "number"), STEPS, ids=[f"{found.line}/{found.key}-{number}" for found, number in STEPS]
)


def element(task: str) -> str:
    return task.partition("#")[0]


def levels_of(scenario: Scenario) -> tuple[str, ...]:
    return levels_above(PEOPLE[scenario.applicant]["units"][0], UNITS)


def units_that_may(line: Line, scenario: Scenario, step: ScenarioStep) -> set[str]:
    """Return the units whose officers may do the task of a step; each pass over the levels opens one task a level."""
    role = line.role(line.process.tasks[element(step.task)].role or "")
    match role.scope:
        case "own-unit":
            return set(PEOPLE[scenario.applicant]["units"])
        case "competent-unit":
            levels = levels_of(scenario)
            return {levels[(int(step.task.partition("#")[2]) - 1) % len(levels)]}
        case _:
            return {str(role.office)}


def handed_in() -> Iterator[tuple[Scenario, int]]:
    return ((s, n) for s, n in STEPS if s.steps[n].answers is not None and not s.steps[n].save_only)


def whole_answers(step: ScenarioStep) -> Any:
    """Return the answers of a step with outcome and opinion where its form asks for them."""
    answers = with_attachments(step.answers)
    if step.outcome is not None:
        module = next(iter(answers))
        answers[module] = {"outcome": step.outcome, **answers[module]}
    return answers


def test_there_is_a_line() -> None:
    assert "talent-tiers" in LINES


@each_line
def test_a_line_checks_clean(key: str) -> None:
    assert check_line(read_line_files(ROOT, key), check_template) == ()


@each_line
def test_the_digest_of_a_line_is_stable(key: str) -> None:
    files = read_line_files(ROOT, key)

    assert digest_of(files) == digest_of(dict(sorted(files.items(), reverse=True))) == OPENED[key].digest


@each_line
def test_every_personal_field_says_what_it_is_asked_for(key: str) -> None:
    personal = {"name", "id_type", "id_number", "document_number", "sex", "birth", "ethnicity", "political", "mobile"}
    asked = [f for form in OPENED[key].forms.values() for m in form.modules for f in m.fields if m.kind == "object"]

    assert [field.key for field in asked if field.key in personal and not field.purpose] == []


@each_line
def test_a_line_has_scenarios_for_every_end(key: str) -> None:
    reached = {step.expect.ended for scenario in SCENARIOS if scenario.line == key for step in scenario.steps}

    assert set(OPENED[key].process.ends) <= reached


@each_scenario
def test_a_scenario_is_under_a_notice_of_its_line(scenario: Scenario) -> None:
    assert scenario.notice in {notice.key for notice in OPENED[scenario.line].notices}


@each_scenario
def test_the_applicant_of_a_scenario_is_bound_to_a_unit(scenario: Scenario) -> None:
    assert len(PEOPLE[scenario.applicant]["units"]) == 1


@each_step
def test_a_step_is_done_by_somebody_who_may(scenario: Scenario, number: int) -> None:
    step, line = scenario.steps[number], OPENED[scenario.line]
    task = line.process.tasks[element(step.task)]
    if task.role is None:
        assert step.actor == scenario.applicant
    else:
        seats = {tuple(seat) for seat in PEOPLE[step.actor]["seats"]}
        assert seats & {(line.role(task.role).key, unit) for unit in units_that_may(line, scenario, step)}


@each_step
def test_a_step_does_a_task_that_the_step_before_left_open(scenario: Scenario, number: int) -> None:
    assert number == 0 or scenario.steps[number].task in scenario.steps[number - 1].expect.open


@each_step
def test_a_step_uses_an_outcome_that_the_diagram_knows(scenario: Scenario, number: int) -> None:
    step = scenario.steps[number]
    task = OPENED[scenario.line].process.tasks[element(step.task)]

    assert step.outcome in task.outcomes if task.is_review else step.outcome is None


@each_step
def test_the_status_after_a_step_is_that_of_the_task_or_end_it_leads_to(scenario: Scenario, number: int) -> None:
    expected, process = scenario.steps[number].expect, OPENED[scenario.line].process
    shown = {process.tasks[element(task)].status for task in expected.open}
    if expected.ended:
        shown.add(process.ends[expected.ended].status)

    assert shown == {expected.status}


@pytest.mark.parametrize(("scenario", "number"), [(s, n) for s, n in STEPS if s.steps[n].outcome == "return"])
def test_a_return_names_parts_that_exist(scenario: Scenario, number: int) -> None:
    answers = scenario.steps[0].answers or {}
    form = OPENED[scenario.line].forms["talent-tiers/application"]
    for mark in scenario.steps[number].marks:
        module = form.module(mark[0])
        assert module is not None
        rows = (
            {row["id"] for row in answers.get(mark[0], [])} if module.kind == "rows" else {f.key for f in module.fields}
        )
        assert set(mark[1:2]) <= rows


@pytest.mark.parametrize(("scenario", "number"), list(handed_in()))
def test_what_is_handed_in_has_no_problems(scenario: Scenario, number: int) -> None:
    step, line = scenario.steps[number], OPENED[scenario.line]
    form = line.forms[line.process.tasks[element(step.task)].form or ""]

    assert problems(form, whole_answers(step)) == ()
    assert drop_inactive(form, whole_answers(step))[1] == ()


@pytest.mark.parametrize(("scenario", "number"), [(s, n) for s, n in STEPS if s.steps[n].save_only])
def test_a_draft_may_be_saved_but_not_yet_handed_in(scenario: Scenario, number: int) -> None:
    step, line = scenario.steps[number], OPENED[scenario.line]
    form = line.forms[line.process.tasks[element(step.task)].form or ""]

    assert draft_problems(form, with_attachments(step.answers)) == ()
    assert problems(form, with_attachments(step.answers))


def test_all_open_scenarios_can_stand_side_by_side_in_one_demo() -> None:
    applicants = [(scenario.line, scenario.applicant) for scenario in SCENARIOS]

    assert len(set(applicants)) == len(applicants)


def test_answers_are_those_of_the_person_who_gives_them() -> None:
    for path in sorted((ROOT / "processes/talent-tiers/scenarios/answers").glob("*.json")):
        basic, person = json.loads(path.read_text())["basic"], PEOPLE[path.stem]
        assert (basic["name"], basic["id_number"]) == (person["name"], person["profile"]["id_number"])


def test_demo_people_hold_seats_and_bindings_in_units_that_exist() -> None:
    named = {unit for person in PEOPLE.values() for unit in person.get("units", [])}
    named |= {unit for person in PEOPLE.values() for _, unit in person.get("seats", [])}

    assert named <= set(UNITS)
    assert {parent for parent in UNITS.values() if parent} <= set(UNITS)


def test_demo_seats_are_roles_of_the_installation() -> None:
    roles = set(OPENED["talent-tiers"].roles) - {"applicant"}

    assert {role for person in PEOPLE.values() for role, _ in person.get("seats", [])} == roles


def test_demo_units_have_no_one_and_two_levels_above_them() -> None:
    depths = {len(levels_above(unit, UNITS)) for person in PEOPLE.values() for unit in person.get("units", [])}

    assert depths == {0, 1, 2}


def test_demo_units_have_valid_credit_codes() -> None:
    assert [unit["name"] for unit in DEMO["units"] if not uscc.is_valid(unit["credit_code"])] == []


def test_demo_accounts_are_one_each() -> None:
    accounts = [person["account"] for person in DEMO["people"]]

    assert len(set(accounts)) == len(accounts) == len(PEOPLE)


def test_demo_has_a_very_long_name_and_a_rare_character() -> None:
    names = [person["name"] for person in DEMO["people"]]

    assert max(map(len, names)) >= 15
    assert any("𠮷" in name for name in names)


def test_no_file_of_a_line_holds_a_password() -> None:
    texts = [path.read_text() for path in Path(ROOT / "processes").rglob("*.toml")]

    assert not any("password =" in text for text in texts)
