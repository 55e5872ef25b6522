"""The part of JSON Schema 2020-12 a form file may use: for each place, its keys and what a value of the key looks like.

`docs/forms.md` explains the same table to authors; a test keeps the two together. Whatever is not here is refused.
"""

from typing import Any

Values = dict[str, Any]

TEXT_CAP = 200
"""Characters a one-line text may have where its form says nothing."""
ROW_CAP = 50
"""Rows a module may have where its form says nothing."""
KEY_PATTERN = "[a-z][a-z0-9_]{0,39}"
"""Module and field keys; they become HTML names, mark paths and, with x-route, names in expressions."""

WIDGETS = ("text", "textarea", "select", "radio", "checkbox", "date", "number", "files")
FORMATS = ("cn-id", "cn-mobile", "date", "email", "uscc", "year-month")
CHECKS = ("not-before", "id-matches-birth", "id-matches-sex", "warn-if-empty")
MESSAGE_KEYS = (
    "required", "type", "enum", "const", "minLength", "maxLength", "pattern", "format",
    "minimum", "maximum", "minItems", "maxItems",
)  # fmt: skip
MEDIA_TYPES = {
    "application/pdf": "PDF",
    "image/jpeg": "JPG",
    "image/png": "PNG",
    "application/msword": "DOC",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "DOCX",
    "application/vnd.ms-excel": "XLS",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "XLSX",
}

_TEXT: Values = {"type": "string", "minLength": 1, "maxLength": 1000}
_KEY: Values = {"type": "string", "pattern": KEY_PATTERN}
_KEYS: Values = {"type": "array", "items": _KEY, "uniqueItems": True}
_COUNT: Values = {"type": "integer", "minimum": 0, "maximum": 1_000_000}
_TRUE: Values = {"const": True}
_OBJECT: Values = {"type": "object"}
_NAMED: Values = {"type": "object", "minProperties": 1}
_CONDITIONS: Values = {"type": "array", "items": {"type": "object", "required": ["if", "then"]}, "minItems": 1}
_REQUIRED_WITH: Values = {"type": "object", "propertyNames": _KEY, "additionalProperties": _KEYS}
_FIELD_PATH: Values = {"type": "string", "pattern": rf"{KEY_PATTERN}\.{KEY_PATTERN}"}
_TWO_FIELDS: Values = {"type": "array", "items": _FIELD_PATH, "minItems": 2, "maxItems": 2}
_MODULE_OR_FIELD: Values = {"type": "string", "pattern": rf"{KEY_PATTERN}(\.{KEY_PATTERN})?"}
_MESSAGES: Values = {"type": "object", "propertyNames": {"enum": list(MESSAGE_KEYS)}, "additionalProperties": _TEXT}

_COMMENT: Values = {"$comment": {"type": "string"}}
_CLOSED: Values = {"additionalProperties": {"const": False}}
_OBJECT_RULES: Values = {"properties": _NAMED, "required": _KEYS, "if": _OBJECT, "then": _OBJECT, "allOf": _CONDITIONS}
_FIELD: Values = {
    "title": _TEXT,
    "x-widget": {"enum": list(WIDGETS)},
    "x-help": _TEXT,
    "x-example": _TEXT,
    "x-purpose": _TEXT,
    "x-prefill": {"type": "string", "pattern": r"[a-z][a-z0-9_.-]{0,79}"},
    "x-messages": _MESSAGES,
    "x-always-shown": _TRUE,
    **_COMMENT,
}
_ROUTED: Values = {**_FIELD, "x-route": _TRUE, "x-fixed": _TRUE}
_CHOICE: Values = {
    "type": {"const": "string"},
    "enum": {"type": "array", "items": _TEXT, "minItems": 1, "uniqueItems": True},
    "oneOf": {
        "type": "array",
        "minItems": 1,
        "items": {
            "type": "object",
            "required": ["const", "title"],
            "properties": {"const": _TEXT, "title": _TEXT},
            "additionalProperties": False,
        },
    },
    "x-codes": {"type": "string", "pattern": r"[a-z0-9-]+(/[a-z0-9-]+)*"},
}
_LIMITS: Values = {"minItems": _COUNT, "maxItems": _COUNT}

PLACES: dict[str, Values] = {
    "form": {
        "$schema": {"const": "https://json-schema.org/draft/2020-12/schema"},
        "$id": {"type": "string", "pattern": r"[a-z0-9-]+/[a-z0-9-]+"},
        "title": _TEXT,
        "type": {"const": "object"},
        **_OBJECT_RULES,
        **_CLOSED,
        "x-steps": {"type": "array", "items": _OBJECT, "minItems": 1},
        "x-checks": {"type": "array", "items": _OBJECT},
        **_COMMENT,
    },
    "object module": {
        "title": _TEXT,
        "type": {"const": "object"},
        **_OBJECT_RULES,
        "dependentRequired": _REQUIRED_WITH,
        **_CLOSED,
        "x-module": _OBJECT,
        "x-always-shown": _TRUE,
        **_COMMENT,
    },
    "rows module": {
        "title": _TEXT,
        "type": {"const": "array"},
        "items": _OBJECT,
        **_LIMITS,
        "x-module": _OBJECT,
        "x-messages": _MESSAGES,
        "x-always-shown": _TRUE,
        **_COMMENT,
    },
    "row": {
        "type": {"const": "object"},
        **_OBJECT_RULES,
        "dependentRequired": _REQUIRED_WITH,
        **_CLOSED,
        **_COMMENT,
    },
    "text": {
        "type": {"const": "string"},
        "minLength": _COUNT,
        "maxLength": _COUNT,
        "pattern": _TEXT,
        "format": {"enum": list(FORMATS)},
        **_ROUTED,
    },
    "choice": {**_CHOICE, **_ROUTED},
    "number": {
        "type": {"enum": ["number", "integer"]},
        "minimum": {"type": "number"},
        "maximum": {"type": "number"},
        **_ROUTED,
    },
    "yes or no": {"type": {"const": "boolean"}, "const": _TRUE, **_ROUTED},
    "choices": {"type": {"const": "array"}, "items": _OBJECT, **_LIMITS, "uniqueItems": _TRUE, **_FIELD},
    "choices item": _CHOICE,
    "slot": {"type": {"const": "array"}, "x-slot": _OBJECT, **_LIMITS, **_FIELD},
    "x-slot": {
        "accept": {"type": "array", "items": {"enum": list(MEDIA_TYPES)}, "minItems": 1, "uniqueItems": True},
        "max_mb": {"type": "number", "exclusiveMinimum": 0, "maximum": 500},
    },
    "conditional": {"if": _OBJECT, "then": _OBJECT, **_COMMENT},
    "if": {"properties": _NAMED, "required": {**_KEYS, "minItems": 1}},
    "if value": {"const": {}, "enum": {"type": "array", "minItems": 1}, "contains": _OBJECT},
    "then": {"properties": _NAMED, "required": _KEYS},
    "then value": {
        "const": {},
        "enum": {"type": "array", "minItems": 1},
        "minLength": _COUNT,
        "maxLength": _COUNT,
        "minimum": {"type": "number"},
        "maximum": {"type": "number"},
        **_LIMITS,
    },
    "x-steps": {"key": _KEY, "title": _TEXT, "modules": {**_KEYS, "minItems": 1}, "help": _TEXT},
    "x-module": {"help": _TEXT, "after": _KEY},
    "x-checks": {
        "not-before": _TWO_FIELDS,
        "id-matches-birth": _TWO_FIELDS,
        "id-matches-sex": _TWO_FIELDS,
        "warn-if-empty": _MODULE_OR_FIELD,
        "if": _OBJECT,
        "message": _TEXT,
        "severity": {"enum": ["error", "warning"]},
    },
}

DEMANDED: dict[str, tuple[str, ...]] = {
    "form": ("title", "type", "properties"),
    "object module": ("title", "type", "properties"),
    "rows module": ("title", "type", "items"),
    "row": ("type", "properties"),
    "slot": ("title", "type", "x-slot", "maxItems"),
    "choices": ("title", "type", "items"),
    "text": ("title", "type"),
    "choice": ("title",),
    "number": ("title", "type"),
    "yes or no": ("title", "type"),
    "x-slot": ("accept", "max_mb"),
    "conditional": ("if", "then"),
    "if": ("required",),
    "x-steps": ("key", "title", "modules"),
}
"""Keys a place must have; the other keys are optional."""
