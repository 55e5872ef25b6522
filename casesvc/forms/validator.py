"""The one place where JSON Schema is evaluated: jsonschema with whole-text patterns, our counting and our formats."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker, ValidationError, validators

from casesvc.forms.formats import fault
from casesvc.forms.subset import FORMATS
from casesvc.forms.text import length


def compiled(schema: Mapping[str, Any]) -> Callable[[Any], list[ValidationError]]:
    """A function from a document to all its errors; made once per form and kept with it."""
    validator = _SubsetValidator(schema, format_checker=_FORMAT_CHECKER)
    return lambda document: list(validator.iter_errors(document))


def satisfies(schema: Mapping[str, Any], document: object) -> bool:
    """Whether the document satisfies the schema, e.g. the ``if`` of a condition."""
    return bool(_SubsetValidator(schema).is_valid(document))


def _pattern(_validator: Any, pattern: str, text: object, schema: Mapping[str, Any]) -> Iterator[ValidationError]:
    # A text beyond its limit is refused for that, so that no pattern ever runs over a megabyte.
    if isinstance(text, str) and len(text) <= schema.get("maxLength", len(text)) and not re.fullmatch(pattern, text):
        yield ValidationError("pattern")


def _max_length(_validator: Any, limit: int, text: object, _schema: Any) -> Iterator[ValidationError]:
    if isinstance(text, str) and length(text) > limit:
        yield ValidationError("maxLength")


def _min_length(_validator: Any, limit: int, text: object, _schema: Any) -> Iterator[ValidationError]:
    if isinstance(text, str) and length(text.strip()) < limit:
        yield ValidationError("minLength")


def _has_format(name: str, value: object) -> bool:
    return not isinstance(value, str) or fault(name, "", value) is None


_SubsetValidator: Any = validators.extend(  # type: ignore[no-untyped-call]  # the stubs leave it so
    Draft202012Validator, {"pattern": _pattern, "maxLength": _max_length, "minLength": _min_length}
)
_FORMAT_CHECKER = FormatChecker(formats=())
for _name in FORMATS:
    _FORMAT_CHECKER.checks(_name)(partial(_has_format, _name))
