"""Every scenario of every line plays through, on both databases, and leaves a history that proves itself."""

import pytest

from casesvc.catalog.files import find_lines
from casesvc.catalog.scenarios import Scenario, read_scenarios
from casesvc.journeys.desk import Desk
from casesvc.journeys.play_scenario import Player
from casesvc.journeys.rebuild_case import rebuild_case
from casesvc.journeys.verify_case import verify_case
from tests.furnished import ROOT
from tests.journeys.samples import sample

SCENARIOS = [scenario for line in find_lines(ROOT) for scenario in read_scenarios(ROOT, line)]


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: f"{scenario.line}/{scenario.key}")
def test_a_scenario_plays_through_verifies_and_rebuilds_byte_for_byte(scenario: Scenario, desk: Desk) -> None:
    case = Player(desk, sample).play(scenario)

    assert verify_case(desk, case=case).broken is None
    assert rebuild_case(desk, case=case).differs == ()
