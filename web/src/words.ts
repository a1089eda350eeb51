/** The texts that every page needs. */

import { dictionary } from "./i18n";

export const words = dictionary(
  {
    live: "Langsung",
    last: (at: string) => `Terakhir ${at}`,
    joining: "Menyambung…",
    language: "Bahasa",
    busy: "Mengirim…",
    loading: "Memuat…",
    skip: "Langsung ke isi",
    again: "Coba lagi",
    offlineTitle: "Tidak ada sambungan",
    offlineText: "Isian Anda tersimpan. Tekan lagi saat tersambung: tidak akan terkirim dua kali.",
    crowdedTitle: "Sedang ramai",
    crowdedText: "Tunggu sebentar, lalu tekan lagi. Isian Anda tersimpan.",
    faultTitle: "Sedang gangguan",
    faultText: "Isian Anda tersimpan. Coba lagi, atau tanya petugas di kantor.",
    refusedTitle: "Belum bisa",
    missingTitle: "Tidak ditemukan",
    missingText: "Periksa lagi kode atau tautannya.",
    minutes: (low: number, high: number) => (low === high ? `${low} menit` : `${low}–${high} menit`),
  },
  {
    live: "Live",
    last: (at) => `As of ${at}`,
    joining: "Connecting…",
    language: "Language",
    busy: "Sending…",
    loading: "Loading…",
    skip: "Skip to content",
    again: "Try again",
    offlineTitle: "No connection",
    offlineText: "What you typed is kept. Press again once connected: it will not be sent twice.",
    crowdedTitle: "Very busy right now",
    crowdedText: "Wait a moment, then press again. What you typed is kept.",
    faultTitle: "Something went wrong",
    faultText: "What you typed is kept. Try again, or ask the staff at the office.",
    refusedTitle: "Not possible yet",
    missingTitle: "Not found",
    missingText: "Check the code or the link.",
    minutes: (low, high) => (low === high ? `${low} minutes` : `${low}–${high} minutes`),
  },
);

/** `10–20 menit`, whole minutes. */
export const range = ([low, high]: [number, number]): string => words("minutes", Math.floor(low), Math.ceil(high));
