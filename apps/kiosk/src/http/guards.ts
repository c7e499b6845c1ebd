import { BlockList, isIP } from "node:net";
import type { FastifyRequest } from "fastify";
import { HttpError } from "./http-error.js";

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet("127.0.0.0", 8, "ipv4");
LOOPBACK.addAddress("::1", "ipv6");

/** Whether a host name or address, with or without a port, means this machine and nothing else. */
function isLoopback(host: string): boolean {
  const name = host.replace(/^\[(.*)\](:\d+)?$/, "$1").replace(/^([^:]*):\d+$/, "$1");
  if (name === "localhost") return true;
  const family = isIP(name);
  return family !== 0 && LOOPBACK.check(name, family === 4 ? "ipv4" : "ipv6");
}

/**
 * Refuses requests that a foreign web page makes in the operator's browser: under a name that was re-pointed to this machine
 * (over loopback nobody rightly calls the kiosk by another name), or across origins.
 */
export function assertOwnClient(request: FastifyRequest): void {
  const host = request.headers.host ?? "";
  if (isLoopback(request.socket.localAddress ?? "127.0.0.1") && !isLoopback(host)) {
    throw new HttpError(
      "hostNotAllowed",
      "on this machine the kiosk is called by 127.0.0.1 or localhost, and no other name",
    );
  }
  const { origin } = request.headers;
  if (origin !== undefined && !isOrigin(origin, host)) {
    throw new HttpError("originNotAllowed", "the kiosk is operated from its own pages only");
  }
}

function isOrigin(origin: string, host: string): boolean {
  return URL.canParse(origin) && new URL(origin).host === host;
}
