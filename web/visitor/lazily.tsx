/** Pages that come when they are wanted: the first load is for a bad link. */

import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Blank, Button, Notice } from "../src/ui";
import { words } from "../src/words";

/** A page that is loaded at its first showing; without a connection it says so. */
export function lazily<P extends object>(load: () => Promise<ComponentType<P>>): (props: P) => preact.JSX.Element {
  let kept: ComponentType<P> | undefined;
  const fetched = () => load().then((page) => (kept = page));
  return function Lazily(props: P) {
    const [Page, set] = useState(() => kept);
    const [lost, lose] = useState(false);
    useEffect(() => {
      if (!Page) fetched().then((page) => set(() => page), () => lose(true));
    }, []);
    if (Page) return <Page {...props} />;
    return <div class="page">{lost ? <Lost /> : <><Blank height="3rem" /><Blank height="14rem" /></>}</div>;
  };
}

/** A browser does not ask twice for a script that failed, so the whole page is asked for again: by itself once there is a link, not more often than each half minute. */
function Lost() {
  useEffect(() => {
    const again = () => {
      const before = Number(sessionStorage.again ?? 0), now = Date.now();
      if (navigator.onLine && now - before > 30_000) (sessionStorage.again = now, location.reload());
    };
    again();
    addEventListener("online", again);
    return () => removeEventListener("online", again);
  }, []);
  return (
    <Notice kind="warn" title={words("offlineTitle")} role="alert"><p>{words("offlineText")}</p>
      <Button kind="second" onClick={() => location.reload()}>{words("again")}</Button></Notice>
  );
}
