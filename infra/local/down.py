"""Stops what `up` started, and only that; the state is kept.

python -m infra.local.down
"""

from infra.local import aws, processes
from infra.local.alone import alone
from infra.local.steps import console, one_sentence, step


def main() -> None:
    """Stop all, once no other command is at work here."""
    with one_sentence(), alone():
        stop_all()


def stop_all() -> None:
    """Agents first, so that they say goodbye; the local AWS last, which saves its state as it ends."""
    names = sorted(processes.names(), key=lambda name: name == aws.NAME)
    if not names:
        console.print("nothing runs")
    for name in names:
        with step(f"Stopping {name}") as one:
            one.done("stopped" if processes.stop(name) else "had ended")


if __name__ == "__main__":
    main()
