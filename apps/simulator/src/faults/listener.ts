import { once } from "node:events";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { LIMITS } from "../limits.js";
import type { Fault } from "./fault.js";
import { CONNECTION_ENDS } from "./unreachable.js";

/** The Presence listener: a port whose connections reach the service, or meet with a fault. */
export interface FaultyListener {
  readonly port: number;
  fault(): Fault;
  /** Takes effect before it resolves. Becoming or ceasing to be unreachable cuts every connection. */
  setFault(fault: Fault): Promise<void>;
  close(): Promise<void>;
}

export interface ListenerOptions {
  readonly host: string;
  /** 0: any free port. It is the same one ever after. */
  readonly port: number;
  /** Takes over a connection that meets with no fault. */
  readonly serve: (socket: Socket) => void;
}

/** Listens. Rejects with Node's error where the port can't be had. */
export async function listen({ host, port: wantedPort, serve }: ListenerOptions): Promise<FaultyListener> {
  let fault: Fault = { kind: "none" };
  let changes = Promise.resolve();
  const sockets = new Set<Socket>();
  let server: Server | null = await opened(wantedPort, host, receive);
  const { port } = server.address() as AddressInfo;

  function receive(socket: Socket): void {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    socket.on("error", () => undefined); // A device that goes away in the middle is an everyday thing, its close is enough.
    const end = fault.kind === "unreachable" ? CONNECTION_ENDS[fault.how] : serve;
    if (end === null) socket.destroy();
    else end(socket);
  }

  async function shut(): Promise<void> {
    const closing = server;
    server = null;
    const closed = closing === null ? null : once(closing, "close");
    closing?.close();
    cut(false);
    await closed;
  }

  function cut(isReset: boolean): void {
    for (const socket of sockets) {
      if (isReset) socket.resetAndDestroy();
      else socket.destroy();
    }
  }

  async function change(wanted: Fault): Promise<void> {
    const wasUnreachable = fault.kind === "unreachable";
    fault = wanted;
    if (wanted.kind === "unreachable" && CONNECTION_ENDS[wanted.how] === null) return shut();
    if (wanted.kind === "unreachable" || wasUnreachable) cut(wanted.kind === "unreachable" && wanted.how === "reset");
    server ??= await retaken(port, host, receive);
  }

  return {
    port,
    fault: () => fault,
    setFault: (wanted) => {
      const changing = changes.then(async () => change(wanted));
      changes = changing.catch(() => undefined); // Whoever asked for it hears of a failure; the next change starts afresh.
      return changing;
    },
    close: () => changes.then(shut),
  };
}

async function opened(port: number, host: string, receive: (socket: Socket) => void): Promise<Server> {
  const server = createServer({ allowHalfOpen: true, noDelay: true }, receive); // As Node's own HTTP server has them.
  server.listen(port, host);
  await once(server, "listening");
  return server;
}

async function retaken(port: number, host: string, receive: (socket: Socket) => void): Promise<Server> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await opened(port, host, receive);
    } catch (error) {
      if (attempt === LIMITS.retakeAttempts) throw error;
      await sleep(LIMITS.retakePauseMs);
    }
  }
}
