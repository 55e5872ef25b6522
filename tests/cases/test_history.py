"""A history proves whole, and whatever is done to it afterwards is found."""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as some

from casesvc.cases.events import CaseNumbered
from casesvc.cases.history import Break, Entry, Envelope, chain, envelope_of, payload_digest, prove
from tests.cases.writing import a_pen, applied, ended, returned


@dataclass(frozen=True)
class Stored:
    """A history as it lies in the database: envelopes, and what the payloads beside them digest to."""

    envelopes: list[Envelope]
    payloads: list[str | None]
    length: int

    @property
    def broken(self) -> Break | None:
        return prove(self.envelopes, self.payloads, length=self.length)


def stored(entries: list[Entry]) -> Stored:
    digests: list[str | None] = [payload_digest(entry.event, entry.salt) for entry in entries]
    return Stored([envelope_of(entry) for entry in entries], digests, len(entries))


def written(case: str = "c-1") -> list[Entry]:
    pen = a_pen(case)
    pen.write(*applied(name="林晚"), *returned(("education",)))
    return pen.entries


LENGTH = len(written())
steps = some.integers(0, LENGTH - 1)


def another(value: Any) -> Any:
    """Return a value of the same kind that is not the same."""
    if isinstance(value, datetime):
        return value + timedelta(microseconds=1)
    if isinstance(value, int):
        return value + 1
    return None if value == "" else f"{value or ''}x"


def test_a_history_proves_whole() -> None:
    assert stored(written()).broken is None


def test_the_empty_history_of_a_case_nobody_started_is_whole() -> None:
    assert prove([], [], length=0) is None


@for_all(step=steps, field=some.sampled_from([field.name for field in fields(Envelope)]))
def test_every_change_of_an_envelope_is_found(step: int, field: str) -> None:
    whole = stored(written())
    whole.envelopes[step] = replace(whole.envelopes[step], **{field: another(getattr(whole.envelopes[step], field))})

    assert whole.broken is not None


@for_all(step=steps, byte=some.integers(0, 15), bit=some.integers(0, 7))
def test_every_change_of_a_salt_is_found(step: int, byte: int, bit: int) -> None:
    entry, whole = written()[step], stored(written())
    salt = bytearray(entry.salt)
    salt[byte] ^= 1 << bit
    whole.payloads[step] = payload_digest(entry.event, bytes(salt))

    assert whole.broken == Break(step + 1, f"第 {step + 1} 步的内容被改动过")


@for_all(step=steps)
def test_every_other_payload_is_found(step: int) -> None:
    whole = stored(written())
    whole.payloads[step] = payload_digest(CaseNumbered("RCDJ-2026-99999"), written()[step].salt)

    assert whole.broken == Break(step + 1, f"第 {step + 1} 步的内容被改动过")


@for_all(kept=some.integers(0, LENGTH - 1))
def test_a_cut_off_end_is_found(kept: int) -> None:
    whole = stored(written())
    cut = Stored(whole.envelopes[:kept], whole.payloads[:kept], whole.length)

    assert cut.broken == Break(kept + 1, f"应有 {LENGTH} 步，只找到 {kept} 步")


def without(step: int, whole: Stored) -> None:
    del whole.envelopes[step], whole.payloads[step]


def twice(step: int, whole: Stored) -> None:
    whole.envelopes.insert(step, whole.envelopes[step])
    whole.payloads.insert(step, whole.payloads[step])


def from_another_case(step: int, whole: Stored) -> None:
    whole.envelopes[step] = stored(written("c-2")).envelopes[step]


@pytest.mark.parametrize("harm", [without, twice, from_another_case])
@for_all(step=steps)
def test_a_step_that_is_missing_doubled_or_foreign_is_found(harm: Callable[[int, Stored], None], step: int) -> None:
    whole = stored(written())
    harm(step, whole)

    assert whole.broken is not None


@for_all(first=steps, second=steps)
def test_two_steps_in_each_others_place_are_found(first: int, second: int) -> None:
    whole = stored(written())
    for items in (whole.envelopes, whole.payloads):
        items[first], items[second] = items[second], items[first]

    assert (whole.broken is None) == (first == second)


@for_all(step=some.integers(0, LENGTH - 2))
def test_a_forged_step_with_right_digests_does_not_fit_the_step_behind_it(step: int) -> None:
    entries = written()
    forged = chain(replace(entries[step], actor="somebody-else"), previous=entries[step].previous)
    whole = stored([*entries[:step], forged, *entries[step + 1 :]])

    assert whole.broken == Break(step + 2, f"第 {step + 2} 步与前一步不相接")


@for_all(erased=some.sets(steps))
def test_a_history_stays_whole_when_payloads_are_erased_by_law(erased: set[int]) -> None:
    whole = stored(written())
    for step in erased:
        whole.payloads[step] = None

    assert whole.broken is None


def test_equal_payloads_have_different_digests_because_of_their_salt() -> None:
    pen = a_pen()
    pen.write(*applied(), CaseNumbered("1"), CaseNumbered("1"), *ended())

    same = [entry.payload_digest for entry in pen.entries if entry.event == CaseNumbered("1")]
    assert len(set(same)) == 2
