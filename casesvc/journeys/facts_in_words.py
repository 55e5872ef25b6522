"""A fact as people read it."""

import json
from typing import Any


def in_words(value: Any) -> str:
    """Return a fact's value in words; lists and objects as JSON, which is what was reported."""
    match value:
        case None:
            return "空"
        case bool():
            return "是" if value else "否"
        case str():
            return value
        case _:
            return json.dumps(value, ensure_ascii=False)
