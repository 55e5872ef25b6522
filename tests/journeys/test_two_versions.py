"""An administrator changes the chain: running cases end on the old one, the next take the new one."""

from casesvc.app import Installation
from casesvc.catalog.check import check_line
from casesvc.catalog.files import LineFiles, digest_of, read_line_files
from casesvc.documents.check import check_template
from casesvc.journeys.decide_task import Decision, decide_task
from casesvc.journeys.publish_line import Published, publish_line
from casesvc.journeys.rebuild_case import rebuild_case
from casesvc.journeys.verify_case import verify_case
from tests.furnished import ROOT
from tests.journeys.talent_tiers import UNIT_OFFICER, Office

DIAGRAM = "processes/talent-tiers/talent-tiers.bpmn"
FLOW = "<bpmn:conditionExpression xsi:type=\"bpmn:tFormalExpression\">${{outcome == '{}'}}</bpmn:conditionExpression>"
SECOND_LOOK = f"""
<bpmn:userTask id="second_look" name="省厅复核"
  camunda:candidateGroups="province" camunda:formKey="talent-tiers/review">
  <bpmn:extensionElements><camunda:properties><camunda:property name="status" value="已申报"/></camunda:properties>
  </bpmn:extensionElements></bpmn:userTask>
<bpmn:sequenceFlow id="second_look_to_after" sourceRef="second_look" targetRef="after_second_look"/>
<bpmn:exclusiveGateway id="after_second_look" name="复核意见"/>
<bpmn:sequenceFlow id="second_on" name="通过" sourceRef="after_second_look" targetRef="province">
{FLOW.format("approve")}</bpmn:sequenceFlow>
<bpmn:sequenceFlow id="second_back" name="退回修改" sourceRef="after_second_look" targetRef="correct">
{FLOW.format("return")}</bpmn:sequenceFlow>
<bpmn:sequenceFlow id="second_end" name="终止" sourceRef="after_second_look" targetRef="terminated">
{FLOW.format("terminate")}</bpmn:sequenceFlow>
<bpmn:endEvent id="granted\""""


def with_a_second_look() -> LineFiles:
    """Return the files of the line with one more review before the province's."""
    files = dict(read_line_files(ROOT, "talent-tiers"))
    drawn = files[DIAGRAM].decode().split("<bpmndi:BPMNDiagram")[0]
    on = 'sourceRef="after_competent" targetRef="'
    assert f"{on}province" in drawn
    changed = drawn.replace(f"{on}province", f"{on}second_look").replace('<bpmn:endEvent id="granted"', SECOND_LOOK)
    changed = changed.replace("<bpmn:incoming>after_competent_to_province</bpmn:incoming>", "")
    files[DIAGRAM] = f"{changed.rstrip().removesuffix('</bpmn:definitions>')}</bpmn:definitions>".encode()
    return files


def publish(installation: Installation, files: LineFiles) -> Published:
    assert [found for found in check_line(files, check_template) if found.severity == "error"] == []
    return publish_line(
        installation.desk, line="talent-tiers", digest=digest_of(files), files=files, by="administrator"
    )


def passed_by_unit_and_levels(office: Office, case: str) -> list[str]:
    """Let unit and both levels pass a case; return what is open then."""
    office.decide(case, "unit#1", "approve", by=UNIT_OFFICER)
    office.decide(case, "competent#1", "approve", by="officer-education")
    office.decide(case, "competent#2", "approve", by="officer-city")
    return list(office.case(case).tasks)


def test_a_running_case_stays_on_its_chain_and_the_next_takes_the_new_one(installation: Installation) -> None:
    office = Office(installation.desk)
    old = office.applied()

    published = publish(installation, with_a_second_look())

    assert (published.number, published.new) == (2, True)
    assert passed_by_unit_and_levels(office, old) == ["province#1"]
    office.decide(old, "province#1", "terminate", by="officer-province")
    new = office.start(key="next").case
    office.save(new, "apply#1", lambda answers: answers.update(office.answers()))
    office.hand_in(new, "apply#1", key="next/in")
    assert office.case(new).definition == published.digest != office.case(old).definition
    assert passed_by_unit_and_levels_again(office, new) == ["second_look#1"]
    office.decide(new, "second_look#1", "approve", by="officer-province")
    assert list(office.case(new).tasks) == ["province#1"]
    for case in (old, new):
        assert verify_case(installation.desk, case=case).broken is None
        assert rebuild_case(installation.desk, case=case).differs == ()


def passed_by_unit_and_levels_again(office: Office, case: str) -> list[str]:
    """The same on another case; keys name the case, as those of pages do."""
    for task, person in (
        ("unit#1", UNIT_OFFICER),
        ("competent#1", "officer-education"),
        ("competent#2", "officer-city"),
    ):
        office.decide(case, task, "approve", by=person, key=f"{case}/{task}"[-60:])
    return list(office.case(case).tasks)


def test_the_same_files_published_again_are_the_same_version(installation: Installation) -> None:
    files = read_line_files(ROOT, "talent-tiers")

    assert publish(installation, files).new is False


def test_going_back_makes_the_old_version_current_again(installation: Installation) -> None:
    publish(installation, with_a_second_look())
    back = publish(installation, read_line_files(ROOT, "talent-tiers"))

    assert (back.number, back.new) == (1, False)
    with installation.desk.database.read() as reading:
        assert reading.publications.current("talent-tiers") == back.digest
        assert len(reading.publications.versions("talent-tiers")) == 2


def test_a_diagram_that_cannot_go_on_keeps_the_decision(installation: Installation) -> None:
    """Published without its check on purpose: what a review offers and what the gateway behind it knows differ."""
    files = dict(read_line_files(ROOT, "talent-tiers"))
    files[DIAGRAM] = files[DIAGRAM].replace(
        b"${outcome == 'terminate'}", b"${outcome == 'terminate' and tier == 'A'}", 1
    )
    publish_line(installation.desk, line="talent-tiers", digest=digest_of(files), files=files, by="administrator")
    office = Office(installation.desk)
    case = office.applied()

    decided = decide_task(
        installation.desk,
        actor=office.actor(UNIT_OFFICER),
        case=case,
        task="unit#1",
        decision=Decision({"review": {"outcome": "terminate", "opinion": "材料不实"}}),
        key="k",
    )

    assert decided.stalled
    assert office.case(case).stalled is not None
    assert office.case(case).ended is None
    assert verify_case(installation.desk, case=case).broken is None
    assert rebuild_case(installation.desk, case=case).differs == ()
