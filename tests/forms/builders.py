"""Forms and answers for the tests: readable defaults, overridden by keyword."""

import json
import tomllib
from pathlib import Path
from random import Random
from typing import Any

from casesvc.forms.form import Field, Form, Module, read_form

ROOT = Path(__file__).parents[2]
CODES = {"sex": [{"const": "1", "title": "男"}, {"const": "2", "title": "女"}]}
ID_NUMBER = "11010519491231002X"  # the sample of GB 11643: a woman born 1949-12-31


def a_text(title: str = "姓名", **keys: Any) -> dict[str, Any]:
    return {"title": title, "type": "string", **keys}


def a_slot(title: str = "证明", *, most: int = 3, least: int = 0, **keys: Any) -> dict[str, Any]:
    rules = {"accept": ["image/jpeg", "application/pdf"], "max_mb": 10}
    return {"title": title, "type": "array", "x-slot": rules, "maxItems": most, "minItems": least, **keys}


def a_module(title: str = "基本信息", /, required: tuple[str, ...] = (), **fields: Any) -> dict[str, Any]:
    return {"title": title, "type": "object", "required": list(required), "properties": fields}


def rows(
    title: str = "学习经历", /, required: tuple[str, ...] = (), limits: Any = None, **fields: Any
) -> dict[str, Any]:
    items = {"type": "object", "required": list(required), "properties": fields}
    return {"title": title, "type": "array", "items": items, **(limits or {})}


def a_document(modules: dict[str, Any], required: tuple[str, ...] = (), **keys: Any) -> dict[str, Any]:
    return {"title": "申报", "type": "object", "properties": modules, "required": list(required), **keys}


def a_form(modules: dict[str, Any], required: tuple[str, ...] = (), **keys: Any) -> Form:
    return read_form(a_document(modules, required, **keys), CODES)


def one_field(field: dict[str, Any], *, needed: bool = False) -> Form:
    """A form with the one field `basic.it`."""
    return a_form({"basic": a_module("基本信息", ("it",) if needed else (), it=field)}, ("basic",))


def a_file(name: str = "证书.pdf", **keys: Any) -> dict[str, Any]:
    return {"id": name, "name": name, "size": 1000, "type": "application/pdf", "digest": f"sha256:{name}", **keys}


def when(field: str, value: object) -> dict[str, Any]:
    """An `if`: the field has this value."""
    return {"required": [field], "properties": {field: {"const": value}}}


def when_in(module: str, field: str, value: object) -> dict[str, Any]:
    """An `if` of the root: the field of the module has this value."""
    return {"required": [module], "properties": {module: when(field, value)}}


def trial_form() -> Form:
    """The form of the marking trial: three modules and rows, one module depending on another."""
    basic = a_module(
        "基本信息",
        ("source", "enterprise"),
        source={"title": "人才来源", "enum": ["引进人才", "省内人才"]},
        origin=a_text("从何地（单位）引进"),
        enterprise={"title": "是否企业人才", "type": "boolean"},
        photo=a_slot("个人照片", most=1),
    )
    basic |= {"if": when("source", "引进人才"), "then": {"required": ["origin"]}}
    study = rows(
        "学习经历",
        ("school", "files"),
        {"minItems": 1, "maxItems": 3},
        school=a_text("毕业学校"),
        files=a_slot("学历证明", least=1),
    )
    modules = {
        "basic": basic,
        "study": study,
        "enterprise": rows("企业人才业绩", ("year",), year={"title": "年度", "type": "integer"}),
        "results": a_module("创新创业成果", ("text",), text=a_text("创新创业成果", maxLength=500)),
    }
    condition = {"if": when_in("basic", "enterprise", True), "then": {"required": ["enterprise"]}}
    return a_form(modules, ("basic", "study", "results"), **condition)


def linked_form() -> Form:
    """Four modules, each needing the one before by a root condition, two of them compared by a check."""

    def choice(title: str) -> dict[str, Any]:
        return {"title": title, "enum": ["有", "无"]}

    modules = {
        "first": a_module("甲", ("has",), has=choice("甲有无"), start=a_text("开始", format="date"), scan=a_slot()),
        "second": a_module("乙", (), has=choice("乙有无"), note=a_text("乙说明"), end=a_text("结束", format="date")),
        "third": rows("丙", ("name",), {"maxItems": 2}, name=a_text("名称"), files=a_slot()),
        "fourth": a_module("丁", (), reason=a_text("丁说明")),
        "apart": rows("戊", ("name",), {"minItems": 2, "maxItems": 4}, name=a_text("名称"), files=a_slot()),
    }
    conditions = [
        {
            "if": when_in("first", "has", "有"),
            "then": {"required": ["second"], "properties": {"second": {"required": ["has"]}}},
        },
        {
            "if": when_in("second", "has", "有"),
            "then": {"required": ["third"], "properties": {"second": {"required": ["note"]}}},
        },
        {
            "if": {"required": ["third"]},
            "then": {"required": ["fourth"], "properties": {"fourth": {"required": ["reason"]}}},
        },
    ]
    check = {"not-before": ["first.start", "second.end"]}
    return a_form(modules, ("first", "apart"), allOf=conditions, **{"x-checks": [check]})


def talent_tiers_form() -> Form:
    """The form of the talent-tiers line as it is published."""
    lists = (ROOT / "processes" / "codes").glob("*.toml")
    codes = {path.stem: tomllib.loads(path.read_text("utf-8"))["values"] for path in lists}
    return read_form(json.loads((ROOT / "forms" / "talent-tiers" / "application.json").read_text("utf-8")), codes)


def a_value(field: Field, chance: Random) -> Any:
    """A value the field accepts; those that checks compare fit together."""
    if field.slot:
        count = chance.randint(max(1, field.slot.min_files), min(3, field.slot.max_files))
        return [a_file(f"{chance.random()}.jpg", type=field.slot.accept[0]) for _ in range(count)]
    if field.kind == "yes or no":
        return True
    if field.kind == "number":
        return min(2000 + chance.randrange(90), int(field.maximum or 2090))
    if field.options:
        values = [option.value for option in field.options]
        value = "2" if field.title == "性别" else chance.choice(values)
        return [value] if field.kind == "choices" else value
    return _a_text_value(field, chance)


def _a_text_value(field: Field, chance: Random) -> str:
    if field.format == "date":
        decade = {"birth": 1949, "start": 2000}.get(field.key, 2010)
        return "1949-12-31" if field.key == "birth" else f"{decade + chance.randrange(10)}-01-31"
    samples = {"cn-id": ID_NUMBER, "cn-mobile": "13800000000"}
    return samples.get(field.format or "", f"文字{chance.randrange(10**6)}")


def a_row(module: Module, chance: Random, row_id: str) -> dict[str, Any]:
    return {"id": row_id, **values_of(module, chance)}


def values_of(module: Module, chance: Random) -> dict[str, Any]:
    return {field.key: a_value(field, chance) for field in module.fields}


def answers_for(form: Form, chance: Random) -> dict[str, Any]:
    """Answers with every module filled in (values whose condition is off among them)."""
    answers: dict[str, Any] = {}
    for module in form.modules:
        if module.kind == "object":
            answers[module.key] = values_of(module, chance)
        else:
            count = chance.randint(max(1, module.min_rows), min(3, module.row_limit))
            answers[module.key] = [a_row(module, chance, f"{module.key}-{number}") for number in range(count)]
    return answers
