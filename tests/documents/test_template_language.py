import time

import pytest

from casesvc.documents import DocumentRefused, check_template
from tests.documents.conftest import Write

HOSTILE = (
    "{{ ''.__class__ }}",
    "{{ ''.__class__.__mro__ }}",
    "{{ name['__class__'] }}",
    "{{ name|attr('__class__') }}",
    "{{ name.format(name) }}",
    "{{ self }}",
    "{{ self._TemplateReference__context }}",
    "{{ cycler.__init__.__globals__ }}",
    "{{ _turns }}",
    "{% set _turns = 1 %}",
    "{% for a in range(9) %}{% endfor %}",
    "{{ 'a' * 1000000000 }}",
    "{{ '%1000000000d' % 1 }}",
    "{{ 9 ** 9 ** 9 }}",
    "{% set a = name ~ name %}",
    "{% macro m() %}{{ m() }}{% endmacro %}",
    "{% include '/etc/passwd' %}",
    "{% import 'os' as os %}",
    "{{ name|center(1000000000) }}",
    "{{ rows|join('、')|join('、') }}",
    "{% for a in rows recursive %}{{ loop(rows) }}{% endfor %}",
    "{% filter upper %}a{% endfilter %}",
    "{{ rows }}",
    "{{ name.upper }}",
)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_template_that_reaches_out_is_refused(write: Write, hostile: str) -> None:
    with pytest.raises(DocumentRefused):
        write(f"<para>{hostile}</para>", name="名", rows=["一", "二"])


def test_what_is_refused_is_named_with_its_line() -> None:
    template = '<doc title="试">\n<para>一</para>\n<para>{{ name.upper() }}</para>\n</doc>'
    assert check_template(template) == ("第 3 行：模板不支持调用",)


@pytest.mark.parametrize("depth", [2, 3, 4])
def test_loops_over_loops_end_soon(write: Write, depth: int) -> None:
    loops = "".join(f"{{% for a{n} in rows %}}" for n in range(depth)) + "{% endfor %}" * depth
    begun = time.monotonic()
    with pytest.raises(DocumentRefused, match="循环"):
        write(loops, rows=list(range(600)))
    assert time.monotonic() - begun < 2


def test_a_document_without_end_is_refused(write: Write) -> None:
    with pytest.raises(DocumentRefused, match="过长"):
        write(f"{{% for a in rows %}}<para>{'字' * 5000}</para>{{% endfor %}}", rows=list(range(2000)))


def test_markup_in_a_value_is_text(write: Write) -> None:
    plain = write("<para>{{ words }}</para>", words="</para><pagebreak/><para>&lt;")
    assert plain.pdf.count(b"/Type /Page\n") == 1


def test_a_field_may_be_named_like_a_method(write: Write) -> None:
    assert write("<para>{{ row.items }}{{ row.title }}</para>", row={"items": "三", "title": "职称"}).missing == ()


def test_a_name_the_context_lacks_is_refused_with_its_line(write: Write) -> None:
    with pytest.raises(DocumentRefused, match=r"第 3 行.*surname"):
        write("<para>一</para>\n<para>{{ person.surname }}</para>", person={})


@pytest.mark.parametrize(
    ("value", "shown"),
    [("2026-11-20", "2026年11月20日"), ("2026-11-19T16:30:00.000000Z", "2026年11月20日"), (None, ""), ("", "")],
)
def test_dates_are_written_in_chinese_and_in_chinas_time(write: Write, value: str | None, shown: str) -> None:
    assert write("<para>始{{ value|date }}止</para>", value=value).pdf == write(f"<para>始{shown}止</para>").pdf
