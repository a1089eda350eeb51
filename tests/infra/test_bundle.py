"""The bundle is the same for the same sources and carries compiled files."""

import zipfile
from pathlib import Path

from infra.bundle import rezip


def zipped(folder: Path, name: str, date: tuple[int, int, int, int, int, int]) -> Path:
    """A zip as a packager leaves it, with the dates of its files."""
    path = folder / name
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr(zipfile.ZipInfo("b/part.py", date), "VALUE = 1\n")
        packed.writestr(zipfile.ZipInfo("app.py", date), "from b.part import VALUE\n")
    return path


def test_the_same_sources_give_the_same_hash_whenever_they_are_packed(tmp_path: Path) -> None:
    monday = zipped(tmp_path, "monday.zip", (2026, 3, 2, 9, 0, 0))
    tuesday = zipped(tmp_path, "tuesday.zip", (2026, 3, 3, 9, 0, 0))

    hashes = {rezip(source, tmp_path / "out.zip") for source in (monday, tuesday)}

    assert len(hashes) == 1


def test_every_source_has_its_compiled_file(tmp_path: Path) -> None:
    rezip(zipped(tmp_path, "in.zip", (2026, 3, 2, 9, 0, 0)), tmp_path / "out.zip")

    names = zipfile.ZipFile(tmp_path / "out.zip").namelist()

    assert len([name for name in names if name.endswith(".pyc")]) == 2
    assert names == sorted(names)
