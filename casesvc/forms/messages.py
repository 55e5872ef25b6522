"""What people read when an answer is not right, by kind of field and keyword (wording: look and language, 8)."""

from collections.abc import Mapping
from typing import Any

from casesvc.forms.fields import Condition, Field, Slot
from casesvc.forms.form import Form
from casesvc.forms.formats import fault
from casesvc.forms.modules import Module
from casesvc.forms.subset import MEDIA_TYPES
from casesvc.forms.text import length

CODES = {
    "required": "missing", "dependentRequired": "missing", "const": "missing", "type": "wrong-type",
    "enum": "not-offered", "minLength": "too-short", "maxLength": "too-long", "pattern": "wrong-form",
    "format": "wrong-form", "minimum": "too-small", "maximum": "too-large", "minItems": "too-few",
    "maxItems": "too-many", "uniqueItems": "repeated", "additionalProperties": "unknown",
}  # fmt: skip
"""What a finding is called in code and in answers of the interface, by keyword of the schema."""

_SENTENCES = {
    "minLength": "{title}至少 {limit} 字，现在 {now} 字",
    "maxLength": "{title}最多 {limit} 字，现在 {now} 字，请删去 {over} 字",
    "pattern": "{title}的格式不对{example}",
    "minimum": "{title}不能小于 {limit}，现在是 {now}",
    "maximum": "{title}不能大于 {limit}，现在是 {now}",
    "enum": "请从选项中选择{title}",
    "uniqueItems": "{title}有重复的选项，请核对",
}
_LIST_SENTENCES = {
    ("slot", "minItems"): "{title}至少上传 {limit} 个附件，现在 {now} 个",
    ("slot", "maxItems"): "{title}最多上传 {limit} 个附件，现在 {now} 个，请删去 {over} 个",
    ("rows", "minItems"): "{title}至少填写 {limit} 条，现在 {now} 条",
    ("rows", "maxItems"): "{title}最多填写 {limit} 条，现在 {now} 条，请删去 {over} 条",
    ("choices", "minItems"): "{title}至少选择 {limit} 项，现在 {now} 项",
    ("choices", "maxItems"): "{title}最多选择 {limit} 项，现在 {now} 项，请去掉 {over} 项",
}
_TYPES = {"number": "应为数字", "integer": "应为整数"}
_TYPE_EXAMPLES = {"number": "12.5", "integer": "12"}


def missing(field: Field, reason: str = "") -> str:
    """A required field is empty; ``reason``: the condition that requires it, e.g. 人才来源为“引进人才”时."""
    if own := field.messages.get("required"):
        return _filled(own, field.title)
    if field.kind == "yes or no" and field.widget == "checkbox":
        return f"请勾选“{field.title}”"
    verb = {"files": "请上传", "select": "请选择", "radio": "请选择", "checkbox": "请选择"}.get(field.widget, "请填写")
    return f"{reason}，{verb}{field.title}" if reason else f"{verb}{field.title}"


def missing_module(module: Module, reason: str = "") -> str:
    """A required module of rows has no row."""
    if own := (module.messages or {}).get("required"):
        return _filled(own, module.title)
    sentence = f"请填写{module.title}，至少 {max(1, module.min_rows)} 条"
    return f"{reason}，{sentence}" if reason else sentence


def field_message(field: Field, keyword: str, limit: Any, value: object) -> str:
    """A field's value does not satisfy this keyword with this limit."""
    if keyword == "const" or (keyword == "minLength" and isinstance(value, str) and not value.strip()):
        return missing(field)
    now = _measure(value)
    if own := field.messages.get(keyword):
        return _filled(own, field.title, limit, now)
    if keyword == "format" and isinstance(value, str):
        return fault(limit, field.title, value) or ""
    if keyword == "type":
        example = field.example or _TYPE_EXAMPLES.get(limit)
        return f"{field.title}{_TYPES.get(limit, '的内容无法识别，请重新填写')}" + (
            f"，例如 {example}" if example else ""
        )
    sentence = _LIST_SENTENCES.get((field.kind, keyword)) or _SENTENCES.get(keyword, "{title}不符合要求，请核对")
    return _filled(sentence, field.title, limit, now, field.example)


def module_message(module: Module, keyword: str, limit: Any, value: object) -> str:
    """A module of rows has too few or too many, or is no list at all."""
    if own := (module.messages or {}).get(keyword):
        return _filled(own, module.title, limit, _measure(value))
    sentence = _LIST_SENTENCES.get(("rows", keyword), "{title}的内容无法识别，请重新填写")
    return _filled(sentence, module.title, limit, _measure(value))


def file_message(slot: Slot, keyword: str, file: Mapping[str, Any]) -> str:
    """An attachment's type or size is not what its slot takes."""
    name = f"“{file.get('name', '')}”"
    if keyword == "enum":
        return f"{name}的格式不能用，请上传 {accepted(slot)}"
    if keyword == "maximum":
        return f"{name}有 {_megabytes(file['size'])} MB，每个不能超过 {slot.max_mb:g} MB，请压缩后上传"
    return f"{name}没有传完整，请删除后重新上传"


def accepted(slot: Slot) -> str:
    """The file formats a slot takes: JPG、PNG、PDF."""
    return "、".join(MEDIA_TYPES[media_type] for media_type in slot.accept)


def reason_of(form: Form, module: Module, condition: Condition) -> str:
    """A condition in words: 人才来源为“引进人才”时."""
    if condition.scope == "module":
        return f"{'、'.join(_looked_at(module, condition.schema))}时"
    parts: list[str] = []
    for key in condition.schema["required"]:
        other, inner = form.module(key), condition.schema.get("properties", {}).get(key)
        if other:
            parts += _looked_at(other, inner) if inner else [f"填写了{other.title}"]
    return f"{'、'.join(parts)}时"


def _looked_at(module: Module, schema: Mapping[str, Any]) -> list[str]:
    fields = [field for field in module.fields if field.key in schema["required"]]
    return [_expectation(field, schema.get("properties", {}).get(field.key)) for field in fields]


def _expectation(field: Field, rule: Mapping[str, Any] | None) -> str:
    if rule is None:
        return f"填写了{field.title}"
    rule = rule.get("contains", rule)
    values = [rule["const"]] if "const" in rule else rule["enum"]
    titles = {option.value: option.title for option in field.options}
    return f"{field.title}为{'或'.join(f'“{titles.get(value, value)}”' for value in values)}"


def _measure(value: object) -> Any:
    if isinstance(value, str):
        return length(value)
    return len(value) if isinstance(value, list) else value


def _filled(sentence: str, title: str, limit: Any = "", now: Any = "", example: str | None = None) -> str:
    over = now - limit if isinstance(now, int | float) and isinstance(limit, int | float) else ""
    parts = {
        "title": title,
        "limit": limit,
        "now": now,
        "over": over,
        "example": f"，例如 {example}" if example else "",
    }
    for name, part in parts.items():
        sentence = sentence.replace(f"{{{name}}}", str(part))
    return sentence


def _megabytes(size: int) -> str:
    """Rounded up to a tenth, so that 10.01 MB does not read as 10."""
    return f"{-(-size * 10 // (1024 * 1024)) / 10:g}"
