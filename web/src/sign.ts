/** Signs the WebSocket URL of the message broker (AWS Signature Version 4, query form, service iotdevicegateway). */

export interface Credentials {
  accessKeyId: string;
  secretKey: string;
  sessionToken: string;
  /** Epoch milliseconds. */
  expires: number;
}

export interface Broker {
  scheme: "ws" | "wss";
  /** With its port when that is not the scheme's own. */
  host: string;
  region: string;
}

const utf8 = new TextEncoder();

/** A URL that opens the broker's WebSocket within five minutes of `now`. */
export async function signed(broker: Broker, credentials: Credentials, now: Date): Promise<string> {
  const time = now.toISOString().replace(/[-:]|\.\d+/g, "");
  const scope = `${time.slice(0, 8)}/${broker.region}/iotdevicegateway/aws4_request`;
  const query = [
    "X-Amz-Algorithm=AWS4-HMAC-SHA256",
    `X-Amz-Credential=${encodeURIComponent(`${credentials.accessKeyId}/${scope}`)}`,
    `X-Amz-Date=${time}`, "X-Amz-Expires=300", "X-Amz-SignedHeaders=host",
  ].join("&");
  const host = broker.host.replace(broker.scheme === "wss" ? /:443$/ : /:80$/, "");
  const request = `GET\n/mqtt\n${query}\nhost:${host}\n\nhost\n${await sha256("")}`;
  const words = `AWS4-HMAC-SHA256\n${time}\n${scope}\n${await sha256(request)}`;
  let key: Uint8Array<ArrayBuffer> = utf8.encode(`AWS4${credentials.secretKey}`);
  for (const part of [...scope.split("/"), words]) key = await hmac(key, part);
  const token = encodeURIComponent(credentials.sessionToken);
  return `${broker.scheme}://${host}/mqtt?${query}&X-Amz-Signature=${hex(key)}&X-Amz-Security-Token=${token}`;
}

async function hmac(key: Uint8Array<ArrayBuffer>, text: string): Promise<Uint8Array<ArrayBuffer>> {
  const imported = await crypto.subtle.importKey("raw", key, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", imported, utf8.encode(text)));
}

const sha256 = async (text: string) => hex(new Uint8Array(await crypto.subtle.digest("SHA-256", utf8.encode(text))));

const hex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
