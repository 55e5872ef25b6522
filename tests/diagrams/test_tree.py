"""Reading the bytes of a diagram: hardened, bounded, and only BPMN."""

import codecs

import pytest

from casesvc.diagrams.check import check_diagram
from casesvc.diagrams.finding import DiagramRefused
from casesvc.diagrams.tree import MAX_BYTES, MAX_DEPTH, MAX_NODES, read_diagram
from tests.engine.shapes import straight

OPEN = b'<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL">'
CLOSE = b"</bpmn:definitions>"
LOL = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>' + OPEN + b"&b;" + CLOSE


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "not-xml"),
        (b"\x00\x01", "not-xml"),
        (b"<a>", "not-xml"),
        (b"not xml at all", "not-xml"),
        (OPEN + b"<bpmn:process></bpmn:definitions>", "not-xml"),
        (OPEN + b"&unknown;" + CLOSE, "not-xml"),
        (b'<?xml version="1.0" encoding="nonsense"?><a/>', "encoding"),
        (b"<svg/>", "not-bpmn"),
        (b"<definitions/>", "not-bpmn"),
        (LOL, "doctype"),
        (b'<!DOCTYPE x SYSTEM "file:///etc/passwd">' + OPEN + CLOSE, "doctype"),
        (b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + OPEN + b"&a;" + CLOSE, "doctype"),
        (LOL.decode().encode("utf-16"), "doctype"),
        (OPEN + b"<a>" * (MAX_DEPTH + 1) + b"</a>" * (MAX_DEPTH + 1) + CLOSE, "too-deep"),
        (OPEN + b"<a>" * 5000 + b"</a>" * 5000 + CLOSE, "not-xml"),
        (OPEN + b"<a/>" * MAX_NODES + CLOSE, "too-many-elements"),
        (OPEN + b" " * MAX_BYTES + CLOSE, "too-large"),
    ],
)
def test_what_is_no_harmless_diagram_is_refused_with_a_reason(data: bytes, code: str) -> None:
    with pytest.raises(DiagramRefused) as refused:
        read_diagram(data)
    assert [finding.code for finding in refused.value.findings] == [code]
    assert check_diagram(data) == refused.value.findings


def test_a_diagram_is_read() -> None:
    assert read_diagram(straight()).getroot().tag.endswith("definitions")


def test_a_comment_cannot_hide_half_of_a_condition() -> None:
    tree = read_diagram(
        straight().replace(b"</bpmn:process>", b"<bpmn:script>a<!-- b -->c<?d e?>f</bpmn:script></bpmn:process>")
    )
    assert [e.text for e in tree.getroot().iter("{*}script")] == ["acf"]


@pytest.mark.parametrize(
    ("encoding", "said", "mark"),
    [("utf-8", "UTF-8", b""), ("utf-8", "utf8", b""), ("utf-8", None, codecs.BOM_UTF8), ("utf-16", "UTF-16", b""),
     ("utf-16-be", "utf-16", codecs.BOM_UTF16_BE), ("utf-16-le", "UTF-16LE", b""), ("gbk", "GBK", b""),
     ("gbk", "gb2312", b""), ("gb18030", "GB18030", b"")],
)  # fmt: skip
def test_a_diagram_is_read_in_the_encodings_that_tools_write(encoding: str, said: str | None, mark: bytes) -> None:
    declaration = f'<?xml version="1.0" encoding="{said}"?>' if said else ""
    root = OPEN.decode() + '\n<bpmn:process id="p" name="申报"/>' + CLOSE.decode()
    (process,) = read_diagram(mark + (declaration + root).encode(encoding)).getroot()
    assert (process.get("name"), process.sourceline) == ("申报", 2)


def test_text_of_western_tools_is_read() -> None:
    data = (
        "<?xml version='1.0' encoding='windows-1252'?>"
        + OPEN.decode()
        + '<bpmn:process name="Prüfung"/>'
        + CLOSE.decode()
    )
    assert [process.get("name") for process in read_diagram(data.encode("cp1252")).getroot()] == ["Prüfung"]
