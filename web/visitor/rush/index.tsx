/** The rush for a day's places: a waiting room, or a draw. */

import { DrawPage } from "./draw";
import { RoomPage } from "./room";

export function RushPages({ goal, ...place }: { office: string; service: string; day: string; goal: "room" | "draw" }) {
  return goal === "room" ? <RoomPage {...place} /> : <DrawPage {...place} />;
}
