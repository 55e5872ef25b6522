"""Reads the bytes of a diagram with a hardened XML parser, and names the namespaces in use."""

from collections.abc import Iterator

from lxml import etree

from casesvc.diagrams.finding import DiagramRefused, Finding

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
BPMNDI = "http://www.omg.org/spec/BPMN/20100524/DI"
CAMUNDA = "http://camunda.org/schema/1.0/bpmn"
# Engines that write the attributes of their common ancestor under names of their own.
RELATED = ("http://activiti.org/bpmn", "http://flowable.org/bpmn")

MAX_BYTES = 2 * 1024 * 1024
MAX_DEPTH = 60
MAX_NODES = 20_000


def bpmn(name: str) -> str:
    """Return the qualified BPMN tag, e.g. ``{http://…MODEL}userTask``."""
    return f"{{{BPMN}}}{name}"


def camunda(name: str) -> str:
    """Return the qualified Camunda name, e.g. ``{http://camunda…}formKey``."""
    return f"{{{CAMUNDA}}}{name}"


def kind(element: etree._Element) -> str:
    """Return the local name of a BPMN element (``userTask``), or "" for anything else."""
    tag = element.tag
    return tag.removeprefix(f"{{{BPMN}}}") if isinstance(tag, str) and tag.startswith(f"{{{BPMN}}}") else ""


def line_of(element: etree._Element) -> int:
    """Return the line of the element's opening tag, 0 when the parser lost it."""
    line = element.sourceline
    return line if isinstance(line, int) else 0


def text_of(element: etree._Element) -> str:
    """Return all text inside an element, in order."""
    return "".join(str(part) for part in element.itertext())


def read_diagram(data: bytes) -> etree._ElementTree:
    """Parse ``data``. Raise DiagramRefused for a DOCTYPE, too much of anything, broken XML or another vocabulary."""
    tree = read_bounded(data, "流程图")
    if tree.getroot().tag != bpmn("definitions"):
        raise refused("not-bpmn", line_of(tree.getroot()), "这不是 BPMN 2.0 流程图，请上传 .bpmn 文件")
    return tree


def read_bounded(data: bytes, noun: str) -> etree._ElementTree:
    """Parse ``data``, which users know as a ``noun``, in any vocabulary; raise DiagramRefused as read_diagram does."""
    if len(data) > MAX_BYTES:
        raise refused("too-large", 0, f"文件有 {len(data) // 1024} KB，{noun}最多 2 MB，请精简后再上传")
    tree = _parsed(data)
    if tree.docinfo.internalDTD is not None:
        raise refused("doctype", 1, "文件带有 DOCTYPE 声明，请用建模工具重新导出")
    _refuse_unbounded(tree.getroot(), noun)
    return tree


def refused(code: str, line: int, message: str) -> DiagramRefused:
    """Return the refusal of a whole file, for one reason at one line."""
    return DiagramRefused(Finding("error", "", line, code, message))


def _parsed(data: bytes) -> etree._ElementTree:
    # Comments and instructions would split the text of a condition in two; nothing of the diagram is in them.
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        recover=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.ElementTree(etree.fromstring(data, parser))
    except (etree.XMLSyntaxError, ValueError) as broken:
        line = getattr(broken, "lineno", 0) or 0
        raise refused("not-xml", line, "文件不是完整的 XML，请用建模工具重新导出") from broken


def _refuse_unbounded(root: etree._Element, noun: str) -> None:
    for count, (element, depth) in enumerate(_walk(root), start=1):
        if count > MAX_NODES:
            raise refused("too-many-elements", line_of(element), f"{noun}元素超过 {MAX_NODES} 个，请拆分")
        if depth > MAX_DEPTH:
            raise refused("too-deep", line_of(element), f"{noun}嵌套超过 {MAX_DEPTH} 层，请简化")


def _walk(root: etree._Element) -> Iterator[tuple[etree._Element, int]]:
    stack = [(root, 1)]
    while stack:
        element, depth = stack.pop()
        yield element, depth
        stack.extend((child, depth + 1) for child in element)
