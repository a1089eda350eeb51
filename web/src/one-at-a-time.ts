/** Something that is done often is done once at a time: who asks while it goes on shares the next turn. */

/** `act` must not reject. */
export function oneAtATime(act: () => Promise<void>): () => Promise<void> {
  let going: Promise<void> | undefined, next: Promise<void> | undefined;
  const run = () => (going = act().finally(() => (going = undefined)));
  const turn = () => {
    next = undefined;
    return run();
  };
  return () => (going ? (next ??= going.then(turn)) : run());
}
