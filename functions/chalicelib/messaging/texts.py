"""The texts of all SMS, in Indonesian and English; none names a service, for that may be a clinic."""

from datetime import datetime

from chalicelib import sms
from chalicelib.queueing.office import Office

TEXTS = {
    "booked": {
        "id": "pesanan Anda tercatat: {when}. Lihat atau batalkan:",
        "en": "you are booked: {when}. See or cancel:",
    },
    "remind": {
        "id": "pengingat pesanan Anda besok, {when}. Tidak jadi? Batalkan:",
        "en": "a reminder of your booking tomorrow, {when}. Not coming? Cancel:",
    },
    "offered": {
        "id": "ada tempat untuk Anda {when}. Ambil sebelum {until}:",
        "en": "a place for you: {when}. Accept before {until}:",
    },
    "closed": {
        "id": "tutup {was}. Gantinya {when}, terima sebelum {until}:",
        "en": "closed {was}. Instead: {when}, accept before {until}:",
    },
    "closed_waiting": {
        "id": "tutup {was}. Anda didahulukan begitu ada tempat. Pilih sendiri:",
        "en": "closed {was}. You are first for the next place. Choose:",
    },
    "closed_number": {
        "id": "tutup hari ini. Nomor {number} tetap menunggu. Pindah hari:",
        "en": "closed today. Number {number} waits on. Another day:",
    },
    "closed_unserved": {
        "id": "tutup hari ini, nomor {number} tidak dilayani. Pilih hari lain:",
        "en": "closed today, number {number} is not served. Another day:",
    },
    "reopened": {
        "id": "buka kembali. Jadwal Anda {when} tetap berlaku:",
        "en": "open again. Your slot {when} is yours as before:",
    },
    "near": {
        "id": "nomor {number}, tinggal 2 orang di depan Anda. Silakan bersiap.",
        "en": "number {number}, 2 people are ahead of you. Please be ready.",
    },
    "near_absent": {
        "id": "nomor {number}, tinggal 2 orang di depan. Segera lapor datang:",
        "en": "number {number}, 2 people are ahead. Please check in now:",
    },
    "root": {
        "id": "akar {day} {root}",
        "en": "root {day} {root}",
    },
}
"""By kind and language. The office's name goes before, the visitor's own page behind, as far as there is room."""

DAYS = {
    "id": ("Sen", "Sel", "Rab", "Kam", "Jum", "Sab", "Min"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
MONTHS = {
    "id": ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}

SHORTEST_NAME = 12
"""With less room than this for the office's name the page is left out, so that the text stays one segment."""


def compose(kind: str, language: str, office: str, page: str, **values: str) -> str:
    """The text of one SMS, always one segment: `values` are what the kind's text asks for."""
    tongue = "en" if language == "en" else "id"
    body = sms.spell(TEXTS[kind][tongue].format(**values))
    for tail in (f"{body} {sms.spell(page)}", body.rstrip(":")):
        room = sms.SEGMENT - len(tail) - len(": ")
        if room >= min(SHORTEST_NAME, len(office)):
            return f"{_cut(sms.spell(office), room)}: {tail}"
    return body[: sms.SEGMENT]


def spoken_time(office: Office, moment: datetime, language: str) -> str:
    """A moment on the office's own clock, such as `Sen 2 Mar 09.00`."""
    tongue = "en" if language == "en" else "id"
    here = moment.astimezone(office.zone)
    return f"{DAYS[tongue][here.weekday()]} {here.day} {MONTHS[tongue][here.month - 1]} {here:%H.%M}"


def _cut(name: str, room: int) -> str:
    name = " ".join(name.split())
    return name if len(name) <= room else name[:room].rstrip(" -.,")
