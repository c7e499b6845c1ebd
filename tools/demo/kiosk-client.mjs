/** @typedef {{ decision: "permit" | "deny", status: string, message: string, direction: string, source: string, place: string | null, token: string, elapsedMs: number, repeated: boolean }} Verdict */
/** @typedef {{ phase: string, connectivity: "online" | "offline", direction: "enter" | "exit", pendingUploads: number, readers: readonly { status: string }[] }} KioskState */
/** @typedef {{ event: "state", data: KioskState } | { event: "verdict", data: Verdict }} KioskEvent */

/**
 * What a kiosk tells the world, until the signal.
 *
 * @param {string} url
 * @param {AbortSignal} signal
 * @returns {AsyncGenerator<KioskEvent>}
 */
export async function* kioskEvents(url, signal) {
  const { body } = await fetch(new URL("api/events", url), { signal });
  if (!body) return;
  let text = "";
  for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    const parts = text.split("\n\n");
    text = parts.pop() ?? "";
    for (const part of parts) {
      const [, event, data] = /^event: (.*)\ndata: (.*)$/.exec(part) ?? [];
      if (event && data) yield /** @type {KioskEvent} */ ({ event, data: /** @type {unknown} */ (JSON.parse(data)) });
    }
  }
}

/** Turns the gate, as an operator would from the panel. */
export async function turn(
  /** @type {string} */ url,
  /** @type {string} */ pin,
  /** @type {KioskState["direction"]} */ direction,
) {
  const session = await send("POST", new URL("api/session", url), { pin });
  const cookie = session.headers
    .getSetCookie()
    .map((text) => text.split(";", 1)[0])
    .join("; ");
  await send("POST", new URL("api/direction", url), { direction }, { cookie });
}

/**
 * @param {"POST" | "PUT"} method
 * @param {URL} url
 * @param {object} body
 * @param {Record<string, string>} [headers]
 */
export async function send(method, url, body, headers = {}) {
  const request = { method, headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(body) };
  const reply = await fetch(url, request);
  if (!reply.ok) throw new Error(`${method} ${url.pathname} was answered ${reply.status}: ${await reply.text()}`);
  return reply;
}
