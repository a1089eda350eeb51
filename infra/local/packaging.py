"""Packages the functions again only when they have changed."""

import hashlib
import json

from infra.bundle import ROOT
from infra.local import install
from infra.package import BODY, ZIP, Package, package


def packaged() -> Package:
    """The package of the functions as they are now."""
    rooms = [ROOT / name for name in ("functions", "schemas", "chalice-config")]
    sources = [file for room in rooms for file in install.sources_of(room) if file.suffix != ".pyc"]
    sources += [ROOT / "infra" / "bundle.py", ROOT / "infra" / "package.py"]
    if BODY.exists() and install.fresh("functions", sources, ZIP):
        return Package(ZIP, hashlib.sha256(ZIP.read_bytes()).hexdigest(), json.loads(BODY.read_text()))
    made = package()
    install.remember("functions", sources)
    return made
