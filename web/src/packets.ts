/** The bytes of MQTT 3.1.1 that a browser which only subscribes needs (OASIS MQTT 3.1.1, section 3). */

export const CONNACK = 2, PUBLISH = 3, SUBACK = 9;
export const PINGREQ = Uint8Array.of(0xc0, 0);

const utf8 = new TextEncoder();

/** CONNECT with a clean session. */
export function connect(client: string, keepalive: number, username?: string): Uint8Array<ArrayBuffer> {
  const flags = username === undefined ? 0x02 : 0x82;
  const named = username === undefined ? [] : text(username);
  return packet(0x10, [...text("MQTT"), 4, flags, keepalive >> 8, keepalive & 255, ...text(client), ...named]);
}

/** SUBSCRIBE to all topics at QoS 1. */
export const subscribe = (id: number, topics: string[]): Uint8Array<ArrayBuffer> =>
  packet(0x82, [id >> 8, id & 255, ...topics.flatMap((topic) => [...text(topic), 1])]);

export const puback = (id: number): Uint8Array<ArrayBuffer> => packet(0x40, [id >> 8, id & 255]);

/** The first whole packet in the bytes, and what follows it; nothing while it is incomplete. */
export function split(bytes: Uint8Array): { head: number; body: Uint8Array; rest: Uint8Array } | undefined {
  let length = 0;
  for (let at = 1; at < Math.min(bytes.length, 5); at++) {
    const digit = bytes[at]!;
    length |= (digit & 127) << (7 * (at - 1));
    if (digit & 128) continue;
    const start = at + 1;
    if (bytes.length < start + length) return undefined;
    return { head: bytes[0]!, body: bytes.subarray(start, start + length), rest: bytes.subarray(start + length) };
  }
  return undefined;
}

/** A PUBLISH taken apart; `id` only at QoS 1. */
export function publication(head: number, body: Uint8Array): { topic: string; payload: Uint8Array; retained: boolean; id?: number } {
  const end = 2 + ((body[0]! << 8) | body[1]!);
  const topic = new TextDecoder().decode(body.subarray(2, end));
  const retained = (head & 1) === 1;
  if (!(head & 0x06)) return { topic, payload: body.subarray(end), retained };
  return { topic, retained, id: (body[end]! << 8) | body[end + 1]!, payload: body.subarray(end + 2) };
}

function packet(head: number, body: number[]): Uint8Array<ArrayBuffer> {
  const length: number[] = [];
  for (let left = body.length; ; left >>= 7) {
    length.push(left > 127 ? (left & 127) | 128 : left);
    if (left <= 127) break;
  }
  return Uint8Array.from([head, ...length, ...body]);
}

function text(words: string): number[] {
  const bytes = utf8.encode(words);
  return [bytes.length >> 8, bytes.length & 255, ...bytes];
}
