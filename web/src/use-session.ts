/** Who is signed in on this tab; requests carry the token, which is renewed in time. */

import { useCallback, useEffect, useState } from "preact/hooks";
import { authorize } from "./api";
import { config } from "./config";
import { keptSession, renewed, type Session, signOut } from "./session";

export interface SignedInState {
  session: Session | null;
  signedIn(session: Session): void;
  leave(): void;
}

export function useSession(): SignedInState {
  const [session, set] = useState(keptSession);
  const leave = useCallback(() => { signOut(); set(null); }, []);
  useEffect(() => {
    authorize(async () => {
      const kept = keptSession();
      if (!kept) return undefined;
      const now = await renewed(await config(), kept);
      if (!now) leave();
      return now?.idToken;
    });
  }, []);
  return { session, signedIn: set, leave };
}
