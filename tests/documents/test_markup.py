from importlib import resources

import pytest
from lxml import etree

from casesvc.documents import DocumentRefused, check_template
from casesvc.documents.styles import STYLES
from tests.documents.conftest import Write

FAULTS = (
    ("<tabel/>", "<tabel> 不能出现在这里"),
    ("<para>一", "标签不成对"),
    ('<para style="huge">一</para>', "属性 style 不能是“huge”"),
    ('<para size="3">一</para>', "没有属性 size"),
    ('<table cols="20 x"><tr><td/><td/></tr></table>', "属性 cols 不能是“x”"),
    ('<table cols="20 20"/>', "<table> 里还缺内容"),
    ('<table cols="20 20"><tr><td/></tr></table>', "单元格比列数少"),
    ('<table cols="20 20"><tr><td/><td/><td/></tr></table>', "单元格超出表格"),
    ('<table cols="20 20"><tr><td rowspan="2"/><td/></tr></table>', "单元格超出表格"),
    ('<table cols="20 20"><tr><td rowspan="2"/><td/></tr><tr><td colspan="2"/></tr></table>', "单元格超出表格"),
    ('<table cols="100 100"><tr><td/><td/></tr></table>', "超过页面可用宽度"),
    ('<columns w="20 20"><col/></columns>', "每个 <col> 一个宽度"),
    ('<img name="/etc/passwd"/>', "缺少属性"),
    ('<check on="true"/>', "<check> 不能出现在这里"),
)


@pytest.mark.parametrize(("fault", "said"), FAULTS)
def test_a_fault_of_the_markup_is_named_with_its_line(fault: str, said: str) -> None:
    (problem,) = check_template(
        f'<doc title="试">\n{{# 说明\n#}}\n{{% if a %}}\n<para>一</para>\n{{% endif %}}\n{fault}</doc>'
    )
    assert problem.startswith("第 7 行：")
    assert said in problem


def test_loose_text_is_refused() -> None:
    assert check_template('<doc title="试">散文</doc>') == ("第 1 行：<doc> 里不能直接写文字，请放进 <para>",)


def test_the_line_is_the_templates_also_behind_a_loop(write: Write) -> None:
    with pytest.raises(DocumentRefused, match="第 6 行"):
        write("{% for row in rows %}\n<para>{{ row }}</para>\n{% endfor %}\n\n<tabel/>", rows=list(range(50)))


def test_a_fault_in_a_branch_is_found_without_a_case() -> None:
    template = '<doc title="试">{% if a %}<para>一</para>{% else %}<tabel/>{% endif %}</doc>'
    assert check_template(template) == ("第 1 行：<tabel> 不能出现在这里",)


def test_entities_and_document_types_are_refused() -> None:
    template = '<!DOCTYPE doc [<!ENTITY a SYSTEM "file:///etc/passwd">]><doc title="试"><para>&a;</para></doc>'
    assert check_template(template) == ("第 1 行：模板不能带 DOCTYPE",)


def test_a_syntax_fault_of_the_template_is_named_with_its_line() -> None:
    (problem,) = check_template('<doc title="试">\n{% if a %}\n</doc>')
    assert problem.startswith("第 ")
    assert "模板语法有误" in problem


def test_an_image_is_never_a_path(write: Write) -> None:
    assert (
        write('<img name="/etc/hostname" w="9" h="9" alt="无"/>').pdf
        == write('<img name="no" w="9" h="9" alt="无"/>').pdf
    )


def test_the_schema_and_the_styles_know_the_same_names() -> None:
    schema = etree.fromstring(resources.files("casesvc.documents").joinpath("markup.xsd").read_bytes())
    named = schema.xpath("//*[@name='style']//*[local-name()='enumeration']/@value")
    assert set(named) == set(STYLES)
