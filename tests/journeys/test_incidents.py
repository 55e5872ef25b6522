"""A stalled case keeps what was done, takes nothing else, and goes on when an administrator has resolved it."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from casesvc.app import Installation
from casesvc.cases.case import TERMINATED
from casesvc.cases.events import EVENTS, CaseStalled, FormSubmitted, RetryRequested, StepTaken, TaskDecided
from casesvc.cases.step import Complete, Facts, Step, StepInput
from casesvc.catalog.files import digest_of, read_line_files
from casesvc.journeys.complete_external import complete_external
from casesvc.journeys.desk import Desk
from casesvc.journeys.publish_line import publish_line
from casesvc.journeys.read_incidents import read_incident, read_incidents
from casesvc.journeys.rebuild_case import moments, rebuild_case
from casesvc.journeys.receive_signal import receive_signal
from casesvc.journeys.replay_case import Replay, replay_case
from casesvc.journeys.retry_case import Resolved, correct_facts, end_case, retry_case
from casesvc.journeys.telling import WORDS
from casesvc.worker.loop import work_once
from tests.durability.faults import contents, listening
from tests.durability.relay import assert_proved
from tests.furnished import ROOT, Clock
from tests.journeys.permit import (
    ADMINISTRATOR,
    OFFICER,
    PROVINCE,
    checked,
    checking,
    decided,
    looking,
    publish_permit,
    stalled,
    state,
)
from tests.journeys.scripted import ScriptedEngine, side_by_side
from tests.journeys.talent_tiers import UNIT_OFFICER, Office, refused

DIAGRAM = "processes/talent-tiers/talent-tiers.bpmn"


@pytest.fixture
def desk(installation: Installation) -> Desk:
    """The desk of an installation with the permit line."""
    return publish_permit(installation)


@pytest.fixture
def scripted(desk: Desk) -> Desk:
    """The same with an engine by script."""
    return replace(desk, engine=ScriptedEngine(side_by_side))


def again(desk: Desk, case: str, key: str = "r") -> Resolved:
    return retry_case(desk, actor=ADMINISTRATOR, case=case, key=key)


def corrected(desk: Desk, case: str, key: str = "c", **facts: object) -> Resolved:
    return correct_facts(desk, actor=ADMINISTRATOR, case=case, facts=facts, reason="申请时写错了", key=key)


def ended(desk: Desk, case: str, key: str = "e") -> Resolved:
    return end_case(desk, actor=ADMINISTRATOR, case=case, reason="重复申报", key=key)


def happened(desk: Desk, case: str, kind: type) -> int:
    with desk.database.read() as reading:
        return sum(isinstance(entry.event, kind) for entry in reading.entries(case))


def replayed(desk: Desk, case: str) -> Replay:
    with desk.database.read() as reading:
        auditor = reading.parties.person("auditor")
    return replay_case(desk, person=auditor, case=case)


def stuck(scripted: Desk) -> str:
    """A case of the script whose ``look`` was decided and stalled, while another task and a signal are waited for."""
    case = checking(scripted, name="stuck")
    assert decided(scripted, case).stalled
    return case


def test_a_try_that_fails_again_says_why_and_records_nobodys_work_twice(desk: Desk) -> None:
    case = stalled(desk)
    before = read_incidents(desk).items

    resolved = again(desk, case)

    assert (resolved.stalled, resolved.message) == (True, "by_way 后面没有一条连线的条件成立，事项停在这里")
    assert [happened(desk, case, kind) for kind in (TaskDecided, RetryRequested, CaseStalled)] == [1, 1, 2]
    assert read_incidents(desk).items == before
    assert_proved(desk, case)


def test_a_corrected_case_goes_on_with_the_decision_that_was_made(desk: Desk) -> None:
    case = stalled(desk)

    assert corrected(desk, case, way="先行") == Resolved(case, False)

    assert (state(desk, case).ended, state(desk, case).route) == ("done", {"way": "先行"})
    with desk.database.read() as reading:
        entries = reading.entries(case)
    handed_in = next(entry.event for entry in entries if isinstance(entry.event, FormSubmitted))
    retried = next(entry for entry in entries if isinstance(entry.event, RetryRequested))
    assert handed_in.answers == {"request": {"way": "没有的办法"}}
    assert retried.actor == ADMINISTRATOR.person
    assert_proved(desk, case)


def test_a_fact_that_was_missing_is_added(desk: Desk) -> None:
    case = checking(desk)
    assert checked(desk, case, {}).stalled

    assert not corrected(desk, case, score=70).stalled
    assert list(state(desk, case).tasks) == ["look#1"]
    assert_proved(desk, case)


def test_a_correction_that_does_not_help_is_kept_and_may_be_followed_by_another(desk: Desk) -> None:
    case = stalled(desk)

    assert corrected(desk, case, "first", way="还是没有").stalled
    assert not corrected(desk, case, "second", way="等候").stalled
    assert replayed(desk, case).strays is None
    assert_proved(desk, case)


def test_an_ended_case_is_over_for_everybody_and_its_applicant_reads_why(
    desk: Desk, installation: Installation
) -> None:
    case = stalled(desk)
    while work_once(desk):
        pass

    assert ended(desk, case) == Resolved(case, False)
    work_once(desk)

    found = state(desk, case)
    assert (found.ended, found.status, found.tasks, found.subscriptions) == (TERMINATED, "已终止办理", {}, {})
    kept = contents(installation.engines.reading)
    assert [kept[table] for table in ("timer", "subscription", "incident", "open_case")] == [[], [], [], []]
    with desk.database.read() as reading:
        newest = reading.messages("lin-wan", limit=1)[0]
        assert reading.cases_of("lin-wan")[0].ended_at is not None
    assert "原因：重复申报" in newest.text
    assert replayed(desk, case).strays is None
    assert_proved(desk, case)


@pytest.mark.parametrize("resolve", [again, ended, lambda desk, case: corrected(desk, case, way="先行")])
def test_resolving_under_the_same_key_is_done_once(resolve: Callable[[Desk, str], Resolved], desk: Desk) -> None:
    case = stalled(desk)
    first, length = resolve(desk, case), state(desk, case).seq

    assert resolve(desk, case) == first
    assert state(desk, case).seq == length


@pytest.mark.parametrize("actor", [OFFICER, PROVINCE])
def test_nobody_but_an_administrator_resolves(actor: object, desk: Desk) -> None:
    case = stalled(desk)

    assert refused(lambda: retry_case(desk, actor=actor, case=case, key="k")).code == "not-yours"  # type: ignore[arg-type]


def test_a_case_that_goes_on_is_not_resolved(desk: Desk) -> None:
    case = looking(desk)

    assert refused(lambda: again(desk, case)).code == "not-stalled"


def test_a_retry_goes_on_when_the_cause_was_mended_elsewhere(scripted: Desk) -> None:
    case = stuck(scripted)
    mended = replace(scripted, engine=ScriptedEngine(lambda given, facts: side_by_side(given, with_mended(facts))))

    assert not again(mended, case).stalled
    assert list(state(mended, case).tasks) == ["decide#1", "verify#1"]


def with_mended(facts: Facts) -> Facts:
    return Facts({**facts.names, "mended": True}, facts.rounds)


def test_a_stalled_case_takes_no_other_work_and_loses_none(scripted: Desk) -> None:
    """Work beside a stall would go on from before it, and what stalled could not be tried again."""
    case = stuck(scripted)
    refusals = [
        refused(lambda: decided(scripted, case, "decide#1", actor=PROVINCE)),
        refused(lambda: complete_external(scripted, worker="x", case=case, task="verify#1", facts={}, key="k")),
    ]
    assert {refusal.code for refusal in refusals} == {"case-stalled"}

    corrected(scripted, case, mended=True)
    decided(scripted, case, "decide#1", actor=PROVINCE)

    assert list(state(scripted, case).tasks) == ["verify#1"]
    assert_proved(scripted, case)


def test_a_signal_waits_for_a_stalled_case_and_comes_as_soon_as_it_is_resolved(scripted: Desk, clock: Clock) -> None:
    case = stuck(scripted)
    receive_signal(scripted, sender="s", name="窗口开放", key="k")
    for _ in range(6):
        while work_once(scripted):
            pass
        clock.wait(hours=1)
    assert state(scripted, case).ended is None

    corrected(scripted, case, mended=True)
    work_once(scripted)

    assert state(scripted, case).ended == "done"
    assert_proved(scripted, case)


def test_timers_of_a_stalled_case_wait_and_hold_up_no_others(desk: Desk, clock: Clock) -> None:
    held_up, other = stalled(desk, name="held-up"), looking(desk, name="other")
    clock.wait(days=3)

    with desk.database.read() as reading:
        assert reading.due_timers(reading.now, limit=9) == [(other, "late#1")]
    corrected(desk, held_up, way="等候")
    assert state(desk, held_up).timers == {}


def test_the_level_of_a_review_is_the_same_in_the_retry(installation: Installation) -> None:
    """Published without its check on purpose: the second level alone may go on, and only with a tier nobody has."""
    files = dict(read_line_files(ROOT, "talent-tiers"))
    on = b"${outcome == 'approve'}"
    flow = files[DIAGRAM].index(b'id="after_competent_to_province"')
    place = files[DIAGRAM].index(on, flow)
    narrowed = b"${outcome == 'approve' and level == 2 and tier == 'Z'}"
    files[DIAGRAM] = files[DIAGRAM][:place] + narrowed + files[DIAGRAM][place + len(on) :]
    publish_line(installation.desk, line="talent-tiers", digest=digest_of(files), files=files, by="administrator")
    office = Office(installation.desk)
    case = office.applied()
    office.decide(case, "unit#1", "approve", by=UNIT_OFFICER)
    office.decide(case, "competent#1", "approve", by="officer-education")
    assert office.decide(case, "competent#2", "approve", by="officer-city").stalled

    assert not corrected(installation.desk, case, tier="Z").stalled
    assert list(office.case(case).tasks) == ["province#1"]
    assert_proved(installation.desk, case)


def test_stalled_cases_are_listed_longest_first_with_what_is_needed_to_judge(desk: Desk, clock: Clock) -> None:
    first = stalled(desk, name="first")
    clock.wait(days=1)
    second = checking(desk, name="second")
    checked(desk, second, {})

    found = read_incidents(desk)

    assert (found.total, [item.case for item in found.items]) == (2, [first, second])
    assert found.items[0].message == "“办法” 后面没有一条连线的条件成立，事项停在这里"
    assert [(item.place, item.code, item.input, item.applicant) for item in found.items] == [
        ("办法", "no-flow", "人员办理", "*晚"),
        ("核验得分", "unknown-name", "外部系统办理", "*晚"),
    ]
    assert (found.items[1].since - found.items[0].since).days == 1


def test_a_page_of_incidents_costs_the_same_however_many_there_are(desk: Desk, installation: Installation) -> None:
    stalled(desk, name="0")
    few = statements(installation, lambda: read_incidents(desk))
    for number in range(1, 6):
        stalled(desk, name=str(number))

    assert statements(installation, lambda: read_incidents(desk)) == few
    assert len(read_incidents(desk).items) == 6


def test_an_incident_says_what_it_stalled_at_and_what_the_diagram_sees(desk: Desk) -> None:
    case = stalled(desk)
    with desk.database.read() as reading:
        administrator = reading.parties.person("administrator")

    found = read_incident(desk, person=administrator, case=case)

    assert (found.cause.what, found.cause.who) == ("看：通过", "松屏大学 孙敏")
    assert found.facts["way"] == "没有的办法"
    assert found.history[-1].what.startswith("流程暂停，停在“办法”")


def test_every_event_is_told_in_words() -> None:
    assert set(WORDS) == set(EVENTS.values())


def test_a_history_with_a_stall_is_told_step_by_step(desk: Desk) -> None:
    case = stalled(desk)
    again(desk, case)
    corrected(desk, case, way="等候")
    receive_signal(desk, sender="letters", name="窗口开放", facts={"year": 2027}, key="k")
    while work_once(desk):
        pass

    told = replayed(desk, case).steps

    tail = [(one.what, one.who) for one in told if one.number >= 16]
    assert tail == [
        ("重试流程，从第 14 步的办理接着走", "顾城北"),
        ("流程暂停，停在“办法”，等待系统管理员处理：by_way 后面没有一条连线的条件成立，事项停在这里", "系统"),
        ("更正流程所用的事实 1 项", "顾城北"),
        ("重试流程，从第 14 步的办理接着走", "顾城北"),
        ("流程经过：看 → 看完 → 通过 → 办法 → 等候", "系统"),
        ("停止计时：过了两天", "系统"),
        ("不再等待：收到交接", "系统"),
        ("开始等待信号“窗口开放”：等窗口开放", "系统"),
        ("收到信号“窗口开放”：等窗口开放", "外部系统 letters"),
        ("流程经过：等窗口开放 → 准入", "系统"),
        ("办结：准入，状态“已准入”", "系统"),
    ]
    correction = next(one for one in told if one.what.startswith("更正"))
    assert (correction.answers, correction.opinion) == ((("way", "等候（原：没有的办法）"),), "申请时写错了")


def test_a_replay_agrees_across_stalls_and_retries_and_sees_an_engine_that_no_longer_stalls(scripted: Desk) -> None:
    case = stuck(scripted)
    again(scripted, case)
    corrected(scripted, case, mended=True)
    assert replayed(scripted, case).strays is None

    lenient = replace(scripted, engine=ScriptedEngine(never_stalls))
    with lenient.database.read() as reading:
        entries = reading.entries(case)
    strays = [moment.entry.event for moment in moments(lenient, entries) if not moment.agrees]

    assert [type(event) for event in strays] == [CaseStalled, CaseStalled]


def never_stalls(given: StepInput, facts: Facts) -> Step:
    return Step(b"") if given == Complete("look#1") else side_by_side(given, facts)


def test_lists_written_anew_hold_the_stall_since_when_it_began(
    desk: Desk, installation: Installation, clock: Clock
) -> None:
    case = stalled(desk)
    clock.wait(days=1)
    again(desk, case)
    before = contents(installation.engines.reading)

    rebuild_case(desk, case=case, write=True)

    after = contents(installation.engines.reading)
    for table in ("case_list", "task_list", "timer", "subscription", "incident"):
        assert after[table] == before[table]
    assert happened(desk, case, StepTaken) == 3


def statements(installation: Installation, command: Callable[[], object]) -> int:
    """Count the statements of a reading."""
    seen: list[object] = []
    with listening(installation.engines.reading, "before_cursor_execute", lambda *_: seen.append(_)):
        command()
    return len(seen)
