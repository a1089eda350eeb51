"""Stops the local cloud and takes away all that it made: state, slips, builds, its venv.

python -m infra.local.clean
"""

import shutil

from infra.local import down, install
from infra.local.alone import alone
from infra.local.settings import LOCAL
from infra.local.steps import one_sentence, step


def main() -> None:
    """What functions left in temporary folders lies in .local too, and goes with it."""
    with one_sentence(), alone():
        down.stop_all()
        with step("Removing .local, .ministack and the built pages"):
            if LOCAL.exists():
                shutil.rmtree(LOCAL)
            install.forget()


if __name__ == "__main__":
    main()
