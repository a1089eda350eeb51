"""Makes the bundle of the agents and signs it.

python -m infra.bundle_devices keys FOLDER              a new key pair: bundle.key stays secret, bundle.pub goes on devices
python -m infra.bundle_devices make VERSION KEY OUT     OUT/antrean-VERSION.tar and OUT/antrean-VERSION.json, the job's document
"""

import argparse
import hashlib
import io
import json
import tarfile
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

ROOT = Path(__file__).resolve().parents[1]
PARTS = ("devices", "schemas", "functions/chalicelib/__init__.py", "functions/chalicelib/errors.py",
         "functions/chalicelib/queueing", "web/dist")  # fmt: skip
"""What a device runs: agents, names, the kernel for the hub, and the pages if they were built."""
KINDS = {
    ".py",
    ".service",
    ".rules",
    ".json",
    ".yaml",
    ".html",
    ".js",
    ".css",
    ".svg",
    ".png",
    ".woff2",
    ".mp3",
    ".ogg",
    ".txt",
    ".webmanifest",
}


def make(version: str, root: Path = ROOT) -> bytes:
    """The bundle's bytes: the same for the same sources."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for file in sources(root):
            content = file.read_bytes()
            if file == root / "devices" / "__init__.py":
                content = _versioned(content.decode(), version).encode()
            entry = tarfile.TarInfo(file.relative_to(root).as_posix())
            entry.size, entry.mode = len(content), 0o644
            tar.addfile(entry, io.BytesIO(content))
    return out.getvalue()


def sources(root: Path) -> list[Path]:
    """The files of a bundle, in their order."""
    found = []
    for part in PARTS:
        path = root / part
        every = [path] if path.is_file() else path.rglob("*")
        found += [
            file
            for file in every
            if file.is_file() and file.suffix in KINDS and "__pycache__" not in file.parts
        ]
    return sorted(found)


def sign(version: str, sha256: str, key: bytes) -> str:
    """The signature of a bundle's version and SHA-256, in hex; `key` is an Ed25519 key as PEM."""
    private = load_pem_private_key(key, None)
    assert isinstance(private, Ed25519PrivateKey), "not an Ed25519 key"
    return private.sign(f"antrean {version} {sha256}".encode()).hex()


def keys() -> tuple[bytes, bytes]:
    """A new private and public key as PEM."""
    private = Ed25519PrivateKey.generate()
    return (
        private.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        ),
        private.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        ),
    )


def document(version: str, bundle: bytes, address: str, key: bytes) -> dict[str, str]:
    """What a job says."""
    sha256 = hashlib.sha256(bundle).hexdigest()
    signature = sign(version, sha256, key)
    return {"version": version, "bundle": address, "sha256": sha256, "signature": signature}


def _versioned(source: str, version: str) -> str:
    lines = [
        f'VERSION = "{version}"' if line.startswith("VERSION = ") else line for line in source.splitlines()
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Make keys or a bundle."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    verbs = asked.add_subparsers(dest="verb", required=True)
    verbs.add_parser("keys").add_argument("folder", type=Path)
    making = verbs.add_parser("make")
    making.add_argument("version")
    making.add_argument("key", type=Path)
    making.add_argument("out", type=Path)
    making.add_argument("--at", default="", help="the https folder where the bundle will lie")
    given = asked.parse_args()
    if given.verb == "keys":
        given.folder.mkdir(parents=True, exist_ok=True)
        private, public = keys()
        (given.folder / "bundle.key").touch(mode=0o600)
        (given.folder / "bundle.key").write_bytes(private)
        (given.folder / "bundle.pub").write_bytes(public)
        return
    given.out.mkdir(parents=True, exist_ok=True)
    name, bundle = f"antrean-{given.version}", make(given.version)
    (given.out / f"{name}.tar").write_bytes(bundle)
    told = document(given.version, bundle, f"{given.at.rstrip('/')}/{name}.tar", given.key.read_bytes())
    (given.out / f"{name}.json").write_text(json.dumps(told, indent=1))
    print(f"{given.out / name}.tar: {len(bundle) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
