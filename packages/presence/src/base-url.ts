import { isIPv4 } from "node:net";
import { PresenceSetupError } from "./setup-error.js";

const EXAMPLE = "https://HOST/presence/v1/";

/**
 * The URL that the paths of the operations are appended to: the endpoint with a slash at its end.
 *
 * The API is served over TLS only (Presence overview, "Endpoint"). Plain `http:` is taken for loopback addresses, where a
 * simulator listens and no wire is passed. Errors repeat nothing of the endpoint: people paste keys into URLs.
 */
export function baseUrlOf(endpoint: string): URL {
  const url = parsed(endpoint);
  if (url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "")
    throw new PresenceSetupError(
      "endpoint",
      `endpoint has a user name, a query or a fragment: give it as ${EXAMPLE}, and the API key as apiKey`,
    );
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopback(url.hostname))) {
    const begins =
      url.protocol === "http:" ? "begins with http://, which is not encrypted" : "does not begin with https://";
    throw new PresenceSetupError(
      "insecureEndpoint",
      `endpoint ${begins}: use https:, as in ${EXAMPLE} (http: is accepted for 127.0.0.0/8, [::1] and localhost only)`,
    );
  }
  if (!url.pathname.endsWith("/")) url.pathname += "/";
  return url;
}

function parsed(endpoint: string): URL {
  try {
    return new URL(endpoint);
  } catch {
    // The parser's own error holds the text that it was given, and that may be a key in the wrong place.
    throw new PresenceSetupError("endpoint", `endpoint is not a URL: expected one such as ${EXAMPLE}`);
  }
}

/** Whether a host is this machine. `hostname` as `URL` gives it: numeric addresses in their one canonical form. */
export function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || (isIPv4(hostname) && hostname.startsWith("127."));
}
