"""Visitors whom nobody could be mistaken for: no word, number or telephone of theirs stands anywhere else."""

from dataclasses import dataclass, field
from typing import Any

from tests.personal import Personal

FIRST = (
    "Qomariyah",
    "Zulqarnaen",
    "Wrahatnala",
    "Ghassanjaya",
    "Xaviera",
    "Fadhlurrahman",
    "Kusumawardhani",
    "Bimasena",
)
LAST = (
    "Hutagaluh",
    "Pangestoe",
    "Sosrokartono",
    "Djojodigoeno",
    "Mangkoepradja",
    "Tjokroaminoto",
    "Wiranatakoesoema",
    "Réjosari",
)


@dataclass
class Visitor:
    """Somebody, with the codes that are theirs."""

    name: str
    phone: str
    nik: str
    address: str
    codes: list[str] = field(default_factory=list)

    @property
    def told(self) -> dict[str, Any]:
        """What they tell of themselves when they book."""
        return {"name": self.name, "phone": self.spoken, "nik": self.nik}

    @property
    def spoken(self) -> str:
        """Their phone as people write it."""
        own = self.phone.removeprefix("+62")
        return f"0{own[:3]} {own[3:7]} {own[7:]}"


def visitor(n: int) -> Visitor:
    """The nth visitor, the same each time."""
    born = f"{1 + n % 28:02d}{1 + n % 12:02d}{60 + n % 39:02d}"
    name = f"{FIRST[n % len(FIRST)]} {LAST[(n // len(FIRST) + n) % len(LAST)]}"
    return Visitor(
        name, f"+62812{70_000_000 + n * 1_234_567}", f"317101{born}{7000 + n * 37}", f"198.51.100.{n + 100}"
    )


def all_of(visitors: list[Visitor]) -> Personal:
    """What is personal of all of them."""
    return Personal(
        tuple(one.name for one in visitors),
        tuple(one.phone for one in visitors),
        tuple(one.nik for one in visitors),
        tuple(code for one in visitors for code in one.codes),
        tuple(one.address for one in visitors),
    )
