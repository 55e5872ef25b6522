"""The approval chain of the talent tiers line is the manual's (requirement rows JL-068 to JL-082)."""

import pytest
from lxml import etree

from casesvc.catalog.check.outcomes import outcomes_offered
from casesvc.catalog.files import read_line_files
from casesvc.catalog.opening import open_line
from casesvc.forms.validation import problems
from tests.business_lines.answers import ROOT

LINE = open_line(read_line_files(ROOT, "talent-tiers"))
PROCESS = LINE.process
REVIEWS = ("unit", "competent", "province")


@pytest.mark.row("JL-068")
def test_the_nodes_shown_after_submission_are_the_chain() -> None:
    names = [PROCESS.nodes[element] for element in PROCESS.chain()]

    assert names == ["填写申报", "推荐单位审核", "业务主管部门逐级审核", "省人社厅审核", "录入线下评审结果"]


@pytest.mark.row("JL-069")
@pytest.mark.parametrize("review", REVIEWS)
def test_the_status_is_applied_while_somebody_reviews(review: str) -> None:
    assert PROCESS.tasks[review].status == "已申报"


@pytest.mark.row("JL-070")
def test_the_material_is_approved_only_behind_the_province() -> None:
    approved = {task.element for task in PROCESS.tasks.values() if task.status == "材料审核通过"}

    assert approved == {"result"}
    assert {flow.source for flow in PROCESS.flows if flow.target == "result"} == {"after_province"}


@pytest.mark.row("JL-071")
def test_a_returned_application_says_so_and_only_marked_parts_are_corrected() -> None:
    assert (PROCESS.tasks["correct"].status, PROCESS.tasks["correct"].correction) == ("被退回", "marked")


@pytest.mark.row("JL-072")
def test_a_terminated_application_says_so() -> None:
    assert PROCESS.ends["terminated"].status == PROCESS.ends["terminated"].name == "审核不通过终止审核"


def test_there_are_four_statuses_and_no_more() -> None:
    statuses = {task.status for task in PROCESS.tasks.values()} | {end.status for end in PROCESS.ends.values()}

    assert statuses - {None} == {"已申报", "材料审核通过", "被退回", "审核不通过终止审核"}


@pytest.mark.row("JL-079")
def test_a_corrected_application_goes_to_the_recommending_unit_first() -> None:
    assert {flow.target for flow in PROCESS.flows if flow.source == "correct"} == {"unit"}


@pytest.mark.row("JL-071")
@pytest.mark.row("JL-072")
@pytest.mark.parametrize("review", REVIEWS)
def test_every_reviewer_may_approve_return_and_terminate(review: str) -> None:
    form = LINE.forms[PROCESS.tasks[review].form or ""]

    assert outcomes_offered(form) == ("approve", "return", "terminate")
    assert {flow.target for flow in PROCESS.flows if flow.source == f"after_{review}"} >= {"correct", "terminated"}


@pytest.mark.row("JL-078")
@pytest.mark.parametrize(("outcome", "needed"), [("approve", False), ("return", True), ("terminate", True)])
def test_return_and_termination_need_an_opinion(outcome: str, needed: bool) -> None:
    found = problems(LINE.forms["talent-tiers/review"], {"review": {"outcome": outcome}})

    assert [problem.path for problem in found] == ([("review", "opinion")] if needed else [])


@pytest.mark.row("JL-081")
@pytest.mark.row("JL-082")
def test_there_are_three_review_results() -> None:
    result = LINE.forms["talent-tiers/result"].module("result")
    assert result is not None
    outcome = next(field for field in result.fields if field.key == "outcome")

    assert [option.title for option in outcome.options] == ["评审通过", "评审通过（调整类别）", "评审未通过"]


@pytest.mark.row("JL-083")
def test_only_a_granted_application_gets_a_certificate() -> None:
    assert {end.element: end.grants for end in PROCESS.ends.values() if end.grants} == {"granted": "certificate"}


@pytest.mark.parametrize(("outcome", "needed"), [("granted", True), ("granted-changed", True), ("not-granted", False)])
def test_the_tier_is_recorded_when_it_is_granted(outcome: str, needed: bool) -> None:
    given = {"outcome": outcome, "reviewed_on": "2026-11-18", "issue_number": "青人社函〔2026〕18号"}
    found = problems(LINE.forms["talent-tiers/result"], {"result": given})

    assert [problem.path for problem in found] == ([("result", "tier")] if needed else [])


@pytest.mark.row("JL-066")
def test_the_overview_is_made_when_the_application_is_filled_in() -> None:
    assert PROCESS.tasks["apply"].document == LINE.overview == "overview"
    assert LINE.document_titles["overview"] == "人才分类定级认定一览表"


def test_every_node_and_labelled_flow_of_the_diagram_has_a_place_on_the_page() -> None:
    tree = etree.fromstring(LINE.diagram)
    drawn = {shape.get("bpmnElement") for shape in tree.iter("{*}BPMNShape", "{*}BPMNEdge")}
    labelled = {place.getparent().get("bpmnElement") for place in tree.iter("{*}BPMNLabel")}

    assert drawn == {*PROCESS.nodes, *(flow.id for flow in PROCESS.flows)}
    assert {flow.id for flow in PROCESS.flows if flow.name} <= labelled


def test_flows_of_a_review_are_labelled_in_the_words_of_the_office() -> None:
    names = {flow.name for flow in PROCESS.flows if flow.source in {f"after_{review}" for review in REVIEWS}}

    assert names == {"通过", "退回修改", "终止"}
