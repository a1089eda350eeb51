/** Cognito's guest credentials: a browser without an account may receive boards, and nothing else. */

import type { Config } from "./config";
import type { Credentials } from "./sign";

const STORED = "antrean:guest";
const EARLY = 60_000;

let kept: { identity: string; credentials: Credentials } | undefined;

/** Credentials good for at least a minute; the identity is kept in this browser, so that few are made. */
export async function guest(config: Config): Promise<{ identity: string; credentials: Credentials }> {
  if (kept && kept.credentials.expires - EARLY > Date.now()) return kept;
  const identity = localStorage.getItem(STORED) ?? (await identify(config));
  try {
    const answer = await ask<{ Credentials: Answered }>(config, "GetCredentialsForIdentity", { IdentityId: identity });
    localStorage.setItem(STORED, identity);
    return (kept = { identity, credentials: read(answer.Credentials) });
  } catch (refused) {
    localStorage.removeItem(STORED);
    throw refused;
  }
}

interface Answered {
  AccessKeyId: string;
  SecretKey: string;
  SessionToken: string;
  /** Epoch seconds. */
  Expiration: number;
}

const read = (c: Answered): Credentials => ({
  accessKeyId: c.AccessKeyId, secretKey: c.SecretKey, sessionToken: c.SessionToken, expires: c.Expiration * 1000,
});

const identify = async (config: Config) =>
  (await ask<{ IdentityId: string }>(config, "GetId", { IdentityPoolId: config.identityPoolId })).IdentityId;

async function ask<T>(config: Config, action: string, body: object): Promise<T> {
  const region = config.identityPoolId.split(":")[0] || config.region;
  const answer = await fetch(config.cognitoIdentity ?? `https://cognito-identity.${region}.amazonaws.com/`, {
    method: "POST",
    headers: { "Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": `AWSCognitoIdentityService.${action}` },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${action}: ${answer.status}`);
  return (await answer.json()) as T;
}
