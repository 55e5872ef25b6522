"""The shape of `line.toml`, `roles.toml` and scenarios: which keys there are and what their values look like."""

from typing import Any

Shape = dict[str, Any]

_TEXT: Shape = {"type": "string", "minLength": 1, "maxLength": 1000}
_KEY: Shape = {"type": "string", "pattern": r"[a-z][a-z0-9-]{0,49}"}
_NOTICE_KEY: Shape = {"type": "string", "pattern": r"[a-z0-9][a-z0-9-]{0,49}"}
_NAME: Shape = {"type": "string", "pattern": r"[a-z][a-z0-9_]{0,39}"}
_KEYS: Shape = {"propertyNames": _KEY}
_MOMENT: Shape = {"type": "moment"}
_YES_OR_NO: Shape = {"type": "boolean"}
_PARAGRAPHS: Shape = {"type": "array", "items": _TEXT, "minItems": 1}
# A number pattern names the year and the running number, which the counter of that year gives.
_NUMBER: Shape = {"type": "string", "pattern": r"[A-Za-z0-9-]*\{year\}[A-Za-z0-9-]*\{sequence:0[1-9]\}"}


def _table(required: dict[str, Shape], optional: dict[str, Shape] | None = None) -> Shape:
    return {
        "type": "object",
        "required": list(required),
        "properties": required | (optional or {}),
        "additionalProperties": False,
    }


_NOTICE = _table(
    {"key": _NOTICE_KEY, "title": _TEXT, "published": _MOMENT, "opens": _MOMENT, "body": _PARAGRAPHS},
    {"closes": _MOMENT},
)
_CERTIFICATE = _table(
    {"title": _TEXT, "document": _KEY, "number": _NUMBER, "level": _NAME},
    {"valid_years": {"type": "integer", "minimum": 1, "maximum": 100}},
)
_CONDITION = _table({"text": _TEXT, "source": _TEXT}, {"example": _YES_OR_NO})

MANIFEST: Shape = _table(
    {
        "key": _KEY,
        "title": _TEXT,
        "summary": _TEXT,
        "diagram": {"type": "string", "pattern": r"[a-z0-9-]+\.bpmn"},
        "authority": _TEXT,
        "hotline": _TEXT,
        "starter": {"enum": ["person", "unit"]},
        "one_open_case": _YES_OR_NO,
        "correction_days": {"type": "integer", "minimum": 1, "maximum": 250},
        "number_pattern": _NUMBER,
        "notices": {"type": "array", "items": _NOTICE, "minItems": 1},
    },
    {
        "requires": {"type": "array", "items": {"enum": ["verified", "unit-binding"]}, "uniqueItems": True},
        "withdrawal": _YES_OR_NO,
        "overview": _KEY,
        "documents": {"type": "object", **_KEYS, "additionalProperties": _TEXT},
        "certificates": {"type": "object", **_KEYS, "additionalProperties": _CERTIFICATE},
        "texts": {
            "type": "object",
            "propertyNames": _NAME,
            "properties": {"usual_opinions": _PARAGRAPHS},
            "additionalProperties": {"type": ["string", "array"], "items": _TEXT},
        },
        "conditions": {"type": "array", "items": _CONDITION},
        "messages": {"type": "object", "additionalProperties": _table({"title": _TEXT, "text": _TEXT})},
        "facts": {"type": "object", "propertyNames": _NAME, "additionalProperties": _TEXT},
    },
)

_ROLE = _table(
    {"title": _TEXT, "scope": {"enum": ["applicant", "own-unit", "competent-unit", "office", "installation"]}},
    {"office": _KEY},
)
_ROLE["if"] = {"properties": {"scope": {"const": "office"}}}
_ROLE["then"] = {"required": ["office"]}
_ROLE["else"] = {"properties": {"office": False}}

ROLES: Shape = _table({"roles": {"type": "object", **_KEYS, "additionalProperties": _ROLE}})

_TASK: Shape = {"type": "string", "pattern": r"[A-Za-z_][\w.-]*#[1-9][0-9]*"}
_EXPECTATION = _table({"open": {"type": "array", "items": _TASK}}, {"status": _TEXT, "ended": _TEXT})
_STEP = _table(
    {"actor": _KEY, "task": _TASK, "expect": _EXPECTATION},
    {
        "outcome": _KEY,
        "opinion": _TEXT,
        "marks": {"type": "array", "items": {"type": "array", "items": _TEXT, "minItems": 1, "maxItems": 3}},
        "save_only": _YES_OR_NO,
        "answers": {"type": "object"},
        "answers_file": {"type": "string", "pattern": r"answers/[a-z0-9-]+\.json"},
    },
)

SCENARIO: Shape = _table(
    {
        "title": _TEXT,
        "applicant": _KEY,
        "notice": _NOTICE_KEY,
        "steps": {"type": "array", "items": _STEP, "minItems": 1},
    }
)

_UNIT = _table(
    {"id": _KEY, "name": _TEXT}, {"kind": _KEY, "credit_code": _TEXT, "parent": _KEY, "signed_in": _YES_OR_NO}
)
_SEAT: Shape = {"type": "array", "items": _KEY, "minItems": 2, "maxItems": 2}
_PERSON = _table(
    {"id": _KEY, "name": _TEXT, "account": _TEXT},
    {
        "seats": {"type": "array", "items": _SEAT},
        "units": {"type": "array", "items": _KEY},
        "verified": _YES_OR_NO,
        "profile": {"type": "object", "additionalProperties": _TEXT},
    },
)
DEMO: Shape = _table({"units": {"type": "array", "items": _UNIT}, "people": {"type": "array", "items": _PERSON}})

OFFICE: Shape = _table({"name": _TEXT, "system": _TEXT, "hotline": _TEXT}, {"hours": _TEXT, "footer": _PARAGRAPHS})

_FACTS: Shape = {"type": "object"}
_PLACE: Shape = {"type": "string", "pattern": r"[^\s#]{1,200}(#[0-9]{1,6})?"}
# What one step of a played diagram does: exactly one of the first three says where.
_INPUT: Shape = {
    **_table({}, {"task": _PLACE, "timer": _PLACE, "event": _PLACE, "outcome": _TEXT, "error": _TEXT, "facts": _FACTS}),
    "oneOf": [{"required": ["task"]}, {"required": ["timer"]}, {"required": ["event"]}],
}
INPUTS: Shape = _table(
    {}, {"process": _TEXT, "start": _TEXT, "facts": _FACTS, "steps": {"type": "array", "items": _INPUT}}
)
