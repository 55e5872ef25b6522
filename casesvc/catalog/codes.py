"""Code lists: the option lists of national standards and of lines, one TOML file each."""

import json
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

Options = list[dict[str, str]]


def used_code_lists(files: Mapping[str, bytes]) -> frozenset[str]:
    """Return the names all forms among ``files`` give in ``x-codes``. Files that are no JSON are passed over."""
    return frozenset(
        name for path, content in files.items() if path.endswith(".json") for name in _named_in(_json_or_none(content))
    )


def read_code_list(content: bytes) -> Options:
    """Read a code list file: ``values`` is a list of ``{const, title}``.

    Raise ValueError with a Chinese sentence when the file is no TOML, a value lacks a part or a code comes twice.
    """
    try:
        values = tomllib.loads(content.decode()).get("values")
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as broken:
        raise ValueError(f"代码表不是合法的 TOML：{broken}") from broken
    if not isinstance(values, list) or not values or not all(map(_is_option, values)):
        raise ValueError("代码表的 values 应为非空列表，每项有 const 和 title 两个字符串")
    consts = [value["const"] for value in values]
    twice = sorted({const for const in consts if consts.count(const) > 1})
    if twice:
        raise ValueError(f"代码 {twice[0]} 出现了两次")
    return [{"const": value["const"], "title": value["title"]} for value in values]


def _is_option(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(value.get(key), str) and value[key] for key in ("const", "title"))


def _json_or_none(content: bytes) -> Any:
    try:
        return json.loads(content)
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError):
        return None


def _named_in(node: Any) -> Iterator[str]:
    pending = [node]
    while pending:
        here = pending.pop()
        if isinstance(here, list):
            pending.extend(here)
        elif isinstance(here, dict):
            pending.extend(here.values())
            if isinstance(name := here.get("x-codes"), str):
                yield name
