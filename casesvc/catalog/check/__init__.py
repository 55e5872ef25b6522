"""Checks whether a line's parts fit together: what is asked before it is published."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from casesvc.catalog.check import certificates, documents, forms, messages, notices, outcomes, roles
from casesvc.catalog.files import COUNT_CAP, FILE_CAP, LineFiles
from casesvc.catalog.finding import LineFinding, LineRefused, error, of_diagram
from casesvc.catalog.parts import Parts, read_parts
from casesvc.diagrams.check import check_tree
from casesvc.diagrams.decisions import check_decisions, read_decisions

DocumentCheck = Callable[[str], Sequence[str]]
"""Takes the text of a document template and returns a Chinese sentence for each fault."""

FITTING: tuple[Callable[[Parts], Iterable[LineFinding]], ...] = (
    certificates.check,
    forms.check,
    messages.check,
    notices.check,
    outcomes.check,
    roles.check,
)


def check_line(files: LineFiles, check_document: DocumentCheck) -> tuple[LineFinding, ...]:
    """Return all findings of a line, errors first; without errors it may be published.

    ``check_document`` is the renderer's check of a template. What cannot be read is said first and alone, since
    nothing can be compared with it.
    """
    if sizes := tuple(_sizes(files)):
        return sizes
    try:
        parts = read_parts(files)
    except LineRefused as refused:
        return tuple(sorted(refused.findings))
    findings = [*_diagram(parts), *_tables(parts), *documents.check(parts, check_document)]
    findings += [finding for check in FITTING for finding in check(parts)]
    return tuple(sorted(set(findings)))


def _sizes(files: LineFiles) -> Iterator[LineFinding]:
    if len(files) > COUNT_CAP:
        yield error("", "", "too-many-files", f"业务的文件有 {len(files)} 个，最多 {COUNT_CAP} 个")
    for path, content in sorted(files.items()):
        if len(content) > FILE_CAP:
            yield error(path, "", "file-too-large", f"文件超过 {FILE_CAP // 1024} KB")


def _diagram(parts: Parts) -> Iterator[LineFinding]:
    routed = {name for form in parts.forms.values() for _, name in form.route}
    for found in check_tree(parts.tree, routed | parts.manifest.facts.keys()):
        yield of_diagram(_file_of(parts, found.element), found)


def _tables(parts: Parts) -> Iterator[LineFinding]:
    for path, content in parts.files.items():
        if path.endswith(".dmn"):
            for found in check_decisions(read_decisions(content)):
                yield of_diagram(path, found)


def _file_of(parts: Parts, element: str) -> str:
    """Return in which of the line's diagrams an element is drawn."""
    main = parts.manifest.diagram_path
    named = f'id="{element}"'.encode()
    paths = (main, *sorted(path for path in parts.files if path.endswith(".bpmn")))
    return next((path for path in paths if named in parts.files[path]), main)
