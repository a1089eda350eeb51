"""Every way in which Antrean says no.

Refusal
├── NotFound      404  UnknownOffice UnknownService UnknownCounter UnknownFloor UnknownSlot UnknownTicket UnknownBooking
│                      UnknownHold UnknownDraw UnknownClosure UnknownDevice
├── Conflict      409  NobodyWaiting CounterClosed CounterPaused CounterBusy NotCalled TooSoon TicketGone
│                      SlotFull SlotPast AlreadyBooked BookingCancelled BookingExpired NotBooked MovedTooOften HoldOver
│                      PlacesFree NotOffered OfferOver NoSlotYet
│                      PassUsed DrawnInstead DrawNotOpen DrawOver AlreadyEntered DayEnded DayGoesOn OfficeClosed
│                      ServiceClosed StillOpen
│                      TooEarly TooFar WrongCode NotTaken NotServed PressStale PressExpired
│                      NothingToUndo UndoTooLate HeldNot GraceOver NotPresent NotEnded
│                      HubHasTheLine NotInOrder NotThere NumberKnown
├── Denied        403  NotYours   401 NotSignedIn
├── Invalid       422  a field at fault; KeyReused ReasonMissing   400 KeyMissing NotJson   413 TooLarge   415 NotSaidJson
└── Later         503  Busy   429 TooMany NotAdmitted   (with Retry-After)

Each class carries its status and its title in Indonesian and English; its slug is the class name in kebab case.
"""

import re
from collections.abc import Mapping
from typing import Any, ClassVar

PROBLEMS = "https://antrean.example/problems"


class Refusal(Exception):
    """A request that the rules do not allow, said so that a person understands it."""

    status: ClassVar[int] = 400
    titles: ClassVar[dict[str, str]] = {"id": "Permintaan ditolak", "en": "Request refused"}

    def __init__(
        self,
        detail: str | Mapping[str, str] = "",
        *,
        field: str = "",
        retry_after: int = 0,
        more: Mapping[str, Any] | None = None,
    ) -> None:
        self.sentences = {} if isinstance(detail, str) else dict(detail)
        self.detail = detail if isinstance(detail, str) else detail["id"]
        self.field, self.retry_after, self.more = field, retry_after, dict(more or {})
        super().__init__(self.detail or self.slug())

    @classmethod
    def type(cls) -> str:
        """The URI that names this refusal in problem+json and on MQTT (RFC 9457, section 3.1.1)."""
        return f"{PROBLEMS}/{cls.slug()}"

    def sentence(self, language: str = "id") -> str:
        """What a person reads about this very case: the detail, where it was said in languages, else the title."""
        return self.sentences.get(language) or self.sentences.get("id") or self.title(language)

    @classmethod
    def slug(cls) -> str:
        """The stable name of this refusal on the wire, such as `nobody-waiting`."""
        return re.sub(r"(?<!^)(?=[A-Z])", "-", cls.__name__).lower()

    def title(self, language: str = "id") -> str:
        """What a person reads, in Indonesian unless asked for English."""
        return self.titles.get(language, self.titles["id"])


def _titles(indonesian: str, english: str) -> dict[str, str]:
    return {"id": indonesian, "en": english}


class NotFound(Refusal):
    """What was asked for is not there."""

    status = 404
    titles = _titles("Tidak ditemukan", "Not found")


class UnknownOffice(NotFound):
    titles = _titles("Kantor tidak ditemukan", "There is no such office")


class UnknownService(NotFound):
    titles = _titles("Layanan tidak ditemukan di kantor ini", "This office has no such service")


class UnknownCounter(NotFound):
    titles = _titles("Loket tidak ditemukan di kantor ini", "This office has no such counter")


class UnknownFloor(NotFound):
    titles = _titles("Lantai tidak ditemukan di kantor ini", "This office has no such floor")


class UnknownSlot(NotFound):
    titles = _titles("Jadwal tidak ditemukan", "There is no such slot")


class UnknownTicket(NotFound):
    titles = _titles("Nomor antrean tidak ditemukan", "There is no such ticket")


class UnknownBooking(NotFound):
    titles = _titles("Pemesanan tidak ditemukan", "There is no such booking")


class UnknownHold(NotFound):
    titles = _titles("Tempat yang ditahan tidak ditemukan", "There is no such hold")


class UnknownDraw(NotFound):
    titles = _titles("Tidak ada undian untuk hari itu", "There is no draw for that day")


class UnknownClosure(NotFound):
    titles = _titles("Penutupan tidak ditemukan", "There is no such closure")


class UnknownDevice(NotFound):
    titles = _titles("Perangkat tidak ditemukan di kantor ini", "This office has no such device")


class Conflict(Refusal):
    """The request is sound, but the state of things does not allow it now."""

    status = 409
    titles = _titles("Tidak bisa dilakukan sekarang", "This cannot be done now")


class NobodyWaiting(Conflict):
    titles = _titles("Tidak ada yang menunggu", "Nobody is waiting")


class CounterClosed(Conflict):
    titles = _titles("Loket sedang tutup", "The counter is closed")


class CounterPaused(Conflict):
    titles = _titles("Loket sedang jeda", "The counter is paused")


class CounterBusy(Conflict):
    titles = _titles(
        "Loket masih melayani; selesaikan dahulu", "The counter still has a ticket; finish it first"
    )


class NotCalled(Conflict):
    titles = _titles("Tidak ada nomor yang dipanggil di loket ini", "No ticket is called at this counter")


class TooSoon(Conflict):
    titles = _titles("Baru saja memanggil; tunggu sebentar", "A call was made just now; wait a moment")


class TicketGone(Conflict):
    titles = _titles("Nomor ini tidak lagi menunggu", "This ticket waits no more")


class SlotFull(Conflict):
    titles = _titles("Jadwal ini sudah penuh", "This slot is full")


class SlotPast(Conflict):
    titles = _titles("Jadwal ini sudah lewat", "This slot has passed")


class PassUsed(Conflict):
    titles = _titles("Giliran masuk ini sudah dipakai", "This pass was used already")


class AlreadyBooked(Conflict):
    titles = _titles(
        "Anda sudah punya pemesanan untuk layanan ini", "You already have a booking for this service"
    )


class BookingCancelled(Conflict):
    titles = _titles("Pemesanan ini sudah dibatalkan", "This booking was cancelled")


class BookingExpired(Conflict):
    titles = _titles("Pemesanan ini sudah tidak berlaku", "This booking is no longer valid")


class NotBooked(Conflict):
    titles = _titles("Pemesanan ini tidak bisa dipindah lagi", "This booking can no longer be moved")


class HoldOver(Conflict):
    titles = _titles(
        "Waktu menahan tempat sudah habis; pilih lagi", "The place is held no longer; choose again"
    )


class MovedTooOften(Conflict):
    titles = _titles(
        "Pemesanan ini sudah terlalu sering dipindah", "This booking was moved as often as it may be"
    )


class DrawnInstead(Conflict):
    titles = _titles(
        "Tempat hari itu diundi; ikutlah undiannya",
        "The places of that day are drawn; enter the draw instead",
    )


class DrawNotOpen(Conflict):
    titles = _titles("Undian belum dibuka", "The draw has not opened yet")


class DrawOver(Conflict):
    titles = _titles("Pendaftaran undian sudah ditutup", "The draw takes no more entries")


class AlreadyEntered(Conflict):
    titles = _titles("NIK ini sudah ikut undian ini", "This NIK is in this draw already")


class PlacesFree(Conflict):
    titles = _titles("Masih ada tempat; silakan langsung pesan", "There are places left; book one of them")


class NotOffered(Conflict):
    titles = _titles("Belum ada tempat yang ditawarkan", "No place is offered to you yet")


class NoSlotYet(Conflict):
    titles = _titles("Pemesanan ini belum mendapat jadwal", "This booking has no slot yet")


class OfferOver(Conflict):
    titles = _titles("Waktu untuk menerima tawaran sudah habis", "The time to accept the offer is over")


class DayEnded(Conflict):
    titles = _titles("Antrean hari itu sudah ditutup", "The line of that day has ended")


class DayGoesOn(Conflict):
    titles = _titles("Masih ada yang menunggu", "Somebody still waits")


class OfficeClosed(Conflict):
    titles = _titles("Kantor sedang tutup", "The office is closed")


class ServiceClosed(Conflict):
    titles = _titles("Layanan ini sedang tutup", "This service is closed")


class StillOpen(Conflict):
    titles = _titles(
        "Layanan ini tidak ditutup; nomor Anda tetap berlaku", "This service is not closed; your number holds"
    )


class TooEarly(Conflict):
    titles = _titles("Belum waktunya lapor datang", "It is too early to check in")


class TooFar(Conflict):
    titles = _titles("Anda belum berada di dekat kantor", "You are not near the office yet")


class WrongCode(Conflict):
    titles = _titles("Kode lobi salah atau sudah berganti", "The lobby code is wrong or has changed")


class NotTaken(Conflict):
    titles = _titles("Layanan ini tidak melayani cara itu", "This service is not offered that way")


class NotServed(Conflict):
    titles = _titles("Survei dibuka setelah Anda dilayani", "The survey opens after you were served")


class PressStale(Conflict):
    titles = _titles("Tekanan tombol lama diabaikan", "An old press was ignored")


class HubHasTheLine(Conflict):
    titles = _titles(
        "Kantor luring: pemanggilan berjalan dari hub kantor",
        "The office is offline: its hub calls for the time being",
    )


class NotInOrder(Conflict):
    titles = _titles("Langkah sebelumnya belum sampai", "A step before this one is missing")


class NotThere(Conflict):
    titles = _titles("Nomor ini tidak di loket itu", "The number is not at that counter")


class NumberKnown(Conflict):
    titles = _titles("Nomor ini sudah ada di antrean", "The number is in the line already")


class PressExpired(Conflict):
    titles = _titles("Tekanan tombol terlambat sampai", "The press arrived too late")


class NothingToUndo(Conflict):
    titles = _titles(
        "Tidak ada langkah loket ini yang bisa dibatalkan", "This counter has no step that can be undone"
    )


class UndoTooLate(Conflict):
    titles = _titles("Sudah terlambat untuk membatalkan", "It is too late to undo this")


class HeldNot(Conflict):
    titles = _titles("Nomor ini tidak sedang ditahan", "This number is not on hold")


class GraceOver(Conflict):
    titles = _titles(
        "Batas waktu untuk kembali ke antrean sudah lewat", "The time to come back to the line is over"
    )


class NotPresent(Conflict):
    titles = _titles("Pengunjung ini belum lapor datang", "This visitor has not checked in yet")


class NotEnded(Conflict):
    titles = _titles("Antrean hari itu belum ditutup", "The line of that day has not ended yet")


class Denied(Refusal):
    """The caller may not do this."""

    status = 403
    titles = _titles("Anda tidak berhak", "You may not do this")


class NotYours(Denied):
    titles = _titles("Bukan wewenang Anda di kantor ini", "This is not yours to do at this office")


class NotSignedIn(Denied):
    status = 401
    titles = _titles("Silakan masuk dahulu", "Please sign in first")


class Invalid(Refusal):
    """A field is at fault; `field` names it."""

    status = 422
    titles = _titles("Isian tidak benar", "A field is not right")


class KeyReused(Invalid):
    titles = _titles(
        "Kunci permintaan dipakai untuk isi yang lain", "The request key was used with another body"
    )


class ReasonMissing(Invalid):
    titles = _titles(
        "Memanggil di luar urutan memerlukan alasan", "A call out of order needs one of the reasons"
    )


class KeyMissing(Invalid):
    status = 400
    titles = _titles(
        "Idempotency-Key berupa UUID wajib disertakan", "An Idempotency-Key that is a UUID is required"
    )


class NotJson(Invalid):
    status = 400
    titles = _titles("Isi permintaan bukan objek JSON", "The body is not a JSON object")


class NotSaidJson(Invalid):
    status = 415
    titles = _titles("Kirim isi sebagai application/json", "Send the body as application/json")


class TooLarge(Invalid):
    status = 413
    titles = _titles("Isi permintaan terlalu besar", "The body is too large")


class Later(Refusal):
    """Not now; ask again after `retry_after` seconds."""

    status = 503
    titles = _titles("Sedang sibuk, silakan coba lagi", "Busy now, please try again")

    def __init__(
        self, detail: str | Mapping[str, str] = "", *, field: str = "", retry_after: int = 1
    ) -> None:
        super().__init__(detail, field=field, retry_after=retry_after)


class Busy(Later):
    titles = _titles("Sedang sibuk, silakan coba lagi", "Busy now, please try again")


class TooMany(Later):
    status = 429
    titles = _titles("Terlalu banyak permintaan", "Too many requests")


class NotAdmitted(Later):
    status = 429
    titles = _titles(
        "Anda belum dipersilakan masuk dari ruang tunggu", "The waiting room has not let you in yet"
    )
