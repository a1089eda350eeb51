"""SMS: one GSM-7 segment to an Indonesian mobile phone (facts: indonesia.md, section 9)."""

import re
import unicodedata

from .session import client

SEGMENT = 160
"""Septets in one segment; Indonesian operators do not promise to join several."""

ALPHABET = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
"""The characters of GSM 03.38 that take one septet; one other character would halve the room."""

SPELT = str.maketrans({"–": "-", "—": "-", "’": "'", "‘": "'", "“": '"', "”": '"', "…": "...", "\u00a0": " "})

MOBILE = re.compile(r"\+628[0-9]{7,11}")


def send(region: str, phone: str, text: str) -> None:
    """Send a text to a phone; there is no telling whether it arrives. Raises `ValueError` on what may not leave."""
    if not is_mobile(phone) or not fits(text):
        raise ValueError("not an Indonesian mobile phone, or not one segment")
    kind = {"AWS.SNS.SMS.SMSType": {"DataType": "String", "StringValue": "Transactional"}}
    client("sns", region).publish(PhoneNumber=phone, Message=text, MessageAttributes=kind)


def is_mobile(phone: str) -> bool:
    """Whether a phone is an Indonesian mobile one, as +628…; no other is ever written to."""
    return MOBILE.fullmatch(phone) is not None


def fits(text: str) -> bool:
    """Whether a text is one segment of GSM-7."""
    return len(text) <= SEGMENT and all(character in ALPHABET for character in text)


def spell(text: str) -> str:
    """A text in GSM-7: dashes and quotes in their plain form, letters without accents, the rest left out."""
    plain = unicodedata.normalize("NFKD", text.translate(SPELT))
    return "".join(character for character in plain if character in ALPHABET)
