"""Says in English what a code stands for: one sentence each, kept in ``english.toml``."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

WITHOUT_ELEMENT = "the file"


@cache
def sentences() -> Mapping[str, str]:
    """Return the sentence of each code; it may hold ``{element}``."""
    text = files("casesvc.diagrams").joinpath("english.toml").read_text(encoding="utf-8")
    return MappingProxyType(tomllib.loads(text))


def sentence(code: str, element: str) -> str:
    """Return the sentence of a code about an element, "" for a code that has none.

    Ids are put in as they are: replacing is safe where formatting would read their braces.
    """
    said = sentences().get(code, "").replace("{element}", element or WITHOUT_ELEMENT)
    return said if element else said[:1].upper() + said[1:]
