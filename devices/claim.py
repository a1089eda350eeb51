"""Makes this machine one thing of an office, by a code that works once.

python -m devices.claim --thing kiosk-rsud-igd-1 --code 7Q2M-4XK9 --config /etc/antrean/kiosk.json

The configuration needs `endpoint`, `ca` and the claim certificate (`claim.certificate`, `claim.key`); the thing's own
certificate, its key, office and place are written beside and into it. The key never leaves the machine where the cloud
signs a request (CSR); where it does not, the cloud makes the key. 0 when claimed, 1 when refused, 2 when asked wrongly.
"""

import argparse
import json
import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from devices.asking import Asking, NoAnswer, Rejected
from devices.disk import keep, kept
from devices.fields import ConfigWrong, Fields
from schemas import topics
from schemas.policies import TEMPLATE

CSR, KEYS = "$aws/certificates/create-from-csr/json", "$aws/certificates/create/json"
PROVISION = f"$aws/provisioning-templates/{TEMPLATE}/provision/json"
CSR_WITHIN = 3.0
"""Seconds after which a cloud that signs no requests is asked for keys instead."""
CODE = re.compile(r"[0-9A-HJKMNP-TV-Z]{8}")
MISREAD = str.maketrans("ILO", "110", "- ")

REFUSED = (
    "Ditolak: kode ini salah, sudah pernah dipakai, atau lewat dari 60 menit, atau milik perangkat lain. "
    "Minta kode baru kepada administrator.\n"
    "Refused: the code is wrong, was used before, is older than 60 minutes, or is another device's. "
    "Ask the administrator for a new one."
)
NO_CLOUD = "Awan tidak menjawab; periksa jaringan.\nThe cloud does not answer; look at the network."
NO_CODE = (
    "Kode terdiri dari 8 huruf dan angka, misalnya 7Q2M-4XK9.\n"
    "A code has 8 letters and digits, such as 7Q2M-4XK9."
)


class NotClaimed(Exception):
    """The machine is no thing yet; the message says why, and what to do."""


@dataclass(frozen=True)
class Pair:
    """A certificate and its key as PEM, and the cloud's word that it was made for this connection."""

    certificate: str
    key: str
    token: str


def claim(file: Path, thing: str, code: str) -> dict[str, Any]:
    """Claim a thing and return its configuration as it is on disk now; raises NotClaimed and ConfigWrong."""
    fields = Fields(file, kept(file, {}))
    with asking(fields) as cloud:
        try:
            pair = certified(cloud, thing)
            told = cloud.ask(PROVISION, _registration(pair, thing, code))
        except Rejected as rejected:
            raise NotClaimed(REFUSED if rejected.is_denied else f"{NO_CLOUD}\n({rejected})") from rejected
        except NoAnswer as silent:
            raise NotClaimed(NO_CLOUD) from silent
    return _write(fields, thing, pair, told.get("deviceConfiguration") or {})


def asking(fields: Fields) -> Asking:
    """The connection by the claim certificate."""
    inner = fields.inner("claim")
    return Asking(
        fields.text("endpoint"),
        fields.number("port", 1, 65535, 8883),
        fields.path("ca", "ca.pem"),
        inner.path("certificate", "claim/certificate.pem"),
        inner.path("key", "claim/private.key"),
        f"claim-{serial()}",
    )


def certified(cloud: Asking, thing: str) -> Pair:
    """A certificate for a key that stays here; for the cloud's own where it signs no requests."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, thing[:64])])
    request = x509.CertificateSigningRequestBuilder().subject_name(name).sign(key, hashes.SHA256())
    asked = request.public_bytes(serialization.Encoding.PEM).decode()
    try:
        made = cloud.ask(CSR, {"certificateSigningRequest": asked}, CSR_WITHIN)
        own = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        ).decode()
    except (NoAnswer, Rejected):
        made = cloud.ask(KEYS, {})
        own = made["privateKey"]
    return Pair(made["certificatePem"], own, made["certificateOwnershipToken"])


def serial() -> str:
    """What the maker or the system calls this machine, as far as AWS IoT takes it."""
    for place in ("/proc/device-tree/serial-number", "/etc/machine-id"):
        try:
            said = re.sub(r"[^A-Za-z0-9]", "", Path(place).read_text())
        except OSError:
            continue
        if said:
            return said[:32]
    return "unknown"


def _registration(pair: Pair, thing: str, code: str) -> dict[str, Any]:
    return {
        "certificateOwnershipToken": pair.token,
        "parameters": {"Thing": thing, "Code": code, "Serial": serial()},
    }


def _write(fields: Fields, thing: str, pair: Pair, told: dict[str, str]) -> dict[str, Any]:
    """Key and certificate first, then the configuration that names them; the presses of a button begin anew."""
    certificate, key = fields.path("certificate", "certificate.pem"), fields.path("key", "private.key")
    _secret(key, pair.key)
    _secret(certificate, pair.certificate)
    state = fields.path("state_dir", "state")
    state.mkdir(parents=True, exist_ok=True)
    if told.get("claimed", "").isdigit():
        keep(state / "press.json", int(told["claimed"]))
    office, place = told.get("office", ""), told.get("place", "")
    own = {"thing": thing, "kind": topics.kind_of(thing), "office": office, "place": place}
    paths = {"certificate": str(certificate), "key": str(key), "state_dir": str(state)}
    written = {"ca": "ca.pem"} | fields.values | own | paths
    keep(fields.file, written)
    return written


def _secret(file: Path, text: str) -> None:
    new = file.with_name(f".{file.name}.new")
    new.touch(mode=0o600)
    with new.open("w") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    new.replace(file)


def main() -> int:
    """Claim as the command line says, and say in both languages what came of it."""
    asked = argparse.ArgumentParser(prog="devices.claim")
    asked.add_argument("--thing", default="", help="such as kiosk-rsud-igd-1; else the configuration's")
    asked.add_argument("--code", required=True, help="the administrator's code, such as 7Q2M-4XK9")
    asked.add_argument("--config", type=Path, required=True, help="a JSON file, see config.example.json")
    given = asked.parse_args()
    code, file = given.code.upper().translate(MISREAD), given.config.resolve()
    if not CODE.fullmatch(code):
        print(NO_CODE, file=sys.stderr)
        return 2
    try:
        thing = given.thing or Fields(file, kept(file, {})).text("thing")
        written = claim(file, thing, code)
    except ConfigWrong as wrong:
        print(wrong, file=sys.stderr)
        return 2
    except NotClaimed as why:
        print(why, file=sys.stderr)
        return 1
    print(json.dumps({name: written[name] for name in ("thing", "office", "place")}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
