import type { FastifyRequest } from "fastify";

/** The session id in a request's cookie, or null. */
export function sessionIdOf(request: FastifyRequest): string | null {
  const wanted = cookieName(request);
  for (const pair of (request.headers.cookie ?? "").split(";")) {
    const [name, value] = pair.trim().split("=", 2);
    if (name === wanted && value !== undefined && value !== "") return value;
  }
  return null;
}

/** The `Set-Cookie` that opens a session, or with null ends it. Gone with the browser, out of reach of scripts and other sites. */
export function sessionCookie(request: FastifyRequest, id: string | null): string {
  return `${cookieName(request)}=${id ?? ""}; Path=/; HttpOnly; SameSite=Strict${id === null ? "; Max-Age=0" : ""}`;
}

/** Browsers keep one jar for all ports of a host; two kiosks on one machine must not log each other's operator out. */
function cookieName(request: FastifyRequest): string {
  return `usher-session-${request.socket.localPort ?? 0}`;
}
