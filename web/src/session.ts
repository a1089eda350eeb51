/** Staff sign in: Cognito's user-password flow by plain fetch, tokens kept for this tab only. */

import type { Config } from "./config";

const KEPT = "antrean.session";
const RENEW_BEFORE_MS = 120_000;

/** Where to sign in, from /config.json; without an address, Amazon's own of the region. */
export type Pool = Pick<Config, "cognito" | "region" | "userPoolClientId">;

export interface Session {
  username: string;
  idToken: string;
  refreshToken: string;
  /** Milliseconds since 1970. */
  expires: number;
  groups: string[];
}

/** What a sign in leads to: a session, or the wish for a new password. */
export type SignedIn = { session: Session } | { challenge: Challenge };

export interface Challenge {
  username: string;
  token: string;
}

/** A sign in that was refused: "wrong" is name or password, "weak" a new password that is too simple. */
export class SignInRefused extends Error {
  constructor(readonly why: "wrong" | "weak" | "unknown") {
    super(why);
  }
}

interface CognitoAnswer {
  ChallengeName?: string;
  Session?: string;
  AuthenticationResult?: { IdToken: string; RefreshToken?: string; ExpiresIn: number };
}

/** Signs in by name and password; throws SignInRefused, or TypeError when the network is down. */
export async function signIn(pool: Pool, username: string, password: string): Promise<SignedIn> {
  const answer = await ask(pool, "InitiateAuth", {
    AuthFlow: "USER_PASSWORD_AUTH",
    ClientId: pool.userPoolClientId,
    AuthParameters: { USERNAME: username, PASSWORD: password },
  });
  if (answer.ChallengeName === "NEW_PASSWORD_REQUIRED") {
    return { challenge: { username, token: answer.Session ?? "" } };
  }
  return { session: keep(sessionOf(username, answer)) };
}

/** Answers the wish for a new password, which a person's first sign in brings. */
export async function choosePassword(pool: Pool, challenge: Challenge, password: string): Promise<Session> {
  const answer = await ask(pool, "RespondToAuthChallenge", {
    ChallengeName: "NEW_PASSWORD_REQUIRED",
    ClientId: pool.userPoolClientId,
    Session: challenge.token,
    ChallengeResponses: { USERNAME: challenge.username, NEW_PASSWORD: password },
  });
  return keep(sessionOf(challenge.username, answer));
}

/** The session with a token that still holds, renewed when it soon ends; null when one must sign in again. */
export async function renewed(pool: Pool, session: Session, now = Date.now()): Promise<Session | null> {
  if (session.expires - now > RENEW_BEFORE_MS) return session;
  try {
    const answer = await ask(pool, "InitiateAuth", {
      AuthFlow: "REFRESH_TOKEN_AUTH",
      ClientId: pool.userPoolClientId,
      AuthParameters: { REFRESH_TOKEN: session.refreshToken },
    });
    return keep(sessionOf(session.username, answer, session.refreshToken));
  } catch (refused) {
    if (!(refused instanceof SignInRefused)) return session;
    signOut();
    return null;
  }
}

/** The session of this tab, if someone signed in. */
export function keptSession(): Session | null {
  const kept = sessionStorage.getItem(KEPT);
  return kept ? (JSON.parse(kept) as Session) : null;
}

export function signOut(): void {
  sessionStorage.removeItem(KEPT);
}

/** The offices in which these groups give this role; "all" for an administrator. */
export function officesOf(groups: string[], role: "staff" | "manager"): string[] | "all" {
  if (groups.includes("administrator")) return "all";
  return groups.filter((group) => group.endsWith(`:${role}`)).map((group) => group.slice(0, -role.length - 1));
}

/** The payload of a JSON Web Token, unchecked: the API checks it, the page only reads the groups. */
export function payload(token: string): Record<string, unknown> {
  const part = (token.split(".")[1] ?? "").replaceAll("-", "+").replaceAll("_", "/");
  const bytes = Uint8Array.from(atob(part), (sign) => sign.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>;
}

function sessionOf(username: string, answer: CognitoAnswer, refreshToken = ""): Session {
  const result = answer.AuthenticationResult;
  if (!result) throw new SignInRefused("unknown");
  const groups = payload(result.IdToken)["cognito:groups"];
  return {
    username,
    idToken: result.IdToken,
    refreshToken: result.RefreshToken ?? refreshToken,
    expires: Date.now() + result.ExpiresIn * 1000,
    groups: Array.isArray(groups) ? groups.map(String) : [],
  };
}

function keep(session: Session): Session {
  sessionStorage.setItem(KEPT, JSON.stringify(session));
  return session;
}

async function ask(pool: Pool, action: string, body: object): Promise<CognitoAnswer> {
  const answer = await fetch(pool.cognito ?? `https://cognito-idp.${pool.region}.amazonaws.com/`, {
    method: "POST",
    headers: {
      "Content-Type": "application/x-amz-json-1.1",
      "X-Amz-Target": `AWSCognitoIdentityProviderService.${action}`,
    },
    body: JSON.stringify(body),
  });
  if (answer.ok) return (await answer.json()) as CognitoAnswer;
  const { __type = "" } = (await answer.json().catch(() => ({}))) as { __type?: string };
  throw new SignInRefused(why(__type));
}

function why(type: string): SignInRefused["why"] {
  if (/NotAuthorized|UserNotFound/.test(type)) return "wrong";
  return /InvalidPassword/.test(type) ? "weak" : "unknown";
}
