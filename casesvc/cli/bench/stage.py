"""Where the benchmark plays: an installation with the demonstration's line, and cases that wait for their officers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import uuid4

from argon2 import PasswordHasher

from casesvc.app import Installation, install
from casesvc.catalog.people_file import read_parties
from casesvc.catalog.scenarios import ScenarioStep, read_scenarios
from casesvc.cli.demo import load_parties, publish_lines, sample_picture
from casesvc.journeys.play_scenario import Player
from casesvc.journeys.start_case import start_case
from casesvc.outside.passwords import Argon2Passwords
from casesvc.parties.people import Person
from casesvc.settings import read_settings
from casesvc.storage.migrate import migrate

LINE = "talent-tiers"
SCENARIO = "approved-straight"
NOTICE = "standing"
UNIT = "university"
QUICK = Argon2Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))  # signing in is not measured


@dataclass(frozen=True)
class Stage:
    """An installation, the officers' steps of one case, and the form each of them posts."""

    found: Installation
    applicant: ScenarioStep
    steps: tuple[ScenarioStep, ...]
    posts: tuple[dict[str, str], ...]
    accounts: dict[str, str]

    def new_cases(self, count: int) -> list[str]:
        """Bring new cases of new applicants to their first officer."""
        return [begin(self.found, self.applicant) for _ in range(count)]


def environment_at(home: Path, database_url: str | None, bind: str) -> dict[str, str]:
    """Return what the server's process is told."""
    told = {"CASESVC_HOME": str(home), "CASESVC_BIND": bind}
    return told if database_url is None else {**told, "CASESVC_DATABASE_URL": database_url}


def raise_stage(told: Mapping[str, str]) -> Stage:
    """Make the installation ``told`` describes: tables, people, the line; and read what its officers do."""
    settings = read_settings(told)
    found = install(settings, passwords=QUICK)
    migrate(found.engines)
    parties = read_parties(settings.content)
    load_parties(found, parties)
    publish_lines(found)
    scenario = next(one for one in read_scenarios(settings.content, LINE) if one.key == SCENARIO)
    applicant, *steps = scenario.steps
    return Stage(
        found,
        applicant,
        tuple(steps),
        posts_of(found, applicant, steps),
        {member.person.id: member.account for member in parties.members},
    )


def posts_of(found: Installation, applicant: ScenarioStep, steps: Sequence[ScenarioStep]) -> tuple[dict[str, str], ...]:
    """Return the fields each step posts, by their names on the page."""
    case, player = begin(found, applicant), Player(found.desk, sample_picture)
    posts = []
    for step in steps:
        answers = player.decision_answers(case, step)
        fields = {f"{module}.{key}": str(value) for module, values in answers.items() for key, value in values.items()}
        posts.append({"task": step.task, **fields})
    return tuple(posts)


def begin(found: Installation, applied: ScenarioStep) -> str:
    """Have a new applicant hand a case in."""
    player, person = Player(found.desk, sample_picture), f"bench-{uuid4().hex[:12]}"
    with found.desk.database.write() as work:
        work.parties.add_person(Person(person, "测试申报人", {}, (), (UNIT,)), None)
    case = start_case(found.desk, person=person, line=LINE, notice=NOTICE, unit=UNIT, key="start").case
    player.take(case, replace(applied, actor=person), key="hand-in")
    return case
