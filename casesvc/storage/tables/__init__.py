"""All tables, by what they hold; importing this package makes the metadata complete."""

from casesvc.storage.tables import cases, lists, parties, publications, register, sessions, work

__all__ = ["cases", "lists", "parties", "publications", "register", "sessions", "work"]
