import logging
import re

import pytest
from werkzeug.exceptions import RequestEntityTooLarge

from casesvc.cases.rejection import Rejection
from casesvc.web.access import allow
from tests.web.shell import Person, Surroundings, a_shell, for_kinds, pages


@allow("public")
def broken() -> str:
    raise KeyError("a fault with a secret in it")


@allow("public")
def too_large() -> str:
    raise RequestEntityTooLarge


@allow("public")
def refused() -> str:
    raise Rejection("someone-was-faster", "这件申报已由 王某 于 15:28 办理，您的意见未提交，已为您保留。")


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/nowhere", 404, "没有找到这个页面"),
        ("/for-officers", 403, "您没有办理这一项的权限"),
        ("/change", 405, "不能这样打开这个页面"),
        ("/too-large", 413, "上传的文件太大"),
        ("/refused", 409, "已由 王某 于 15:28 办理"),
    ],
)
def test_each_error_is_a_page_that_says_what_to_do(path: str, status: int, words: str) -> None:
    views = pages(for_officers=for_kinds("officer"), change=for_kinds("public"), too_large=too_large, refused=refused)
    answer = a_shell(Surroundings(Person()), blueprints=[views]).test_client().get(path)
    assert answer.status_code == status
    assert words in answer.text
    assert 'lang="zh-CN"' in answer.text


def test_our_own_fault_is_an_apology_with_the_number_the_log_has(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        answer = a_shell(blueprints=[pages(broken=broken)]).test_client().get("/broken?id=11010519491231002X")
    assert answer.status_code == 500
    number = re.search("编号 ([2-9A-Z]{4})", answer.text)
    assert number
    assert "您填的内容没有丢失" in answer.text
    assert "secret" not in answer.text
    assert f"incident {number[1]}" in caplog.text
    assert "11010519491231002X" not in caplog.text


def test_a_refused_command_leads_back_to_where_the_person_was() -> None:
    client = a_shell(blueprints=[pages(refused=refused)]).test_client()
    assert 'href="/cases/7"' in client.get("/refused", headers={"Referer": "http://localhost/cases/7"}).text
    assert "elsewhere" not in client.get("/refused", headers={"Referer": "http://elsewhere.example/x"}).text


def test_health_tells_load_balancers_whether_the_application_can_work() -> None:
    around = Surroundings()
    client = a_shell(around).test_client()
    assert client.get("/healthz").status_code == 200
    around.healthy = False
    assert client.get("/healthz").status_code == 503
