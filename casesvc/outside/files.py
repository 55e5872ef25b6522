"""Attachments on disk, by the digest of their content, sealed, written so that a crash leaves whole files only."""

import hashlib
import os
import tempfile
from pathlib import Path
from typing import Protocol


class Seal(Protocol):
    """Seals bytes for one place."""

    def seal(self, plain: bytes, place: str) -> bytes:
        """Return the sealed bytes."""
        ...

    def open(self, sealed: bytes, place: str) -> bytes:
        """Return the plain bytes."""
        ...


class DiskFiles:
    """Keeps the promise of ``ports.Files`` in a folder."""

    def __init__(self, root: Path, seal: Seal) -> None:
        self._root = root
        self._seal = seal

    def put(self, content: bytes) -> str:
        """Store content; the same content is stored once."""
        digest = hashlib.sha256(content).hexdigest()
        target = self._path(digest)
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_whole(target, self._seal.seal(content, f"file/{digest}"))
        return digest

    def get(self, digest: str) -> bytes:
        """Return content. Raise KeyError when it is gone."""
        try:
            sealed = self._path(digest).read_bytes()
        except FileNotFoundError:
            raise KeyError(digest) from None
        return self._seal.open(sealed, f"file/{digest}")

    def _path(self, digest: str) -> Path:
        return self._root / digest[:2] / digest


def write_whole(target: Path, content: bytes) -> None:
    """Write a file beside its place, sync it, and move it in: readers see all of it or nothing."""
    handle, name = tempfile.mkstemp(dir=target.parent)
    with os.fdopen(handle, "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    Path(name).replace(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
