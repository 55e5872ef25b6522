"""Refusing a form file: what is not in the declared subset, by name and with its place."""

from collections.abc import Mapping
from typing import Any

from casesvc.forms.subset import DEMANDED, PLACES
from casesvc.forms.validator import compiled


class FormRefused(Exception):
    """The form cannot be published. ``findings``: one sentence each, beginning with a JSON pointer."""

    def __init__(self, findings: list[str]) -> None:
        super().__init__("；".join(findings))
        self.findings = findings


class Findings:
    """Collects what is wrong while a form is read, so that its author sees everything at once."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def add(self, pointer: str, text: str) -> None:
        """Note a sentence about the place at this JSON pointer."""
        finding = f"{pointer or '/'}：{text}"
        if finding not in self.found:
            self.found.append(finding)

    def check(self, place: str, schema: object, pointer: str) -> Mapping[str, Any]:
        """Check a place's keys against the subset; returns the keys that are usable."""
        if not isinstance(schema, Mapping):
            self.add(pointer, "应为对象")
            return {}
        for key in DEMANDED.get(place, ()):
            if key not in schema:
                self.add(pointer, f"缺少 {key}")
        return {key: value for key, value in schema.items() if self._usable(place, key, value, f"{pointer}/{at(key)}")}

    def _usable(self, place: str, key: str, value: object, pointer: str) -> bool:
        if key not in PLACES[place]:
            self.add(pointer, f"不支持 {key}")
            return False
        errors = _CHECKED[place][key](value)
        for error in errors:
            inner = "".join(f"/{at(str(part))}" for part in error.absolute_path)
            self.add(pointer + inner, _explanation(str(error.validator), error.validator_value, key))
        return not errors


def at(key: str) -> str:
    """A key as a part of a JSON pointer (RFC 6901)."""
    return key.replace("~", "~0").replace("/", "~1")


def _explanation(keyword: str, expected: object, key: str) -> str:
    if keyword == "required" and isinstance(expected, list):
        return f"{key} 缺少 {'、'.join(expected)} 之一"
    if isinstance(expected, list):
        expected = "、".join(str(choice) for choice in expected)
    return _EXPLANATIONS.get(keyword, "{key} 不符合 {keyword}：{expected}").format(
        key=key, keyword=keyword, expected=expected
    )


_EXPLANATIONS = {
    "enum": "{key} 只能是 {expected}",
    "const": "{key} 只能是 {expected}",
    "pattern": "{key} 的写法应符合 {expected}",
    "type": "{key} 的类型应为 {expected}",
    "additionalProperties": "{key} 里有不支持的项目",
}
_CHECKED = {place: {key: compiled(schema) for key, schema in keys.items()} for place, keys in PLACES.items()}
