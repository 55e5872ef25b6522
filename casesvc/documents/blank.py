"""A value that stands for any other while a template is checked without a case."""

from collections.abc import Iterator, Mapping
from typing import Any


class Blank(Mapping[str, Any]):
    """Has every entry, is printed as 〇, and is as true as it was told; a true one is a list of one."""

    def __init__(self, truth: bool) -> None:
        self._truth = truth

    def __getitem__(self, _name: object) -> "Blank":
        return self

    def __contains__(self, _name: object) -> bool:
        return True

    def __iter__(self) -> Iterator[Any]:
        return iter([self] if self._truth else [])

    def __len__(self) -> int:
        return int(self._truth)

    def __bool__(self) -> bool:
        return self._truth

    def __eq__(self, _other: object) -> bool:
        return self._truth

    def __lt__(self, _other: object) -> bool:
        return self._truth

    __gt__ = __le__ = __ge__ = __lt__

    def __hash__(self) -> int:
        return hash(self._truth)

    def __str__(self) -> str:
        return "〇"
