"""Reads a TOML file against a shape and says in Chinese, with the line, what does not fit."""

import re
import tomllib
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from jsonschema import Draft202012Validator, ValidationError, validators
from jsonschema.protocols import Validator

from casesvc.catalog.finding import LineFinding, LineRefused, error
from casesvc.catalog.shapes import Shape

_TYPES = {
    "string": "文字",
    "integer": "整数",
    "boolean": "true 或 false",
    "array": "列表",
    "object": "表",
    "moment": "带时区的日期时间，例如 2026-10-08T09:00:00+08:00",
}


def read_toml(path: str, content: bytes, shape: Shape) -> dict[str, Any]:
    """Return the values of a TOML file that has ``shape``. Raise LineRefused with one finding for each fault."""
    try:
        text = content.decode()
        values = tomllib.loads(text)
    except UnicodeDecodeError as broken:
        raise LineRefused((error(path, "", "not-utf-8", "文件不是 UTF-8 编码，请另存为 UTF-8"),)) from broken
    except tomllib.TOMLDecodeError as broken:
        line = int(found[1]) if (found := re.search(r"at line (\d+)", str(broken))) else 0
        raise LineRefused((error(path, "", "not-toml", "这一行不符合 TOML 格式，请检查引号和括号", line),)) from broken
    return shaped(path, text, values, shape)


def shaped(path: str, text: str, values: dict[str, Any], shape: Shape) -> dict[str, Any]:
    """Return ``values``, read from ``text``, if they have ``shape``. Raise LineRefused with one finding a fault."""
    findings = tuple(_finding(path, text, fault) for fault in _faults(shape, values))
    if findings:
        raise LineRefused(findings)
    return values


def line_of(text: str, key: str) -> int:
    """Return the first line that sets or opens ``key``, 0 when there is none."""
    named = re.compile(rf"""^\s*(\[+[\w.-]*)?["']?{re.escape(key)}["']?\s*(=|\]|\.)""")
    return next((number for number, line in enumerate(text.splitlines(), start=1) if named.search(line)), 0)


def _faults(shape: Shape, values: dict[str, Any]) -> list[ValidationError]:
    return sorted(_validator(shape).iter_errors(values), key=lambda fault: [str(part) for part in fault.absolute_path])


def _validator(shape: Shape) -> Validator:
    types = Draft202012Validator.TYPE_CHECKER.redefine(
        "moment", lambda _, value: isinstance(value, datetime) and value.tzinfo is not None
    )
    # The library searches; a key or a number pattern has to fit as a whole.
    made: Any = validators.extend(Draft202012Validator, {"pattern": _whole_pattern}, type_checker=types)  # type: ignore[no-untyped-call]
    validator: Validator = made(shape)
    return validator


def _whole_pattern(_: Validator, pattern: str, value: Any, __: Shape) -> Iterator[ValidationError]:
    if isinstance(value, str) and not re.fullmatch(pattern, value):
        yield ValidationError(value)


def _finding(path: str, text: str, fault: ValidationError) -> LineFinding:
    keys = [str(part) for part in fault.absolute_path]
    named = [key for key in keys if not key.isdigit()]
    return error(path, ".".join(keys), "manifest-shape", _sentence(fault), line_of(text, named[-1]) if named else 0)


def _sentence(fault: ValidationError) -> str:
    value: Any = fault.instance
    limit: Any = fault.validator_value
    known: Any = fault.schema
    match str(fault.validator):
        case "required":
            missing = "、".join(key for key in limit if key not in value)
            return f"缺少 {missing}"
        case "additionalProperties":
            unknown = "、".join(key for key in value if key not in known["properties"])
            return f"不认识的项：{unknown}"
        case "type":
            wanted = " 或 ".join(_TYPES[name] for name in ([limit] if isinstance(limit, str) else limit))
            return f"应为{wanted}"
        case "enum":
            return f"只能是 {'、'.join(limit)}，现在是 {value}"
        case "pattern":
            return f"写法不对：{value}"
        case _:
            return "为空、过长、超出范围或不该出现"
