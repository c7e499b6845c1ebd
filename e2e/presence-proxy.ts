import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

interface UploadBody {
  readonly scans: readonly { readonly token: string }[];
}

/**
 * Stands before a simulator and finds chosen tickets malformed: an upload that holds one is answered BAD_REQUEST, as a service
 * does that names no scan. While `isDown`, the edge answers 503 without an envelope.
 */
export class PresenceProxy {
  readonly malformed = new Set<string>();
  isDown = false;
  /** How many scans each upload held, in order. */
  readonly uploads: number[] = [];
  readonly #presence: string;
  readonly #server = createServer((request, response) => void this.#respond(request, response));

  private constructor(presence: string) {
    this.#presence = presence;
  }

  static async before(presence: string): Promise<PresenceProxy> {
    const proxy = new PresenceProxy(presence);
    proxy.#server.listen(0, "127.0.0.1");
    await once(proxy.#server, "listening");
    return proxy;
  }

  /** What a kiosk calls its endpoint. */
  get endpoint(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}${new URL(this.#presence).pathname}`;
  }

  async close(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, "close");
  }

  async #respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    if (this.isDown) return void response.writeHead(503).end();
    const url = new URL(request.url ?? "", this.#presence);
    if (url.pathname.endsWith("ticket/upload") && this.#refuses(body)) {
      const result = { status: "BAD_REQUEST", message: "malformed" };
      return void response.writeHead(400, JSON_TYPE).end(JSON.stringify({ result, message: {} }));
    }
    const method = request.method ?? "GET";
    const answer = await fetch(url, method === "GET" ? {} : { method, body, headers: JSON_TYPE });
    response.writeHead(answer.status, JSON_TYPE).end(await answer.text());
  }

  #refuses(body: string): boolean {
    const { scans } = JSON.parse(body) as UploadBody;
    this.uploads.push(scans.length);
    return scans.some(({ token }) => this.malformed.has(token));
  }
}

const JSON_TYPE = { "content-type": "application/json" } as const;
