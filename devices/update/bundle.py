"""A bundle: fetched, known by its signature, and unpacked whole or not at all."""

import hashlib
import os
import re
import shutil
import tarfile
import urllib.request
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z.+-]{0,39}")
LARGEST = 64 * 2**20
FETCHED_WITHIN = 60
"""Seconds without a byte."""
HERE = ("localhost", "127.0.0.1", "::1")


class BundleRefused(Exception):
    """The bundle is not taken; the message says why, for whoever made the job."""


@dataclass(frozen=True)
class Wanted:
    """What a job asks for: a version, where its bundle is, its SHA-256 and a signature of both, in hex."""

    version: str
    bundle: str
    sha256: str
    signature: str


def wanted_of(document: Any) -> Wanted:
    """The job's document; raises BundleRefused naming the field."""
    if not isinstance(document, dict):
        raise BundleRefused("the job's document is no object")
    for name in ("version", "bundle", "sha256", "signature"):
        if not isinstance(document.get(name), str):
            raise BundleRefused(f"{name}: must be a text")
    wanted = Wanted(document["version"], document["bundle"], document["sha256"], document["signature"])
    if not VERSION.fullmatch(wanted.version):
        raise BundleRefused("version: must be a name such as 0.2.0")
    address = urlsplit(wanted.bundle)
    if address.scheme != "https" and not (address.scheme == "http" and address.hostname in HERE):
        raise BundleRefused("bundle: must be an https address")
    return wanted


def signed(version: str, sha256: str) -> bytes:
    """What is signed: a bundle under another version's name is another bundle."""
    return f"antrean {version} {sha256}".encode()


def check_signature(wanted: Wanted, public_key: Path) -> None:
    """Refuse a bundle that ours did not sign, before a byte of it is fetched."""
    # Ten megabytes that an agent does without until there is an update.
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    key = load_pem_public_key(public_key.read_bytes())
    if not isinstance(key, Ed25519PublicKey):
        raise BundleRefused(f"{public_key.name} is no Ed25519 key")
    try:
        key.verify(bytes.fromhex(wanted.signature), signed(wanted.version, wanted.sha256))
    except (ValueError, InvalidSignature) as error:
        raise BundleRefused("signature: not ours") from error


def fetch(wanted: Wanted, to: Path) -> None:
    """Fetch the bundle to a file; raises BundleRefused when it is not the one that was signed, OSError without a link."""
    digest, size = hashlib.sha256(), 0
    with urllib.request.urlopen(wanted.bundle, timeout=FETCHED_WITHIN) as answer, to.open("wb") as out:
        while part := answer.read(2**16):
            size += len(part)
            if size > LARGEST:
                raise BundleRefused(f"bundle: larger than {LARGEST} bytes")
            digest.update(part)
            out.write(part)
    if digest.hexdigest() != wanted.sha256:
        raise BundleRefused("sha256: the bundle is another one")


def unpack(bundle: Path, to: Path) -> None:
    """Unpack plain files into `to`, which is there whole afterwards or, after a power cut, not at all."""
    new = to.with_name(f".{to.name}.new")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    try:
        with tarfile.open(bundle) as tar:
            for member in tar:
                _unpack_one(tar, member, new)
    except tarfile.TarError as error:
        raise BundleRefused("bundle: no tar") from error
    os.sync()
    shutil.rmtree(to, ignore_errors=True)
    new.rename(to)


def _unpack_one(tar: tarfile.TarFile, member: tarfile.TarInfo, folder: Path) -> None:
    path = PurePosixPath(member.name)
    if path.is_absolute() or ".." in path.parts or not (member.isfile() or member.isdir()):
        raise BundleRefused(f"bundle: {member.name[:80]} is no plain file")
    if member.isdir():
        return
    inside = tar.extractfile(member)
    assert inside is not None
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as out:
        shutil.copyfileobj(inside, out)
