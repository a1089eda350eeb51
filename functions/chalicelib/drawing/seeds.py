"""The seeds of draws, made of a secret that only the function that holds draws may read."""

from functools import lru_cache

from chalicelib.queueing.drawing import commit_of, draw_id, seed_of
from chalicelib.session import client
from chalicelib.settings import settings
from chalicelib.store.draws import Draw, DrawKey


class SeedLost(Exception):
    """The secret is not the one with which the draw was announced; its seed cannot be revealed any more."""


def commit_for(key: DrawKey) -> str:
    """What is published of the draw's seed when it is announced."""
    return commit_of(_seed(key))


def seed_for(draw: Draw) -> bytes:
    """The seed that was committed to, to be published once the draw is closed; raises `SeedLost`."""
    seed = _seed(draw.key)
    if commit_of(seed) != draw.commit:
        raise SeedLost(draw.key.day)
    return seed


def _seed(key: DrawKey) -> bytes:
    return seed_of(_secret(settings().home_region), draw_id(key.office, key.service, key.day))


@lru_cache(maxsize=1)
def _secret(region: str) -> bytes:
    answer = client("secretsmanager", region).get_secret_value(SecretId=settings().draws_secret_id)
    return str(answer["SecretString"]).encode()


def forget() -> None:
    """Drop the secret that the process has read; for tests."""
    _secret.cache_clear()
