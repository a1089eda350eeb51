"""espeak-ng as a library, for the build only; the sound that comes out is not under its licence."""

import array
import ctypes
from typing import Any

import espeakng_loader

SYNCHRONOUS, UTF8, RATE, BY_CHARACTER = 2, 1, 1, 1
WORDS_PER_MINUTE = 125


class Voice:
    """A voice that speaks a text into samples; espeak keeps its state in the library, so make one at a time."""

    def __init__(self, name: str) -> None:
        self.library = ctypes.CDLL(espeakng_loader.get_library_path())
        data = espeakng_loader.get_data_path().encode()
        self.rate = self.library.espeak_Initialize(SYNCHRONOUS, 0, data, 0)
        """Samples a second."""
        if self.rate <= 0 or self.library.espeak_SetVoiceByName(name.encode()):
            raise RuntimeError(f"espeak-ng has no voice {name}")
        self.library.espeak_SetParameter(RATE, WORDS_PER_MINUTE, 0)
        self.samples = array.array("h")
        kind = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)
        self._heard = kind(self._hear)  # kept, since the library calls it later
        self.library.espeak_SetSynthCallback(self._heard)

    def speak(self, text: str) -> "array.array[int]":
        """The samples of a text, with the silence around it."""
        self.samples = array.array("h")
        spoken = text.encode()
        self.library.espeak_Synth(spoken, len(spoken) + 1, 0, BY_CHARACTER, 0, UTF8, None, None)
        self.library.espeak_Synchronize()
        return self.samples

    def _hear(self, samples: Any, count: int, _events: Any) -> int:
        if samples and count:
            self.samples.extend(samples[:count])
        return 0
