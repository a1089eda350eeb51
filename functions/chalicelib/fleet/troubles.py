"""What is wrong with a device, by what is known of it: rules, pure."""

from typing import Any

from chalicelib.store.leases import AWAY, Lease
from schemas import topics

SILENT = 120
"""Seconds without a heartbeat, which comes each 30 s, after which a device is gone."""
BATTERY, HOT, SKEW = 15, 80, 120_000
"""Percent, degrees Celsius and milliseconds from which a battery is low, a device hot, a clock wrong."""

TITLES = {
    "gone": {"id": "Tidak terhubung", "en": "Not connected"},
    "paper_out": {"id": "Kertas habis", "en": "Out of paper"},
    "cover_open": {"id": "Tutup printer terbuka", "en": "The printer's cover is open"},
    "printer_offline": {"id": "Printer mati atau tidak terhubung", "en": "The printer is off or not connected"},
    "battery_low": {"id": "Baterai hampir habis", "en": "The battery is nearly empty"},
    "clock_wrong": {"id": "Jam perangkat salah", "en": "The device's clock is wrong"},
    "hub_away": {"id": "Hub kantor tidak terhubung", "en": "The office hub is not connected"},
    "paper_low": {"id": "Kertas hampir habis", "en": "Paper is running low"},
    "printer_unknown": {"id": "Printer tidak menjawab", "en": "The printer does not answer"},
    "hub_unreached": {"id": "Hub kantor tidak terjangkau dari perangkat ini", "en": "This device does not reach the office hub"},
    "not_printed": {"id": "Karcis terakhir tidak tercetak", "en": "The last slip did not print"},
    "hot": {"id": "Perangkat terlalu panas", "en": "The device is too hot"},
    "refused": {"id": "Sebagian pengaturan ditolak", "en": "Some settings were refused"},
    "fault": {"id": "Ada gangguan", "en": "Something is wrong"},
}  # fmt: skip
"""What a person reads, the worst first; what comes before `paper_low` needs a hand and alarms the manager."""

ALARMING = tuple(TITLES)[: tuple(TITLES).index("paper_low")]


def troubles(known: dict[str, Any], now: int, lease: Lease | None = None) -> list[str]:
    """What is wrong with a device, the worst first, at `now` (epoch seconds); of one that is gone or revoked only that.

    Of the hub that has this `lease` it is one trouble, whether it is not heard of or renews no more: it is away.
    """
    if known.get("revoked") or not known.get("seen"):
        return []
    stale = lease is not None and lease.thing == known.get("thing") and lease.is_silent(now, SILENT)
    if stale or now - known["seen"] // 1000 > SILENT:
        return ["hub_away" if topics.kind_of(str(known.get("thing"))) == topics.HUB else "gone"]
    found = {_named(known.get("fault", "")), *_measured(known)}
    if lease is None or lease.state == AWAY or lease.is_silent(now, SILENT):
        # Where the hub itself is away, that is the trouble, and not each device's.
        found.discard("hub_unreached")
    if known.get("slip_fault"):
        found.add("not_printed")
    return [one for one in TITLES if one in found]


def _named(fault: str) -> str:
    """The trouble that a device names itself; one that is new to us is a fault all the same."""
    return fault if fault in TITLES or not fault else "fault"


def _measured(known: dict[str, Any]) -> set[str]:
    paper = {"out": {"paper_out"}, "low": {"paper_low"}}.get(known.get("paper", ""), set())
    return paper | {
        name
        for name, is_so in (
            ("battery_low", known.get("battery", 100) <= BATTERY),
            ("hot", known.get("temperature", 0) >= HOT),
            ("clock_wrong", abs(known.get("clock", 0)) >= SKEW),
        )
        if is_so
    }
