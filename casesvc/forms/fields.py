"""A field of a form: its kind, its options or slot, and when it is shown; read from its schema."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from casesvc.forms.patterns import pattern_fault
from casesvc.forms.refusal import Findings
from casesvc.forms.subset import TEXT_CAP

Codes = Mapping[str, Sequence[Mapping[str, str]]]
Kind = Literal["text", "choice", "number", "yes or no", "choices", "slot"]
Widget = Literal["text", "textarea", "select", "radio", "checkbox", "date", "number", "files"]


@dataclass(frozen=True)
class Option:
    """One of the values a choice offers. ``value`` is a text, or true and false of a yes-or-no field."""

    value: str | bool
    title: str


@dataclass(frozen=True)
class Slot:
    """What may be attached: media types, size of each file, number of files."""

    accept: tuple[str, ...]
    max_mb: float
    min_files: int
    max_files: int


@dataclass(frozen=True)
class Condition:
    """The ``if`` of a conditional. ``scope``: it looks at the whole form, or at the module or row it stands in."""

    scope: Literal["form", "module"]
    schema: Mapping[str, Any]


@dataclass(frozen=True)
class Field:
    """One question. Shown always or while any of ``show_if`` holds; required always or while any of ``required_if``."""

    key: str
    title: str
    kind: Kind
    widget: Widget
    required: bool = False
    options: tuple[Option, ...] = ()
    slot: Slot | None = None
    format: str | None = None
    min_length: int = 0
    max_length: int | None = None
    pattern: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    help: str | None = None
    example: str | None = None
    purpose: str | None = None
    prefill: str | None = None
    route: bool = False
    fixed: bool = False
    messages: Mapping[str, str] = field(default_factory=dict)
    show_if: tuple[Condition, ...] = ()
    required_if: tuple[Condition, ...] = ()
    always_shown: bool = False


def kind_of(schema: Mapping[str, Any]) -> Kind:
    """Which kind of field a schema describes; the kind decides which keys it may have."""
    match schema.get("type"):
        case "array":
            return "slot" if "x-slot" in schema else "choices"
        case "boolean":
            return "yes or no"
        case "number" | "integer":
            return "number"
        case _:
            return "choice" if schema.keys() & {"enum", "oneOf", "x-codes"} else "text"


def read_field(key: str, schema: object, codes: Codes, pointer: str, findings: Findings) -> Field:
    """A field from its schema; whatever is not in the subset goes to ``findings``."""
    kind = kind_of(schema) if isinstance(schema, Mapping) else "text"
    usable = findings.check(kind, schema, pointer)
    length = usable.get("maxLength", TEXT_CAP) if kind == "text" else None
    options = _options(kind, usable, codes, pointer, findings)
    if fault := pattern_fault(usable.get("pattern", "")):
        findings.add(f"{pointer}/pattern", fault)
    return Field(
        key=key,
        title=usable.get("title", key),
        kind=kind,
        widget=usable.get("x-widget") or _widget(kind, usable, len(options)),
        options=options,
        slot=_slot(usable, pointer, findings) if kind == "slot" else None,
        format=usable.get("format"),
        min_length=usable.get("minLength", 0),
        max_length=length,
        pattern=usable.get("pattern"),
        minimum=usable.get("minimum"),
        maximum=usable.get("maximum"),
        help=usable.get("x-help"),
        example=usable.get("x-example"),
        purpose=usable.get("x-purpose"),
        prefill=usable.get("x-prefill"),
        route=usable.get("x-route", False),
        fixed=usable.get("x-fixed", False),
        messages=usable.get("x-messages", {}),
        always_shown=usable.get("x-always-shown", False),
    )


_WIDGETS: dict[Kind, Widget] = {"slot": "files", "choices": "checkbox", "number": "number"}


def _widget(kind: Kind, schema: Mapping[str, Any], options: int) -> Widget:
    match kind:
        case "slot" | "choices" | "number":
            return _WIDGETS[kind]
        case "yes or no":
            return "checkbox" if "const" in schema else "radio"
        case "choice":
            return "radio" if options <= 3 else "select"
        case _ if schema.get("format") in {"date", "year-month"}:
            return "date"
        case _:
            return "textarea" if schema.get("maxLength", TEXT_CAP) > TEXT_CAP else "text"


def _options(
    kind: Kind, schema: Mapping[str, Any], codes: Codes, pointer: str, findings: Findings
) -> tuple[Option, ...]:
    if kind == "yes or no":
        return (Option(True, "是"), Option(False, "否"))
    if kind == "choices":
        schema = findings.check("choices item", schema.get("items", {}), f"{pointer}/items")
        pointer = f"{pointer}/items"
    elif kind != "choice":
        return ()
    sources = schema.keys() & {"enum", "oneOf", "x-codes"}
    if len(sources) != 1:
        findings.add(pointer, "enum、oneOf、x-codes 应恰好写一个")
    if "x-codes" in schema and schema["x-codes"] not in codes:
        findings.add(f"{pointer}/x-codes", f"没有代码表 {schema['x-codes']}")
    listed = schema.get("oneOf") or codes.get(schema.get("x-codes", ""), ())
    options = tuple(Option(entry["const"], entry["title"]) for entry in listed)
    options = options or tuple(Option(value, value) for value in schema.get("enum", ()))
    if len({option.value for option in options}) != len(options):
        findings.add(pointer, "选项的值有重复")
    return options


def _slot(schema: Mapping[str, Any], pointer: str, findings: Findings) -> Slot:
    rules = findings.check("x-slot", schema.get("x-slot"), f"{pointer}/x-slot")
    slot = Slot(
        tuple(rules.get("accept", ())), rules.get("max_mb", 0), schema.get("minItems", 0), schema.get("maxItems", 0)
    )
    if slot.min_files > slot.max_files:
        findings.add(f"{pointer}/minItems", "minItems 大于 maxItems")
    return slot
