"""Invented answers for the development gallery, made from a form alone: filled, faulty, returned."""

from collections.abc import Mapping
from typing import Any

from casesvc.forms.fields import Field
from casesvc.forms.form import Form
from casesvc.forms.modules import Module

LONG_NAME = "阿卜杜拉·买买提江·艾尔肯"
BY_FORMAT = {
    "cn-id": "11010519491231002X",
    "cn-mobile": "13412342055",
    "date": "2020-06-30",
    "email": "𠮷田@example.cn",
    "uscc": "91110000600037341L",
    "year-month": "2020-06",
}


def filled_answers(form: Form) -> dict[str, Any]:
    """Answers with every field filled; modules of rows have two rows, or one where only one is allowed."""
    return {module.key: _content(module) for module in form.modules}


def faulty_answers(form: Form) -> dict[str, Any]:
    """Answers with a wrong value wherever a format could be wrong, and nothing else filled."""
    return {
        module.key: {field.key: "12345" for field in module.fields if field.format}
        for module in form.modules
        if module.kind == "object"
    }


def returned_marks(form: Form) -> Mapping[tuple[str, ...], str]:
    """Marks as a reviewer sets them: the first module, one row, and one slot of another row."""
    marks: dict[tuple[str, ...], str] = {(form.modules[0].key,): "工作单位名称与公章不一致，请核对后修改。"}
    for module in form.modules:
        if module.kind == "rows":
            marks[(module.key, "r1")] = "起止时间与证明材料不符。"
            marks |= {(module.key, "r2", slot.key): "扫描件看不清，请重新上传。" for slot in module.slots}
            break
    return marks


def _content(module: Module) -> Any:
    if module.kind == "object":
        return _values(module)
    return [{"id": f"r{number}", **_values(module)} for number in range(1, min(2, module.row_limit) + 1)]


def _values(module: Module) -> dict[str, Any]:
    return {field.key: _value(field) for field in module.fields}


def _value(field: Field) -> Any:
    if field.slot:
        name = f"{field.title}.{'pdf' if 'application/pdf' in field.slot.accept else 'jpg'}"
        return [{"id": "f1", "name": name, "size": 823_412, "type": field.slot.accept[0], "digest": "0" * 64}]
    match field.kind:
        case "choice" | "yes or no":
            return field.options[0].value
        case "choices":
            return [option.value for option in field.options[:2]]
        case "number":
            return 3
        case _:
            return BY_FORMAT.get(field.format or "") or _text(field)


def _text(field: Field) -> str:
    if field.widget == "textarea":
        return "主持完成省级科研项目两项，解决了生产线上的关键工艺问题，成果已在三家企业应用。\n" * 2
    return field.example or (LONG_NAME if "姓名" in field.title else "北辰理工大学")[: field.max_length]
