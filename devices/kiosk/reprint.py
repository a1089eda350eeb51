"""A slip again, with the same number: for a visitor a moment later, for staff (who have a PIN) any of today's last."""

import hmac
import threading
import time
from datetime import datetime, timedelta
from typing import Any

from devices.kiosk.agent import Kiosk
from devices.kiosk.layout import lay_out
from devices.message import Message
from devices.outbox import DONE, PRINTED, REFUSED, Take

COPY = {"id": "CETAK ULANG", "en": "COPY"}
VISITORS_MAY = timedelta(minutes=5)
COPIES = 3
LISTED = 12
TRIES, LOCKED = 5, 60.0
"""Wrong PINs after which none is looked at for so many seconds."""


class MayNot(Exception):
    """A copy that is not to be had: why, in a word for the page."""


class Copies:
    """How often each slip was printed again, and how often a PIN was wrong; forgotten at a restart."""

    def __init__(self, kiosk: Kiosk) -> None:
        self.kiosk = kiosk
        self._made: dict[str, int] = {}
        self._wrong, self._until = 0, 0.0
        self._lock = threading.Lock()

    def is_staff(self, pin: object) -> bool:
        """Whether this is the office's PIN; raises MayNot("locked") after too many that were not."""
        kept = str(self.kiosk.settings.get("staff_pin", ""))
        with self._lock:
            if time.monotonic() < self._until:
                raise MayNot("locked")
            right = bool(kept) and isinstance(pin, str) and hmac.compare_digest(pin.encode(), kept.encode())
            self._wrong = 0 if right else self._wrong + 1
            if self._wrong >= TRIES:
                self._wrong, self._until = 0, time.monotonic() + LOCKED
        return right

    def last(self) -> list[dict[str, Any]]:
        """The last slips of this kiosk, newest first, for the staff's list."""
        return [
            {
                "id": take.id,
                "number": (take.slip or {}).get("number"),
                "at": take.done,
                "printed": take.state == PRINTED,
            }
            for take in self.kiosk.outbox.last(LISTED)
        ]

    def again(self, id: str, staff: bool) -> Message:
        """Print a slip again; raises MayNot. What was not on paper before counts as printed from then on."""
        try:
            take = self.kiosk.outbox.take(id)
        except KeyError:
            raise MayNot("unknown") from None
        self._allow(take, staff)
        slip = take.slip or {}
        language = "en" if take.payload.get("language") == "en" else "id"
        said = slip | {"lines": [*slip["lines"], COPY[language]]}
        fault = self.kiosk.printer.print_slip(
            lay_out(said, self.kiosk.url(take), self.kiosk.config.printer.columns)
        )
        if fault is None:
            self.kiosk.outbox.printed_after_all(id)
        answer = self.kiosk.answer(self.kiosk.outbox.take(id)) | {"copy": fault is None}
        return answer | ({"fault": fault} if fault else {})

    def _allow(self, take: Take, staff: bool) -> None:
        if take.state not in DONE or take.state == REFUSED or not take.slip or not take.done:
            raise MayNot("unknown")
        if not staff and self.kiosk.now() - datetime.fromisoformat(take.done) > VISITORS_MAY:
            raise MayNot("too-late")
        with self._lock:
            if not staff and self._made.get(take.id, 0) >= COPIES:
                raise MayNot("too-often")
            self._made[take.id] = self._made.get(take.id, 0) + 1
