"""A command that fails anywhere leaves nothing, and the next try succeeds."""

from collections.abc import Callable
from contextlib import suppress
from typing import get_args

import pytest

from casesvc.app import Installation
from casesvc.cases.rejection import Rejection
from casesvc.catalog.files import digest_of, read_line_files
from casesvc.journeys.desk import Desk
from casesvc.journeys.publish_line import publish_line
from tests.durability.commands import COMMANDS, KEYED, Command, Stage
from tests.durability.faults import (
    Fault,
    When,
    answer_lost,
    contents,
    fails,
    fault_at,
    listening,
    raising,
    statements_of,
)
from tests.durability.relay import LINES, start
from tests.furnished import Clock

pytestmark = pytest.mark.slow

each_command = pytest.mark.parametrize("bring", COMMANDS, ids=lambda bring: bring.__name__)


@pytest.fixture
def stage(relay: Desk, installation: Installation, clock: Clock) -> Stage:
    return Stage(installation, clock)


@each_command
def test_a_fault_at_any_statement_leaves_nothing_and_the_next_try_succeeds(
    bring: Callable[[Stage], Command], stage: Stage
) -> None:
    command, engine = bring(stage), stage.installation.engines.writing
    before = contents(engine)
    count = statements_of(engine, command)
    assert count > 0
    assert contents(engine) == before

    for statement in range(count):
        for when in get_args(When):
            with fault_at(engine, statement, when):
                assert fails(command), f"no fault {when} statement {statement}"
            assert contents(engine) == before, f"a fault {when} statement {statement} left something"
    with listening(engine, "commit", raising):
        assert fails(command)
    assert contents(engine) == before

    command()
    assert contents(engine) != before


@pytest.mark.parametrize("bring", KEYED, ids=lambda bring: bring.__name__)
def test_when_the_answer_is_lost_after_the_commit_the_next_try_gets_it(
    bring: Callable[[Stage], Command], stage: Stage
) -> None:
    command, engine = bring(stage), stage.installation.engines.writing
    before = contents(engine)
    with answer_lost(), suppress(Fault):
        command()
    kept = contents(engine)
    assert kept != before

    assert command() == command()
    assert contents(engine) == kept


def test_a_refusal_after_everything_was_written_leaves_nothing(stage: Stage) -> None:
    """A line whose first task is an officer's refuses to start only when its first step has been kept."""
    files = dict(read_line_files(LINES, "relay"))
    drawn = files["processes/relay/relay.bpmn"]
    files["processes/relay/relay.bpmn"] = drawn.replace(
        b'camunda:assignee="${applicant}"', b'camunda:candidateGroups="own-unit"'
    )
    publish_line(stage.installation.desk, line="relay", digest=digest_of(files), files=files, by="administrator")
    before = contents(stage.installation.engines.writing)

    with pytest.raises(Rejection) as refusal:
        start(stage.installation.desk)

    assert refusal.value.code == "nothing-to-fill"
    assert contents(stage.installation.engines.writing) == before
