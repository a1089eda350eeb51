"""Record film.html frame by frame into lobby.webm: `python make_film.py <chromium> <ffmpeg>`, no network."""

import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent
FRAMES_PER_SECOND = 12


def record(chromium: str, ffmpeg: str) -> None:
    """Draw each frame in the browser and hand it to ffmpeg's standard input."""
    encode = [ffmpeg, "-y", "-loglevel", "error", "-f", "image2pipe", "-r", str(FRAMES_PER_SECOND), "-i", "-"]
    encode += ["-c:v", "libvpx-vp9", "-crf", "44", "-b:v", "0", "-pix_fmt", "yuv420p", "-an", "-g", "240"]
    with (
        sync_playwright() as play,
        subprocess.Popen([*encode, HERE / "lobby.webm"], stdin=subprocess.PIPE) as pipe,
    ):
        page = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"]).new_page(
            viewport={"width": 960, "height": 540}
        )
        page.goto((HERE / "film.html").as_uri())
        assert pipe.stdin
        for frame in range(int(page.evaluate("seconds")) * FRAMES_PER_SECOND):
            page.evaluate(f"draw({frame / FRAMES_PER_SECOND})")
            pipe.stdin.write(page.screenshot(type="png"))
        pipe.stdin.close()


if __name__ == "__main__":
    record(sys.argv[1], sys.argv[2])
