"""Reads the parts of a line from its files: code lists, forms, diagram, document templates, each with its faults."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from lxml import etree

from casesvc.catalog.codes import Options, read_code_list
from casesvc.catalog.files import LineFiles
from casesvc.catalog.finding import LineFinding, LineRefused, error, of_diagram
from casesvc.catalog.manifest import Manifest, read_manifest, read_roles
from casesvc.diagrams.decision_tables import embed
from casesvc.diagrams.finding import DiagramRefused
from casesvc.diagrams.linking import link
from casesvc.diagrams.process import ProcessDefinition, read_process
from casesvc.diagrams.tree import read_diagram
from casesvc.forms.form import Form, read_form
from casesvc.forms.refusal import FormRefused
from casesvc.journeys.line import Role


@dataclass(frozen=True)
class Parts:
    """A line's files, read. ``forms`` are by form key.

    ``tree`` is the diagram as it was drawn, with the processes of the line's other files that it calls; ``diagram``
    are the bytes of that, which are those of the file where it calls none.
    """

    files: LineFiles
    manifest: Manifest
    roles: Mapping[str, Role]
    codes: Mapping[str, Options]
    forms: Mapping[str, Form]
    tree: etree._ElementTree
    diagram: bytes
    process: ProcessDefinition
    documents: Mapping[str, str]


def read_parts(files: LineFiles) -> Parts:
    """Read every part. Raise LineRefused with the faults of all of them together."""
    faults: list[LineFinding] = []
    manifest = _or_note(faults, read_manifest, files)
    roles = _or_note(faults, read_roles, files)
    codes = _read_codes(files, faults)
    forms = _read_forms(files, codes, faults)
    documents = _read_documents(files, faults)
    diagram = _or_note(faults, _read_process, files, manifest) if manifest else None
    if faults or manifest is None or roles is None or diagram is None:
        raise LineRefused(tuple(sorted(faults)))
    tree, runs, process = diagram
    return Parts(files, manifest, roles, codes, forms, tree, runs, process, documents)


def form_path(form_key: str) -> str:
    """Return where the form of this key lies."""
    return f"forms/{form_key}.json"


def _or_note(faults: list[LineFinding], read: Any, *given: Any) -> Any:
    """Call ``read``; a refusal goes to ``faults`` so that the author sees everything at once."""
    try:
        return read(*given)
    except LineRefused as refused:
        faults.extend(refused.findings)
        return None


def _read_codes(files: LineFiles, faults: list[LineFinding]) -> dict[str, Options]:
    lists: dict[str, Options] = {}
    for path in sorted(files):
        if not path.startswith("processes/codes/"):
            continue
        try:
            lists[PurePosixPath(path).stem] = read_code_list(files[path])
        except ValueError as broken:
            faults.append(error(path, "values", "code-list", str(broken)))
    return lists


def _read_forms(files: LineFiles, codes: Mapping[str, Options], faults: list[LineFinding]) -> dict[str, Form]:
    forms: dict[str, Form] = {}
    for path in sorted(files):
        if not path.startswith("forms/"):
            continue
        try:
            forms[path.removeprefix("forms/").removesuffix(".json")] = read_form(_object(files[path]), codes)
        except FormRefused as refused:
            faults.extend(_of_form(path, finding) for finding in refused.findings)
        except (ValueError, RecursionError) as broken:
            line = getattr(broken, "lineno", 0)
            faults.append(error(path, "", "not-json", "文件不是合法的 JSON 对象，请检查引号、逗号和括号", line))
    return forms


def _object(content: bytes) -> dict[str, Any]:
    document = json.loads(content)
    if not isinstance(document, dict):
        raise ValueError("not an object")
    return document


def _of_form(path: str, finding: str) -> LineFinding:
    pointer, _, sentence = finding.partition("：")
    return error(path, pointer, "form-refused", sentence or finding)


def _read_documents(files: LineFiles, faults: list[LineFinding]) -> dict[str, str]:
    documents: dict[str, str] = {}
    for path in sorted(files):
        if not path.startswith("templates/documents/"):
            continue
        try:
            documents[PurePosixPath(path).stem] = files[path].decode()
        except UnicodeDecodeError:
            faults.append(error(path, "", "not-utf-8", "文件不是 UTF-8 编码，请另存为 UTF-8"))
    return documents


def _read_process(files: LineFiles, manifest: Manifest) -> tuple[etree._ElementTree, bytes, ProcessDefinition]:
    path = manifest.diagram_path
    if path not in files:
        raise LineRefused((error(path, "", "no-diagram", "缺少流程图文件"),))
    trees = {name: _tree(files, name) for name in sorted(files) if name.endswith(".bpmn")}
    drawn = trees.pop(path)
    tables = [files[name] for name in sorted(files) if name.endswith(".dmn")]
    try:
        called = link(drawn, list(trees.values()))
        linked = embed(called, tables)
        alone = linked is called and len(called.getroot()) == len(drawn.getroot())
        runs = files[path] if alone else etree.tostring(linked)
        read_diagram(runs)  # what is put together has the same bounds as a file
        return linked, runs, read_process(linked)
    except DiagramRefused as refused:
        raise _of_diagram(path, refused) from refused


def _tree(files: LineFiles, path: str) -> etree._ElementTree:
    try:
        return read_diagram(files[path])
    except DiagramRefused as refused:
        raise _of_diagram(path, refused) from refused


def _of_diagram(path: str, refused: DiagramRefused) -> LineRefused:
    return LineRefused(tuple(of_diagram(path, found) for found in refused.findings))
