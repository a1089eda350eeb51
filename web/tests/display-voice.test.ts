/** Announcements never overlap; one without sound is shown as long and not counted as spoken. */

import { expect, test } from "vitest";
import { Voice } from "../display/src/voice";

const AT_ONCE = { between: 0, silent: 0 };
const mark = (call: number) => ({ day: "2026-03-02", call });
const listener = (told: string[], done: () => void) => ({
  onTurn: ({ call }: { call: number }) => void told.push(`turn ${call}`),
  onSpoken: ({ call }: { call: number }) => void told.push(`spoken ${call}`),
  onIdle: done,
});

async function said(heard: boolean, calls: number[]): Promise<string[]> {
  const told: string[] = [];
  await new Promise<void>((done) => {
    const speaker = async (clips: string[], onBegin: () => void) => {
      if (heard) onBegin();
      await new Promise((wait) => setTimeout(wait, 2));
      told.push(`end ${clips[0]}`);
      return heard;
    };
    const voice = new Voice(speaker, listener(told, done), AT_ONCE);
    for (const call of calls) voice.say({ mark: mark(call), clips: [String(call)] });
  });
  return told;
}

test("the second begins when the first has ended", async () => {
  expect(await said(true, [1, 2])).toEqual(["turn 1", "spoken 1", "end 1", "turn 2", "spoken 2", "end 2"]);
});

test("without sound each call still has its turn on the screen, and none is told as spoken", async () => {
  expect(await said(false, [1, 2])).toEqual(["turn 1", "end 1", "turn 2", "end 2"]);
});

test("what is in the queue counts as taken, so that a repeated board adds nothing", async () => {
  const voice = new Voice(async () => true, { onTurn: () => undefined, onSpoken: () => undefined }, AT_ONCE);
  voice.say({ mark: mark(4), clips: [] });
  expect(voice.taken).toEqual(mark(4));
});

test("a call that is taken back while it waits for its turn is not spoken", async () => {
  const told: string[] = [];
  await new Promise<void>((done) => {
    const speaker = async (clips: string[], onBegin: () => void) => (onBegin(), await new Promise((wait) => setTimeout(wait, 2)), told.push(`end ${clips[0]}`), true);
    const voice = new Voice(speaker, listener(told, done), AT_ONCE);
    for (const call of [1, 2, 3]) voice.say({ mark: mark(call), clips: [String(call)] });
    voice.keep(({ call }) => call !== 2);
  });

  expect(told.filter((one) => one.startsWith("spoken"))).toEqual(["spoken 1", "spoken 3"]);
});
