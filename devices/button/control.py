"""The demo's way to a running button: a socket in its state folder, open to this user only."""

import json
import socket
import socketserver
from collections.abc import Callable
from pathlib import Path
from typing import Any

NAME = "control.sock"
LONGEST_PATH = 100


class Control(socketserver.ThreadingUnixStreamServer):
    """Takes one word per connection, `single`, `double`, `long` or `state`, and answers with JSON."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, state_dir: Path, answer: Callable[[str], dict[str, Any]]) -> None:
        file = path(state_dir)
        file.unlink(missing_ok=True)
        self.answer = answer
        super().__init__(str(file), Word)
        file.chmod(0o600)


class Word(socketserver.StreamRequestHandler):
    """One connection."""

    server: Control

    def handle(self) -> None:
        """Answer the word."""
        word = self.rfile.readline(64).decode("ascii", "replace").strip()
        self.wfile.write(json.dumps(self.server.answer(word)).encode() + b"\n")


def path(state_dir: Path) -> Path:
    """Where the socket is; relative to here when the whole path is too long for a socket."""
    file, here = state_dir / NAME, Path.cwd()
    if len(str(file)) > LONGEST_PATH and file.is_relative_to(here):
        return file.relative_to(here)
    return file


def ask(state_dir: Path, word: str, seconds: float = 10.0) -> dict[str, Any]:
    """What the running button answers to this word; raises OSError when none runs."""
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(seconds)
        line.connect(str(path(state_dir)))
        line.sendall(word.encode() + b"\n")
        answer: dict[str, Any] = json.loads(line.makefile().readline() or "{}")
    return answer
