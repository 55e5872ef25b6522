"""Reads the bytes of a diagram with a hardened XML parser, and names the namespaces in use."""

from collections.abc import Iterator

from lxml import etree

from casesvc.diagrams.decoding import text_of_file
from casesvc.diagrams.finding import DiagramRefused, Finding

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
BPMNDI = "http://www.omg.org/spec/BPMN/20100524/DI"
CAMUNDA = "http://camunda.org/schema/1.0/bpmn"
# Engines that write the attributes of their common ancestor under names of their own.
RELATED = ("http://activiti.org/bpmn", "http://flowable.org/bpmn")

MAX_BYTES = 2 * 1024 * 1024
MAX_DEPTH = 60
MAX_NODES = 20_000
MAX_MARKS = 100_000  # opening angle brackets, counted before anything is parsed
MAX_ATTRIBUTES = 100
MAX_NAMESPACES = 200
MAX_VALUE = 10_000
# Several times the largest diagram known, and small enough for checks that compare everything with everything.
MAX_DRAWN = 1_000
MAX_PROCESSES = 50
MAX_ID = 90  # lists of tasks and timers keep an id with what is appended to it

# Elements that only repeat what the sequence flows and lanes say.
REFERENCES = frozenset({"incoming", "outgoing", "flowNodeRef"})
# What holds an expression or script as its text.
WRITTEN = (
    "conditionExpression", "completionCondition", "loopCardinality", "loopCondition", "condition",
    "timeDate", "timeDuration", "timeCycle", "script",
)  # fmt: skip


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
    _refuse_too_much_drawn(tree.getroot())
    _refuse_long_ids(tree.getroot())
    _refuse_split_expressions(tree.getroot())
    return tree


def read_bounded(data: bytes, noun: str) -> etree._ElementTree:
    """Parse ``data``, which users know as a ``noun``, in any vocabulary; raise DiagramRefused as read_diagram does."""
    if len(data) > MAX_BYTES:
        raise refused("too-large", 0, f"文件有 {len(data) // 1024} KB，{noun}最多 2 MB，请精简后再上传")
    text = text_of_file(data)
    if text.count("<") > MAX_MARKS:
        raise refused("too-many-elements", 0, f"{noun}元素和注释太多，最多 {MAX_NODES} 个元素，请拆分")
    tree = _parsed(text)
    if tree.docinfo.internalDTD is not None:
        raise refused("doctype", 1, "文件带有 DOCTYPE 声明，请用建模工具重新导出")
    _refuse_unbounded(tree.getroot(), noun)
    return tree


def refused(code: str, line: int, message: str) -> DiagramRefused:
    """Return the refusal of a whole file, for one reason at one line."""
    return DiagramRefused(Finding("error", "", line, code, message))


def _parsed(text: str) -> etree._ElementTree:
    # Comments and instructions would split the text of a condition in two; nothing of the diagram is in them.
    parser = etree.XMLParser(
        encoding="utf-8",
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
        return etree.ElementTree(etree.fromstring(text.encode(), parser))
    except (etree.XMLSyntaxError, ValueError) as broken:
        line = getattr(broken, "lineno", 0) or 0
        raise refused("not-xml", line, "文件不是完整的 XML，请用建模工具重新导出") from broken


def _refuse_unbounded(root: etree._Element, noun: str) -> None:
    for count, (element, depth) in enumerate(_walk(root), start=1):
        if count > MAX_NODES:
            raise refused("too-many-elements", line_of(element), f"{noun}元素超过 {MAX_NODES} 个，请拆分")
        if depth > MAX_DEPTH:
            raise refused("too-deep", line_of(element), f"{noun}嵌套超过 {MAX_DEPTH} 层，请简化")
        if len(element.attrib) > MAX_ATTRIBUTES:
            raise refused("too-many-attributes", line_of(element), f"一个元素最多 {MAX_ATTRIBUTES} 个属性，请删减")
        if any(len(value) > MAX_VALUE for value in element.attrib.values()):
            raise refused("value-too-long", line_of(element), f"一个属性最多 {MAX_VALUE} 个字符，请缩短")
    for count, (_, (_, namespace)) in enumerate(etree.iterwalk(root, events=("start-ns",)), start=1):
        if count > MAX_NAMESPACES or len(namespace) > MAX_VALUE:
            raise refused("too-many-namespaces", 1, f"{noun}最多声明 {MAX_NAMESPACES} 个命名空间，请重新导出")


def _refuse_too_much_drawn(root: etree._Element) -> None:
    if len(root.findall(bpmn("process"))) > MAX_PROCESSES:
        raise refused("too-many-elements", line_of(root), f"一个文件最多 {MAX_PROCESSES} 个流程，请拆分")
    drawn = (element for element in root.iter(f"{{{BPMN}}}*") if kind(element) not in REFERENCES)
    for count, element in enumerate(drawn, start=1):
        if count > MAX_DRAWN:
            message = f"流程图中的环节、事件、连线等超过 {MAX_DRAWN} 个，请拆分流程"
            raise refused("too-many-elements", line_of(element), message)


def _refuse_long_ids(root: etree._Element) -> None:
    for element in root.iter(f"{{{BPMN}}}*"):
        if len(identity := element.get("id") or "") > MAX_ID:
            message = f"编号 {identity[:20]}… 有 {len(identity)} 个字符，最多 {MAX_ID} 个，请缩短"
            raise refused("id-too-long", line_of(element), message)


def _refuse_split_expressions(root: etree._Element) -> None:
    """Text around an element inside would be read by one tool and overlooked by the next."""
    for element in root.iter(*map(bpmn, WRITTEN)):
        if len(element):
            message = f"{kind(element)} 里只能写文字，请删去其中的 {etree.QName(element[0]).localname}"
            raise refused("expression-with-elements", line_of(element), message)


def _walk(root: etree._Element) -> Iterator[tuple[etree._Element, int]]:
    stack = [(root, 1)]
    while stack:
        element, depth = stack.pop()
        yield element, depth
        stack.extend((child, depth + 1) for child in element)
