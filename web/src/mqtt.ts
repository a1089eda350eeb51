/** One MQTT 3.1.1 link over a WebSocket that only subscribes; who uses it decides when to link again. */

import { CONNACK, connect, PINGREQ, puback, publication, PUBLISH, split, SUBACK, subscribe } from "./packets";

const KEEPALIVE = 60;
/** AWS IoT takes at most eight filters in one SUBSCRIBE. */
const FILTERS = 8;

export interface Link {
  /** Made with sub-protocol `mqtt`. */
  socket: WebSocket;
  client: string;
  username?: string;
  /** Asked for once the broker has accepted the link. */
  topics(): string[];
  /** Each time the broker has granted every subscription that was asked for. */
  onReady(): void;
  onMessage(topic: string, payload: Uint8Array, retained: boolean): void;
  /** Once, when the link ended, for whatever reason. */
  onEnd(): void;
}

/** Links over a socket; gives what subscribes to more, how long (ms) nothing was heard, and what ends it. */
export function link(options: Link): { subscribe(topics: string[]): void; silence(): number; close(): void } {
  const { socket } = options;
  let pending = new Uint8Array(0), id = 0, linked = false, ended = false, heard = Date.now();
  const send = (bytes: Uint8Array<ArrayBuffer>) => socket.readyState === 1 && socket.send(bytes);
  const pulse = setInterval(() => {
    if (Date.now() - heard > KEEPALIVE * 1500) return end();
    if (linked) send(PINGREQ);
  }, KEEPALIVE * 500);

  function ask(topics: string[]): void {
    for (let n = 0; n < topics.length; n += FILTERS) send(subscribe(++id, topics.slice(n, n + FILTERS)));
  }
  function end(): void {
    if (ended) return;
    ended = true;
    clearInterval(pulse);
    socket.close();
    options.onEnd();
  }
  function on(head: number, body: Uint8Array): void {
    const kind = head >> 4;
    if (kind === CONNACK) {
      if (body[1] !== 0) return end();
      linked = true;
      ask(options.topics());
    } else if (kind === SUBACK) {
      if (body.subarray(2).some((grant) => grant > 2)) return end();
      if (((body[0]! << 8) | body[1]!) === id) options.onReady();
    } else if (kind === PUBLISH) {
      const message = publication(head, body);
      if (message.id !== undefined) send(puback(message.id));
      options.onMessage(message.topic, message.payload, message.retained);
    }
  }

  socket.binaryType = "arraybuffer";
  socket.onopen = () => send(connect(options.client, KEEPALIVE, options.username));
  socket.onclose = socket.onerror = end;
  socket.onmessage = (event: MessageEvent<ArrayBuffer>) => {
    heard = Date.now();
    pending = joined(pending, new Uint8Array(event.data));
    for (let whole = split(pending); whole && !ended; whole = split(pending)) {
      pending = new Uint8Array(whole.rest);
      on(whole.head, whole.body);
    }
  };
  return { subscribe: (topics) => linked && ask(topics), silence: () => Date.now() - heard, close: end };
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
