"""A cable between a thing and a broker that can be cut: connections end, and new ones are refused.

python -m devices.simulated.cable --port PORT --to PORT: SIGUSR1 cuts it, SIGUSR2 plugs it in again.
"""

import argparse
import contextlib
import selectors
import signal
import socket
import threading
from types import TracebackType


class Cable:
    """Listens on `port` and passes bytes on to another port of this machine for as long as it is plugged; 0, any port."""

    def __init__(self, to: int, port: int = 0) -> None:
        self.to, self.plugged = to, True
        self._pairs: set[tuple[socket.socket, socket.socket]] = set()
        self._lock, self._over = threading.Lock(), threading.Event()
        self._listener = socket.create_server(("127.0.0.1", port))
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def __enter__(self) -> "Cable":
        return self

    def __exit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        self._over.set()
        self.cut()
        self._listener.close()

    def cut(self) -> None:
        """End every connection, and refuse new ones."""
        self.plugged = False
        with self._lock:
            for pair in self._pairs:
                for end in pair:
                    with contextlib.suppress(OSError):
                        end.shutdown(socket.SHUT_RDWR)

    def plug(self) -> None:
        """Let connections through again."""
        self.plugged = True

    def _accept(self) -> None:
        while not self._over.is_set():
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            try:
                far = socket.create_connection(("127.0.0.1", self.to), 5) if self.plugged else None
            except OSError:
                far = None
            if far is None:
                near.close()
                continue
            threading.Thread(target=self._pass_on, args=(near, far), daemon=True).start()

    def _pass_on(self, near: socket.socket, far: socket.socket) -> None:
        with self._lock:
            self._pairs.add((near, far))
        if not self.plugged:
            self.cut()
        with near, far, selectors.DefaultSelector() as ready, contextlib.suppress(OSError):
            ready.register(near, selectors.EVENT_READ, (near, far))
            ready.register(far, selectors.EVENT_READ, (far, near))
            while not self._over.is_set():
                for key, _ in ready.select(0.5):
                    read = key.data[0].recv(65536)
                    if not read:
                        raise OSError
                    key.data[1].sendall(read)
        with self._lock:
            self._pairs.discard((near, far))


def main() -> None:
    """Be a cable until ended."""
    asked = argparse.ArgumentParser(prog="devices.simulated.cable", description=__doc__)
    asked.add_argument("--port", type=int, required=True)
    asked.add_argument("--to", type=int, required=True)
    given = asked.parse_args()
    over = threading.Event()
    with Cable(given.to, given.port) as cable:
        signal.signal(signal.SIGUSR1, lambda *_: cable.cut())
        signal.signal(signal.SIGUSR2, lambda *_: cable.plug())
        signal.signal(signal.SIGTERM, lambda *_: over.set())
        over.wait()


if __name__ == "__main__":
    main()
