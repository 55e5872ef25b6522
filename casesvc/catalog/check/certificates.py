"""What an end event grants is a certificate of the line, and every certificate can be granted and printed."""

from collections.abc import Iterator

from casesvc.catalog.files import manifest_path
from casesvc.catalog.finding import LineFinding, error, warning
from casesvc.catalog.parts import Parts
from casesvc.catalog.toml_file import line_of


def check(parts: Parts) -> Iterator[LineFinding]:
    """Yield findings about certificates and the ends that grant them."""
    manifest = parts.manifest
    path = manifest_path(manifest.key)
    text = parts.files[path].decode()
    routed = {name for form in parts.forms.values() for _, name in form.route}
    granted = {end.grants for end in parts.process.ends.values()}
    for end in parts.process.ends.values():
        if end.grants is not None and end.grants not in manifest.certificates:
            message = f"“{end.name}”要发的证书 {end.grants} 不在 line.toml 的 certificates 中"
            yield error(manifest.diagram_path, end.element, "unknown-certificate", message, end.line)
    for key, rule in manifest.certificates.items():
        place, line = f"certificates.{key}", line_of(text, f"certificates.{key}")
        if rule.document not in manifest.documents:
            yield error(path, place, "unknown-document", f"证书的文书 {rule.document} 不在 documents 中", line)
        if rule.level not in routed:
            message = f"证书的类别取自 {rule.level}，但没有表单把它标为 x-route"
            yield error(path, place, "unknown-level", message, line)
        if key not in granted:
            yield warning(path, place, "ungranted", "流程中没有结束事件发这种证书", line)
