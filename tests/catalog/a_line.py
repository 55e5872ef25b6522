"""A small line that checks clean, and changed versions of it."""

from casesvc.catalog.files import LineFiles

MANIFEST = "processes/permit/line.toml"
DIAGRAM = "processes/permit/permit.bpmn"
APPLICATION = "forms/permit/application.json"
REVIEW = "forms/permit/review.json"
PAPER = "templates/documents/permit/paper.xml"
CODES = "processes/codes/tier.toml"
ROLES = "processes/roles.toml"

_FILES = {
    MANIFEST: """\
key = "permit"
title = "许可"
summary = "办许可。"
diagram = "permit.bpmn"
authority = "示例机关"
hotline = "12345"
starter = "person"
one_open_case = true
correction_days = 10
number_pattern = "XK-{year}-{sequence:04}"
overview = "paper"

[documents]
paper = "许可表"

[certificates.permit]
title = "许可证"
document = "paper"
number = "Z-{year}-{sequence:04}"
level = "tier"

[[notices]]
key = "2026"
title = "今年的通知"
published = 2026-01-01T00:00:00+08:00
opens = 2026-01-02T00:00:00+08:00
closes = 2026-02-01T00:00:00+08:00
body = ["一段。"]

[messages.submitted]
title = "已提交"
text = "{line} {number}"
""",
    DIAGRAM: """\
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="urn:permit"
  xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<process id="permit" name="许可" isExecutable="true">
<startEvent id="start" name="开始"/>
<sequenceFlow id="f1" sourceRef="start" targetRef="apply"/>
<userTask id="apply" name="申请" camunda:assignee="${applicant}" camunda:formKey="permit/application">
<extensionElements><camunda:properties>
<camunda:property name="document" value="paper"/></camunda:properties></extensionElements>
</userTask>
<sequenceFlow id="f2" sourceRef="apply" targetRef="review"/>
<userTask id="review" name="审核" camunda:candidateGroups="office" camunda:formKey="permit/review"/>
<sequenceFlow id="f3" sourceRef="review" targetRef="opinion"/>
<exclusiveGateway id="opinion" name="意见"/>
<sequenceFlow id="f4" name="通过" sourceRef="opinion" targetRef="granted">
<conditionExpression xsi:type="tFormalExpression">${outcome == 'approve'}</conditionExpression></sequenceFlow>
<sequenceFlow id="f5" name="终止" sourceRef="opinion" targetRef="refused">
<conditionExpression xsi:type="tFormalExpression">${outcome == 'terminate'}</conditionExpression></sequenceFlow>
<endEvent id="granted" name="发证"><extensionElements><camunda:properties>
<camunda:property name="grants" value="permit"/></camunda:properties></extensionElements></endEvent>
<endEvent id="refused" name="终止"/>
</process></definitions>
""",
    APPLICATION: """\
{"$id": "permit/application", "title": "申请", "type": "object", "properties": {"basic": {"title": "基本信息",
 "type": "object", "properties": {"tier": {"title": "类别", "x-codes": "tier", "x-route": true}}}}}
""",
    REVIEW: """\
{"$id": "permit/review", "title": "审核", "type": "object", "properties": {"review": {"title": "意见",
 "type": "object", "properties": {"outcome": {"title": "结论", "enum": ["approve", "terminate"]}}}}}
""",
    PAPER: '<doc title="许可表"><para>许可</para></doc>',
    CODES: 'title = "类别"\nstandard = ""\nvalues = [{ const = "A", title = "A类" }, { const = "B", title = "B类" }]\n',
    ROLES: """\
[roles.office]
title = "机关"
scope = "office"
office = "the-office"

[roles.levels]
title = "逐级主管部门"
scope = "competent-unit"

[roles.administrator]
title = "管理员"
scope = "installation"
""",
}


def a_line() -> dict[str, bytes]:
    """Return the files of a line in which nothing is wrong."""
    return {path: text.encode() for path, text in _FILES.items()}


def changed(path: str, old: str, new: str) -> LineFiles:
    """Return the line with ``old`` replaced in one file; it has to be there."""
    files = a_line()
    text = files[path].decode()
    assert old in text
    files[path] = text.replace(old, new).encode()
    return files


def with_file(path: str, content: bytes) -> LineFiles:
    """Return the line with one file added or replaced."""
    return {**a_line(), path: content}


def without(path: str) -> LineFiles:
    """Return the line with one file missing."""
    return {name: content for name, content in a_line().items() if name != path}
