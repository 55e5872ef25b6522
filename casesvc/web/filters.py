"""How dates, names, numbers and sizes stand on a page."""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask import Flask

from casesvc.forms.subset import MEDIA_TYPES
from casesvc.parties.names import masked_name

SHANGHAI = ZoneInfo("Asia/Shanghai")


def moment(value: datetime) -> str:
    """An aware time as ``2026-11-20 15:30`` in Asia/Shanghai; raises ValueError for a naive one."""
    if value.tzinfo is None:
        raise ValueError("a time without zone cannot be shown")
    return f"{value.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"


def day(value: date | datetime) -> str:
    """A date, or the day of an aware time in Asia/Shanghai, as ``2026-11-20``."""
    return moment(value)[:10] if isinstance(value, datetime) else value.isoformat()


def short_day(value: date | datetime) -> str:
    """The same as ``11月20日``, for sentences."""
    _, month, number = day(value).split("-")
    return f"{int(month)}月{int(number)}日"


def masked_id(number: str) -> str:
    """``110105********002X``: region and the last four stay; shorter documents keep two at each end."""
    text = number.strip()
    head, tail = (6, 4) if len(text) >= 15 else (2, 2)
    if len(text) <= head + tail:
        return "*" * len(text)
    return text[:head] + "*" * (len(text) - head - tail) + text[-tail:]


def masked_mobile(number: str) -> str:
    """``134****2055``; what is not a mobile number keeps only its last two digits."""
    text = number.strip()
    if re.fullmatch("1[0-9]{10}", text):
        return f"{text[:3]}****{text[-4:]}"
    return "*" * max(len(text) - 2, 0) + text[-2:] if len(text) > 4 else "*" * len(text)


def file_size(size: int) -> str:
    """``812 KB``, ``1.2 MB``; below one KB in 字节."""
    if size < 1024:
        return f"{size} 字节"
    if size < 1024 * 1024:
        return f"{round(size / 1024)} KB"
    return f"{size / 1024 / 1024:.1f} MB"


def format_name(media_type: str) -> str:
    """``image/jpeg`` as ``JPG``, the way the rules beside an upload button name it."""
    return MEDIA_TYPES.get(media_type, media_type)


def add_filters(app: Flask) -> None:
    """Make the filters known to the templates under their function names."""
    for show in (moment, day, short_day, masked_name, masked_id, masked_mobile, file_size, format_name):
        app.jinja_env.filters[show.__name__] = show
