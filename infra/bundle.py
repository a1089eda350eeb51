"""The functions' bundle: sources, schemas and libraries that Lambda lacks, zipped the same way each time."""

import hashlib
import py_compile
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / ".local" / "build"
STAGED = BUILD / "app"
LIBRARIES = BUILD / "libraries"
# Chalice's own files are added by its packager; boto3 and botocore are in Lambda's runtime.
WANTED = ("pynamodb", "aws-xray-sdk", "wrapt", "typing-extensions")
EPOCH = (1980, 1, 1, 0, 0, 0)


class NotPackaged(Exception):
    """The functions cannot be packaged; the message is what the packager said."""


def stage() -> None:
    """Lay the functions out as Chalice wants them, with real files instead of links."""
    functions = ROOT / "functions"
    _install_libraries(functions / "requirements.txt")
    shutil.rmtree(STAGED, ignore_errors=True)
    STAGED.mkdir(parents=True)
    shutil.copy(functions / "app.py", STAGED)
    shutil.copytree(functions / "chalicelib", STAGED / "chalicelib", ignore=_not_shipped)
    shutil.copytree(ROOT / "chalice-config", STAGED / ".chalice", ignore=_not_shipped)
    shutil.copytree(LIBRARIES, STAGED / "vendor", ignore=_not_shipped)
    shutil.copytree(ROOT / "schemas", STAGED / "vendor" / "schemas", ignore=_not_shipped)
    # Libraries are staged already; Chalice would resolve a list of them again each time.
    (STAGED / "requirements.txt").write_text("")


def _not_shipped(folder: str, names: list[str]) -> list[str]:
    return [name for name in names if name in ("__pycache__", "deployments", "bin") or name.endswith(".pyc")]


def _install_libraries(requirements: Path) -> None:
    wanted = [line for line in requirements.read_text().splitlines() if line.startswith(WANTED)]
    stamp = LIBRARIES.with_suffix(".txt")
    if LIBRARIES.exists() and stamp.exists() and stamp.read_text() == "\n".join(wanted):
        return
    shutil.rmtree(LIBRARIES, ignore_errors=True)
    # For the machine that Lambda runs on, whatever machine this is.
    lambda_machine = ["--platform", "manylinux2014_x86_64", "--only-binary=:all:"]
    pip = [sys.executable, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--no-compile"]
    told = subprocess.run(
        [*pip, "--no-deps", *lambda_machine, "-t", str(LIBRARIES), *wanted], capture_output=True, text=True
    )
    if told.returncode:
        raise NotPackaged(f"pip could not fetch the functions' libraries:\n{told.stderr}")
    stamp.write_text("\n".join(wanted))


def rezip(source: Path, target: Path) -> str:
    """Zip again, sorted, undated and with compiled files, and give the SHA-256 of the result.

    Compiled files halve the cold start; they are marked as not to be checked against their sources,
    so that dates do not matter.
    """
    unpacked = target.parent / "unpacked"
    shutil.rmtree(unpacked, ignore_errors=True)
    with zipfile.ZipFile(source) as packed:
        packed.extractall(unpacked)
    for file in sorted(unpacked.rglob("*.py")):
        name = str(file.relative_to(unpacked))
        mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
        py_compile.compile(
            str(file), dfile=f"/var/task/{name}", invalidation_mode=mode, doraise=True, quiet=1
        )
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as packed:
        for file in sorted(path for path in unpacked.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(str(file.relative_to(unpacked)), EPOCH)
            entry.external_attr, entry.compress_type = 0o644 << 16, zipfile.ZIP_DEFLATED
            packed.writestr(entry, file.read_bytes())
    shutil.rmtree(unpacked)
    return hashlib.sha256(target.read_bytes()).hexdigest()
