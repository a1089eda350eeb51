/** Pages through which few come, from a slip, an SMS or the lobby's display. */

export { FindPage } from "./find";
export { LobbyPage } from "./lobby";
