"""Days and slots of an office, asked for as a visitor does."""

import random
from datetime import date, timedelta
from typing import Any

import requests

from tests.journeys.doors import Api
from tests.journeys.waiting import eventually


def today(public: Api, office: str) -> date:
    """The office's own date."""
    return date.fromisoformat(public.get(f"/offices/{office}/board").expect(200)["day"])


def slots(public: Api, office: str, service: str, day: date) -> list[dict[str, Any]]:
    """The slots of a day."""
    path = f"/offices/{office}/services/{service}/slots?date={day}"
    found: list[dict[str, Any]] = public.get(path).expect(200)["slots"]
    return found


def free_slot(public: Api, office: str, service: str, first: int = 1, last: int = 12) -> dict[str, Any]:
    """A slot with places left, `first` to `last` days from now, as far ahead as possible."""
    start = today(public, office)
    for ahead in range(last, first - 1, -1):
        free = [slot for slot in slots(public, office, service, start + timedelta(ahead)) if slot["left"] > 1]
        if free:
            return random.choice(free)
    raise AssertionError(f"{office} has no free slot for {service}")


def sms_to(url: str, phone: str, words: str) -> list[str]:
    """The texts sent to a phone that have these words, waited for."""

    def texts() -> list[str]:
        said = requests.get(url, params={"phoneNumber": phone}, timeout=20).json()
        sent = [str(one["Message"]) for one in said["sms_messages"].get(phone, ())]
        return [text for text in sent if words in text]

    return eventually(texts, 120, f"an SMS to {phone} with “{words}”")


def phone() -> str:
    """A phone that nobody else has in this run."""
    return f"+62812{random.SystemRandom().randrange(10_000_000, 99_999_999)}"
