"""Shows each step of a command while it runs, how it ended and how long it took."""

import errno
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console

console = Console(highlight=False)
DISK = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES}
"""What a disk says that is full, or not ours to write."""


class CannotGoOn(Exception):
    """The machine lacks something; the message is one sentence that says what to do."""


class Step:
    """One step on the screen; `say` shows what it is doing, `done` what came of it."""

    def __init__(self, title: str) -> None:
        self.title, self.result = title, ""

    def say(self, text: str) -> None:
        """Show what the step is doing now; on a screen that is no terminal it leaves a line."""
        if not console.is_terminal:
            console.print(f"  … {text}", markup=False)

    def done(self, result: str) -> None:
        """Remember what came of it, for the line that stays."""
        self.result = result


@contextmanager
def step(title: str) -> Iterator[Step]:
    """Run the body as a step: a spinner while it runs, a line with its time when it has ended."""
    started, one = time.monotonic(), Step(title)
    with console.status(title):
        yield one
    took = time.monotonic() - started
    console.print(f"[green]✓[/] {title}[dim]  {one.result}  {took:.1f} s[/]")


@contextmanager
def one_sentence() -> Iterator[None]:
    """End the program with a sentence instead of a traceback when the machine lacks something."""
    try:
        yield
    except CannotGoOn as error:
        console.print(f"[red]✗[/] {error}", soft_wrap=True)
        sys.exit(1)
    except shutil.Error as error:
        console.print(f"[red]✗[/] Cannot copy files: {error.args[0][0][2]}.", soft_wrap=True)
        sys.exit(1)
    except OSError as error:
        if error.errno not in DISK:
            raise
        where = error.filename or "this checkout"
        console.print(
            f"[red]✗[/] Cannot write {where}: {error.strerror}; make room, or make it writable.",
            soft_wrap=True,
        )
        sys.exit(1)
    except KeyboardInterrupt:
        console.print("stopped; `make up` goes on from here")
        sys.exit(130)
