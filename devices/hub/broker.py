"""The broker of the office's network: mosquitto, its files written by the hub, started and watched by it."""

import logging
import os
import shutil
import signal
import subprocess
from contextlib import suppress
from pathlib import Path

from devices.disk import keep, kept
from devices.hub import authority
from devices.hub.guests import Guests, acl, passwords
from devices.log import fields
from devices.office_password import hash_of, password_of
from schemas.guests import fingerprint

log = logging.getLogger(__name__)

WHERE = f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin" if "PATH" in os.environ else "/usr/sbin"
CONFIGURATION = """
listener {port} {bind}
certfile {folder}/broker.pem
keyfile {folder}/broker.key
allow_anonymous false
password_file {folder}/passwords
acl_file {folder}/acl
persistence false
max_keepalive 1200
max_queued_messages 200
max_packet_size 200000
{user}
"""
"""Nothing is kept over a restart: the hub says all anew, and a press is never for later."""


class Broker:
    """Mosquitto with exactly the office's things; `start` false leaves it to systemd, which reloads on a change."""

    def __init__(
        self, folder: Path, office: str, host: str, port: int, bind: str = "0.0.0.0", starts: bool = True
    ) -> None:
        self.folder, self.office, self.port, self.starts = folder, office, port, starts
        self.ca = authority.make(folder, host).read_text()
        self.password = password_of(folder)
        self._running: subprocess.Popen[bytes] | None = None
        user = "user root" if os.geteuid() == 0 else ""
        (folder / "broker.conf").write_text(
            CONFIGURATION.format(port=port, bind=bind, folder=folder, user=user)
        )
        self.knows = ""
        self.admit(kept(folder / "guests.json", []))

    def admit(self, guests: Guests) -> None:
        """Let exactly these things in, each to its own topics; those who are connected stay so until they come anew."""
        keep(self.folder / "guests.json", guests)
        for name, text in (
            ("passwords", passwords(guests, hash_of(self.password))),
            ("acl", acl(guests, self.office)),
        ):
            new = self.folder / f"{name}.new"
            new.touch(0o600)
            new.write_text(text)
            _as_before(self.folder / name, new)
            new.replace(self.folder / name)
        if self._running and self._running.poll() is None:
            self._running.send_signal(signal.SIGHUP)
        # Only what is on disk is known: on a full one the cloud tells it anew.
        self.knows = fingerprint(guests)

    def watch(self) -> None:
        """Start it if it does not run."""
        if not self.starts or (self._running and self._running.poll() is None):
            return
        if self._running:
            log.warning("the broker ended", extra=fields(code=self._running.returncode))
        mosquitto = shutil.which("mosquitto", path=WHERE)
        if mosquitto is None:
            raise FileNotFoundError("mosquitto is not installed")
        # It must not outlive its hub: devices would press into nothing. The kernel ends it with the hub.
        setpriv = shutil.which("setpriv", path=WHERE)
        with_hub = [setpriv, "--pdeathsig", "KILL"] if setpriv else []
        self._running = subprocess.Popen([*with_hub, mosquitto, "-c", str(self.folder / "broker.conf")])

    def stop(self) -> None:
        """End it."""
        if self._running:
            self._running.terminate()
            self._running.wait(5)


def _as_before(there: Path, new: Path) -> None:
    """Leave a file to whom it was given: a broker that systemd starts has its own user."""
    if there.exists():
        shutil.copymode(there, new)
        with suppress(PermissionError):
            os.chown(new, there.stat().st_uid, there.stat().st_gid)
