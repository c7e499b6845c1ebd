import { isIPv4 } from "node:net";
import { PresenceSetupError } from "./setup-error.js";

const EXAMPLE = "https://HOST/presence/v1/";

/** Why an endpoint can't be used. `words` repeat nothing of it: people paste keys into URLs. */
export interface EndpointProblem {
  readonly code: "endpoint" | "insecureEndpoint";
  readonly words: string;
}

/**
 * The URL that the paths of the operations are appended to: the endpoint with a slash at its end. Throws a
 * {@link PresenceSetupError} where {@link endpointProblem} has something to say.
 */
export function baseUrlOf(endpoint: string): URL {
  const problem = endpointProblem(endpoint);
  if (problem !== null) throw new PresenceSetupError(problem.code, `endpoint ${problem.words}`);
  const url = new URL(endpoint);
  if (!url.pathname.endsWith("/")) url.pathname += "/";
  return url;
}

/**
 * What keeps an endpoint from being used, null where nothing does. The API is served over TLS only (Presence overview, "Endpoint").
 * Plain `http:` is taken for loopback addresses, where a simulator listens and no wire is passed.
 */
export function endpointProblem(endpoint: string): EndpointProblem | null {
  if (!URL.canParse(endpoint)) return { code: "endpoint", words: `is not a URL: expected one such as ${EXAMPLE}` };
  const url = new URL(endpoint);
  if (url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "") {
    const words = `has a user name, a query or a fragment: give it as ${EXAMPLE}, and the API key as apiKey`;
    return { code: "endpoint", words };
  }
  if (url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url.hostname))) return null;
  const begins =
    url.protocol === "http:" ? "begins with http://, which is not encrypted" : "does not begin with https://";
  const words = `${begins}: use https:, as in ${EXAMPLE} (http: is accepted for 127.0.0.0/8, [::1] and localhost only)`;
  return { code: "insecureEndpoint", words };
}

/** Whether a host is this machine. `hostname` as `URL` gives it: numeric addresses in their one canonical form. */
export function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || (isIPv4(hostname) && hostname.startsWith("127."));
}
