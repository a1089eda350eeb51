/** From a service to a booking, a place on the waitlist or an entry in a draw: one thing a page. */

import { useEffect } from "preact/hooks";
import { soon, toBooking } from "../rooms";
import { type Aim, routed } from "./aim";
import { BringPage } from "./bring";
import { DetailsPage } from "./details";
import { PlacePage } from "./place";
import { ReviewPage } from "./review";
import { WaitPage } from "./wait";
import { WhoPage } from "./who";
import { WishesPage } from "./wishes";

export { MovePages } from "./move";

export function BookPages({ steps, ...place }: Pick<Aim, "office" | "service" | "goal"> & { steps: string[] }) {
  const { aim, step } = routed(place, steps);
  const near = !!aim.at;
  useEffect(() => void (near && soon(toBooking)), [near]);
  switch (step) {
    case "bring": return <BringPage aim={aim} />;
    case "who": return <WhoPage aim={aim} />;
    case "place": return { book: <PlacePage aim={aim} />, wait: <WaitPage aim={aim} />, draw: <WishesPage aim={aim} /> }[aim.goal];
    case "review": return <ReviewPage aim={aim} />;
    default: return <DetailsPage aim={aim} step={step} />;
  }
}
