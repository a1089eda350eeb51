"""The page of journeys shows pictures that are there, are small, and are all taken by a walk."""

import re
from pathlib import Path

import pytest

DOCS = Path("docs")
SHOWN = re.findall(r"\(pictures/journeys/([\w-]+)\.png\)", (DOCS / "journeys.md").read_text())
WALKS = "".join(file.read_text() for file in Path("tests/journeys/pages").glob("*.py"))
MOST = 60 * 1024


@pytest.mark.parametrize("name", SHOWN)
def test_each_picture_is_there_small_and_taken_by_a_walk(name):
    assert (DOCS / "pictures" / "journeys" / f"{name}.png").stat().st_size <= MOST
    assert f'"{name}"' in WALKS or name.startswith("desktop-")


def test_no_picture_is_kept_that_is_not_shown():
    kept = {file.stem for file in (DOCS / "pictures" / "journeys").iterdir()}

    assert kept == set(SHOWN)
