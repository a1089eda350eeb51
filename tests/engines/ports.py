"""Ports of the engines that tests start, apart from those of the local cloud that a developer has running."""

import os
import random
import socket

RANGE = range(19100, 19200)


def free_port() -> int:
    """A free port of the range; processes that look at the same moment begin at different places."""
    ports = list(RANGE)
    random.Random(os.getpid()).shuffle(ports)
    return next(port for port in ports if is_free(port))


def is_free(port: int) -> bool:
    """Whether nobody listens there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
