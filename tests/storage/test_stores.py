"""What the smaller stores promise, on both databases."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from casesvc.app import Installation
from casesvc.cases.actor import Candidate
from casesvc.cases.events import CaseNumbered, EntryGranted
from casesvc.cases.rejection import Rejection
from casesvc.journeys.rows import Delivery, Draft, Message
from casesvc.journeys.sessions import StoredSession
from casesvc.parties.people import Account, Person
from casesvc.parties.units import Unit
from casesvc.storage.database import SqlDatabase
from casesvc.storage.sessions import SqlSessions
from tests.cases.writing import MORNING, applied, opened
from tests.storage.begun import CASE, begin, begun

DRAFT = Draft({"basic": {"name": "林晚"}}, 1, MORNING, "sha256:d")
DELIVERY = Delivery("d-1", "site-message", CASE, {"person": "lin-wan", "title": "题", "text": "文"}, MORNING)


def test_a_draft_is_kept_and_saved_over(database: SqlDatabase) -> None:
    begun(database)
    later = replace(DRAFT, answers={"basic": {}}, version=2)
    with database.write() as work:
        work.drafts.save(CASE, "apply#1", DRAFT, seen=0)
        assert work.drafts.find(CASE, "apply#1") == DRAFT
        work.drafts.save(CASE, "apply#1", later, seen=1)
        assert work.drafts.find(CASE, "apply#1") == later
        work.drafts.drop(CASE, "apply#1")
        assert work.drafts.find(CASE, "apply#1") is None


@pytest.mark.parametrize("seen", [0, 2])
def test_a_draft_another_tab_has_saved_is_not_overwritten(seen: int, database: SqlDatabase) -> None:
    begun(database)
    with database.write() as work:
        work.drafts.save(CASE, "apply#1", DRAFT, seen=0)

    with pytest.raises(Rejection) as refusal, database.write() as work:
        work.drafts.save(CASE, "apply#1", replace(DRAFT, version=seen + 1), seen=seen)
    assert refusal.value.code == "draft-moved"


def test_an_answer_is_kept_by_person_and_key(database: SqlDatabase) -> None:
    with database.write() as work:
        work.repeats.keep("lin-wan", "k", CASE, {"number": "一"})
        found = [work.repeats.find(*who) for who in [("lin-wan", "k"), ("lin-wan", "l"), ("somebody", "k")]]

    assert found == [{"number": "一"}, None, None]


def test_a_key_answers_once(database: SqlDatabase) -> None:
    with database.write() as work:
        work.repeats.keep("lin-wan", "k", CASE, {})
    with pytest.raises(IntegrityError), database.write() as work:
        work.repeats.keep("lin-wan", "k", CASE, {})


def test_deliveries_are_claimed_when_due_oldest_first(database: SqlDatabase) -> None:
    with database.write() as work:
        for number, minutes in ((1, 5), (2, 0), (3, 60)):
            work.deliveries.add(replace(DELIVERY, id=f"d-{number}", due=MORNING + timedelta(minutes=minutes)))
        claimed = work.deliveries.claim(MORNING + timedelta(minutes=5), limit=10)
        assert [delivery.id for delivery in claimed] == ["d-2", "d-1"]
        assert claimed[0].body == DELIVERY.body
        assert len(work.deliveries.claim(MORNING + timedelta(minutes=5), limit=1)) == 1


def test_a_delivery_is_done_or_postponed(database: SqlDatabase) -> None:
    later = MORNING + timedelta(hours=1)
    with database.write() as work:
        work.deliveries.add(DELIVERY)
        work.deliveries.postpone("d-1", due=later, error="no answer")
        assert work.deliveries.claim(MORNING, limit=10) == []
        assert [found.attempts for found in work.deliveries.claim(later, limit=10)] == [1]
        work.deliveries.done("d-1")
        assert work.deliveries.claim(later, limit=10) == []


def test_a_message_that_comes_twice_is_there_once(database: SqlDatabase) -> None:
    message = Message("m-1", CASE, "题", "文", MORNING, None)
    with database.write() as work:
        work.deliveries.put_message(message, "lin-wan")
        work.deliveries.put_message(message, "lin-wan")

    with database.read() as reading:
        assert reading.messages("lin-wan", limit=10) == [message]
        assert (reading.unread("lin-wan"), reading.unread("somebody")) == (1, 0)


def test_competent_units_are_those_above_without_the_office(database: SqlDatabase) -> None:
    with database.read() as reading:
        above = {unit: reading.parties.competent_units(unit) for unit in ("university", "institute", "enterprise")}

    assert above == {"university": ("city-education", "city-bureau"), "institute": ("city-bureau",), "enterprise": ()}


def test_a_person_reads_back_and_changes_as_a_whole(database: SqlDatabase) -> None:
    first = Person("p", "王", {"mobile": "1"}, (("own-unit", "hospital"),), ("hospital",))
    second = Person("p", "王五", {}, (), ("university",))
    with database.write() as work:
        for person in (first, second):
            work.parties.add_person(person, Account("wang", "p", "hash"))
            assert work.parties.person("p") == person
        assert work.parties.names(["p", "nobody"]) == {"p": "王五"}
        work.parties.note_sign_in("wang", failed=3, locked_until=MORNING)
        assert work.parties.account("wang") == Account("wang", "p", "hash", 3, MORNING)
        assert work.parties.account("nobody") is None
        with pytest.raises(KeyError):
            work.parties.person("nobody")


def test_a_unit_reads_back_and_changes(database: SqlDatabase) -> None:
    with database.write() as work:
        work.parties.add_unit(Unit("u", "甲"))
        work.parties.add_unit(Unit("u", "乙", "university"))
        assert work.parties.unit("u") == Unit("u", "乙", "university")
        assert work.parties.unit("nowhere") is None


def test_versions_count_up_and_the_last_published_is_current(database: SqlDatabase) -> None:
    with database.write() as work:
        numbers = [work.publications.add("x", digest, {"f": b"1"}, at=MORNING, by="me") for digest in ("a", "b", "a")]
        assert (numbers, work.publications.current("x")) == ([1, 2, 1], "a")
        assert [(v.digest, v.current) for v in work.publications.versions("x")] == [("b", False), ("a", True)]
        assert work.publications.files("b") == {"f": b"1"}
        with pytest.raises(KeyError):
            work.publications.files("never published")


def test_a_granted_entry_is_found_by_holder_and_number(database: SqlDatabase) -> None:
    granted = EntryGranted("e-1", "certificate", "QYRC-1", "E", MORNING, MORNING + timedelta(days=1))
    with database.write() as work:
        pen = begin(work)
        work.register.grant("lin-wan", pen.case, granted)
    with pytest.raises(IntegrityError), database.write() as work:
        work.register.grant("somebody", pen.case, replace(granted, entry="e-2"))

    with database.read() as reading:
        entry = reading.register.by_number("QYRC-1")
        assert entry is not None
        assert (entry.holder, entry.case, entry.valid_until) == ("lin-wan", CASE, granted.valid_until)
        assert reading.register.of_person("lin-wan", kind="certificate") == [entry]
        assert reading.register.of_person("lin-wan", kind="title") == []
        assert reading.register.by_number("QYRC-2") is None


def test_work_lists_show_open_tasks_of_the_seats_longest_waiting_first(database: SqlDatabase) -> None:
    cases = [CASE[:-1] + str(number) for number in range(3)]
    for case in cases:
        begun(database, case=case)

    with database.read() as reading:
        mine = reading.worklist([("own-unit", "university"), ("own-unit", "hospital")], offset=1, limit=1)
        others = reading.worklist([("own-unit", "hospital"), ("province", "university")], offset=0, limit=9)

    assert (mine[0], [row.case for row in mine[1]], mine[1][0].applicant_name) == (3, cases[1:2], "林晚")
    assert others == (0, [])


def test_auditors_find_cases_by_number_or_name(database: SqlDatabase) -> None:
    begun(database, *applied(), CaseNumbered("RCDJ-2026-00042"))

    with database.read() as reading:
        found = [reading.all_cases(search=words, offset=0, limit=9)[0] for words in ("RCDJ-2026-00042", "林", "%", "")]

    assert found == [1, 1, 0, 1]


def test_a_case_with_two_tasks_open_at_once_is_listed_once(database: SqlDatabase) -> None:
    mine = (opened("correct#1", Candidate(person="lin-wan")), opened("statement#1", Candidate(person="lin-wan")))
    begun(database, *applied(), opened("unit#2"), *mine)

    with database.read() as reading:
        found = reading.all_cases(search="", offset=0, limit=9)
        own = reading.cases_of("lin-wan")

    assert (found[0], [(row.case, row.task) for row in found[1]]) == (1, [(CASE, "unit#1")])
    assert [(row.case, row.task) for row in own] == [(CASE, "correct#1")]


def test_reading_cannot_write(installation: Installation) -> None:
    with pytest.raises(Exception, match=r"read-?only"), installation.engines.reading.begin() as connection:
        connection.exec_driver_sql("DELETE FROM unit")


def test_times_keep_their_moment_and_those_without_a_zone_are_refused(database: SqlDatabase) -> None:
    begun(database)
    with database.write() as work:
        moment = datetime.fromisoformat("2026-11-20T09:30:00.123456+08:00")
        work.drafts.save(CASE, "t", replace(DRAFT, saved_at=moment), seen=0)
        found = work.drafts.find(CASE, "t")
        assert found is not None
        assert (found.saved_at, found.saved_at.tzinfo) == (moment, UTC)
    with pytest.raises(Exception, match="without a zone"), database.write() as work:
        work.drafts.save(CASE, "u", replace(DRAFT, saved_at=moment.replace(tzinfo=None)), seen=0)


def test_a_session_is_kept_changed_and_really_ended(installation: Installation) -> None:
    sessions = SqlSessions(installation.engines)
    first = StoredSession({"person": "lin-wan"}, MORNING, MORNING)
    later = replace(first, data={}, seen=MORNING + timedelta(minutes=1))

    assert sessions.load("digest") is None
    for stored in (first, later):
        sessions.save("digest", stored)
        assert sessions.load("digest") == stored
    sessions.delete("digest")
    assert sessions.load("digest") is None
