"""What ``processes/office.toml`` says about the authority that runs the portal."""

from dataclasses import dataclass
from pathlib import Path

from casesvc.catalog.shapes import OFFICE
from casesvc.catalog.toml_file import read_toml

OFFICE_FILE = "processes/office.toml"


@dataclass(frozen=True)
class Authority:
    """Names and numbers in header and footer."""

    name: str
    system: str
    hotline: str
    hours: str
    footer: tuple[str, ...]


def read_office(root: Path) -> Authority:
    """Read the file. Raise LineRefused when it has another shape."""
    values = read_toml(OFFICE_FILE, (root / OFFICE_FILE).read_bytes(), OFFICE)
    return Authority(
        values["name"], values["system"], values["hotline"], values.get("hours", ""), tuple(values.get("footer", ()))
    )
