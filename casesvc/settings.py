"""Settings of an installation: environment variables CASESVC_…, read once into one frozen object."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

KEY_BYTES = 32
BIND = "127.0.0.1:8000"


@dataclass(frozen=True)
class Settings:
    """Everything ``app`` hands down. ``home`` holds what the installation writes, ``content`` its lines."""

    home: Path
    database_url: str
    files: Path
    base_url: str
    key: bytes
    content: Path
    fonts: Path
    bind: str = BIND
    demo: bool = False

    @property
    def secure(self) -> bool:
        """Whether cookies may be marked Secure."""
        return self.base_url.startswith("https://")


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Read settings; whatever is not set has a default below ``CASESVC_HOME`` (``var`` where it is not set)."""
    home = Path(environment.get("CASESVC_HOME", "var")).absolute()
    return Settings(
        home=home,
        database_url=environment.get("CASESVC_DATABASE_URL", f"sqlite:///{home / 'casesvc.sqlite'}"),
        files=Path(environment.get("CASESVC_FILES", str(home / "files"))),
        base_url=environment.get("CASESVC_BASE_URL", f"http://{environment.get('CASESVC_BIND', BIND)}"),
        key=read_key(environment, home),
        content=Path(environment.get("CASESVC_CONTENT", str(content_root()))).absolute(),
        fonts=Path(environment.get("CASESVC_FONT_DIR", str(package() / "documents" / "fonts"))),
        bind=environment.get("CASESVC_BIND", BIND),
        demo=environment.get("CASESVC_DEMO", "") == "1",
    )


def read_key(environment: Mapping[str, str], home: Path) -> bytes:
    """Return the key that seals personal data: from CASESVC_KEY (hex) or ``home/key``, made at the first start."""
    if "CASESVC_KEY" in environment:
        return bytes.fromhex(environment["CASESVC_KEY"])
    file = home / "key"
    if not file.exists():
        home.mkdir(parents=True, exist_ok=True)
        try:
            handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return bytes.fromhex(file.read_text())
        with os.fdopen(handle, "w") as out:
            out.write(secrets.token_hex(KEY_BYTES))
    return bytes.fromhex(file.read_text())


def package() -> Path:
    """Return the folder of the package."""
    return Path(__file__).parent


def content_root() -> Path:
    """Return where processes, forms and templates lie: inside an installed wheel, else beside the package."""
    bundled = package() / "bundled"
    return bundled if bundled.is_dir() else package().parent
