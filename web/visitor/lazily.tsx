/** Pages that come when they are wanted: the first load is for a bad link. */

import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Blank, Button, Notice } from "../src/ui";
import { words } from "../src/words";

/** A page, or a part of one with the room that it takes, that is loaded at its first showing; without a connection it says so. */
export function lazily<P extends object>(load: () => Promise<ComponentType<P>>, room?: string): (props: P) => preact.JSX.Element {
  let kept: ComponentType<P> | undefined;
  const fetched = () => load().then((page) => (kept = page));
  return function Lazily(props: P) {
    const [Page, set] = useState(() => kept);
    const [lost, lose] = useState(false);
    useEffect(() => {
      if (!Page) fetched().then((page) => set(() => page), () => lose(true));
    }, []);
    if (Page) return <Page {...props} />;
    if (room) return lost ? <Lost /> : <Blank height={room} />;
    return <div class="page">{lost ? <Lost /> : <><Blank height="3rem" /><Blank height="14rem" /></>}</div>;
  };
}

/** A browser does not ask twice for a script that failed, so the whole page is asked for again: by itself once, and when the link is back. */
function Lost() {
  useEffect(() => {
    const again = () => location.reload();
    const [came] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
    if (navigator.onLine && came?.type !== "reload") again();
    addEventListener("online", again);
    return () => removeEventListener("online", again);
  }, []);
  return (
    <Notice kind="warn" title={words("offlineTitle")} role="alert"><p>{words("offlineText")}</p>
      <Button kind="second" onClick={() => location.reload()}>{words("again")}</Button></Notice>
  );
}
