"""Commands of one checkout do not run into each other, and a disk's refusal is one sentence."""

import errno
import shutil
import threading
from pathlib import Path

import pytest

from infra.local.alone import alone
from infra.local.steps import one_sentence


def test_a_second_command_waits_for_the_first(tmp_path: Path) -> None:
    order: list[str] = []

    def second() -> None:
        with alone(tmp_path):
            order.append("second")

    with alone(tmp_path):
        waiting = threading.Thread(target=second)
        waiting.start()
        waiting.join(0.2)
        order.append("first")
    waiting.join(5)

    assert order == ["first", "second"]


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_a_disk_that_refuses_is_told_in_a_sentence(code: int, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended, one_sentence():
        raise OSError(code, "so says the disk", ".local/state")

    assert ended.value.code == 1
    assert "Cannot write .local/state: so says the disk" in capsys.readouterr().out


def test_another_fault_is_not_hidden() -> None:
    with pytest.raises(ConnectionRefusedError), one_sentence():
        raise ConnectionRefusedError(errno.ECONNREFUSED, "nobody there")


def test_a_disk_that_fills_up_in_the_middle_of_a_copy_is_told_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "from").mkdir()
    (tmp_path / "from" / "gone").symlink_to(tmp_path / "nowhere")

    with pytest.raises(SystemExit), one_sentence():
        shutil.copytree(tmp_path / "from", tmp_path / "to")

    assert capsys.readouterr().out.startswith("✗ Cannot copy files: ")
