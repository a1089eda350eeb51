"""Static files of the built site: which file a path means, and which part of it is wanted."""

import mimetypes
import re
from pathlib import Path

TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".opus": "audio/ogg",
    ".webm": "video/webm",
}


def find(site: Path, path: str, home: str) -> Path | None:
    """The file for a URL's path below the site, `/` being the home page; None when there is none."""
    wanted = (site / (home if path == "/" else path).lstrip("/")).resolve()
    if wanted.is_dir():
        wanted = wanted / "index.html"
    return wanted if wanted.is_relative_to(site.resolve()) and wanted.is_file() else None


def type_of(file: Path) -> str:
    """The content type by the file's ending."""
    return TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"


def part(wanted: str | None, size: int) -> tuple[int, int] | None:
    """The first and last byte that a Range header asks of a file of this size; None for the whole.

    One range only, as videos ask (RFC 9110, section 14); anything else gets the whole file.
    """
    found = re.fullmatch(r"bytes=(\d*)-(\d*)", wanted or "")
    if not found or not any(found.groups()):
        return None
    first, last = found.groups()
    if not first:
        return max(0, size - int(last)), size - 1
    start, end = int(first), min(int(last) if last else size - 1, size - 1)
    return (start, end) if start <= end else None
