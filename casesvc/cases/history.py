"""The case history: events in salted, chained envelopes that can be proved whole (docs/replay.md)."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from casesvc.cases.canonical import as_text, canonical
from casesvc.cases.events import Event, task_of, to_payload

ALGORITHM = "sha256"
FIRST = "0" * 64  # what stands before the first event of a case


@dataclass(frozen=True)
class Entry:
    """One recorded event. ``salt`` lies with the payload, so that erasing both leaves the chain whole.

    The envelope is everything but ``event`` and ``salt``; ``payload_digest`` is all it knows of them.
    """

    case: str
    seq: int
    at: datetime
    actor: str
    on_behalf: str | None
    definition: str
    event: Event
    salt: bytes
    payload_digest: str = ""
    previous: str = ""
    digest: str = ""
    algorithm: str = ALGORITHM

    @property
    def type(self) -> str:
        """Name of the event's class."""
        return type(self.event).__name__

    @property
    def task(self) -> str | None:
        """Task occurrence the event is about."""
        return task_of(self.event)


@dataclass(frozen=True)
class Envelope:
    """What stays of an event when its payload is erased: enough to prove the chain."""

    case: str
    seq: int
    type: str
    at: datetime
    actor: str
    on_behalf: str | None
    task: str | None
    definition: str
    payload_digest: str
    algorithm: str
    previous: str
    digest: str


@dataclass(frozen=True)
class Break:
    """Where and why a history does not prove whole."""

    seq: int
    message: str


def chain(entry: Entry, *, previous: str) -> Entry:
    """Return ``entry`` with its digests, chained behind the event whose digest is ``previous``."""
    salted = replace(entry, payload_digest=payload_digest(entry.event, entry.salt), previous=previous)
    return replace(salted, digest=envelope_digest(envelope_of(salted)))


def envelope_of(entry: Entry) -> Envelope:
    """Return the envelope of an entry."""
    return Envelope(
        entry.case, entry.seq, entry.type, entry.at, entry.actor, entry.on_behalf, entry.task, entry.definition,
        entry.payload_digest, entry.algorithm, entry.previous, entry.digest,
    )  # fmt: skip


def payload_digest(event: Event, salt: bytes) -> str:
    """Return the salted digest of an event's payload."""
    return hashlib.sha256(salt + canonical(to_payload(event))).hexdigest()


def envelope_digest(envelope: Envelope) -> str:
    """Return the digest of an envelope without its own digest."""
    fields = {
        "case": envelope.case,
        "seq": envelope.seq,
        "type": envelope.type,
        "at": as_text(envelope.at),
        "actor": envelope.actor,
        "on_behalf": envelope.on_behalf,
        "task": envelope.task,
        "definition": envelope.definition,
        "payload_digest": envelope.payload_digest,
        "algorithm": envelope.algorithm,
        "previous": envelope.previous,
    }
    return hashlib.sha256(canonical(fields)).hexdigest()


def prove(envelopes: Sequence[Envelope], payload_digests: Sequence[str | None], *, length: int) -> Break | None:
    """Check a whole history: numbering, chain, payloads (None where erased by law) and the expected ``length``.

    Return the first break, or None when the history is whole.
    """
    previous = FIRST
    for number, (envelope, found) in enumerate(zip(envelopes, payload_digests, strict=True), 1):
        fault = fault_of(envelope, found, number=number, previous=previous)
        if fault is not None:
            return Break(number, fault)
        previous = envelope.digest
    if len(envelopes) != length:
        return Break(len(envelopes) + 1, f"应有 {length} 步，只找到 {len(envelopes)} 步")
    return None


def fault_of(envelope: Envelope, found: str | None, *, number: int, previous: str) -> str | None:
    """Return what is wrong with one envelope, in the auditor's words."""
    if envelope.seq != number:
        return f"第 {number} 步缺失，其后是第 {envelope.seq} 步"
    if envelope.algorithm != ALGORITHM:
        return f"第 {number} 步的摘要算法 {envelope.algorithm} 无法核对"
    if envelope.previous != previous:
        return f"第 {number} 步与前一步不相接"
    if envelope.digest != envelope_digest(envelope):
        return f"第 {number} 步的记录被改动过"
    if found is not None and found != envelope.payload_digest:
        return f"第 {number} 步的内容被改动过"
    return None
