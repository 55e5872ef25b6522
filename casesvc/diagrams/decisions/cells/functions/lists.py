"""Functions on lists; positions count from 1, and from -1 at the end."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import reduce
from typing import Any

from casesvc.diagrams.decisions.cells.functions.built_in import BuiltIn, built_in
from casesvc.diagrams.decisions.cells.operators import operate
from casesvc.diagrams.decisions.cells.values import as_items, compared, equal, kind

Items = tuple[Any, ...]


def _best(sign: int) -> Callable[[Items], Any]:
    def best(items: Items) -> Any:
        found = items[0] if items else None
        for item in items:
            order = compared(item, found)
            if order is None:
                return None
            found = item if order == sign else found
        return found

    return best


least, greatest = _best(-1), _best(1)


def total(items: Items) -> Any:
    """Return the sum of numbers, null for none or for anything else among them."""
    return reduce(lambda a, b: operate("+", a, b), items) if _numbers(items) else None


def _product(items: Items) -> Any:
    return reduce(lambda a, b: operate("*", a, b), items) if _numbers(items) else None


def _mean(items: Items) -> Any:
    return operate("/", total(items), Decimal(len(items)))


def _median(items: Items) -> Any:
    if not _numbers(items):
        return None
    middle = len(items) // 2
    ordered = sorted(items)
    pair = (ordered[middle],) if len(items) % 2 else tuple(ordered[middle - 1 : middle + 1])
    return _mean(pair)


def _numbers(items: Items) -> bool:
    return bool(items) and all(isinstance(item, Decimal) for item in items)


def _connected(decisive: bool) -> Callable[[Items], bool | None]:
    def connected(items: Items) -> bool | None:
        if any(item is decisive for item in items):
            return decisive
        return not decisive if all(item is (not decisive) for item in items) else None

    return connected


def _index(items: Items, position: Decimal) -> int | None:
    """Return the place of a position in a list, None where it has none."""
    if position != position.to_integral_value() or not 1 <= abs(position) <= len(items):
        return None
    return int(position) - 1 if position > 0 else len(items) + int(position)


def item_at(items: Items, position: Decimal) -> Any:
    """Return the item at a position, null where there is none."""
    index = _index(items, position)
    return None if index is None else items[index]


def _sublist(items: Items, start: Decimal, length: Decimal | None) -> Items | None:
    index = _index(items, start)
    if index is None or (length is not None and not 1 <= length <= len(items) - index):
        return None
    return items[index:] if length is None else items[index : index + int(length)]


def _insert(items: Items, position: Decimal, item: Any) -> Items | None:
    index = _index(items, position)
    return None if index is None else (*items[:index], item, *items[index:])


def _remove(items: Items, position: Decimal) -> Items | None:
    index = _index(items, position)
    return None if index is None else (*items[:index], *items[index + 1 :])


def _flat(items: Items) -> Iterator[Any]:
    stack = list(reversed(items))
    while stack:
        item = stack.pop()
        if isinstance(item, tuple):
            stack.extend(reversed(item))
        else:
            yield item


def _same(left: Any, right: Any) -> bool:
    return equal(left, right) is True


def _key(value: Any) -> Any:
    # What can be looked up in a set, so that a long list is not compared with itself.
    if isinstance(value, dict):
        return "context", frozenset((name, _key(part)) for name, part in value.items())
    return kind(value), tuple(map(_key, value)) if isinstance(value, tuple) else value


def _distinct(items: Items) -> Items:
    found: dict[Any, Any] = {}
    for item in items:
        found.setdefault(_key(item), item)
    return tuple(found.values())


def _joined(lists: Items) -> Items | None:
    return None if None in lists else tuple(part for each in lists for part in as_items(each))


def _union(lists: Items) -> Items | None:
    joined = _joined(lists)
    return None if joined is None else _distinct(joined)


_LIST = "list:list…"
LISTS: Mapping[str, BuiltIn] = {
    "list contains": built_in("list:list, element", lambda items, one: any(_same(item, one) for item in items)),
    "count": built_in(_LIST, lambda items: Decimal(len(items))),
    "min": built_in(_LIST, least),
    "max": built_in(_LIST, greatest),
    "sum": built_in(_LIST, total),
    "product": built_in(_LIST, _product),
    "mean": built_in(_LIST, _mean),
    "median": built_in(_LIST, _median),
    "all": built_in(_LIST, _connected(decisive=False)),
    "any": built_in(_LIST, _connected(decisive=True)),
    "sublist": built_in("list:list, start position:number, length:number?", _sublist),
    "append": built_in("list:list, item…", lambda items, added: (*items, *added)),
    "concatenate": built_in("list…", _joined),
    "union": built_in("list…", _union),
    "insert before": built_in("list:list, position:number, newItem", _insert),
    "remove": built_in("list:list, position:number", _remove),
    "reverse": built_in("list:list", lambda items: items[::-1]),
    "index of": built_in(
        "list:list, match",
        lambda items, one: tuple(Decimal(place) for place, item in enumerate(items, 1) if _same(item, one)),
    ),
    "distinct values": built_in("list:list", _distinct),
    "flatten": built_in("list:list", lambda items: tuple(_flat(items))),
}
