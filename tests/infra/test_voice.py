"""The words of the display are there, and sound as they should."""

import array
import wave
from pathlib import Path

import pytest

from infra.voice import sound
from infra.voice.words import ENGLISH, INDONESIAN

DIGITS = ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"]


@pytest.mark.parametrize("pack", [INDONESIAN, ENGLISH], ids=["id", "en"])
def test_every_letter_and_digit_can_be_spoken(pack: dict[str, str]) -> None:
    assert set(DIGITS) | set("abcdefghijklmnopqrstuvwxyz") <= set(pack)


def test_every_counter_up_to_999_can_be_spoken_in_indonesian() -> None:
    assert {"sepuluh", "sebelas", "belas", "puluh", "seratus", "ratus", "loket"} <= set(INDONESIAN)


def test_silence_around_a_word_is_cut_to_ten_milliseconds() -> None:
    word = array.array("h", [0] * 1000 + [5000] * 100 + [0] * 1000)

    assert len(sound.trimmed(word, rate=1000)) == 100 + 10 + 10 - 1


def test_all_words_are_equally_loud() -> None:
    quiet = array.array("h", [100, -200, 50])

    assert max(abs(value) for value in sound.levelled(quiet)) == sound.PEAK


def test_a_clip_is_mono_of_16_bits(tmp_path: Path) -> None:
    sound.write(tmp_path / "chime.wav", sound.chime(22050), 22050)

    with wave.open(str(tmp_path / "chime.wav")) as clip:
        assert (clip.getnchannels(), clip.getsampwidth(), clip.getframerate()) == (1, 2, 22050)
