"""The hub's own authority and its broker's certificate, made at the first start for its address."""

from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

YEARS = 10


def make(folder: Path, host: str) -> Path:
    """The CA's file, with `broker.pem` and `broker.key` beside it; made anew only when there is none for this host."""
    ca, known = folder / "ca.pem", folder / "host"
    if ca.exists() and known.exists() and known.read_text() == host:
        return ca
    folder.mkdir(parents=True, exist_ok=True)
    ca_key, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    signed = _builder("Antrean hub", "Antrean hub", ca_key.public_key()).add_extension(
        x509.BasicConstraints(True, 0), critical=True
    )
    names = x509.SubjectAlternativeName([*_names(host), *_names("localhost"), *_names("127.0.0.1")])
    own = _builder("Antrean hub", host, key.public_key()).add_extension(names, critical=False)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file = folder / "broker.key"
    file.touch(0o600)
    file.write_bytes(private)
    # The authority's key is not kept: it signs once.
    (folder / "broker.pem").write_bytes(
        own.sign(ca_key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    )
    ca.write_bytes(signed.sign(ca_key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    known.write_text(host)
    return ca


def _builder(issuer: str, subject: str, key: ec.EllipticCurvePublicKey) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    # A hub's clock may be wrong at its first start, and that of a device later.
    return (
        x509.CertificateBuilder()
        .subject_name(_named(subject))
        .issuer_name(_named(issuer))
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=3650))
        .not_valid_after(now + timedelta(days=365 * YEARS))
    )


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _names(host: str) -> list[x509.GeneralName]:
    try:
        return [x509.IPAddress(ip_address(host)), x509.DNSName(host)]
    except ValueError:
        return [x509.DNSName(host)]
