"""Every document named anywhere has a title and a template, and the renderer can read the template."""

from collections.abc import Callable, Iterator, Sequence

from casesvc.catalog.files import document_path, manifest_path
from casesvc.catalog.finding import LineFinding, error, warning
from casesvc.catalog.parts import Parts
from casesvc.catalog.toml_file import line_of


def check(parts: Parts, check_document: Callable[[str], Sequence[str]]) -> Iterator[LineFinding]:
    """Yield findings about the documents of a line."""
    manifest, key = parts.manifest, parts.manifest.key
    text = parts.files[manifest_path(key)].decode()
    for name in manifest.documents:
        if name not in parts.documents:
            message = f"文书 {name} 没有模板，应有文件 {document_path(key, name)}"
            yield error(manifest_path(key), f"documents.{name}", "no-template", message, line_of(text, name))
    for name, template in parts.documents.items():
        if name not in manifest.documents:
            yield warning(
                document_path(key, name), "", "untitled-document", "line.toml 的 documents 没有这份文书的名称"
            )
        for sentence in check_document(template):
            yield error(document_path(key, name), "", "template-refused", sentence)
    if manifest.overview is not None and manifest.overview not in manifest.documents:
        message = f"一览表 {manifest.overview} 不在 documents 中"
        yield error(manifest_path(key), "overview", "unknown-document", message, line_of(text, "overview"))
    yield from _of_tasks(parts)


def _of_tasks(parts: Parts) -> Iterator[LineFinding]:
    for task in parts.process.tasks.values():
        if task.document is not None and task.document not in parts.manifest.documents:
            message = f"“{task.name}”要生成的文书 {task.document} 不在 line.toml 的 documents 中"
            yield error(parts.manifest.diagram_path, task.element, "unknown-document", message, task.line)
