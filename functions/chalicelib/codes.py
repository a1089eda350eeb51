"""Codes that open a ticket or a booking, and ids that do not: HMACs of an office's secret, so nothing can be guessed."""

import hashlib
import hmac
from functools import lru_cache

from .session import client
from .settings import settings

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base32: no I, L, O or U, so that a code can be read aloud and typed."""

LENGTH = 16
DEVICE_LENGTH = 8
_MISREAD = str.maketrans("ILO", "110", "- ")


@lru_cache(maxsize=8)
def secret(region: str) -> bytes:
    """The secret of the offices at home in a region; read once in a process."""
    answer = client("secretsmanager", region).get_secret_value(SecretId=settings().secret_id)
    return str(answer["SecretString"]).encode()


def code(region: str, *scope: str) -> str:
    """The code of a request: 80 bits, the same for the same scope, as 16 characters."""
    return crockford(_mac(region, "code", *scope)[:10])


def read_code(written: str) -> str | None:
    """A code as a person wrote it, in its one spelling; None when it cannot be a code."""
    plain = written.upper().translate(_MISREAD)
    return plain if len(plain) == LENGTH and all(c in ALPHABET for c in plain) else None


def device_code(region: str, *scope: str) -> str:
    """The code that claims a device: 40 bits as 8 characters, the same for the same scope."""
    return crockford(_mac(region, "device", *scope)[:5])


def read_device_code(written: str) -> str | None:
    """A device's code as a person wrote it, in its one spelling; None when it cannot be one."""
    plain = written.upper().translate(_MISREAD)
    return plain if len(plain) == DEVICE_LENGTH and all(c in ALPHABET for c in plain) else None


def device_hash(region: str, thing: str, opens: str) -> str:
    """What is kept of a device's code; without the secret nobody can try codes on it."""
    return _mac(region, "device-code", thing, opens).hex()[:32]


def id_of(opens: str) -> str:
    """The id under which what a code opens is kept; it does not lead back to the code."""
    return crockford(hashlib.sha256(opens.encode()).digest()[:10])


def rid_of(*scope: str) -> str:
    """A request's id in the line's ring: 8 bytes as 16 hex characters."""
    return hashlib.sha256("|".join(scope).encode()).hexdigest()[:16]


def staff(sub: str) -> str:
    """A member of staff as the table names them: a short hash, which says who to whom knows the account and to nobody else."""
    return f"staff:{rid_of('staff', sub)[:10]}"


def identity(region: str, kind: str, value: str) -> str:
    """A phone or NIK as a keyed hash, which without the secret nobody can try values against."""
    return _mac(region, f"identity-{kind}", value).hex()[:32]


def leaf(region: str, draw: str, who: str) -> str:
    """A person's leaf in a draw, of their identity's keyed hash: 32 bytes in hex, the same however often they enter."""
    return _mac(region, "leaf", draw, who).hex()


def body_hash(body: str) -> str:
    """A request's body as a hash of the secret of this function's own region: it may hold a phone or a NIK."""
    return _mac(settings().home_region, "body", body).hex()[:32]


def address(region: str, day: str, said: str) -> str:
    """A network address as a keyed hash that changes with the day, for counting and nothing else; empty for none."""
    return _mac(region, "address", day, said).hex()[:12] if said else ""


def seal(region: str, *what: str) -> str:
    """What shows that we wrote this: 120 bits as 24 characters."""
    return crockford(_mac(region, "seal", *what)[:15])


def same(one: str, other: str) -> bool:
    """Whether two seals are the same, compared in a time that does not tell how far they agree."""
    return hmac.compare_digest(one.encode(), other.encode())


def lot(region: str, *what: str) -> float:
    """A number from 0 to 1 that nobody without the secret can know or choose, the same for the same."""
    return int.from_bytes(_mac(region, "lot", *what)[:6]) / 2**48


def lobby_code(region: str, office: str, window: int) -> str:
    """The six digits that an office's lobby shows during one window of 60 s (`window` = epoch seconds // 60)."""
    return f"{int.from_bytes(_mac(region, 'lobby', office, str(window))[:8]) % 1_000_000:06d}"


def crockford(content: bytes) -> str:
    """Bytes as base32 in Crockford's alphabet; 10 bytes make 16 characters."""
    bits = int.from_bytes(content)
    return "".join(ALPHABET[bits >> shift & 31] for shift in range(len(content) * 8 - 5, -1, -5))


def _mac(region: str, *parts: str) -> bytes:
    return hmac.new(secret(region), "|".join(parts).encode(), hashlib.sha256).digest()
