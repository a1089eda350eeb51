/** What a kiosk or display is set to, as a form has it and as the API takes it. */

export interface Text {
  id: string;
  en?: string;
  from?: string;
  until?: string;
}

export interface Settings {
  language?: "id" | "en";
  theme?: string;
  volume?: number;
  voices?: string[];
  contrast?: boolean;
  running?: Text[];
  /** Empty when it is over. */
  emergency?: Partial<Text>;
  regional?: string;
  /** Whether there is a PIN. */
  staff?: boolean;
}

export interface DeviceSettings {
  settings: Settings;
  /** Whether the device has said that it has them. */
  taken: boolean;
  refused: Record<string, string>;
}

export const THEMES = ["hijau", "biru", "merah", "malam", "kontras"] as const;
/** In which languages a display may speak, as its list says it. */
export const VOICES = ["", "id", "en", "id,en"] as const;

/** What the form holds; an empty choice is one that was never made from afar, and `pin` is empty unless a new one is typed. */
export interface Form {
  language: string;
  theme: string;
  volume: string;
  voices: string;
  /** `yes` or `no`. */
  contrast: string;
  regional: string;
  pin: string;
  running: Text[];
}

/** As installed: no choice was made from afar. */
export const UNSET = "unset";

/** A text without what was left empty. */
export const some = ({ id, en, from, until }: Text): Text => ({
  id: id.trim(), ...(en?.trim() && { en: en.trim() }), ...(from && { from }), ...(until && { until }),
});

const chosen = (so: boolean | string | undefined) => (so === undefined ? UNSET : so ? "yes" : "no");

export const formOf = ({ settings: kept }: DeviceSettings): Form => ({
  language: kept.language ?? UNSET, theme: kept.theme ?? UNSET, volume: kept.volume === undefined ? "" : String(kept.volume),
  voices: kept.voices?.join() ?? UNSET, contrast: chosen(kept.contrast), regional: chosen(kept.regional), pin: "",
  running: kept.running ?? [],
});

/** Only what differs from what there was; texts without words are left out. */
export function changes(form: Form, before: Form, kind: "kiosk" | "display"): Record<string, unknown> {
  const was = said(before, kind);
  const news = Object.entries(said(form, kind)).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(was[name]));
  return Object.fromEntries(news.filter(([, value]) => value !== undefined));
}

function said(form: Form, kind: "kiosk" | "display"): Record<string, unknown> {
  const given = (value: string) => (value === UNSET || value === "" ? undefined : value);
  const either = <T>(value: string, yes: T, no: T) => (value === UNSET ? undefined : value === "yes" ? yes : no);
  if (kind === "kiosk") return { language: given(form.language), contrast: either(form.contrast, true, false), regional: either(form.regional, "jv", ""), staff_pin: given(form.pin) };
  const volume = given(form.volume);
  return {
    theme: given(form.theme), volume: volume && Number(volume), voices: form.voices === UNSET ? undefined : form.voices.split(",").filter(Boolean),
    running: form.running.map(some).filter((one) => one.id),
  };
}
