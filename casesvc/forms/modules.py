"""A module of a form: an object of fields or rows of fields; read from its schema."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from casesvc.forms.conditionals import Consequences, read_in_module
from casesvc.forms.fields import Codes, Condition, Field, read_field
from casesvc.forms.refusal import Findings, at
from casesvc.forms.subset import KEY_PATTERN, ROW_CAP
from casesvc.forms.validator import satisfies


@dataclass(frozen=True)
class Module:
    """A section of a form. ``depends``: the modules whose change may make this one wrong or incomplete."""

    key: str
    title: str
    kind: Literal["object", "rows"]
    fields: tuple[Field, ...]
    required: bool = False
    min_rows: int = 0
    max_rows: int | None = None
    help: str | None = None
    after: str | None = None
    depends: frozenset[str] = frozenset()
    messages: Mapping[str, str] | None = None
    show_if: tuple[Condition, ...] = ()
    required_if: tuple[Condition, ...] = ()
    always_shown: bool = False

    def field(self, key: str) -> Field | None:
        """The field of this key, None if there is none."""
        return next((field for field in self.fields if field.key == key), None)

    @property
    def row_limit(self) -> int:
        """Rows it may have: its own maximum, or the technical cap."""
        return ROW_CAP if self.max_rows is None else self.max_rows

    @property
    def slots(self) -> tuple[Field, ...]:
        """Its fields that hold attachments."""
        return tuple(field for field in self.fields if field.slot)


def read_module(
    key: str, schema: object, codes: Codes, *, required: bool, into: Consequences, findings: Findings
) -> Module:
    """A module from its schema; its conditionals go to ``into``, what is not in the subset to ``findings``."""
    pointer = f"/properties/{at(key)}"
    rows = isinstance(schema, Mapping) and schema.get("type") == "array"
    usable = findings.check("rows module" if rows else "object module", schema, pointer)
    inner_pointer = f"{pointer}/items" if rows else pointer
    inner = findings.check("row", usable.get("items"), inner_pointer) if rows else usable
    page = findings.check("x-module", usable.get("x-module", {}), f"{pointer}/x-module")
    _check_key(key, pointer, findings)
    return Module(
        key=key,
        title=usable.get("title", key),
        kind="rows" if rows else "object",
        fields=_read_fields(key, inner, codes, into, pointer=inner_pointer, findings=findings, rows=rows),
        required=required,
        min_rows=usable.get("minItems", 0),
        max_rows=usable.get("maxItems"),
        help=page.get("help"),
        after=page.get("after"),
        messages=usable.get("x-messages"),
        always_shown=usable.get("x-always-shown", False),
    )


def _read_fields(
    module: str,
    schema: Mapping[str, Any],
    codes: Codes,
    into: Consequences,
    *,
    pointer: str,
    findings: Findings,
    rows: bool,
) -> tuple[Field, ...]:
    fields: dict[str, Field] = {}
    required = schema.get("required", [])
    for key, inner in schema.get("properties", {}).items():
        place = f"{pointer}/properties/{at(key)}"
        _check_key(key, place, findings)
        field = read_field(key, inner, codes, place, findings)
        if rows and (field.route or key == "id"):
            findings.add(place, "x-route 不能用于各条记录" if field.route else "id 由系统编写")
        fields[key] = replace(field, required=key in required)
    for name in sorted(set(required) - fields.keys()):
        findings.add(f"{pointer}/required", f"没有字段 {name}")
    read_in_module(module, schema, fields, into, pointer=pointer, findings=findings)
    return tuple(fields.values())


def _check_key(key: str, pointer: str, findings: Findings) -> None:
    if not satisfies({"pattern": KEY_PATTERN}, key):
        findings.add(pointer, "键应为小写字母、数字和 _，以字母开头")


def with_consequences(module: Module, consequences: Consequences) -> Module:
    """The module and its fields, told by what they are shown and required."""

    def told(field: Field) -> Field:
        path = (module.key, field.key)
        shown = () if field.required or field.always_shown else tuple(consequences.shown.get(path, ()))
        return replace(field, show_if=shown, required_if=tuple(consequences.required.get(path, ())))

    path = (module.key,)
    return replace(
        module,
        fields=tuple(told(field) for field in module.fields),
        show_if=() if module.required or module.always_shown else tuple(consequences.shown.get(path, ())),
        required_if=tuple(consequences.required.get(path, ())),
    )
