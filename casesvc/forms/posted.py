"""Posted HTML fields, `module.field` and `module.row.field`, as answers.

A field that was not posted keeps its value: it may be locked, hidden, or on another step. So that a box can be
unticked, the page puts a hidden empty input of the same name before a box or a group of boxes.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from casesvc.forms.answers import Answers, Row, is_blank, object_of, rows_of, without_blanks
from casesvc.forms.fields import Field
from casesvc.forms.form import Form
from casesvc.forms.formats import normalise as normalise_format
from casesvc.forms.modules import Module
from casesvc.forms.text import one_line, paragraphs

Posted = Mapping[str, Sequence[str]]
_ROW_ID = re.compile(r"[A-Za-z0-9_-]{1,40}")
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,6})?")
_YES, _NO = frozenset({"true", "on", "1", "yes"}), frozenset({"false", "0", "no"})


def answers_from_post(form: Form, modules: Collection[str], fields: Posted, before: Answers) -> dict[str, Any]:
    """The answers after a post. Only these modules change; files are uploaded on their own and stay as they were.

    What cannot be read (a date, a number) is kept as typed, so that the page can show it with its problem.
    """
    after = dict(before)
    for module in form.modules:
        if module.key not in modules:
            continue
        if module.kind == "object":
            after[module.key] = _updated(module, fields, module.key, object_of(before, module.key))
        else:
            after[module.key] = list(_updated_rows(module, fields, before))
    return without_blanks(after)


def unknown_names(form: Form, modules: Collection[str], fields: Posted) -> tuple[str, ...]:
    """Posted names that look like fields but belong to none of these modules; worth a line in the log."""
    dotted = (name for name in fields if "." in name)
    return tuple(sorted(name for name in dotted if not _is_known(form, modules, name)))


def _is_known(form: Form, modules: Collection[str], name: str) -> bool:
    key, *rest = name.split(".")
    module = form.module(key) if key in modules else None
    if module is None or len(rest) != (2 if module.kind == "rows" else 1):
        return False
    return module.field(rest[-1]) is not None


def _updated_rows(module: Module, fields: Posted, before: Answers) -> Iterator[Row]:
    rows = rows_of(before, module.key)
    for row in rows:
        yield {**_updated(module, fields, f"{module.key}.{row['id']}", row), "id": row["id"]}
    known = {row["id"] for row in rows}
    for row_id in _posted_rows(module, fields):
        filled = _updated(module, fields, f"{module.key}.{row_id}", {})
        if row_id not in known and filled:  # an untouched empty row of a page without script is no row
            yield {"id": row_id, **filled}


def _posted_rows(module: Module, fields: Posted) -> list[str]:
    parts = (name.split(".") for name in fields)
    ids = (part[1] for part in parts if len(part) == 3 and part[0] == module.key)
    return [row_id for row_id in dict.fromkeys(ids) if _ROW_ID.fullmatch(row_id)]


def _updated(module: Module, fields: Posted, prefix: str, before: Row) -> dict[str, Any]:
    values = dict(before)
    for field in module.fields:
        name = f"{prefix}.{field.key}"
        if name in fields and not (field.slot or field.fixed):
            values[field.key] = _value(field, fields[name])
    return {key: value for key, value in values.items() if not is_blank(value)}


def _value(field: Field, posted: Sequence[str]) -> object:
    texts = [text for text in (_clean(field, text) for text in posted) if text]
    if field.kind == "choices":
        return list(dict.fromkeys(texts))
    if not texts:
        return None
    return _typed(field, texts[-1])


def _clean(field: Field, text: str) -> str:
    return paragraphs(text) if field.widget == "textarea" else one_line(text)


def _typed(field: Field, text: str) -> object:
    if field.format:
        return normalise_format(field.format, text)
    if field.kind == "yes or no":
        word = text.lower()
        return True if word in _YES else False if word in _NO else text
    return _number(text) if field.kind == "number" else text


def _number(text: str) -> int | float | str:
    narrow = unicodedata.normalize("NFKC", text).replace(",", "").replace(" ", "")
    if not _NUMBER.fullmatch(narrow):
        return text
    return float(narrow) if "." in narrow else int(narrow)
