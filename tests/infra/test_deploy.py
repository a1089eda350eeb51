"""A deployment that cannot begin says why."""

import os
import subprocess
import sys
from pathlib import Path

from infra.local.settings import ROOT


def test_without_credentials_nothing_is_built_and_a_sentence_says_so(tmp_path: Path) -> None:
    bare = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "AWS_EC2_METADATA_DISABLED": "true"}
    command = [sys.executable, "-m", "infra.deploy"]

    ended = subprocess.run(command, cwd=ROOT, env=bare, capture_output=True, text=True, timeout=60)

    assert ended.returncode == 1
    assert ended.stdout.startswith("✗ AWS does not say whose account this is")
    assert not ended.stderr
