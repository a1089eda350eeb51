/** An office's devices as the API lists them, what is wrong first. */

export type State = "wrong" | "gone" | "warning" | "new" | "ok" | "revoked";
export const KINDS = ["kiosk", "display", "button", "hub"] as const;
export type Kind = (typeof KINDS)[number];

export interface Trouble {
  type: string;
  title: string;
  since: string;
}

export interface Device {
  thing: string;
  kind: Kind;
  place: string;
  state: State;
  wrong: Trouble[];
  seen: string | null;
  revoked?: string;
  version?: string;
  battery?: number;
  temperature?: number;
  claim?: { expires: string; refused?: "wrong" | "used" | "late" };
}

export interface Devices {
  devices: Device[];
  /** Who calls, where the office has a hub. */
  calls?: "cloud" | "hub" | "nobody";
}

export interface DeviceCode {
  thing: string;
  code: string;
  expires: string;
}

/** Those that need somebody to go there. */
export const inNeed = (devices: Device[]): number => devices.filter((one) => one.state === "wrong" || one.state === "gone").length;

/** A code as it is read aloud and typed: 7Q2M-4XK9. */
export const spaced = (code: string): string => `${code.slice(0, 4)}-${code.slice(4)}`;

/** The name of the tag's look for a state. */
export const look = (state: State): "" | "good" | "warn" | "bad" =>
  state === "ok" ? "good" : state === "wrong" || state === "gone" ? "bad" : state === "warning" ? "warn" : "";
