"""Site messages belong to something that happens, and name only values that are there."""

import string
from collections.abc import Iterator

from casesvc.catalog.files import manifest_path
from casesvc.catalog.finding import LineFinding, error
from casesvc.catalog.parts import Parts
from casesvc.catalog.toml_file import line_of

SUBMITTED = "submitted"
VALUES = frozenset({"line", "number", "opinion", "due", "hotline"})
"""What title and text of a message may name (MessageText)."""


def check(parts: Parts) -> Iterator[LineFinding]:
    """Yield findings about the messages a case sends."""
    path = manifest_path(parts.manifest.key)
    text = parts.files[path].decode()
    moments = {SUBMITTED, *parts.process.tasks, *parts.process.ends}
    for key, message in parts.manifest.messages.items():
        place, line = f"messages.{key}", line_of(text, f"messages.{key}")
        if key not in moments:
            yield error(path, place, "unknown-moment", f"{key} 不是 {SUBMITTED}，也不是流程中的任务或结束事件", line)
        for name in sorted(_named(message.title + message.text) - VALUES):
            allowed = "、".join(sorted(VALUES))
            yield error(path, place, "unknown-value", f"消息里的 {{{name}}} 不能使用，可以使用：{allowed}", line)


def _named(text: str) -> set[str]:
    try:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    except ValueError:
        return {text}
