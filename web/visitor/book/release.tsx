/** A day for which many come at once: when it opens, and by which way one takes part. */

import { useNow } from "../../src/hooks";
import { serverTime } from "../../src/server-time";
import { clockZone, longDate } from "../../src/time";
import type { Office, Release } from "../../src/types";
import { Notice } from "../../src/ui";
import { to } from "../route";
import { isAdmitted, passOf } from "./pass";
import { t } from "./words";

/** Whether the day's slots may be chosen here: `shut` before they open, without the room's pass, or when they are drawn. */
export function rushed(office: string, service: string, day: string, release: Release, at: number): "shut" | "open" {
  const now = serverTime(at);
  if (now >= Date.parse(release.closes)) return "open";
  if (release.mode === "draw" || now < Date.parse(release.opens)) return "shut";
  return isAdmitted(passOf(office, service, day, now), now) ? "open" : "shut";
}

export function ReleaseNote({ office, service, day, release }: { office: Office; service: string; day: string; release: Release }) {
  const at = useNow(5);
  const now = serverTime(at);
  if (now >= Date.parse(release.closes)) return null;
  const pass = passOf(office.id, service, day, now);
  if (release.mode === "room" && isAdmitted(pass, now)) return <Notice kind="good"><p>{t("mayChoose", clockZone(pass!.until, office.time_zone))}</p></Notice>;
  const opens = now < Date.parse(release.opens);
  const when = `${longDate(release.opens, office.time_zone)}, ${clockZone(release.opens, office.time_zone)}`;
  const draw = release.mode === "draw";
  return (
    <Notice title={opens ? t("opensAt", when) : draw ? t("drawOpen", clockZone(release.closes, office.time_zone)) : t("roomOpen")}>
      <p>{t(draw ? "drawHint" : "roomHint")}</p>
      <a class="button" href={to("o", office.id, service, release.mode, day)}>{t(draw ? "toDraw" : "toRoom")}</a>
    </Notice>
  );
}
