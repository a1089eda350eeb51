import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { link } from "../src/mqtt";
import { connect, puback, publication, split, subscribe } from "../src/packets";
import { hex, Socket, unhex } from "./stand-ins";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function linked(topics = ["o/1/q/#", "t/9"]) {
  const socket = new Socket();
  const heard: { topic: string; text: string; retained: boolean }[] = [];
  const events: string[] = [];
  const one = link({
    socket: socket.asWebSocket(), client: "a", username: "u?x=1", topics: () => topics,
    onReady: () => void events.push("ready"),
    onMessage: (topic, payload, retained) => void heard.push({ topic, text: new TextDecoder().decode(payload), retained }),
    onEnd: () => void events.push("end"),
  });
  socket.onopen();
  return { socket, heard, events, one };
}

test("connect says the client, a clean session, the user and 60 s of keepalive", () => {
  expect(hex(connect("a", 60, "u?x=1"))).toBe("101400044d5154540482003c0001610005753f783d31");
});

test("connect without a user leaves its flag out", () => {
  expect(hex(connect("a", 60))).toBe("100d00044d5154540402003c000161");
});

test("subscribe asks for all topics at QoS 1 in one packet", () => {
  expect(hex(subscribe(1, ["o/1/q/#", "t/9"]))).toBe("8212000100076f2f312f712f23010003742f3901");
});

test("puback names the packet", () => {
  expect(hex(puback(7))).toBe("40020007");
});

test("a length above 127 takes two bytes", () => {
  const packet = subscribe(1, ["t".repeat(200)]);
  expect(hex(packet.subarray(0, 3))).toBe("82cd01");
  expect(split(packet)?.body.length).toBe(205);
});

test("half a packet is not a packet", () => {
  expect(split(unhex("20"))).toBeUndefined();
  expect(split(unhex("200200"))).toBeUndefined();
});

test("a QoS 0 message has no packet id and keeps its retain flag", () => {
  const message = publication(0x31, unhex("0003742f39") as Uint8Array);
  expect(message).toMatchObject({ topic: "t/9", retained: true });
  expect(message.id).toBeUndefined();
});

test("an accepted link subscribes, and is ready once the broker granted", () => {
  const { socket, events } = linked();
  socket.receive("20020000");
  expect(socket.sent).toEqual(["101400044d5154540482003c0001610005753f783d31", "8212000100076f2f312f712f23010003742f3901"]);
  expect(events).toEqual([]);
  socket.receive("900400010101");
  expect(events).toEqual(["ready"]);
});

test("more than eight topics go in packets of eight", () => {
  const { socket, events } = linked(Array.from({ length: 9 }, (_, n) => `t/${n}`));
  socket.receive("20020000");
  expect(socket.sent.length).toBe(3);
  socket.receive("900a00010101010101010101");
  expect(events).toEqual([]);
  socket.receive("9003000201");
  expect(events).toEqual(["ready"]);
});

test("a refused link ends and closes", () => {
  const { socket, events } = linked();
  socket.receive("20020005");
  expect(events).toEqual(["end"]);
  expect(socket.readyState).toBe(3);
});

test("a refused subscription ends the link", () => {
  const { socket, events } = linked();
  socket.receive("20020000900400010180");
  expect(events).toEqual(["end"]);
});

test("a QoS 1 message is acknowledged", () => {
  const { socket, heard } = linked();
  socket.receive("20020000");
  socket.receive("3209" + "0003742f39" + "0007" + "6869");
  expect(heard).toEqual([{ topic: "t/9", text: "hi", retained: false }]);
  expect(socket.sent.at(-1)).toBe("40020007");
});

test("one message of 300 bytes in three frames is one message", () => {
  const { socket, heard } = linked();
  const text = "x".repeat(300);
  const whole = unhex("30" + "b102" + "0003742f39" + Buffer.from(text).toString("hex"));
  socket.receive(whole.subarray(0, 2));
  socket.receive(whole.subarray(2, 100));
  socket.receive(whole.subarray(100));
  expect(heard).toEqual([{ topic: "t/9", text, retained: false }]);
});

test("two messages in one frame are two messages", () => {
  const { socket, heard } = linked();
  socket.receive("30060003742f3961" + "31060003742f3962");
  expect(heard.map((one) => [one.text, one.retained])).toEqual([["a", false], ["b", true]]);
});

test("half of every keepalive the link pings", () => {
  const { socket } = linked();
  socket.receive("20020000");
  vi.advanceTimersByTime(30_000);
  expect(socket.sent.at(-1)).toBe("c000");
});

test("a link that hears nothing for one and a half keepalives ends, once", () => {
  const { socket, events } = linked();
  socket.receive("20020000");
  vi.advanceTimersByTime(150_000);
  socket.onclose();
  expect(events).toEqual(["end"]);
});

test("topics that come later are subscribed on the same link", () => {
  const { socket, one } = linked();
  socket.receive("20020000900400010101");
  one.subscribe(["t/10"]);
  expect(socket.sent.at(-1)).toBe("820900020004742f313001");
});
