import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from "node:net";
import { TLSSocket } from "node:tls";
import { fileURLToPath } from "node:url";
import { messageOf } from "@usher/core";
import type {
  ArrangedService,
  ServiceAnswers,
  ServiceOperation,
  ServiceSituation,
  TicketServiceHarness,
} from "@usher/core/testing";
import {
  deviceInitRequest,
  deviceQuery,
  envelopeOf,
  INVALID_API_KEY_FAULT,
  LIMITS,
  OPERATIONS,
  parseRequest,
  presenceService,
  ticketRequest,
  uploadRequest,
  type PresenceService,
  type PresenceSettings,
} from "../src/index.js";

export const API_KEY = "a key/with+odd=characters&7";
export const CA_FILE = certificateFile("ca.pem");
const BASE_PATH = "/presence/v1/";

export type Transport = "http" | "https";

/** A request as it arrived. */
export interface SeenRequest {
  readonly operation: ServiceOperation;
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: unknown;
}

/**
 * Real servers on loopback, and real clients of them. The harness of the port's conformance suite, and the far side of every
 * other test in this folder. What arrives is read by the schemas that a service reads it by.
 */
export class FarSide implements TicketServiceHarness {
  readonly #transport: Transport;
  readonly #settings: Partial<PresenceSettings>;
  readonly #servers: Server[] = [];
  readonly #sockets = new Set<Socket>();
  readonly #services: PresenceService[] = [];
  readonly #waiting: (() => void)[] = [];
  readonly #seen: ServiceOperation[] = [];
  readonly requests: SeenRequest[] = [];
  situation: ServiceSituation = { kind: "silent" };
  /** Of the last arranged situation. */
  endpoint = "";

  constructor(transport: Transport, settings: Partial<PresenceSettings> = {}) {
    this.#transport = transport;
    this.#settings = settings;
  }

  async arrange(situation: ServiceSituation): Promise<ArrangedService & { service: PresenceService }> {
    this.situation = situation;
    const settings = await this.#settingsFor(situation);
    this.endpoint = settings.endpoint;
    const service = presenceService(settings);
    this.#services.push(service);
    return {
      service,
      seen: this.#seen,
      reached: async () => new Promise((resolve) => this.#reached(resolve)),
      change: (next) => {
        this.situation = next;
      },
    };
  }

  async close(): Promise<void> {
    await Promise.all(this.#services.map(async (service) => service.close()));
    for (const socket of this.#sockets) socket.destroy();
    await Promise.all(this.#servers.map(async (server) => closed(server)));
  }

  async #settingsFor({ kind }: ServiceSituation): Promise<PresenceSettings> {
    const caFile = CA_FILE;
    const common = { apiKey: API_KEY, ...this.#settings };
    if (kind === "unknownName") return { ...common, endpoint: `https://usher.invalid${BASE_PATH}` };
    if (kind === "neverConnects") {
      const port = await this.#listen(createTcpServer(() => this.#arrived()));
      return { ...common, endpoint: `https://127.0.0.1:${port}${BASE_PATH}`, caFile };
    }
    const transport = kind === "untrustedCertificate" ? "https" : this.#transport;
    const server = serverFor(transport, (request, response) => void this.#serve(request, response));
    const port = await this.#listen(server);
    if (kind === "refusesConnections") await closed(server);
    const endpoint = `${transport}://127.0.0.1:${port}${BASE_PATH}`;
    return { ...common, endpoint, ...(kind === "untrustedCertificate" ? {} : { caFile }) };
  }

  async #listen(server: Server): Promise<number> {
    this.#servers.push(server);
    server.on("connection", (socket: Socket) => {
      this.connections += 1;
      this.#sockets.add(socket);
      socket.on("error", () => socket.destroy()).on("close", () => this.#sockets.delete(socket));
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return (server.address() as AddressInfo).port;
  }

  /** How many connections were ever made. */
  connections = 0;

  /** Resolves once no connection stands. */
  async allDisconnected(): Promise<void> {
    await Promise.all([...this.#sockets].map(async (socket) => once(socket, "close")));
  }

  #arrivals = 0;

  #reached(resolve: () => void): void {
    if (this.#arrivals > 0) resolve();
    else this.#waiting.push(resolve);
  }

  #arrived(): void {
    this.#arrivals += 1;
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const seen = seenRequest(request, Buffer.concat(chunks).toString());
    this.requests.push(seen);
    this.#seen.push(seen.operation);
    answer(seen, this.situation, response);
    this.#arrived();
  }
}

function serverFor(
  transport: Transport,
  listener: (request: IncomingMessage, response: ServerResponse) => void,
): Server {
  if (transport === "http") return createHttpServer(listener);
  return createHttpsServer({ key: certificate("leaf.key"), cert: certificate("leaf.pem") }, listener);
}

function seenRequest({ url, method = "", headers }: IncomingMessage, text: string): SeenRequest {
  const parsed = new URL(url ?? "", "http://far.side");
  const path = parsed.pathname.slice(BASE_PATH.length);
  const operation = (["configure", "deviceInformation", "enter", "exit", "upload"] as const).find(
    (name) => OPERATIONS[name].path === path && OPERATIONS[name].method === method,
  );
  if (operation === undefined) throw new Error(`no such operation: ${method} ${path}`);
  return { operation, method, url: parsed, headers, body: text === "" ? null : JSON.parse(text) };
}

function answer(seen: SeenRequest, situation: ServiceSituation, response: ServerResponse): void {
  switch (situation.kind) {
    case "answers":
      answerWith(situation, seen, response);
      return;
    case "resets":
      cut(response);
      return;
    case "endsEarly":
      response.writeHead(200, { "content-length": "1000" });
      response.write('{"result":{"status":"OKAY"}', () => response.socket?.end());
      return;
    case "drips":
      drip(response);
      return;
    case "refusesKey":
      response.writeHead(situation.httpStatus).end(JSON.stringify(INVALID_API_KEY_FAULT));
      return;
    case "gateway":
      response.writeHead(situation.httpStatus, { "content-type": "text/html" }).end("<h1>Bad gateway</h1>");
      return;
    case "redirects":
      response.writeHead(situation.httpStatus, { location: "/presence/v1/ticket/enter" }).end();
      return;
    case "fails":
      response.writeHead(situation.httpStatus, retryAfter(situation.retryAfterS)).end("<h1>Sorry</h1>");
      return;
    case "garbage":
      response.end('{"result":"OKAY"}');
      return;
    case "empty":
      response.end();
      return;
    case "tooLong":
      response.end(" ".repeat(LIMITS.answerBytes) + JSON.stringify(envelopeOf("OKAY")));
      return;
    case "silent":
      return;
    case "unknownName":
    case "refusesConnections":
    case "untrustedCertificate":
    case "neverConnects":
      throw new Error(`a request arrived where none can: ${situation.kind}`);
  }
}

type Answering = Extract<ServiceSituation, { kind: "answers" }>;

function answerWith(
  { status, text, answers, httpStatus, serviceTimeMs }: Answering,
  seen: SeenRequest,
  response: ServerResponse,
): void {
  const fault = faultIn(seen);
  response.sendDate = false;
  response.writeHead(
    fault === null ? httpStatus : 400,
    serviceTimeMs === null ? {} : { date: new Date(serviceTimeMs).toUTCString() },
  );
  const message = answers === null ? undefined : messageFor(seen.operation, answers);
  const result = { status, ...(text === null ? {} : { message: text }) };
  response.end(JSON.stringify(fault === null ? { result, message } : envelopeOf("BAD_REQUEST", {}, fault)));
}

/** What a strict service has against a request; null: nothing. */
function faultIn({ operation, url, body }: SeenRequest): string | null {
  if (url.searchParams.getAll("apikey").length !== 1) return "the API key belongs in the query, once";
  const query = Object.fromEntries(url.searchParams);
  const parsed = {
    configure: () => parseRequest(deviceInitRequest, body),
    deviceInformation: () => parseRequest(deviceQuery, query),
    enter: () => parseRequest(ticketRequest, body),
    exit: () => parseRequest(ticketRequest, body),
    upload: () => parseRequest(uploadRequest, body),
  }[operation]();
  return parsed.ok ? null : parsed.fault;
}

function messageFor(operation: ServiceOperation, { device, tickets, accepted }: ServiceAnswers): unknown {
  if (operation === "upload") return { accepted };
  if (operation === "enter" || operation === "exit") return { tickets };
  return { ...device, mac: "02:00:00:00:00:01", ip: "192.0.2.10", serial: "S-1", model: "M-1", localId: 1 };
}

/** A TLS connection can't be reset as TCP means it; it is closed without the farewell that TLS asks for. */
function cut({ socket }: ServerResponse): void {
  if (socket instanceof TLSSocket) socket.destroy();
  else socket?.resetAndDestroy();
}

/** One byte at a time, for as long as anybody listens. */
function drip(response: ServerResponse): void {
  const start = `{"result":{"status":"OKAY","message":"${messageOf("OKAY")}`;
  response.writeHead(200);
  response.write(start);
  const timer = setInterval(() => response.write("y"), 5);
  response.on("close", () => clearInterval(timer));
}

function retryAfter(seconds: number | null): Record<string, string> {
  return seconds === null ? {} : { "retry-after": String(seconds) };
}

async function closed(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}

export function certificateFile(name: string): string {
  return fileURLToPath(new URL(`certificates/${name}`, import.meta.url));
}

export function certificate(name: string): string {
  return readFileSync(certificateFile(name), "utf8");
}
