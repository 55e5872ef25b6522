"""Records the statements of whole transactions and runs them again on other rows: what a database alone could do."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, event

from casesvc.storage.engines import Engines

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


@dataclass
class Recorded:
    """One transaction: whether it may write, and its statements with their parameters, as the driver got them."""

    writes: bool
    statements: list[tuple[str, Any]] = field(default_factory=list)


@contextmanager
def recording(engines: Engines) -> Iterator[list[Recorded]]:
    """Record what the block does on both engines; only for blocks in one thread."""
    recorded: list[Recorded] = []

    def begun(connection: Connection) -> None:
        recorded.append(Recorded(connection.engine is engines.writing))

    def executed(_: Connection, __: Any, statement: str, parameters: Any, *___: Any) -> None:
        if not statement.startswith("BEGIN"):
            recorded[-1].statements.append((statement, each(parameters, str)))

    # On PostgreSQL the reading engine is the writing one with options, and hands its events on.
    listened = {engines.writing, engines.reading} if engines.dialect == "sqlite" else {engines.writing}
    for engine in listened:
        event.listen(engine, "begin", begun)
        event.listen(engine, "before_cursor_execute", executed)
    try:
        yield recorded
    finally:
        for engine in listened:
            event.remove(engine, "begin", begun)
            event.remove(engine, "before_cursor_execute", executed)


def run_again(engines: Engines, transactions: Sequence[Recorded], renamed: Mapping[str, str]) -> None:
    """Run recorded transactions again; ``renamed`` texts are replaced, and other ids by fresh ones."""
    for transaction in transactions:
        if transaction.writes:
            with engines.writers_turn(), engines.writing.begin() as connection:
                run(connection, transaction, renamed)
        elif transaction.statements:
            with engines.reading.connect() as connection:
                run(connection, transaction, renamed)


def run(connection: Connection, transaction: Recorded, renamed: Mapping[str, str]) -> None:
    """Run the statements of one transaction."""
    for statement, parameters in transaction.statements:
        found = connection.exec_driver_sql(statement, replaced(parameters, renamed))
        if found.returns_rows:
            found.all()


def replaced(value: Any, renamed: Mapping[str, str]) -> Any:
    """Return parameters with texts replaced."""
    return each(value, lambda one: renamed.get(one) or (str(uuid4()) if UUID.fullmatch(one) else one))


def each(value: Any, change: Callable[[str], str]) -> Any:
    """Return parameters, in whatever shape the driver takes them, with each text changed and bytes that can be kept."""
    match value:
        case str():
            return change(value)
        case memoryview():
            return bytes(value)
        case dict():
            return {key: each(inner, change) for key, inner in value.items()}
        case list() | tuple():
            return type(value)(each(inner, change) for inner in value)
        case _:
            return value
