import { once } from "node:events";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import type { Reply } from "@usher/core";
import { afterEach, describe, expect, test } from "vitest";
import { envelopeOf, presenceService, type PresenceService } from "../src/index.js";
import { DEVICE, IDENTITY, never, SCAN } from "./samples.js";

// What must never happen behind the engine's back: a request that is sent a second time. The far side here is bare TCP, so
// that it can die at any byte of its answer, on a fresh connection and on one that has served before.

const BODY = JSON.stringify(envelopeOf("OKAY"));
const HEAD = `HTTP/1.1 200 OK\r\ncontent-length: ${BODY.length}\r\n`;
const GOOD = `${HEAD}\r\n${BODY}`;

const CALLS: Readonly<Record<string, (service: PresenceService) => Promise<Reply<unknown>>>> = {
  "POST device/init": async (service) => service.configure(IDENTITY, never()),
  "GET device": async (service) => service.deviceInformation(DEVICE, never()),
  "POST ticket/enter": async (service) => service.ask(SCAN, never()),
  "POST ticket/upload": async (service) => service.upload({ device: DEVICE, scans: [SCAN] }, never()),
};

const DEATHS: Readonly<Record<string, (socket: Socket) => void>> = {
  "is reset": (socket) => socket.resetAndDestroy(),
  "is closed": (socket) => socket.end(),
  "is closed within the head": (socket) => socket.end("HTTP/1.1 20"),
  "is closed after the head": (socket) => socket.end(`${HEAD}\r\n`),
  "is reset after the head": (socket) => socket.write(`${HEAD}\r\n`, () => socket.resetAndDestroy()),
  "is closed within the body": (socket) => socket.end(GOOD.slice(0, -1)),
  "is closed within the body, as announced": (socket) =>
    socket.end(`${HEAD}connection: close\r\n\r\n${BODY.slice(0, -1)}`),
  "is reset within the body": (socket) => socket.write(GOOD.slice(0, -1), () => socket.resetAndDestroy()),
  "is closed within a chunk": (socket) => socket.end("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nff\r\n{"),
  "is closed after all chunks but the last": (socket) =>
    socket.end(`HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n${BODY.length.toString(16)}\r\n${BODY}\r\n`),
  "speaks no HTTP": (socket) => socket.write("SSH-2.0-OpenSSH_9.2\r\n"),
  "answers 100": (socket) => socket.write("HTTP/1.1 100 Continue\r\n\r\n"),
  "wants to change the protocol": (socket) =>
    socket.write("HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: h2c\r\n\r\n"),
  "sends a head without end": (socket) => socket.write(`HTTP/1.1 200 OK\r\nx: ${"x".repeat(100_000)}`),
};

let far: { server: Server; sockets: Set<Socket>; received: string[] };
let service: PresenceService;

/** Hands each request, by its number, to `behave`. */
async function listen(behave: (socket: Socket, number: number) => void): Promise<void> {
  const sockets = new Set<Socket>();
  const received: string[] = [];
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => socket.destroy());
    let pending = "";
    socket.on("data", (bytes) => {
      pending += bytes.toString("latin1");
      for (let end = endOfRequest(pending); end !== null; end = endOfRequest(pending)) {
        received.push(pending.slice(0, pending.indexOf("?")));
        pending = pending.slice(end);
        behave(socket, received.length);
      }
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  far = { server, sockets, received };
  const { port } = server.address() as AddressInfo;
  service = presenceService({ endpoint: `http://127.0.0.1:${port}/presence/v1/`, apiKey: "irrelevant" });
}

function endOfRequest(text: string): number | null {
  const head = text.indexOf("\r\n\r\n");
  if (head < 0) return null;
  const length = Number(/content-length: (\d+)/i.exec(text.slice(0, head))?.[1] ?? 0);
  const end = head + 4 + length;
  return text.length < end ? null : end;
}

afterEach(async () => {
  await service.close();
  for (const socket of far.sockets) socket.destroy();
  far.server.close();
});

describe.each(Object.entries(CALLS))("%s", (name, call) => {
  test.each(Object.entries(DEATHS))("[P7] is sent once where the connection %s, and is in doubt", async (_, die) => {
    await listen((socket, number) => (number === 1 ? die(socket) : socket.write(GOOD)));
    expect(await call(service)).toEqual({ kind: "unreachable", cause: "reset", sent: true });
    expect(await call(service)).toMatchObject({ kind: "answered" });
    expect(far.received).toHaveLength(2);
    expect(new Set(far.received)).toEqual(new Set([name.replace(" ", " /presence/v1/")]));
  });

  test.each(Object.entries(DEATHS))("[P7] is sent once where a connection that served before %s", async (_, die) => {
    await listen((socket, number) => (number === 2 ? die(socket) : socket.write(GOOD)));
    await call(service);
    expect(await call(service)).toEqual({ kind: "unreachable", cause: "reset", sent: true });
    expect(await call(service)).toMatchObject({ kind: "answered" });
    expect(far.received).toHaveLength(3);
  });

  test("[P7] tells the truth where the far side closes each connection after its answer without saying so", async () => {
    await listen((socket) => socket.end(GOOD));
    for (let round = 0; round < 20; round += 1) {
      const before = far.received.length;
      const reply = await call(service);
      const arrived = far.received.length - before;
      expect(arrived).toBeLessThanOrEqual(1);
      if (reply.kind === "answered") expect(arrived).toBe(1);
      else if (arrived === 1) expect(reply).toMatchObject({ sent: true });
    }
  });
});

test("an answer that only the end of the connection ends is an answer", async () => {
  await listen((socket) => socket.end(`HTTP/1.1 200 OK\r\n\r\n${BODY}`));
  expect(await service.ask(SCAN, never())).toMatchObject({ kind: "answered", status: "OKAY" });
});

test("early hints before the answer are passed over", async () => {
  await listen((socket) => socket.write(`HTTP/1.1 103 Early Hints\r\nlink: </>\r\n\r\n${GOOD}`));
  expect(await service.ask(SCAN, never())).toMatchObject({ kind: "answered", status: "OKAY" });
});

test("an answer that nobody asked for is not taken for the next one's", async () => {
  const stray = envelopeOf("ALREADY_ENTERED");
  const text = JSON.stringify(stray);
  await listen((socket, number) =>
    socket.write(number === 1 ? `${GOOD}HTTP/1.1 200 OK\r\ncontent-length: ${text.length}\r\n\r\n${text}` : GOOD),
  );
  await service.ask(SCAN, never());
  expect(await service.ask(SCAN, never())).toMatchObject({ kind: "answered", status: "OKAY" });
});
