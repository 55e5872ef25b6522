"""The code lists hold what their standards hold."""

import tomllib
from pathlib import Path

import pytest

from casesvc.catalog.codes import read_code_list
from tests.business_lines.answers import ROOT

FILES = sorted((ROOT / "processes/codes").glob("*.toml"))


def values(name: str) -> dict[str, str]:
    return {o["const"]: o["title"] for o in read_code_list((ROOT / f"processes/codes/{name}.toml").read_bytes())}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_code_list_has_a_title_and_names_its_standard_or_says_where_it_is_from(path: Path) -> None:
    document = tomllib.loads(path.read_text())

    assert document["title"]
    assert "standard" in document


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_titles_of_a_code_list_tell_its_values_apart(path: Path) -> None:
    titles = list(values(path.stem).values())

    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize(
    ("name", "standard", "count", "some"),
    [
        ("sex", "GB/T 2261.1-2003", 4, {"1": "男", "2": "女"}),
        ("marital", "GB/T 2261.2-2003", 8, {"10": "未婚", "22": "再婚"}),
        ("ethnicity", "GB/T 3304-1991", 56, {"01": "汉族", "10": "朝鲜族", "56": "基诺族"}),
        ("political", "GB/T 4762-1984", 13, {"01": "中共党员", "13": "群众"}),
        ("education", "GB/T 4658-2006", 33, {"11": "博士研究生毕业", "21": "大学本科毕业"}),
        ("degree", "GB/T 6864-2003", 38, {"208": "工学博士学位", "0": "无学位"}),
        ("title-series", "GB/T 8561-2001", 56, {"010": "高等学校教师", "080": "工程技术人员"}),
        ("id-type", "GA/T 517-2004", 7, {"111": "居民身份证", "414": "普通护照"}),
    ],
)
def test_a_national_list_is_whole(name: str, standard: str, count: int, some: dict[str, str]) -> None:
    document = tomllib.loads((ROOT / f"processes/codes/{name}.toml").read_text())

    assert document["standard"] == standard
    assert len(values(name)) == count
    assert some.items() <= values(name).items()


def test_the_codes_of_peoples_are_numbered_through() -> None:
    assert list(values("ethnicity")) == [f"{number:02}" for number in range(1, 57)]


@pytest.mark.parametrize(
    "content",
    [b"", b"values = []", b'values = ["A"]', b'values = [{ const = 1, title = "A" }]', b"\xff", b"values ="],
    ids=["empty", "no values", "no table", "number", "not utf-8", "not toml"],
)
def test_what_is_no_code_list_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(ValueError, match="代码表"):
        read_code_list(content)
