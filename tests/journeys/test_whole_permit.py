"""One case through all that a diagram can wait for, on the real engine: played, told, replayed, rebuilt and proved."""

from casesvc.app import Installation
from casesvc.journeys.complete_external import fail_external
from casesvc.journeys.desk import Desk
from casesvc.journeys.rebuild_case import rebuild_case
from casesvc.journeys.receive_message import receive_message
from casesvc.journeys.replay_case import Replay, replay_case
from casesvc.journeys.retry_case import correct_facts, retry_case
from casesvc.worker.loop import work_once
from tests.durability.faults import contents
from tests.durability.relay import assert_proved
from tests.furnished import Clock
from tests.journeys.permit import (
    ADMINISTRATOR,
    PROVINCE,
    checked,
    checking,
    decided,
    looking,
    publish_permit,
    state,
)

DERIVED = ("case_list", "task_list", "timer", "subscription", "incident")


def replayed(desk: Desk, case: str) -> Replay:
    with desk.database.read() as reading:
        auditor = reading.parties.person("auditor")
    return replay_case(desk, person=auditor, case=case)


def waited_out(desk: Desk, clock: Clock) -> None:
    """Let three days pass and the worker do what is due."""
    clock.wait(days=3)
    while work_once(desk):
        pass


def test_a_case_passes_a_check_an_error_a_timer_a_message_a_stall_and_a_signal(
    installation: Installation, clock: Clock
) -> None:
    desk = publish_permit(installation)
    case = checking(desk, "改日")

    fail_external(desk, worker="checker", case=case, task="verify#1", code="identity-mismatch", message="不符", key="1")
    decided(desk, case, "explain#1")
    checked(desk, case, task="verify#2")
    waited_out(desk, clock)
    assert (list(state(desk, case).tasks), state(desk, case).timers) == (["look#1"], {})

    receive_message(desk, sender="mail", name="交接", number=state(desk, case).number, facts={"by": "甲"}, key="2")
    decided(desk, case, "decide#1", "again", PROVINCE)
    assert decided(desk, case, "look#2").stalled
    waited_out(desk, clock)
    assert retry_case(desk, actor=ADMINISTRATOR, case=case, key="3").stalled
    corrected = {"way": "等候"}
    assert not correct_facts(
        desk, actor=ADMINISTRATOR, case=case, facts=corrected, reason="当事人要求", key="4"
    ).stalled

    other = looking(desk, "先行", name="other")
    decided(desk, other)
    waited_out(desk, clock)

    assert [state(desk, one).ended for one in (case, other)] == ["done", "done"]
    for one in (case, other):
        assert_proved(desk, one)
        assert replayed(desk, one).strays is None
    told = " ".join(step.what for step in replayed(desk, case).steps)
    for words in (
        "外部系统报告错误 identity-mismatch：核验身份", "外部系统办理：核验身份", "期限到：过了两天",
        "收到消息“交接”：收到交接", "流程暂停，停在“办法”", "更正流程所用的事实 1 项", "收到信号“窗口开放”：等窗口开放",
    ):  # fmt: skip
        assert words in told


def test_a_case_in_the_middle_of_everything_is_written_anew_from_its_history_byte_by_byte(
    installation: Installation, clock: Clock
) -> None:
    desk = publish_permit(installation)
    cases = [looking(desk, name="looks"), checking(desk, name="checks"), looking(desk, "改日", name="stalls")]
    decided(desk, cases[2])
    clock.wait(days=1)
    before = contents(installation.engines.reading)

    for case in cases:
        assert rebuild_case(desk, case=case, write=True).differs == ()
        assert_proved(desk, case)

    after = contents(installation.engines.reading)
    for table in DERIVED:
        assert after[table] == before[table]
