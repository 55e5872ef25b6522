"""An administrator changes the chain and lets running cases go on under it; their histories prove as before."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from casesvc.app import Installation
from casesvc.cases.actor import Actor
from casesvc.cases.events import CaseMoved, TimerStarted, TimerStopped
from casesvc.cases.move import Blocked, Keeps, Moves
from casesvc.catalog.check import check_line
from casesvc.catalog.files import LineFiles, digest_of, read_line_files
from casesvc.documents.check import check_template
from casesvc.journeys.desk import Desk
from casesvc.journeys.move_case import MovedCase, move_case
from casesvc.journeys.plan_moves import PlannedLine, plan_moves
from casesvc.journeys.publish_line import publish_line
from casesvc.journeys.read_path import read_diagram, read_path
from casesvc.journeys.read_review import read_review
from casesvc.journeys.read_worklist import read_worklist
from casesvc.journeys.rebuild_case import rebuild_case
from casesvc.journeys.replay_case import Replay, replay_case
from casesvc.journeys.retry_case import retry_case
from casesvc.journeys.track_case import track_case
from casesvc.journeys.verify_case import verify_case
from casesvc.worker.loop import work_once
from tests.durability.faults import listening
from tests.durability.relay import LINES, publish_relay, waiting
from tests.furnished import ROOT, Clock
from tests.journeys.permit import ADMINISTRATOR, publish_permit, stalled, state
from tests.journeys.talent_tiers import APPLICANT, MARKS, UNIT_OFFICER, Office, refused
from tests.journeys.test_two_versions import DIAGRAM, with_a_second_look

PLAIN = "talent-tiers"
MORE = (
    ('sourceRef="after_look" targetRef="decide"', 'sourceRef="after_look" targetRef="more"'),
    (
        '<endEvent id="done" name="到了">',
        """<userTask id="more" name="再定" camunda:candidateGroups="province" camunda:formKey="relay/opinion"/>
<sequenceFlow id="more_to_after" sourceRef="more" targetRef="after_more"/>
<exclusiveGateway id="after_more"/>
<sequenceFlow id="more_on" sourceRef="after_more" targetRef="decide">
<conditionExpression xsi:type="tFormalExpression">${outcome == 'approve'}</conditionExpression></sequenceFlow>
<sequenceFlow id="more_again" sourceRef="after_more" targetRef="look">
<conditionExpression xsi:type="tFormalExpression">${outcome == 'again'}</conditionExpression></sequenceFlow>
<endEvent id="done" name="到了">""",
    ),
)


@pytest.fixture
def office(installation: Installation) -> Office:
    return Office(installation.desk)


def edited(*changes: tuple[str, str], path: str = DIAGRAM, files: LineFiles | None = None) -> LineFiles:
    """Return the files of the line with texts of one of them replaced; each stands there once."""
    found = dict(files or read_line_files(ROOT, PLAIN))
    content = found[path].decode()
    for before, after in changes:
        assert content.count(before) == 1, (before, content.count(before))
        content = content.replace(before, after)
    found[path] = content.encode()
    return found


def with_a_deadline() -> LineFiles:
    """Return the files with a deadline on the unit's review that goes to the competent units."""
    drawn = """<bpmn:boundaryEvent id="unit_late" name="推荐单位逾期" attachedToRef="unit">
<bpmn:timerEventDefinition><bpmn:timeDuration>P3D</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>
<bpmn:sequenceFlow id="unit_late_on" sourceRef="unit_late" targetRef="competent"/>
<bpmn:exclusiveGateway id="after_unit\""""
    return edited(('<bpmn:exclusiveGateway id="after_unit"', drawn))


def without_the_unit() -> LineFiles:
    """Return the files of a chain that begins with the competent units."""
    found = dict(read_line_files(ROOT, PLAIN))
    head, rest = found[DIAGRAM].decode().split('<bpmn:userTask id="unit"')
    rest = rest.split('<bpmn:userTask id="competent"', 1)[1]
    content = f'{head}<bpmn:userTask id="competent"{rest}'.split("<bpmndi:BPMNDiagram")[0]
    content = content.replace('targetRef="unit"', 'targetRef="competent"')
    for gone in ("after_unit_to_competent", "after_unit_to_correct", "after_unit_to_terminated"):
        content = content.replace(f"<bpmn:incoming>{gone}</bpmn:incoming>", "")
    found[DIAGRAM] = f"{content.rstrip().removesuffix('</bpmn:definitions>')}</bpmn:definitions>".encode()
    return found


def put_out(desk: Desk, files: LineFiles, line: str = PLAIN) -> str:
    """Publish files that have no errors; return their digest."""
    assert [found for found in check_line(files, check_template) if found.severity == "error"] == []
    return publish_line(desk, line=line, digest=digest_of(files), files=files, by="administrator").digest


def titled_anew(form: str) -> LineFiles:
    """Return the files with another title of one form."""
    files = dict(read_line_files(ROOT, PLAIN))
    found = re.sub(r'"title": "([^"]+)"', r'"title": "\1（新）"', files[form].decode(), count=1)
    return {**files, form: found.encode()}


def moved(
    desk: Desk, case: str, digest: str, *, actor: Actor = ADMINISTRATOR, key: str = "m", why: str = "新规定"
) -> MovedCase:
    return move_case(desk, actor=actor, case=case, digest=digest, reason=why, key=key)


def plans(desk: Desk) -> PlannedLine:
    return plan_moves(desk, line=PLAIN)


def plan_of(desk: Desk, case: str) -> Keeps | Moves | Blocked:
    return next(each.plan for each in plans(desk).cases if each.row.case == case)


def said(plan: Keeps | Moves | Blocked) -> list[str]:
    return [each.message for each in (plan.reasons if isinstance(plan, Blocked) else plan.changes)]


def assert_proved(desk: Desk, case: str) -> None:
    """The history is whole, gives state and snapshot to the byte, and replays without straying."""
    assert verify_case(desk, case=case).broken is None
    assert rebuild_case(desk, case=case).differs == ()
    assert replayed(desk, case).strays is None
    rows = lists(desk, case)
    rebuild_case(desk, case=case, write=True)
    assert lists(desk, case) == rows


def lists(desk: Desk, case: str) -> object:
    with desk.database.read() as reading:
        return reading.tasks(case), [row for row in reading.cases_of(APPLICANT) if row.case == case]


def replayed(desk: Desk, case: str, step: int | None = None) -> Replay:
    with desk.database.read() as reading:
        auditor = reading.parties.person("auditor")
    return replay_case(desk, person=auditor, case=case, step=step)


def person(desk: Desk, name: str) -> object:
    with desk.database.read() as reading:
        return reading.parties.person(name)


def move_step(desk: Desk, case: str) -> int:
    with desk.database.read() as reading:
        return next(entry.seq for entry in reading.entries(case) if isinstance(entry.event, CaseMoved))


def test_a_case_moved_to_the_new_chain_goes_on_there_and_proves_as_before(office: Office) -> None:
    desk, case = office.desk, office.applied()
    old = office.case(case).definition
    new = put_out(office.desk, with_a_second_look())

    done = moved(desk, case, new)

    assert office.case(case).definition == done.definition == new
    assert list(office.case(case).tasks) == ["unit#1"]
    assert "之后会增加环节“省厅复核”" in done.changes
    assert_proved(desk, case)
    office.decide(case, "unit#1", "approve", by=UNIT_OFFICER)
    office.decide(case, "competent#1", "approve", by="officer-education")
    office.decide(case, "competent#2", "approve", by="officer-city")
    assert list(office.case(case).tasks) == ["second_look#1"]
    office.decide(case, "second_look#1", "approve", by="officer-province")
    assert list(office.case(case).tasks) == ["province#1"]
    assert_proved(desk, case)
    step = move_step(desk, case)
    assert [replayed(desk, case, at).version for at in (step - 1, step, step + 1)] == [1, 1, 2]
    diagrams = [read_diagram(desk, person=person(desk, "auditor"), case=case, step=at) for at in (step, step + 1)]
    assert diagrams == [desk.lines.get(old).diagram, desk.lines.get(new).diagram]


def test_a_move_is_told_with_who_why_and_what_became_different(office: Office) -> None:
    case = office.applied()
    new = put_out(office.desk, with_a_second_look())
    moved(office.desk, case, new, why="  省厅要求复核  ")

    told = replayed(office.desk, case, move_step(office.desk, case)).step

    assert told.what == "迁移到新版本的流程，停在“推荐单位审核”，变化 3 项"
    assert (told.act, told.who, told.opinion) == (True, "顾城北", "省厅要求复核")
    assert ("变化", "之后会增加环节“省厅复核”") in told.answers


def test_where_it_stands_is_the_same_before_and_after(office: Office) -> None:
    case = office.applied()
    before = read_path(office.desk, person=person(office.desk, "auditor"), case=case)[-1].present
    new = put_out(office.desk, with_a_second_look())
    moved(office.desk, case, new)
    assert read_path(office.desk, person=person(office.desk, "auditor"), case=case)[-1].present == before == ("unit",)


def test_a_plan_says_of_each_running_case_what_the_new_version_does(office: Office) -> None:
    at_unit = office.applied()
    put_out(office.desk, without_the_unit())
    planned = plans(office.desk)
    assert (planned.number, [each.version for each in planned.cases]) == (2, [1])
    blocked = plan_of(office.desk, at_unit)
    assert isinstance(blocked, Blocked)
    assert said(blocked) == ["事项停在“推荐单位审核”，新流程图里没有它，请等它办完再迁移，或在图中保留它"]

    office.decide(at_unit, "unit#1", "approve", by=UNIT_OFFICER)
    assert isinstance(plan_of(office.desk, at_unit), Moves)  # a return would lead past the unit
    with office.desk.database.read() as reading:
        current = reading.publications.current(PLAIN)
    moved(office.desk, at_unit, current or "")
    assert plans(office.desk).cases == ()


def test_a_change_behind_the_case_means_nothing_to_it(office: Office) -> None:
    case = office.applied()
    for task, by in (("unit#1", UNIT_OFFICER), ("competent#1", "officer-education"), ("competent#2", "officer-city")):
        office.decide(case, task, "approve", by=by)
    office.decide(case, "province#1", "approve", by="officer-province")
    new = put_out(office.desk, with_a_second_look())

    assert plan_of(office.desk, case) == Keeps()
    assert moved(office.desk, case, new).changes == ()
    assert_proved(office.desk, case)


def test_a_blocked_case_stays_as_it_was_and_is_told_why(office: Office) -> None:
    case = office.applied()
    new = put_out(office.desk, without_the_unit())
    with office.desk.database.read() as reading:
        before = (reading.case(case), reading.snapshot(case), reading.length(case))

    refusal = refused(lambda: moved(office.desk, case, new))

    assert refusal.code == "move-blocked"
    assert [reason["element"] for reason in refusal.details["reasons"]] == ["unit"]
    with office.desk.database.read() as reading:
        assert (reading.case(case), reading.snapshot(case), reading.length(case)) == before


def test_a_step_that_was_removed_is_still_told_of_those_who_did_it(office: Office) -> None:
    case = office.applied()
    office.decide(case, "unit#1", "approve", by=UNIT_OFFICER)
    new = put_out(office.desk, without_the_unit())
    moved(office.desk, case, new)

    trail = track_case(office.desk, person=person(office.desk, APPLICANT), case=case).trail
    assert [(node.element, node.title, node.place, node.words) for node in trail[:3]] == [
        ("apply", "填写申报", "passed", "已提交"),
        ("unit", "推荐单位审核", "passed", "通过"),
        ("competent", "业务主管部门逐级审核", "now", "已申报"),
    ]
    done = read_worklist(office.desk, actor=office.actor(UNIT_OFFICER), done=True).items
    assert [(item.step, item.outcome) for item in done] == [("推荐单位审核", "通过")]
    review = read_review(office.desk, person=person(office.desk, "officer-education"), case=case)
    assert review.filed is not None
    office.decide(case, "competent#1", "return", by="officer-education", marks=MARKS)
    assert list(office.case(case).tasks) == ["correct#1"]
    assert_proved(office.desk, case)


def worklist(office: Office, officer: str) -> list[str]:
    return [item.case for item in read_worklist(office.desk, actor=office.actor(officer), done=False).items]


def test_an_open_task_goes_to_whoever_the_new_version_names(office: Office) -> None:
    case = office.applied()
    new = put_out(
        office.desk,
        edited(
            (
                'name="推荐单位审核" camunda:candidateGroups="own-unit"',
                'name="推荐单位审核" camunda:candidateGroups="province"',
            )
        ),
    )
    planned = plan_of(office.desk, case)
    assert said(planned) == ["“推荐单位审核”的办理角色由 own-unit 改为 province"]

    moved(office.desk, case, new)

    who = office.case(case).tasks["unit#1"].who
    assert (who.role, who.unit) == ("province", "province-office")
    assert refused(lambda: office.decide(case, "unit#1", "approve", by=UNIT_OFFICER)).code == "not-yours"
    assert read_worklist(office.desk, actor=office.actor(UNIT_OFFICER), done=False).total == 0
    assert [
        item.case for item in read_worklist(office.desk, actor=office.actor("officer-province"), done=False).items
    ] == [case]
    office.decide(case, "unit#1", "approve", by="officer-province")
    assert_proved(office.desk, case)


def test_other_words_for_where_it_stands_are_read_at_once(office: Office) -> None:
    case = office.applied()
    assert office.case(case).status == "已申报"
    files = dict(read_line_files(ROOT, PLAIN))
    files[DIAGRAM] = files[DIAGRAM].replace(
        'name="status" value="已申报"'.encode(), 'name="status" value="单位审核中"'.encode(), 1
    )
    new = put_out(office.desk, files)

    assert "“推荐单位审核”的状态文字由 已申报 改为 单位审核中" in moved(office.desk, case, new).changes

    assert office.case(case).status == "单位审核中"
    assert_proved(office.desk, case)


def test_a_deadline_added_to_the_open_task_runs_from_the_move_and_fires(
    installation: Installation, clock: Clock
) -> None:
    office = Office(installation.desk)
    case = office.applied()
    clock.wait(days=2)
    new = put_out(installation.desk, with_a_deadline())

    moved(office.desk, case, new)

    timers = office.case(case).timers
    assert list(timers) == ["unit_late#1"]
    assert timedelta(days=2, hours=23) < timers["unit_late#1"] - clock.now < timedelta(days=3)
    assert_proved(office.desk, case)
    clock.wait(days=4)
    work_once(installation.desk)
    assert list(office.case(case).tasks) == ["competent#1"]
    assert_proved(office.desk, case)


def test_a_deadline_that_the_new_version_has_no_more_stops(installation: Installation) -> None:
    office = Office(installation.desk)
    first = put_out(installation.desk, with_a_deadline())
    case = office.applied()
    assert list(office.case(case).timers) == ["unit_late#1"]
    back = put_out(installation.desk, read_line_files(ROOT, PLAIN))

    assert "“推荐单位审核”上的“推荐单位逾期”不再等待" in moved(office.desk, case, back).changes

    assert office.case(case).timers == {}
    with office.desk.database.read() as reading:
        events = [
            entry for entry in reading.entries(case) if isinstance(entry.event, TimerStarted | TimerStopped | CaseMoved)
        ]
    assert [(entry.type, entry.definition) for entry in events] == [
        ("TimerStarted", first), ("TimerStopped", first), ("CaseMoved", first)
    ]  # fmt: skip
    assert_proved(office.desk, case)


def test_a_case_can_be_moved_there_and_back_again(office: Office) -> None:
    case = office.applied()
    old = office.case(case).definition
    new = put_out(office.desk, with_a_second_look())
    for number, digest in enumerate((new, old, new)):
        moved(office.desk, case, digest, key=f"m{number}")
    office.decide(case, "unit#1", "return", by=UNIT_OFFICER, marks=MARKS)
    assert list(office.case(case).tasks) == ["correct#1"]
    assert_proved(office.desk, case)


def test_a_stalled_case_is_moved_to_a_diagram_that_can_go_on_and_tried_again_there(installation: Installation) -> None:
    desk = publish_permit(installation)
    case = stalled(desk)
    files = dict(read_line_files(LINES, "permit"))
    path = "processes/permit/permit.bpmn"
    content = files[path].decode()
    way = "way == '先行'"
    assert content.count(way) == 1
    files[path] = content.replace(way, "way != '等候' and way != '交接'").encode()
    new = put_out(desk, files, "permit")

    moved(desk, case, new)

    assert state(desk, case).stalled is not None
    assert not retry_case(desk, actor=ADMINISTRATOR, case=case, key="r").stalled
    assert state(desk, case).ended == "done"
    assert verify_case(desk, case=case).broken is None
    assert rebuild_case(desk, case=case).differs == ()
    assert replayed(desk, case).strays is None


def test_answers_keep_a_case_on_the_form_they_were_filled_in(office: Office) -> None:
    begun = office.start().case
    new = put_out(office.desk, titled_anew("forms/talent-tiers/application.json"))
    words = ["“填写申报”的表单有变化，申报人是按原表单填写的，请让它按原版本办完"]

    assert said(plan_of(office.desk, begun)) == words
    office.save(begun, "apply#1", lambda answers: answers.update(office.answers()))
    office.hand_in(begun, "apply#1")
    planned = plan_of(office.desk, begun)
    assert isinstance(planned, Blocked)
    assert said(planned) == words
    assert refused(lambda: moved(office.desk, begun, new)).code == "move-blocked"


def test_another_form_of_a_review_ahead_is_a_change_though_the_diagram_is_the_same(office: Office) -> None:
    case = office.applied()
    new = put_out(office.desk, titled_anew("forms/talent-tiers/review.json"))

    planned = plan_of(office.desk, case)
    assert isinstance(planned, Moves)
    assert "“推荐单位审核”的表单内容有变化" in said(planned)

    moved(office.desk, case, new)
    review = read_review(office.desk, person=person(office.desk, UNIT_OFFICER), case=case)
    assert review.open is not None
    assert review.open.form.title == "审核（新）"
    assert_proved(office.desk, case)


def test_who_may_not_and_what_cannot_be_moved_is_refused(office: Office) -> None:
    case = office.applied()
    old = office.case(case).definition
    new = put_out(office.desk, with_a_second_look())
    desk = office.desk
    codes = [
        refused(lambda: moved(desk, case, new, actor=office.actor(UNIT_OFFICER))).code,
        refused(lambda: moved(desk, case, old)).code,
        refused(lambda: moved(desk, case, "sha256:nothing")).code,
        refused(lambda: moved(desk, case, new, why=" ")).code,
        refused(lambda: moved(desk, "nobody's", new)).code,
    ]
    assert codes == ["not-yours", "already-moved", "unknown-version", "reason-missing", "unknown-case"]
    other = put_out(desk, read_line_files(LINES, "permit"), "permit")
    assert refused(lambda: moved(desk, case, other)).code == "unknown-version"
    office.decide(case, "unit#1", "terminate", by=UNIT_OFFICER)
    assert refused(lambda: moved(desk, case, new)).code == "case-ended"
    assert refused(lambda: plan_moves(desk, line="nothing")).code == "unknown-line"


def test_a_repeated_command_moves_once(office: Office) -> None:
    case = office.applied()
    new = put_out(office.desk, with_a_second_look())
    assert moved(office.desk, case, new) == moved(office.desk, case, new)
    with office.desk.database.read() as reading:
        assert sum(isinstance(entry.event, CaseMoved) for entry in reading.entries(case)) == 1


def relayed(installation: Installation) -> None:
    """Publish the relay line with one more task."""
    path = "processes/relay/relay.bpmn"
    put_out(installation.desk, edited(*MORE, path=path, files=read_line_files(LINES, "relay")), "relay")


def statements(installation: Installation, command: Callable[[], object]) -> int:
    """Return how many statements a command needs."""
    seen: list[object] = []
    with listening(installation.engines.reading, "before_cursor_execute", lambda *them: seen.append(them)):
        command()
    return len(seen)


def test_planning_a_hundred_cases_takes_as_many_queries_as_planning_one(installation: Installation) -> None:
    desk = installation.desk
    publish_relay(installation)
    waiting(desk, "first")
    relayed(installation)
    plan_moves(desk, line="relay")  # opens both versions
    alone = statements(installation, lambda: plan_moves(desk, line="relay"))
    with desk.database.read() as reading:
        first = reading.publications.versions("relay")[-1]
    publish_relay(installation)
    for number in range(99):
        waiting(desk, f"w{number}")
    relayed(installation)

    assert statements(installation, lambda: plan_moves(desk, line="relay")) == alone <= 4

    planned = plan_moves(desk, line="relay")
    assert [each.version for each in planned.cases] == [first.number] * 100
    assert all(isinstance(each.plan, Moves) and each.plan.coming == ("more",) for each in planned.cases)
