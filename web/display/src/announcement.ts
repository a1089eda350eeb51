/** A call as the list of clip ids that speak it, in Indonesian. */

const DIGITS = ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"] as const;

/** "A001" at counter "2" → chime, nomor-antrean, a, nol, nol, satu, silakan-menuju, loket, dua; then in English, if wanted. */
export function announcement(number: string, counter: string, voices: string[] = ["id"]): string[] {
  const said = voices.flatMap((voice) => (voice === "en" ? inEnglish(number, counter) : inIndonesian(number, counter)));
  return ["chime", ...said];
}

const inIndonesian = (number: string, counter: string) =>
  ["nomor-antrean", ...spelled(number), "silakan-menuju", "loket", ...counted(counter)];

/** The English pack has the same ids, below its own name; it reads a counter digit by digit. */
const inEnglish = (number: string, counter: string) =>
  ["nomor-antrean", ...spelled(number), "silakan-menuju", "loket", ...spelled(counter)].map((id) => `en/${id}`);

/** Letters and digits one by one: "A012" read as a number would be heard as "A twelve". */
export function spelled(text: string): string[] {
  return [...text.toLowerCase()].flatMap((sign) => {
    if (sign >= "0" && sign <= "9") return [DIGITS[Number(sign)]!];
    return sign >= "a" && sign <= "z" ? [sign] : [];
  });
}

/** A counter's name as people say it: "12" is "dua belas", "3b" is "tiga be". */
export function counted(counter: string): string[] {
  return (counter.match(/\d+|[a-z]/gi) ?? []).flatMap((part) =>
    /^(0|[1-9]\d{0,2})$/.test(part) ? cardinal(Number(part)) : spelled(part),
  );
}

/** 0 to 999 in Indonesian words: 11 sebelas, 19 sembilan belas, 20 dua puluh, 101 seratus satu. */
export function cardinal(value: number): string[] {
  if (value < 10) return [DIGITS[value]!];
  if (value === 10) return ["sepuluh"];
  if (value === 11) return ["sebelas"];
  if (value < 20) return [DIGITS[value - 10]!, "belas"];
  if (value < 100) return [DIGITS[Math.floor(value / 10)]!, "puluh", ...rest(value % 10)];
  const hundreds = value < 200 ? ["seratus"] : [DIGITS[Math.floor(value / 100)]!, "ratus"];
  return [...hundreds, ...rest(value % 100)];
}

function rest(value: number): string[] {
  return value === 0 ? [] : cardinal(value);
}
