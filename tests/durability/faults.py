"""Faults put into a database: before or after any statement, at the commit, and after it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Literal

from sqlalchemy import Engine, event, select
from sqlalchemy.orm import Session

from casesvc.storage import tables
from casesvc.storage.base import Base

When = Literal["before", "after"]
STATEMENT = {"before": "before_cursor_execute", "after": "after_cursor_execute"}

assert tables  # importing it makes the metadata complete


class Fault(Exception):
    """Put in by a test."""


@contextmanager
def listening(target: Any, name: str, listener: Callable[..., None]) -> Iterator[None]:
    """Listen for the length of the block."""
    event.listen(target, name, listener)
    try:
        yield
    finally:
        event.remove(target, name, listener)


def raising(*_: Any) -> None:
    raise Fault


@contextmanager
def fault_at(engine: Engine, statement: int, when: When) -> Iterator[None]:
    """Raise before or after the ``statement``-th statement of the block, counted from 0."""
    seen = -1

    def count(*_: Any) -> None:
        nonlocal seen
        seen += 1
        if seen == statement:
            raise Fault

    with listening(engine, STATEMENT[when], count):
        yield


def statements_of(engine: Engine, command: Callable[[], object]) -> int:
    """Count the statements of a command that is undone at its commit; a try before it opens and keeps its line."""
    with listening(engine, "commit", raising):
        assert fails(command)
    seen = 0

    def count(*_: Any) -> None:
        nonlocal seen
        seen += 1

    with listening(engine, STATEMENT["before"], count), listening(engine, "commit", raising):
        assert fails(command)
    return seen


def fails(command: Callable[[], object]) -> bool:
    """Say whether a command failed of the fault that was put in."""
    try:
        command()
    except Fault:
        return True
    return False


@contextmanager
def answer_lost() -> Iterator[None]:
    """Raise after the commit has happened: the one who asked never hears of it."""
    with listening(Session, "after_commit", raising):
        yield


def contents(engine: Engine) -> dict[str, list[str]]:
    """Return every row of every table."""
    with engine.connect() as connection:
        return {
            table.name: sorted(repr(tuple(row)) for row in connection.execute(select(table)))
            for table in Base.metadata.sorted_tables
        }
