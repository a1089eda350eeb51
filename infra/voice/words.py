"""What the display can say: clip id to text, for Indonesian and English; ids are what pages schedule."""

NAMES_OF_LETTERS = "a be ce de e ef ge ha i je ka el em en o pe ki er es te u ve we eks ye zet"
NUMBERS = "nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh"
ENGLISH_NUMBERS = "zero one two three four five six seven eight nine ten"
ALPHABET = "abcdefghijklmnopqrstuvwxyz"


def _pairs(ids: str, texts: str) -> dict[str, str]:
    return dict(zip(ids.split(), texts.split(), strict=True))


def _as_written(words: str) -> dict[str, str]:
    return _pairs(words, words)


INDONESIAN = {
    "nomor-antrean": "nomor antrean",
    "silakan-menuju": "silakan menuju",
    **_as_written("loket konter meja ruang"),
    **_as_written(NUMBERS),
    **_as_written("sebelas belas puluh seratus ratus"),
    # The names of the letters, spelt as they sound.
    **_pairs(" ".join(ALPHABET), NAMES_OF_LETTERS),
}

# English numbers are read digit by digit, so the parts of larger ones are not there.
ENGLISH = {
    "nomor-antrean": "number",
    "silakan-menuju": "please go to",
    **_pairs("loket konter meja ruang", "counter counter desk room"),
    **_pairs(NUMBERS, ENGLISH_NUMBERS),
    **_as_written(" ".join(ALPHABET)),
    "a": "ay",
}

PACKS = {"id": ("id", INDONESIAN), "en": ("en-us", ENGLISH)}
"""Pack to espeak's voice and its words."""
