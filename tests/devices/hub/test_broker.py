"""Who may come to the office's broker, what each may do there, and who may use the staff page."""

import base64
import errno
import hashlib
from pathlib import Path

import pytest

from devices.hub import authority
from devices.hub.broker import Broker
from devices.hub.guests import acl, passwords
from devices.hub.journal import Journal
from devices.office_password import hash_of, password_of
from schemas import topics
from schemas.guests import fingerprint

GUESTS = [{"thing": "kiosk-rsud-1", "hash": "$7$1"}, {"thing": "button-rsud-2", "hash": "$7$2"}]


def block(text: str, user: str) -> list[str]:
    """What the access list says of one user."""
    return next(part for part in text.split("user ") if part.startswith(f"{user}\n")).strip().split("\n")[1:]


@pytest.mark.parametrize(("kind", "place"), [("kiosk", "1"), ("button", "2")])
def test_a_thing_may_do_at_the_office_s_broker_what_it_may_in_the_cloud(kind: str, place: str) -> None:
    thing = f"{kind}-rsud-{place}"

    said = block(acl(GUESTS, "rsud"), thing)

    assert [line.removeprefix("topic write ") for line in said if "write" in line] == list(
        topics.may_publish(kind, thing, "rsud", place)
    )
    assert [line.removeprefix("topic read ") for line in said if "read" in line] == [
        topics.hub_lease("rsud"),
        *topics.may_receive(kind, "rsud", place),
        *([topics.heard("rsud", place)] if kind == topics.KIOSK else []),
    ]


@pytest.mark.parametrize("thing", ["kiosk-other-1", "hub-rsud-1", "camera-rsud-1"])
def test_a_thing_of_another_office_or_kind_may_do_nothing(thing: str) -> None:
    assert f"user {thing}" not in acl([{"thing": thing, "hash": ""}], "rsud")


def test_the_password_file_has_the_hub_and_its_guests() -> None:
    assert passwords(GUESTS, "$7$0") == "hub:$7$0\nkiosk-rsud-1:$7$1\nbutton-rsud-2:$7$2\n"


def test_a_hub_says_that_it_knows_whom_it_lets_in_and_not_whom_it_could_not_write_down(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broker = Broker(tmp_path, "rsud", "127.0.0.1", 8884, starts=False)
    broker.admit(GUESTS[:1])
    assert broker.knows == fingerprint(GUESTS[:1])

    def full(*_: object, **__: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(Path, "write_text", full)
        with pytest.raises(OSError, match="No space"):
            broker.admit(GUESTS)
    assert broker.knows == fingerprint(GUESTS[:1])
    assert "button-rsud-2" not in (tmp_path / "passwords").read_text()

    broker.admit(GUESTS)
    assert broker.knows == fingerprint(GUESTS)
    assert (tmp_path / "passwords").stat().st_mode & 0o777 == 0o600


def test_a_password_is_made_once_kept_to_oneself_and_hashed_as_the_broker_does(tmp_path: Path) -> None:
    password = password_of(tmp_path)
    _, seven, rounds, salt, made = hash_of(password).split("$")

    assert password_of(tmp_path) == password
    assert (tmp_path / "office_password.json").stat().st_mode & 0o777 == 0o600
    assert hash_of(password) == hash_of(password)
    again = hashlib.pbkdf2_hmac("sha512", password.encode(), base64.b64decode(salt), int(rounds))
    assert (seven, base64.b64decode(made)) == ("7", again)


def test_the_authority_stays_until_the_hub_moves(tmp_path: Path) -> None:
    first = authority.make(tmp_path, "192.168.1.10").read_text()

    assert authority.make(tmp_path, "192.168.1.10").read_text() == first
    assert authority.make(tmp_path, "192.168.1.11").read_text() != first
    assert (tmp_path / "broker.key").stat().st_mode & 0o777 == 0o600


def test_the_journal_keeps_steps_in_order_until_they_are_played(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal.sqlite")
    for n in range(1, 4):
        journal.note("run1", "2026-03-02", 1, {"n": n, "kind": "call", "at": n}, f"line {n}")

    rows = journal.unplayed(2)
    journal.mark_played([rows[0][0]])
    again = Journal(tmp_path / "journal.sqlite")

    assert [row["n"] for *_, row in rows] == [1, 2]
    assert [row["n"] for *_, row in again.unplayed(10)] == [2, 3]
    assert (again.known("n"), again.known("line")) == (3, "line 3")


def test_what_a_kiosk_issued_waits_for_a_line_once(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal.sqlite")
    report = {"id": "tap-1", "number": "K1-001"}

    journal.issue("kiosk-rsud-1", report)
    journal.issue("kiosk-rsud-1", report)
    waiting = journal.issued()
    journal.note("run1", "2026-03-02", 1, {"n": 0, "kind": "take", "take": "tap-1", "at": 1}, "line")
    journal.issue("kiosk-rsud-1", report)

    assert waiting == [("kiosk-rsud-1", report)]
    assert journal.issued() == []


def test_what_the_cloud_is_told_is_left_to_it_unless_the_kiosk_says_it_again(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal.sqlite")
    journal.issue("kiosk-rsud-1", {"id": "tap-1"})

    journal.leave_to_the_cloud()

    assert journal.issued() == []
    journal.issue("kiosk-rsud-1", {"id": "tap-1"})
    assert len(journal.issued()) == 1
