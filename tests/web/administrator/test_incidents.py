"""待处理的异常 as administrators see it: the list, one case and three ways to resolve it, all without JavaScript."""

import pytest
from flask import Flask

from casesvc.app import Installation
from casesvc.cases.case import TERMINATED
from casesvc.cases.events import FactsCorrected
from casesvc.journeys.desk import Desk
from casesvc.worker.loop import work_once
from tests.durability.faults import contents
from tests.durability.relay import assert_proved
from tests.furnished import Clock
from tests.journeys.permit import decided, looking, publish_permit, stalled, state
from tests.web.visit import Visit, signed_in

LIST = "/administrator/incidents"
CAUSE = "“办法” 后面没有一条连线的条件成立，事项停在这里"


@pytest.fixture
def permit(installation: Installation) -> Desk:
    """The desk of an installation with the permit line."""
    return publish_permit(installation)


@pytest.fixture
def case(permit: Desk) -> str:
    """A case that stalled at the gateway 办法."""
    return stalled(permit)


def administrator(site: Flask) -> Visit:
    return signed_in(site, "gucb")


def page_of(site: Flask, case: str) -> Visit:
    return administrator(site).open(f"{LIST}/{case}")


def rows_of(visit: Visit) -> list[list[str]]:
    """The cells of the table of a page."""
    lines = visit.page.xpath("//main//table[contains(@class, 'stack')]/tbody/tr")
    return [[" ".join(cell.text_content().split()) for cell in line] for line in lines]


def place_of(visit: Visit, name: str) -> str:
    """The number of the row in which a fact stands."""
    return str(visit.page.xpath("//input[@value=$name]/@name", name=name)[0]).rpartition(".")[2]


def filled_in(visit: Visit) -> dict[str, str]:
    """What a browser would post of the facts as they stand."""
    form = visit.page.xpath("//form[contains(@action, '/facts')]")[0]
    selected = {one.get("name"): one.xpath("string(option[@selected]/@value)") for one in form.iter("select")}
    typed = {one.get("name"): (one.text or "").removeprefix("\n") for one in form.iter("textarea")}
    names = {one.get("name"): one.get("value") for one in form.iter("input") if one.get("name").startswith("name.")}
    return {**selected, **typed, **names}


def corrected(visit: Visit, case: str, **fields: str) -> Visit:
    """Press 更正事实后重试 with some fields changed; ``way="先行"`` changes the value of that fact."""
    changed = {f"value.{place_of(visit, name)}": text for name, text in fields.items() if name in ("way", "score")}
    others = {name: text for name, text in fields.items() if name not in ("way", "score")}
    return visit.send(f"{LIST}/{case}/facts", **{**filled_in(visit), **changed, **others})


def test_an_office_where_all_goes_well_reads_so(site: Flask, permit: Desk) -> None:
    looking(permit)

    visit = administrator(site).open(LIST)

    assert "没有待处理的异常，所有申报的流程都在正常进行。" in visit.text
    assert rows_of(visit) == []


def test_stalled_cases_are_listed_with_place_cause_and_time(site: Flask, case: str, clock: Clock) -> None:
    clock.wait(days=1)
    visit = administrator(site).open(LIST)

    assert rows_of(visit) == [["ZR-2026-00001", "*晚", "准入", "办法", CAUSE, "人员办理", "2026-11-20 10:00"]]
    assert ("ZR-2026-00001", f"{LIST}/{case}") in list(visit.links())


def test_long_lists_have_pages(site: Flask, permit: Desk) -> None:
    for number in range(21):
        stalled(permit, name=str(number))
    visit = administrator(site).open(LIST)

    assert (len(rows_of(visit)), "共 21 件" in visit.text) == (20, True)
    assert len(rows_of(visit.open(f"{LIST}?page=2"))) == 1


def test_the_navigation_leads_administrators_there(site: Flask) -> None:
    assert "待处理的异常" in administrator(site).open("/administrator").page.find(".//header").text_content()


def test_one_case_says_where_why_and_since_when_and_leads_to_its_history(site: Flask, case: str) -> None:
    visit = page_of(site, case)

    assert "ZR-2026-00001 的流程停在“办法”，怎样处理" in visit.text
    assert CAUSE in visit.text
    assert "看：通过 （松屏大学 孙敏，2026-11-20 10:00）" in visit.text
    assert ("查看办理记录", f"{LIST}/{case}/history") in list(visit.links())
    told = rows_of(visit.open(f"{LIST}/{case}/history"))
    assert [line[2] for line in told if line[1] == "看：通过"] == ["松屏大学 孙敏"]
    assert told[0][2] == "*晚"
    assert len(told) == 15


def test_the_diagram_shows_the_way_and_the_place(site: Flask, case: str) -> None:
    answer = administrator(site).client.get(f"{LIST}/{case}/path.json").get_json()

    assert [step["present"] for step in answer["steps"]] == [["by_way"]]
    assert answer["steps"][0]["travelled"][:2] == ["start", "start_to_apply"]


def test_looking_at_a_stalled_case_is_recorded(site: Flask, case: str, installation: Installation) -> None:
    page_of(site, case)

    assert sum("'incident'" in row for row in contents(installation.engines.reading)["look"]) == 1


def test_what_the_diagram_sees_stands_in_the_form_with_its_kind(site: Flask, case: str) -> None:
    visit = page_of(site, case)
    kinds = {str(select.get("name")): select.xpath("string(option[@selected])") for select in visit.page.iter("select")}

    way, score, checked = (place_of(visit, name) for name in ("way", "score", "checked"))
    assert visit.values(f"value.{way}")[0].strip() == "没有的办法"
    assert visit.values(f"value.{score}")[0].strip() == "88"
    assert [kinds[f"kind.{place}"] for place in (way, score, checked)] == ["文字", "数字", "列表或对象"]


def test_a_retry_without_a_cure_says_that_it_still_stalls(site: Flask, case: str, permit: Desk) -> None:
    visit = page_of(site, case).send(f"{LIST}/{case}/retry")

    assert (visit.path, visit.status) == (f"{LIST}/{case}", 200)
    assert "重试后流程仍不能继续" in visit.text
    assert_proved(permit, case)


def test_correcting_and_trying_again_takes_the_case_off_the_list(site: Flask, case: str, permit: Desk) -> None:
    visit = corrected(page_of(site, case), case, way="先行", reason="申请时写错了")

    assert visit.path == LIST
    assert "流程已继续，这件申报不再需要处理。" in visit.text
    assert state(permit, case).ended == "done"
    with permit.database.read() as reading:
        facts = [one.event for one in reading.entries(case) if isinstance(one.event, FactsCorrected)]
    assert facts == [FactsCorrected({"way": "先行"}, "申请时写错了")]
    assert_proved(permit, case)


def test_pressing_twice_is_one_correction_with_one_answer(site: Flask, case: str, permit: Desk) -> None:
    visit = page_of(site, case)
    fields = {**filled_in(visit), **visit.hidden(f"{LIST}/{case}/facts"), "reason": "写错了"}
    fields[f"value.{place_of(visit, 'way')}"] = "先行"
    answers = [visit.client.post(f"{LIST}/{case}/facts", data=fields) for _ in range(2)]

    assert [(answer.status_code, answer.location) for answer in answers] == [(303, LIST)] * 2
    assert_proved(permit, case)


REFUSED: tuple[tuple[dict[str, str], str, str], ...] = (
    ({"way": "先行"}, "请填写原因", "facts-reason"),
    ({"way": "先行", "reason": "长" * 501}, "原因最多 500 字，现在 501 字，请删去 1 字", "facts-reason"),
    ({"reason": "写错了"}, "没有改动任何一项。请先更正，再重试", "facts"),
    ({"score": "八十", "reason": "写错了"}, "score 应为数字，例如 60 或 87.5", "value-1"),
    ({"name.3": "outcome", "value.3": "x", "reason": "写错了"}, "名称 outcome 由系统给出", "value-3"),
    ({"name.3": "a b", "value.3": "x", "reason": "写错了"}, "事实的名称应由字母、数字、下划线组成", "value-3"),
    ({"name.3": "", "value.3": "x", "reason": "写错了"}, "请填写这项事实的名称", "value-3"),
    ({"name.3": "x", "kind.3": "truth", "value.3": "也许", "reason": "写错了"}, "x 应为“是”或“否”", "value-3"),
    ({"name.3": "x", "kind.3": "json", "value.3": "[1", "reason": "写错了"}, "x 应为列表或对象", "value-3"),
)


def test_what_is_refused_stays_as_typed_and_is_said_by_its_field(site: Flask, case: str, permit: Desk) -> None:
    visit, length = page_of(site, case), state(permit, case).seq
    for fields, words, place in REFUSED:
        corrected(visit.open(f"{LIST}/{case}"), case, **fields)

        assert visit.status == 409
        assert visit.page.xpath(f"//*[@data-summary]//a[@href='#{place}']"), words
        by_field = [" ".join(one.text_content().split()) for one in visit.page.xpath("//main//*[@class='error']")]
        assert [words in one for one in by_field] == [True], words
        assert visit.page.get_element_by_id(place) is not None
        typed = {text.strip() for name in ("reason", "value.1", "value.2", "value.3") for text in visit.values(name)}
        assert {text for name, text in fields.items() if name not in ("name.3", "kind.3")} <= typed
    assert state(permit, case).seq == length


def test_a_missing_fact_is_added_in_the_kind_it_is_said_to_have(site: Flask, case: str, permit: Desk) -> None:
    visit = page_of(site, case)
    for kind, text, value in (
        ("number", "87.5", 87.5), ("truth", "否", False), ("none", "", None), ("json", '["甲"]', ["甲"]),
        ("text", "87.5", "87.5"),
    ):  # fmt: skip
        name = f"added_{kind}"
        row = next(iter(visit.page.xpath("//input[starts-with(@id, 'name-')]/@name"))).rpartition(".")[2]
        corrected(visit, case, **{f"name.{row}": name, f"kind.{row}": kind, f"value.{row}": text, "reason": "补上"})

        assert repr(state(permit, case).facts[name]) == repr(value)


def test_ending_asks_for_the_reason_and_tells_the_applicant(site: Flask, case: str, permit: Desk) -> None:
    visit = page_of(site, case).send(f"{LIST}/{case}/end", reason=" ")
    assert visit.status == 409
    assert visit.page.xpath("//*[@data-summary]//a[@href='#end-reason']")

    visit = visit.send(f"{LIST}/{case}/end", reason="与另一件重复")
    while work_once(permit):
        pass

    assert "已终止办理，申报人会收到消息。" in visit.text
    assert state(permit, case).ended == TERMINATED
    applicant = signed_in(site, "linwan")
    assert "原因：与另一件重复" in applicant.open("/messages").text
    assert "已终止办理" in applicant.open(f"/my/cases/{case}").text


def test_a_case_somebody_else_resolved_says_so(site: Flask, permit: Desk) -> None:
    going_on = looking(permit)
    visit = administrator(site).open(f"{LIST}/{going_on}")

    assert (visit.status, "流程没有暂停，可能已由他人处理" in visit.text) == (409, True)
    assert administrator(site).open(f"{LIST}/nowhere").status == 409


def test_nobody_else_sees_or_resolves_stalled_cases(site: Flask, case: str) -> None:
    for account in ("sunmin", "qiansiqi", "linwan"):
        visit = signed_in(site, account)
        assert [visit.open(path).status for path in (LIST, f"{LIST}/{case}", f"{LIST}/{case}/history")] == [403] * 3
        assert visit.client.post(f"{LIST}/{case}/retry").status_code == 403


def test_a_stalled_case_is_on_nobodys_work_list(site: Flask, permit: Desk, case: str) -> None:
    assert state(permit, case).stalled is not None
    assert "今天没有待办" in signed_in(site, "sunmin").open("/officer").text


def test_the_replay_of_a_resolved_case_tells_what_the_administrator_did(site: Flask, permit: Desk, case: str) -> None:
    corrected(page_of(site, case), case, way="先行", reason="申请时写错了")

    told = signed_in(site, "qiansiqi").open(f"/auditor/cases/{case}").text

    assert "更正流程所用的事实 1 项" in told
    assert "way：先行（原：没有的办法）" in told
    assert "历史完整" in told
    assert "与当时的记录不一致" not in told


def test_the_pages_of_a_case_with_external_work_can_be_read(site: Flask, permit: Desk) -> None:
    case = looking(permit)
    assert signed_in(site, "sunmin").open(f"/officer/cases/{case}").status == 200
    decided(permit, case)

    for account, path in (
        ("sunmin", f"/officer/cases/{case}"),
        ("linwan", f"/my/cases/{case}"),
        ("linwan", "/"),
        ("qiansiqi", f"/auditor/cases/{case}"),
        ("gucb", f"/administrator/versions/{state(permit, case).definition}"),
    ):
        visit = signed_in(site, account).open(path)
        assert (visit.status, "核验身份" in visit.text or path == "/") == (200, True), path
