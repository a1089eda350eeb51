"""The words of a report's page, in Indonesian and English."""

WORDS = {
    "id": {
        "report": "Laporan harian", "made": "Dibuat {at}", "issued": "Nomor diambil", "served": "Dilayani",
        "no_shows": "Tidak hadir", "missed": "Pesanan tidak datang", "withdrawn": "Mengundurkan diri", "ended": "Belum terlayani saat tutup",
        "wait": "Rata-rata menunggu", "p90": "90 % menunggu paling lama", "service": "Rata-rata dilayani",
        "satisfied": "Puas atau sangat puas", "coverage": "Janji waktu ditepati", "minutes": "{n} menit", "seconds": "{n} detik",
        "times": "Waktu tunggu dan layanan menurut jam (menit)", "times_by_day": "Waktu tunggu dan layanan menurut hari (menit)",
        "waiting": "Menunggu", "serving": "Dilayani", "how": "Cara datang menurut hari",
        "booked": "Pesan jadwal", "from_home": "Ambil nomor dari rumah", "walk_in": "Datang langsung",
        "faces": "Kepuasan menurut hari", "3": "Sangat puas", "2": "Puas", "1": "Tidak puas",
        "promises": "Waktu yang dijanjikan dan yang terjadi (menit)", "promise": "Dijanjikan",
        "inside": "Sesuai janji", "outside": "Di luar janji",
        "by_service": "Menurut layanan", "service_name": "Layanan", "order": "Urutan",
        "in_order": "Semua panggilan sesuai urutan giliran. Siapa pun dapat memeriksanya di buku antrean.",
        "not_in_order": "{n} panggilan mendahului giliran lain dari layanan yang sama tanpa alasan; lihat buku antrean.",
        "with_reasons": "{n} panggilan di luar urutan, masing-masing dengan alasan: {why}.",
        "urgent": "keadaan mendesak", "returning": "kembali melengkapi berkas", "together": "satu keluarga atau rombongan", "mistake": "memperbaiki kekeliruan",
        "elsewhere": "diarahkan dari loket lain", "complaint": "menangani keluhan", "offline": "kantor sedang luring",
        "was_offline": "Kantor sempat luring: {n} langkah dicatat di kantor, {conflicts} di antaranya tidak berlaku lagi saat tersambung; lihat buku antrean.",
        "closed_root": "Akar buku antrean hari ini", "supplement_root": "Akar catatan susulan",
        "no_answer": "belum ada jawaban survei", "none": "–", "share": "{n} %", "of": "{n} dari {all}",
        "not_public": "Tidak memuat data pribadi.", "kept": "Janji waktu ditepati menurut hari (%)", "decimal": ",",
    },
    "en": {
        "report": "Daily report", "made": "Made {at}", "issued": "Numbers taken", "served": "Served",
        "no_shows": "No-shows", "missed": "Booked and did not come", "withdrawn": "Withdrawn", "ended": "Not served at closing",
        "wait": "Mean wait", "p90": "90 % waited at most", "service": "Mean service",
        "satisfied": "Satisfied or very satisfied", "coverage": "Promises of time kept", "minutes": "{n} min", "seconds": "{n} seconds",
        "times": "Waiting and service time by hour (minutes)", "times_by_day": "Waiting and service time by day (minutes)",
        "waiting": "Waiting", "serving": "Service", "how": "How visitors came, by day",
        "booked": "Booked", "from_home": "Number from home", "walk_in": "Walked in",
        "faces": "Satisfaction by day", "3": "Very satisfied", "2": "Satisfied", "1": "Not satisfied",
        "promises": "Wait promised and wait that came (minutes)", "promise": "Promised",
        "inside": "Inside the promise", "outside": "Outside the promise",
        "by_service": "By service", "service_name": "Service", "order": "Order",
        "in_order": "Every call was in the order of turns. Anyone can check it in the public ledger.",
        "not_in_order": "{n} calls passed over an earlier turn of the same service without a reason; see the public ledger.",
        "with_reasons": "{n} calls out of order, each with its reason: {why}.",
        "urgent": "urgent case", "returning": "returns with what was missing", "together": "one family or party", "mistake": "sets a mistake right",
        "elsewhere": "sent from another counter", "complaint": "settles a complaint", "offline": "the office was offline",
        "was_offline": "The office was offline for a while: {n} steps were noted there, {conflicts} of them no longer held when it was back; see the public ledger.",
        "closed_root": "Root of the day's ledger", "supplement_root": "Root of its supplement",
        "no_answer": "no answers yet", "none": "–", "share": "{n} %", "of": "{n} of {all}",
        "not_public": "Contains no personal data.", "kept": "Promises of time kept, by day (%)", "decimal": ".",
    },
}  # fmt: skip

DAYS = {
    "id": ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}

MONTHS = {
    "id": (
        "Januari", "Februari", "Maret", "April", "Mei", "Juni",
        "Juli", "Agustus", "September", "Oktober", "November", "Desember",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
}  # fmt: skip
