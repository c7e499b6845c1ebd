import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** A service at the other end, which answers as a test says. */
export interface FarSide {
  readonly endpoint: string;
  /** What was asked, oldest first: the path behind the base, and the body. */
  readonly asked: readonly { readonly path: string; readonly body: Record<string, unknown> }[];
  /** From now on this is answered; null leaves the request hanging. */
  answer: (path: string) => object | null;
  close(): Promise<void>;
}

const BASE = "/presence/v1/";

/** Configures every device, admits every ticket. */
function okay(path: string): object {
  const device = { id: 41, gateId: 7, venueId: "arena", name: "Gate 1" };
  const tickets = [{ place: "112:F:18", eventId: "final" }];
  return { result: { status: "OKAY", message: "Okay" }, message: path.startsWith("ticket/") ? { tickets } : device };
}

export async function farSide(): Promise<FarSide> {
  const asked: { path: string; body: Record<string, unknown> }[] = [];
  const side = { asked, answer: okay as FarSide["answer"] };
  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = new URL(request.url ?? "", "http://far.side").pathname.replace(BASE, "");
    asked.push({ path, body: JSON.parse((await text(request)) || "{}") as Record<string, unknown> });
    const answer = side.answer(path);
    if (answer !== null) response.setHeader("content-type", "application/json").end(JSON.stringify(answer));
  };
  const server = createServer((request, response) => void respond(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return Object.assign(side, {
    endpoint: `http://127.0.0.1:${port}${BASE}`,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  });
}
