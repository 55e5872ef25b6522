"""The plain JSON Schema of a form: code lists, rows, slots and caps written out, page keys left out."""

from collections.abc import Iterable, Mapping
from typing import Any

from casesvc.forms.fields import Field, Slot
from casesvc.forms.modules import Module

Schema = dict[str, Any]
ROW_ID = {"type": "string", "pattern": "[A-Za-z0-9_-]{1,40}"}
_RULES = ("required", "if", "then", "allOf", "dependentRequired")
_LIMITS = ("minItems", "maxItems", "uniqueItems")


def validating_schema(document: Mapping[str, Any], modules: Iterable[Module]) -> Schema:
    """The schema the answers are checked against. ``document`` has passed the subset check."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": document["title"],
        "type": "object",
        "properties": {module.key: _module(module, document["properties"][module.key]) for module in modules},
        "additionalProperties": False,
        **_rules(document),
    }


def _module(module: Module, schema: Mapping[str, Any]) -> Schema:
    if module.kind == "object":
        return {"title": module.title, **_object(module.fields, schema)}
    row = _object(module.fields, schema["items"])
    row["properties"] = {"id": ROW_ID, **row["properties"]}
    row["required"] = ["id", *row.get("required", [])]
    return {
        "title": module.title,
        "type": "array",
        "items": row,
        "minItems": module.min_rows,
        "maxItems": module.row_limit,
    }


def _object(fields: Iterable[Field], schema: Mapping[str, Any]) -> Schema:
    properties = {field.key: _field(field, schema["properties"][field.key]) for field in fields}
    return {"type": "object", "properties": properties, "additionalProperties": False, **_rules(schema)}


def _rules(schema: Mapping[str, Any]) -> Schema:
    return {key: schema[key] for key in _RULES if key in schema}


def _field(field: Field, schema: Mapping[str, Any]) -> Schema:
    plain: Schema = {"title": field.title, "type": schema.get("type", "string")}
    values = [option.value for option in field.options]
    match field.kind:
        case "text":
            kept = {key: schema[key] for key in ("pattern", "format") if key in schema}
            return {**plain, "minLength": max(1, field.min_length), "maxLength": field.max_length, **kept}
        case "choice":
            return {**plain, "enum": values}
        case "choices":
            items = {"type": "string", "enum": values}
            return {**plain, "items": items, "uniqueItems": True, **_kept(schema, _LIMITS)}
        case "slot":
            return {**plain, "items": file_schema(field.slot) if field.slot else {}, **_kept(schema, _LIMITS)}
        case _:
            return {**plain, **_kept(schema, ("const", "minimum", "maximum"))}


def _kept(schema: Mapping[str, Any], keys: Iterable[str]) -> Schema:
    return {key: schema[key] for key in keys if key in schema}


def file_schema(slot: Slot) -> Schema:
    """One attachment as it stands in the answers (the bytes are elsewhere, under the digest)."""
    return {
        "type": "object",
        "required": ["id", "name", "size", "type", "digest"],
        "properties": {
            "id": {"type": "string", "minLength": 1, "maxLength": 64},
            "name": {"type": "string", "minLength": 1, "maxLength": 255},
            "size": {"type": "integer", "minimum": 1, "maximum": int(slot.max_mb * 1024 * 1024)},
            "type": {"enum": list(slot.accept)},
            "digest": {"type": "string", "minLength": 1, "maxLength": 200},
        },
        "additionalProperties": False,
    }
