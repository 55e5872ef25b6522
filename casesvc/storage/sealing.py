"""Encryption at rest: AES-256-GCM under a key a case, each sealed with the installation's key.

Destroying a case's key row erases its personal data everywhere, backups included, while the chain stays whole.
"""

import os
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE = 12
KEY_BYTES = 32


def derived(secret: bytes, purpose: str) -> bytes:
    """Return the key for one purpose, so that no two uses share key bytes (HKDF-SHA256)."""
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=f"casesvc/{purpose}".encode()).derive(secret)


class SealBroken(Exception):
    """Sealed bytes do not open: another key, another place, or changed bytes."""


class Seal:
    """Seals and opens bytes under one key; ``place`` binds them to where they are stored."""

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)

    def seal(self, plain: bytes, place: str) -> bytes:
        """Return nonce and ciphertext."""
        nonce = os.urandom(NONCE)
        return nonce + self._cipher.encrypt(nonce, plain, place.encode())

    def open(self, sealed: bytes, place: str) -> bytes:
        """Return what was sealed at ``place``. Raise SealBroken."""
        try:
            return self._cipher.decrypt(sealed[:NONCE], sealed[NONCE:], place.encode())
        except InvalidTag:
            raise SealBroken(place) from None


class KeyRing:
    """The installation's key and the opened keys of the cases used lately."""

    def __init__(self, master: bytes) -> None:
        self.master = Seal(master)
        self._opened = lru_cache(maxsize=4096)(self._open)

    def new_case_key(self, case: str) -> bytes:
        """Return a fresh sealed key for ``case``."""
        return self.master.seal(AESGCM.generate_key(KEY_BYTES * 8), f"case_key/{case}")

    def of_case(self, case: str, sealed: bytes) -> Seal:
        """Return the seal of ``case`` from its sealed key."""
        return self._opened(case, sealed)

    def _open(self, case: str, sealed: bytes) -> Seal:
        return Seal(self.master.open(sealed, f"case_key/{case}"))
