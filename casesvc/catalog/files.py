"""The files of a line: where they lie, which belong to it, and their digest. The only reading from disk."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from casesvc.catalog.codes import used_code_lists
from casesvc.catalog.finding import LineRefused, error

FILE_CAP = 2 * 1024 * 1024  # bytes; real files have some 20 kB
COUNT_CAP = 200
ROLES = "processes/roles.toml"
KEY = r"[a-z][a-z0-9-]{0,49}"  # of lines; it is a folder's name

LineFiles = Mapping[str, bytes]
"""Path relative to the root, with ``/``, to content: all a published line consists of."""


def manifest_path(key: str) -> str:
    """Return where the manifest of a line lies."""
    return f"processes/{key}/line.toml"


def code_list_path(name: str) -> str:
    """Return where a code list lies, for the name a form gives in ``x-codes``."""
    return f"processes/codes/{name}.toml"


def document_path(key: str, name: str) -> str:
    """Return where a document template of a line lies."""
    return f"templates/documents/{key}/{name}.xml"


def find_lines(root: Path) -> tuple[str, ...]:
    """Return the keys of the lines under ``root``: the folders of ``processes/`` that have a manifest."""
    return tuple(sorted(path.parent.name for path in root.glob(manifest_path("*"))))


def read_line_files(root: Path, key: str) -> LineFiles:
    """Read a line's folders, the code lists its forms use, and the roles.

    Scenarios are not among them: they try a line out and are no part of it. Raise LineRefused when a file is too
    large, there are too many, or one leads out of ``root``.
    """
    if not re.fullmatch(KEY, key):
        raise LineRefused((error("", "", "no-such-line", f"没有业务 {key}"),))
    wanted = set(_of_folders(root, key))
    files = {path: _read(root, path) for path in sorted(wanted)}
    for name in sorted(used_code_lists(files)):
        if (root / code_list_path(name)).is_file():
            files[code_list_path(name)] = _read(root, code_list_path(name))
    if (root / ROLES).is_file():
        files[ROLES] = _read(root, ROLES)
    if len(files) > COUNT_CAP:
        raise LineRefused((error(manifest_path(key), "", "too-many-files", f"业务的文件超过 {COUNT_CAP} 个"),))
    return files


def digest_of(files: LineFiles) -> str:
    """Return the digest of a line: SHA-256 over the sorted pairs of path and SHA-256 of the content."""
    total = hashlib.sha256()
    for path in sorted(files):
        total.update(f"{path}\0{hashlib.sha256(files[path]).hexdigest()}\n".encode())
    return f"sha256:{total.hexdigest()}"


def _of_folders(root: Path, key: str) -> Iterator[str]:
    for pattern in (
        f"processes/{key}/*.toml",
        f"processes/{key}/*.bpmn",
        f"processes/{key}/*.dmn",
        f"forms/{key}/*.json",
        f"templates/documents/{key}/*.xml",
    ):
        yield from (path.relative_to(root).as_posix() for path in root.glob(pattern))


def _read(root: Path, path: str) -> bytes:
    file = root / path
    if not file.resolve().is_relative_to(root.resolve()):
        raise LineRefused((error(path, "", "file-outside", "文件指向业务目录之外，请改为普通文件"),))
    if file.stat().st_size > FILE_CAP:
        raise LineRefused((error(path, "", "file-too-large", f"文件超过 {FILE_CAP // 1024} KB"),))
    return file.read_bytes()
