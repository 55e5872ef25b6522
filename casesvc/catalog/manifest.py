"""Reads `line.toml` and `roles.toml` into the values a line is made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC
from typing import Any, Literal

from casesvc.catalog.files import ROLES as ROLES_PATH
from casesvc.catalog.files import LineFiles, manifest_path
from casesvc.catalog.finding import LineRefused, error
from casesvc.catalog.shapes import MANIFEST, ROLES
from casesvc.catalog.toml_file import read_toml
from casesvc.journeys.line import CertificateRule, Condition, MessageText, Notice, Role


@dataclass(frozen=True)
class Manifest:
    """What `line.toml` says; the fields mean what they mean in Line.

    ``facts``: what other systems and messages report for conditions to see, by name, with a title each.
    """

    key: str
    title: str
    summary: str
    diagram: str
    authority: str
    hotline: str
    starter: Literal["person", "unit"]
    requires: tuple[str, ...]
    one_open_case: bool
    withdrawal: bool
    correction_days: int
    number_pattern: str
    overview: str | None
    documents: Mapping[str, str]
    notices: tuple[Notice, ...]
    conditions: tuple[Condition, ...]
    texts: Mapping[str, str | tuple[str, ...]]
    certificates: Mapping[str, CertificateRule]
    messages: Mapping[str, MessageText]
    facts: Mapping[str, str]

    @property
    def diagram_path(self) -> str:
        """Where the diagram lies among the files."""
        return f"processes/{self.key}/{self.diagram}"


def find_manifest(files: LineFiles) -> str:
    """Return the path of the manifest among ``files``. Raise LineRefused when there is none or more than one."""
    found = sorted(path for path in files if path.endswith("/line.toml"))
    if len(found) != 1:
        raise LineRefused((error("", "", "no-manifest", "业务应当正好有一个 line.toml"),))
    return found[0]


def read_manifest(files: LineFiles) -> Manifest:
    """Return what the manifest among ``files`` says. Raise LineRefused."""
    path = find_manifest(files)
    values = read_toml(path, files[path], MANIFEST)
    if manifest_path(values["key"]) != path:
        raise LineRefused((error(path, "key", "key-is-not-folder", f"key 应与文件夹同名，现在是 {values['key']}"),))
    return Manifest(
        key=values["key"],
        title=values["title"],
        summary=values["summary"],
        diagram=values["diagram"],
        authority=values["authority"],
        hotline=values["hotline"],
        starter=values["starter"],
        requires=tuple(values.get("requires", ())),
        one_open_case=values["one_open_case"],
        withdrawal=values.get("withdrawal", True),
        correction_days=values["correction_days"],
        number_pattern=values["number_pattern"],
        overview=values.get("overview"),
        documents=values.get("documents", {}),
        notices=tuple(_notice(notice) for notice in values["notices"]),
        conditions=tuple(Condition(**condition) for condition in values.get("conditions", ())),
        texts={key: text if isinstance(text, str) else tuple(text) for key, text in values.get("texts", {}).items()},
        certificates={
            key: CertificateRule(key=key, **certificate) for key, certificate in values.get("certificates", {}).items()
        },
        messages={key: MessageText(**message) for key, message in values.get("messages", {}).items()},
        facts=values.get("facts", {}),
    )


def read_roles(files: LineFiles) -> Mapping[str, Role]:
    """Return the roles by key. Raise LineRefused."""
    if ROLES_PATH not in files:
        raise LineRefused((error(ROLES_PATH, "", "no-roles", "缺少 roles.toml"),))
    values = read_toml(ROLES_PATH, files[ROLES_PATH], ROLES)
    return {key: Role(key=key, **role) for key, role in values["roles"].items()}


def _notice(values: Mapping[str, Any]) -> Notice:
    closes = values.get("closes")
    return Notice(
        key=values["key"],
        title=values["title"],
        body=tuple(values["body"]),
        published=values["published"].astimezone(UTC),
        opens=values["opens"].astimezone(UTC),
        closes=closes.astimezone(UTC) if closes else None,
    )
