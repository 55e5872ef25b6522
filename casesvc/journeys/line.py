"""A business line as running cases see it: values made from published files, never from a disk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from casesvc.forms.form import Form

if TYPE_CHECKING:  # the core knows no XML library; it only holds what was read from the diagram
    from casesvc.diagrams.process import ProcessDefinition

Scope = Literal["applicant", "own-unit", "competent-unit", "office", "installation"]


@dataclass(frozen=True)
class Role:
    """Who may do a task: a key a lane or ``camunda:candidateGroups`` names.

    ``competent-unit`` is the n-th unit above the case's own, one for each level. ``installation`` roles look after
    the system and stand in no diagram. ``office`` is the unit id of a fixed office.
    """

    key: str
    title: str
    scope: Scope
    office: str | None = None

    def is_named(self, word: str | None) -> bool:
        """Say whether a diagram means this role by ``word``: candidate groups give the key, lanes often the title."""
        return word in (self.key, self.title)


@dataclass(frozen=True)
class Notice:
    """A call for applications; ``closes`` is None for 常年受理. Source: JL-028, JL-030."""

    key: str
    title: str
    body: tuple[str, ...]
    published: datetime
    opens: datetime
    closes: datetime | None = None

    def is_open(self, now: datetime) -> bool:
        """Say whether a first submission is accepted at ``now``; the closing moment itself is too late."""
        return self.opens <= now and (self.closes is None or now < self.closes)


@dataclass(frozen=True)
class Condition:
    """A sentence of the self-check (条件自检, JL-029); ``example`` marks what the office has not confirmed."""

    text: str
    source: str
    example: bool = False


@dataclass(frozen=True)
class CertificateRule:
    """What an end event grants: the document printed, how it is numbered, how long it holds (None: for good)."""

    key: str
    title: str
    document: str
    number: str
    level: str
    valid_years: int | None = None


@dataclass(frozen=True)
class MessageText:
    """A site message: title and text with places for {line}, {number}, {opinion}, {due}, {hotline}."""

    title: str
    text: str


@dataclass(frozen=True)
class Line:
    """A service offered: manifest, diagram, forms, document templates and roles of one published version.

    ``forms`` by form key (``talent-tiers/review``), ``documents`` (template text) and ``document_titles`` by
    document name, ``overview`` the document an applicant sees before submitting (JL-066).
    ``requires`` names what a starter must hold: ``verified``, ``unit-binding``.
    ``texts`` by key: a sentence or paragraphs.
    """

    key: str
    digest: str
    title: str
    summary: str
    authority: str
    hotline: str
    starter: Literal["person", "unit"]
    requires: tuple[str, ...]
    one_open_case: bool
    withdrawal: bool
    correction_days: int
    number_pattern: str
    overview: str | None
    notices: tuple[Notice, ...]
    conditions: tuple[Condition, ...]
    texts: Mapping[str, str | tuple[str, ...]]
    process: ProcessDefinition
    diagram: bytes
    diagram_digest: str
    forms: Mapping[str, Form]
    documents: Mapping[str, str]
    document_titles: Mapping[str, str]
    certificates: Mapping[str, CertificateRule]
    messages: Mapping[str, MessageText]
    roles: Mapping[str, Role]

    def notice(self, key: str) -> Notice:
        """Return the notice of that key. Raise KeyError."""
        return {notice.key: notice for notice in self.notices}[key]

    @property
    def routed(self) -> frozenset[str]:
        """Names that the forms give to expressions, whether handed in yet or not."""
        return frozenset(path[-1] for form in self.forms.values() for path in form.route)

    def role(self, word: str) -> Role:
        """Return the role a task of the diagram names, by key or title. Raise KeyError."""
        return {**{role.title: role for role in self.roles.values()}, **self.roles}[word]
