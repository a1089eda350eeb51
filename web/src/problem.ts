/** What the API refused and why (RFC 9457), or `offline` when no answer came. */

import type { Alternative } from "./types";

export class Problem extends Error {
  override name = "Problem";

  constructor(
    readonly status: number,
    /** The last segment of the type, such as `slot-full`; `offline` when no answer came. */
    readonly kind: string,
    readonly title: string,
    readonly detail = "",
    /** The field at fault, such as `visitor.phone`. */
    readonly field?: string,
    /** Seconds after which the same request may be sent again. */
    readonly retryAfter?: number,
    /** Places elsewhere, where this one is full. */
    readonly alternatives: Alternative[] = [],
  ) {
    super(detail || title);
  }
}

/** Reads a refusal; one that is not problem+json (a gateway's) keeps its status only. */
export async function problemOf(answer: Response): Promise<Problem> {
  const body = (await answer.json().catch(() => ({}))) as Record<string, string> & { alternatives?: Alternative[] };
  const after = Number(answer.headers.get("Retry-After")) || undefined;
  const kind = String(body.type ?? "").split("/").pop() || "unknown";
  return new Problem(answer.status, kind, body.title ?? "", body.detail ?? "", body.field, after, body.alternatives);
}

export const offline = () => new Problem(0, "offline", "");
