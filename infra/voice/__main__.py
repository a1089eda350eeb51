"""Speaks all packs into the built pages: `voice/id/*.wav` and a manifest that lists the clips.

python -m infra.voice [FOLDER]
"""

import json
import sys
from pathlib import Path

from infra.voice import sound
from infra.voice.espeak import Voice
from infra.voice.words import PACKS

FOLDER = Path(__file__).resolve().parents[2] / "web" / "dist" / "voice"


def main(folder: Path) -> None:
    """Write each pack and say how large it is."""
    for pack, (name, words) in PACKS.items():
        written = speak_pack(folder / pack, name, words)
        print(f"{folder / pack}: {len(words) + 1} clips, {written / 1e6:.2f} MB")


def speak_pack(folder: Path, name: str, words: dict[str, str]) -> int:
    """Speak the words of one pack and write its chime and manifest; returns the bytes of its clips."""
    folder.mkdir(parents=True, exist_ok=True)
    voice = Voice(name)
    clips = {"chime": sound.chime(voice.rate)}
    for clip, text in words.items():
        clips[clip] = sound.levelled(sound.trimmed(voice.speak(text), voice.rate))
    listed = []
    for clip, samples in clips.items():
        sound.write(folder / f"{clip}.wav", samples, voice.rate)
        listed.append({"id": clip, "file": f"{clip}.wav", "ms": 1000 * len(samples) // voice.rate})
    (folder / "manifest.json").write_text(json.dumps({"rate": voice.rate, "clips": listed}, indent=1))
    return sum((folder / clip["file"]).stat().st_size for clip in listed)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
