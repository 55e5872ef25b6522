"""What the store of cases promises, on both databases."""

import json
from dataclasses import replace

import pytest
from sqlalchemy import delete, text, update
from sqlalchemy.exc import IntegrityError

from casesvc.app import Installation
from casesvc.cases.case import to_state
from casesvc.cases.events import CaseNumbered, TaskDecided
from casesvc.cases.pen import Pen
from casesvc.cases.rejection import Rejection
from casesvc.journeys.rows import Held
from casesvc.journeys.verify_case import verify_case
from casesvc.storage.database import SqlDatabase
from casesvc.storage.tables.cases import CaseKeyRow, EventRow, PayloadRow
from tests.cases.writing import applied, ended
from tests.storage.begun import CASE, begin, begun, undone

OTHER = CASE[:-1] + "2"


def pen_on(held: Held, work_salt: bytes = b"s" * 16) -> Pen:
    at = held.case.started_at
    assert at is not None
    return Pen(held.case, previous=held.digest, at=at, actor="x", definition="sha256:d", salt=lambda: work_salt)


def refusal_of(database: SqlDatabase, case: str) -> str:
    with pytest.raises(Rejection) as refusal, database.write() as work:
        work.cases.lock(case)
    return refusal.value.code


def test_a_locked_case_is_as_it_was_kept(database: SqlDatabase) -> None:
    pen = begun(database)

    with database.write() as work:
        held = work.cases.lock(CASE)

    assert (to_state(held.case), held.snapshot, held.digest) == (to_state(pen.case), b"snapshot", pen.digest)


def test_a_case_nobody_started_cannot_be_locked(database: SqlDatabase) -> None:
    assert refusal_of(database, OTHER) == "unknown-case"


def test_history_reads_back_entry_for_entry(database: SqlDatabase) -> None:
    pen = begun(database)

    with database.read() as reading:
        assert reading.entries(CASE) == pen.entries
        assert reading.entries(CASE, after=2, limit=3) == pen.entries[2:5]
        assert reading.entry(CASE, 4) == pen.entries[3]
        with pytest.raises(KeyError):
            reading.entry(CASE, 99)


def test_an_event_is_never_written_twice(database: SqlDatabase) -> None:
    pen = begun(database)

    with pytest.raises(IntegrityError), database.write() as work:
        work.cases.append(pen.entries[-1:])


def test_a_transaction_that_fails_leaves_nothing(database: SqlDatabase) -> None:
    with undone(database) as work:
        begin(work)

    assert refusal_of(database, CASE) == "unknown-case"
    assert database.case_ids() == []


def test_a_person_has_one_open_case_a_line_until_it_ends(database: SqlDatabase) -> None:
    with database.write() as work:
        begin(work, one_open=True)
    with pytest.raises(Rejection) as refusal, database.write() as work:
        begin(work, case=OTHER, one_open=True)
    assert refusal.value.code == "case-open"

    with database.write() as work:
        held = work.cases.lock(CASE)
        pen = pen_on(held)
        pen.write(*ended())
        work.cases.keep(held, pen.case, pen.entries, None)
    with database.write() as work:
        begin(work, case=OTHER, one_open=True)


def test_numbers_count_up_by_line_kind_and_year(database: SqlDatabase) -> None:
    with database.write() as work:
        given = [work.cases.next_number(*which) for which in [("a", 2026), ("a", 2026), ("b", 2026), ("a", 2027)]]
        kinds = [work.cases.next_number("a", 2026, "certificate") for _ in range(2)]

    assert (given, kinds) == ([1, 2, 1, 1], [1, 2])


def test_a_number_of_a_transaction_that_failed_is_given_again(database: SqlDatabase) -> None:
    with undone(database) as work:
        work.cases.next_number("a", 2026)
    with database.write() as work:
        assert work.cases.next_number("a", 2026) == 1


def test_task_rows_say_who_closed_them_and_how(database: SqlDatabase) -> None:
    begun(database, *applied(), TaskDecided("unit#1", "approve"))

    with database.read() as reading:
        rows = {row.task: (row.closed_by, row.outcome, row.closed_at is None) for row in reading.tasks(CASE)}

    assert rows == {"apply#1": ("lin-wan", None, False), "unit#1": ("lin-wan", "approve", False)}


def test_lists_written_anew_are_those_that_were_there(installation: Installation) -> None:
    database = installation.database
    pen = begun(database)
    before = rows_of_lists(installation)
    with database.write() as work:
        work.cases.rebuild(pen.case, pen.entries, b"snapshot")

    assert rows_of_lists(installation) == before


def rows_of_lists(installation: Installation) -> list[list[tuple[object, ...]]]:
    with installation.engines.reading.connect() as connection:
        return [
            sorted((tuple(row) for row in connection.execute(text(f"SELECT * FROM {table}"))), key=repr)  # noqa: S608
            for table in ("case_list", "task_list", "timer", "subscription", "incident")
        ]


def test_a_changed_payload_is_found(installation: Installation) -> None:
    begun(installation.database)
    with installation.engines.writing.begin() as connection:
        connection.execute(update(PayloadRow).where(PayloadRow.seq == 4).values(salt=b"another salt, 16"))

    broken = verify_case(installation.desk, case=CASE).broken
    assert broken is not None
    assert broken.seq == 4


@pytest.mark.parametrize("column", ["actor", "task", "type", "definition", "on_behalf", "payload_digest", "previous"])
def test_a_changed_envelope_is_found(column: str, installation: Installation) -> None:
    begun(installation.database)
    with installation.engines.writing.begin() as connection:
        connection.execute(update(EventRow).where(EventRow.seq == 4).values({column: "forged"}))

    broken = verify_case(installation.desk, case=CASE).broken
    assert broken is not None
    assert broken.seq == 4


@pytest.mark.parametrize("table", [EventRow, PayloadRow])
@pytest.mark.parametrize("seq", [1, 4, 8])
def test_a_missing_row_of_the_history_is_found(
    table: type[EventRow] | type[PayloadRow], seq: int, installation: Installation
) -> None:
    begun(installation.database)
    with installation.engines.writing.begin() as connection:
        connection.execute(delete(table).where(table.seq == seq))

    assert verify_case(installation.desk, case=CASE).broken is not None


def test_a_case_whose_key_was_destroyed_is_gone_and_its_chain_is_whole(installation: Installation) -> None:
    begun(installation.database)
    with installation.engines.writing.begin() as connection:
        connection.execute(delete(CaseKeyRow).where(CaseKeyRow.case_id == CASE))

    assert verify_case(installation.desk, case=CASE).broken is None
    assert refusal_of(installation.database, CASE) == "erased"


def test_sealed_rows_of_one_case_do_not_open_in_another(installation: Installation) -> None:
    begun(installation.database)
    begun(installation.database, case=OTHER)
    with installation.engines.writing.begin() as connection:
        sealed = connection.execute(
            text("SELECT sealed FROM case_payload WHERE seq = 4 AND case_id = :c"), {"c": OTHER}
        )
        here = (PayloadRow.case_id == CASE, PayloadRow.seq == 4)
        connection.execute(update(PayloadRow).where(*here).values(sealed=sealed.scalar_one()))

    assert verify_case(installation.desk, case=CASE).broken is not None


def test_states_are_json_that_names_no_class(database: SqlDatabase) -> None:
    pen = begun(database, *applied(), CaseNumbered("x"))

    assert set(json.loads(to_state(pen.case))) == set(json.loads(to_state(replace(pen.case, number=None))))
