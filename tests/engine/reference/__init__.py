"""A reference interpreter of BPMN tokens, written from the specification and independent of the engine."""

from tests.engine.reference.reference import Reference, Stand

__all__ = ["Reference", "Stand"]
