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
    kept = reading.case(case)
    length = kept.seq if kept is not None else 0
    broken = prove([envelope for envelope, _ in stored], [digest for _, digest in stored], length=length)
    return Proof(len(stored), broken)
