"""Proves that a case's history is complete and untouched."""

from dataclasses import dataclass

from casesvc.cases.history import Break, prove
from casesvc.journeys.desk import Desk
from casesvc.journeys.ports import Reading


@dataclass(frozen=True)
class Proof:
    """How many events were checked and where the history breaks, if it does."""

    steps: int
    broken: Break | None

    @property
    def words(self) -> str:
        """The band an auditor reads."""
        return self.broken.message if self.broken else f"历史完整，已核对 {self.steps} 步"


def verify_case(desk: Desk, *, case: str) -> Proof:
    """Check numbering, chain, payloads and length of one case."""
    with desk.database.read() as reading:
        return proof_of(reading, case)


def proof_of(reading: Reading, case: str) -> Proof:
    """Check a case inside an open reading."""
    stored = reading.envelopes(case)
    envelopes, digests = [envelope for envelope, _ in stored], [digest for _, digest in stored]
    broken = prove(envelopes, digests, length=reading.length(case))
    return Proof(len(stored), broken)
