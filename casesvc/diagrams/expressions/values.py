"""What the operators do with the values of a case: strict about kinds, and of bounded cost whatever the values are."""

from types import MappingProxyType
from typing import Any

LARGEST_NUMBER = 10**15
MAX_COST = 20_000
CHARACTERS_PER_STEP = 100

_NUMBERS = (int, float)
_LISTS = (list, tuple)
_RECORDS = (dict, MappingProxyType)


class TooExpensive(Exception):
    """Comparing the values would take longer than a condition may."""


class Comparing:
    """The comparisons of one evaluation, which share one budget: a condition is cheap, or it fails."""

    def __init__(self) -> None:
        self._left = MAX_COST

    def same(self, one: Any, other: Any) -> bool:
        """Tell whether two values are of one kind and equal, part by part: ``1 == True`` and ``1 == '1'`` are not."""
        waiting = [(one, other)]
        while waiting:
            a, b = waiting.pop()
            self._pay(a, b)
            kind = _kind(a)
            if kind != _kind(b):
                return False
            if kind in ("list", "record"):
                if not _same_shape(a, b):
                    return False
                waiting += zip(a, b, strict=True) if kind == "list" else ((a[key], b[key]) for key in a)
            elif a != b:
                return False
        return True

    def less(self, one: Any, other: Any) -> bool:
        """Tell whether ``one`` comes before ``other``: two numbers, or two texts."""
        kind = _kind(one)
        if kind != _kind(other) or kind not in ("number", "text"):
            raise TypeError("大小只能在两个数字或两段文字之间比较")
        self._pay(one, other)
        return bool(one < other)

    def contains(self, whole: Any, part: Any) -> bool:
        """Tell whether a text holds a text, a list an equal item, a record an entry of that name."""
        kind = _kind(whole)
        if kind == "list":
            return any(self.same(part, item) for item in whole)
        if kind in ("text", "record") and type(part) is str:
            self._pay(part, whole if kind == "text" else "")
            return part in whole
        raise TypeError("in 后面应是列表，或者用文字在文字、记录中查找")

    def _pay(self, *values: Any) -> None:
        for value in values:
            self._left -= 1
            if type(value) is str:
                self._left -= len(value) // CHARACTERS_PER_STEP
            elif type(value) in (*_LISTS, *_RECORDS):
                self._left -= len(value)
        if self._left < 0:
            raise TooExpensive("值太大，不能在条件里比较")


def _same_shape(one: Any, other: Any) -> bool:
    return len(one) == len(other) and (type(one) in _LISTS or all(key in other for key in one))


def _kind(value: Any) -> str:
    for kind, types in _KINDS.items():
        if type(value) in types:
            return kind
    raise TypeError("只能比较文字、数字、是否、列表和记录")


_KINDS: dict[str, tuple[type, ...]] = {
    "text": (str,),
    "number": _NUMBERS,
    "truth": (bool,),
    "nothing": (type(None),),
    "list": _LISTS,
    "record": _RECORDS,
}


def number(value: Any) -> int | float:
    """Return ``value`` when it can be added: a number of bounded size, never true or false."""
    if type(value) not in _NUMBERS:
        raise TypeError("加减只能用于数字")
    if abs(value) > LARGEST_NUMBER:
        raise OverflowError("数字太大")
    return value  # type: ignore[no-any-return]


def truth(value: Any) -> bool:
    """Return ``value`` when it is true or false: a text such as 'return' must never count as true by being there."""
    if type(value) is not bool:
        raise TypeError("and、or、not 只能连接是或否的条件")
    return value


def entry(record: Any, name: str) -> Any:
    """Return the value of an entry, None when there is no record or no such entry: a look into a dict, never deeper."""
    if record is None:
        return None
    if type(record) not in _RECORDS:
        raise TypeError(f"取 {name} 的值不是记录，没有下面的内容")
    return record.get(name)


def is_empty(value: Any) -> bool:
    """Tell whether nothing is there: no value, or a text, list or record without content."""
    return value is None or (type(value) in (str, *_LISTS, *_RECORDS) and len(value) == 0)


def size(value: Any) -> int:
    """Return the number of characters, items or entries."""
    if type(value) not in (str, *_LISTS, *_RECORDS):
        raise TypeError("len 只能用于文字、列表和记录")
    return len(value)
