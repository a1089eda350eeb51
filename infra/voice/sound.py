"""Sound as samples: trimmed, made equally loud, and written as WAV; and the two tones before a call."""

import array
import math
import wave
from pathlib import Path

QUIET = 300
PEAK = round(32767 * 10 ** (-3 / 20))  # 3 dB below the loudest
Samples = array.array


def trimmed(samples: "Samples[int]", rate: int) -> "Samples[int]":
    """Without the silence around it, save 10 ms, so that words follow each other closely."""
    loud = [i for i, value in enumerate(samples) if abs(value) > QUIET]
    if not loud:
        return samples
    margin = rate // 100
    return samples[max(0, loud[0] - margin) : loud[-1] + margin]


def levelled(samples: "Samples[int]") -> "Samples[int]":
    """The same with its peak at -3 dB."""
    peak = max((abs(value) for value in samples), default=0) or 1
    return array.array("h", (value * PEAK // peak for value in samples))


def chime(rate: int) -> "Samples[int]":
    """Two bell tones, a falling third: ding, dong."""
    return array.array("h", [*_bell(659.26, 0.45, rate), *_bell(523.25, 0.9, rate)])


def _bell(pitch: float, seconds: float, rate: int) -> list[int]:
    def at(i: int) -> float:
        time = i / rate
        attack = min(1.0, time / 0.005)
        tones = math.sin(2 * math.pi * pitch * time) + 0.3 * math.sin(4 * math.pi * pitch * time)
        return attack * math.exp(-5 * time / seconds) * tones / 1.3

    return [round(at(i) * PEAK * 0.8) for i in range(int(seconds * rate))]


def write(path: Path, samples: "Samples[int]", rate: int) -> None:
    """One channel of 16 bits."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(samples.tobytes())
