/** Opens the message broker's WebSocket as a guest. */

import type { Config } from "./config";
import { guest } from "./guest";
import { signed } from "./sign";

/** A deployment may do without a broker; its pages then read the cached boards. */
export const hasBroker = (where: Config): boolean => !!where.iot && !!where.identityPoolId;

/** A socket of its own signature, and a client id that is bound to the guest's identity and unique to this tab. */
export async function open(where: Config): Promise<{ socket: WebSocket; client: string }> {
  const { identity, credentials } = await guest(where);
  const broker = { scheme: where.iotScheme ?? "wss", host: where.iot ?? "", region: where.messageRegion };
  const socket = new WebSocket(await signed(broker, credentials, new Date()), "mqtt");
  return { socket, client: `web-${identity}-${crypto.randomUUID().slice(0, 8)}` };
}
