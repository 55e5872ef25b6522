"""Warns of parts that other tools execute and this service does not."""

from collections.abc import Iterator

from casesvc.diagrams.finding import Finding
from casesvc.diagrams.graph import Graph
from casesvc.diagrams.tree import CAMUNDA, RELATED, bpmn, line_of

NOT_RUN = {
    "executionListener": "执行监听器",
    "taskListener": "任务监听器",
    "inputOutput": "输入输出映射",
    "connector": "连接器",
    "script": "脚本",
}


def check(graph: Graph) -> Iterator[Finding]:
    """Yield a warning for each listener, mapping or connector: it stays in the file and is not run."""
    for name, title in NOT_RUN.items():
        for element in graph.process.iter(*(f"{{{namespace}}}{name}" for namespace in (CAMUNDA, *RELATED))):
            around = next((a.get("id") or "" for a in element.iterancestors() if a.get("id")), "")
            message = f"{around} 上的{title}不会执行，需要时请用表单、文书或状态代替"
            yield Finding("warning", around, line_of(element), "extension-not-run", message)
    for element in graph.process.iter(bpmn("conditionExpression")):
        language = element.get("language")
        if language and language.lower() not in ("juel", "uel", "python"):
            parent = element.getparent()
            around = "" if parent is None else parent.get("id") or ""
            message = f"连线 {around} 的条件用 {language} 写成，请改写为比较表达式"
            yield Finding("error", around, line_of(element), "unsafe-expression", message)
