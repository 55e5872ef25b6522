"""Notices have keys of their own and dates in the order in which things happen."""

from collections import Counter
from collections.abc import Iterator

from casesvc.catalog.files import manifest_path
from casesvc.catalog.finding import LineFinding, error
from casesvc.catalog.parts import Parts
from casesvc.journeys.line import Notice


def check(parts: Parts) -> Iterator[LineFinding]:
    """Yield findings about the notices (JL-028: applications are taken in the window of a notice)."""
    path = manifest_path(parts.manifest.key)
    lines = _lines(parts.files[path].decode())
    counted = Counter(notice.key for notice in parts.manifest.notices)
    for number, notice in enumerate(parts.manifest.notices):
        line = lines[number] if number < len(lines) else 0
        if counted[notice.key] > 1:
            yield error(path, f"notices.{number}.key", "notice-key-twice", f"有两个通知都叫 {notice.key}", line)
        yield from (error(path, f"notices.{number}", code, message, line) for code, message in _dates(notice))


def _dates(notice: Notice) -> Iterator[tuple[str, str]]:
    if notice.closes is not None and notice.closes <= notice.opens:
        yield "window-reversed", f"“{notice.title}”的截止时间不晚于开始时间，请核对"
    if notice.opens < notice.published:
        yield "opens-unpublished", f"“{notice.title}”在发布之前就开始申报，请核对"


def _lines(text: str) -> list[int]:
    return [number for number, line in enumerate(text.splitlines(), start=1) if line.strip() == "[[notices]]"]
