/** Where the API, the live boards and the sign-in are: read once from /config.json. */

export interface Config {
  api: string;
  region: string;
  messageRegion: string;
  identityPoolId: string;
  userPoolId: string;
  userPoolClientId: string;
  /** URL where staff sign in (the user pool). */
  cognito?: string;
  /** URL that gives guests their credentials; without one, Amazon's own for the pool's region. */
  cognitoIdentity?: string;
  /** Host, with its port when it is not the scheme's own, of the message broker. */
  iot?: string;
  iotScheme?: "ws" | "wss";
}

let asked: Promise<Config> | undefined;

/** The configuration; a failed read is tried again at the next call. */
export function config(): Promise<Config> {
  asked ??= fetch("/config.json").then((answer) => {
    if (!answer.ok) throw new Error(`config.json: ${answer.status}`);
    return answer.json() as Promise<Config>;
  });
  asked.catch(() => (asked = undefined));
  return asked;
}
