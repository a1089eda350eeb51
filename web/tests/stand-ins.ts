/** A browser's storage and WebSocket, as far as the library uses them, for tests that run without a browser. */

export function storage(): Storage {
  const kept = new Map<string, string>();
  return {
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => void kept.set(name, value),
    removeItem: (name) => void kept.delete(name),
    clear: () => kept.clear(),
    key: (n) => [...kept.keys()][n] ?? null,
    get length() { return kept.size; },
  };
}

/** A page that the test looks at, hides and tells events: `fire` calls who listens. */
export function aPage() {
  const events = new Map<string, Set<() => void>>();
  return {
    visibilityState: "visible",
    documentElement: {},
    addEventListener: (name: string, heard: () => void) => void events.set(name, (events.get(name) ?? new Set()).add(heard)),
    removeEventListener: (name: string, heard: () => void) => void events.get(name)?.delete(heard),
    fire: (name: string) => events.get(name)?.forEach((heard) => heard()),
  };
}

/** A socket whose other end is the test: `sent` in hex, `receive` bytes or text in hex. */
export class Socket {
  readyState = 1;
  binaryType = "";
  sent: string[] = [];
  onopen = () => {};
  onclose = () => {};
  onerror = () => {};
  onmessage = (_: { data: ArrayBuffer }) => {};

  send(bytes: Uint8Array): void {
    this.sent.push(hex(bytes));
  }

  close(): void {
    this.readyState = 3;
  }

  receive(bytes: Uint8Array | string): void {
    const all = typeof bytes === "string" ? unhex(bytes) : bytes;
    this.onmessage({ data: Uint8Array.from(all).buffer });
  }

  asWebSocket(): WebSocket {
    return this as unknown as WebSocket;
  }
}

export const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
export const unhex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "hex"));

/** An answer whose body is there at once: a real one comes in its own time, which fake timers do not wait for. */
export const answered = (body: object) => ({ ok: true, status: 200, headers: new Headers(), json: async () => body });
