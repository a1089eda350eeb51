"""A thing's password on the office's own network: made at the first start, known to nobody else."""

import base64
import hashlib
import secrets
from pathlib import Path

from devices.disk import keep, kept

ITERATIONS = 101
"""As mosquitto does it; the password is 256 bits of chance, so more would hide nothing better."""


def password_of(state_dir: Path) -> str:
    """The password; made and kept when there is none."""
    file = state_dir / "office_password.json"
    known = kept(file, None)
    if isinstance(known, str):
        return known
    made = secrets.token_urlsafe(32)
    file.touch(0o600)
    keep(file, made)
    file.chmod(0o600)
    return made


def hash_of(password: str) -> str:
    """A salted hash in mosquitto's form; the salt is the password's own, so that it is the same at each start."""
    salt = hashlib.sha256(b"salt of " + password.encode()).digest()[:12]
    made = hashlib.pbkdf2_hmac("sha512", password.encode(), salt, ITERATIONS)
    return f"$7${ITERATIONS}${base64.b64encode(salt).decode()}${base64.b64encode(made).decode()}"
