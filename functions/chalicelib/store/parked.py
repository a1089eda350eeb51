"""Records of the stream that could not be followed, kept with their image until a replay succeeds."""

import json
from dataclasses import dataclass
from typing import Any

from . import table as tables


@dataclass(frozen=True)
class Parked:
    """One record set aside; `image` is the stream's own, typed."""

    sequence: str
    image: dict[str, Any]
    why: str


def park(region: str, office: str, sequence: str, image: dict[str, Any], why: str) -> None:
    """Set a record aside; the same record again is kept once."""
    kept = json.dumps(image, separators=(",", ":"))
    tables.lines(region).put_new(
        {"pk": _pk(office), "sk": sequence.zfill(40), "image": kept, "why": why[:300]}
    )


def parked(region: str, office: str, limit: int | None = None) -> list[Parked]:
    """The office's records that wait for a replay, oldest first."""
    found = tables.lines(region).query(_pk(office), limit=limit)
    return [Parked(item["sk"], json.loads(item["image"]), item["why"]) for item in found]


def release(region: str, office: str, sequence: str) -> None:
    """Forget a record that was followed at last."""
    tables.lines(region).delete(_pk(office), sequence)


def _pk(office: str) -> str:
    return f"parked#{office}"
