import { once } from "node:events";
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { afterEach, expect, test, vi } from "vitest";
import { envelopeOf, presenceService, type PresenceService } from "../src/index.js";
import { CA_FILE, certificate, certificateFile } from "./far-side.js";
import { never, SCAN } from "./samples.js";

const BODY = JSON.stringify(envelopeOf("OKAY"));
const GOOD = `HTTP/1.1 200 OK\r\ncontent-length: ${BODY.length}\r\n\r\n${BODY}`;

const servers: Server[] = [];
const services: PresenceService[] = [];
const sockets = new Set<Socket>();

afterEach(async () => {
  vi.unstubAllEnvs();
  await Promise.all(services.splice(0).map(async (service) => service.close()));
  for (const socket of sockets) socket.destroy();
  for (const server of servers.splice(0)) server.close();
});

async function listen(server: Server): Promise<number> {
  servers.push(server);
  server.on("connection", (socket: Socket) => sockets.add(socket.on("error", () => socket.destroy())));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

/** Answers every request with OKAY, and counts what reached it inside TLS. */
function tlsServer(certificateName: string) {
  const seen = { requests: 0 };
  const server = createTlsServer({ key: certificate("leaf.key"), cert: certificate(certificateName) }, (socket) => {
    socket.on("error", () => socket.destroy());
    socket.on("data", () => {
      seen.requests += 1;
      socket.write(GOOD);
    });
  });
  server.on("tlsClientError", () => undefined);
  return { server, seen };
}

function client(port: number, caFile?: string, host = "127.0.0.1"): PresenceService {
  const service = presenceService({ endpoint: `https://${host}:${port}/presence/v1/`, apiKey: "irrelevant", caFile });
  services.push(service);
  return service;
}

test.each(["127.0.0.1", "localhost"])("a certificate of the named authority is trusted for %s", async (host) => {
  const { server } = tlsServer("leaf.pem");
  expect(await client(await listen(server), CA_FILE, host).ask(SCAN, never())).toMatchObject({ kind: "answered" });
});

test.each([
  ["of an authority that nobody named", "leaf.pem", undefined],
  ["of another authority than the named one", "leaf.pem", certificateFile("other-name.pem")],
  ["for another name", "other-name.pem", CA_FILE],
  ["that has expired", "expired.pem", CA_FILE],
])("a certificate %s is a certificate failure, and nothing is sent", async (_, name, caFile) => {
  const { server, seen } = tlsServer(name);
  const service = client(await listen(server), caFile);
  for (let round = 0; round < 2; round += 1)
    expect(await service.ask(SCAN, never())).toEqual({ kind: "unreachable", cause: "certificate", sent: false });
  expect(seen.requests).toBe(0);
});

test("no environment variable turns verification off", async () => {
  vi.stubEnv("NODE_TLS_REJECT_UNAUTHORIZED", "0");
  const { server, seen } = tlsServer("leaf.pem");
  expect(await client(await listen(server)).ask(SCAN, never())).toMatchObject({ cause: "certificate", sent: false });
  expect(seen.requests).toBe(0);
});

test.each([
  ["speaks no TLS", (socket: Socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"), "tls"],
  ["hangs up in the handshake", (socket: Socket) => socket.once("data", () => socket.end()), "reset"],
  ["resets the handshake", (socket: Socket) => socket.once("data", () => socket.resetAndDestroy()), "reset"],
])("a far side that %s got nothing", async (_, behave, cause) => {
  const port = await listen(createTcpServer((socket) => void behave(socket)));
  expect(await client(port, CA_FILE).ask(SCAN, never())).toEqual({ kind: "unreachable", cause, sent: false });
});

test("a far side without a common TLS version is a TLS failure", async () => {
  const old = createTlsServer({ key: certificate("leaf.key"), cert: certificate("leaf.pem"), maxVersion: "TLSv1.1" });
  old.on("tlsClientError", () => undefined);
  expect(await client(await listen(old), CA_FILE).ask(SCAN, never())).toEqual({
    kind: "unreachable",
    cause: "tls",
    sent: false,
  });
});

test("[P7] a call aborted before its connection stood is not sent when the connection stands at last", async () => {
  const { server, seen } = tlsServer("leaf.pem");
  const held: Socket[] = [];
  const port = await listen(createTcpServer({ pauseOnConnect: true }, (socket) => held.push(socket)));
  const service = client(port, CA_FILE);
  const controller = new AbortController();
  const reply = service.ask(SCAN, controller.signal);
  await vi.waitFor(() => expect(held).toHaveLength(1), 10_000);
  controller.abort();
  expect(await reply).toEqual({ kind: "unreachable", cause: "aborted", sent: false });

  const [socket] = held;
  if (socket === undefined) throw new Error("expected a connection");
  server.emit("connection", socket);
  await once(socket, "close");
  expect(seen.requests).toBe(0);
});

test("settings that can't work are refused at once", () => {
  const good = { endpoint: "https://127.0.0.1/presence/v1/", apiKey: "irrelevant" };
  for (const apiKey of ["", undefined as unknown as string])
    expect(() => presenceService({ ...good, apiKey })).toThrow("apiKey is missing or empty: set the key");
  expect(() => presenceService({ ...good, endpoint: "http://venue.example/" })).toThrow("use https:");
  expect(() => presenceService({ ...good, caFile: "/nowhere/ca.pem" })).toThrow("caFile /nowhere/ca.pem can't be read");
});
