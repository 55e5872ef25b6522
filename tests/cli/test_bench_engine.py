"""``casesvc bench engine``: the processes it measures run to their end, and it prints what it found."""

import pytest
from click.testing import CliRunner

from casesvc.cli import main
from casesvc.cli.bench.engine import through
from casesvc.cli.bench.engine_diagrams import return_loop, twenty_tasks
from casesvc.diagrams.check import refusals
from casesvc.diagrams.tree import read_diagram
from casesvc.engine import Engine
from tests.engine.play import weekdays


@pytest.mark.parametrize("drawn", [twenty_tasks, return_loop])
def test_what_is_measured_may_be_run(drawn: object) -> None:
    assert refusals(read_diagram(drawn())) == ()  # type: ignore[operator]


def test_a_measured_case_takes_twenty_steps_to_its_end() -> None:
    assert through(Engine(weekdays), twenty_tasks()) == 20


@pytest.mark.slow
def test_steps_a_second_and_ageing_are_printed() -> None:
    printed = CliRunner().invoke(main, ["bench", "engine", "--cases", "1"])
    assert printed.exit_code == 0, printed.output
    assert [line.split()[0] for line in printed.output.splitlines()] == ["twenty", "load,", "the", *["a"] * 4]
