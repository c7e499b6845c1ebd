import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openGate } from "./gate.mjs";
import { kioskEvents } from "./kiosk-client.mjs";
import { Programs } from "./programs.mjs";
import { Terminal } from "./terminal.mjs";

/** What there is to scan, by the key that scans it. */
const TICKETS = [
  { token: "481500000001", about: "seat 101:A:1" },
  { token: "481500000002", about: "seat 101:A:2" },
  { token: "481500000003", about: "seat 101:A:3" },
  { token: "481500000004", about: "void" },
  { token: "481500000005", about: "reported stolen" },
  { token: "481500000006", about: "last week's" },
];

/** @typedef {Awaited<ReturnType<typeof openGate>>} Gate */

/**
 * A venue's service and a gate on this machine, and a person who scans. Resolves when the person leaves; nothing stays behind.
 * Rejects where one of the programs ends by itself.
 *
 * @param {{ hasSerialLine: boolean }} machine
 */
export async function demo({ hasSerialLine }) {
  const folder = mkdtempSync(join(tmpdir(), "usher-demo-"));
  const leaving = new AbortController();
  const leave = () => leaving.abort();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, leave);
  process.stdout.on("error", leave); // Nobody reads any more; dying of it would leave the programs behind.
  const programs = new Programs(folder, (message) => leaving.abort(new Error(message)));
  try {
    const gate = await openGate({ programs, folder, hasSerialLine, signal: leaving.signal });
    await attend(gate, leaving);
  } catch (error) {
    if (!leaving.signal.aborted) throw error;
  } finally {
    await programs.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  /** @type {unknown} */
  const reason = leaving.signal.reason;
  if (reason instanceof Error && reason.name !== "AbortError") throw reason;
}

/** Once a scan can be taken: shows where to look, takes what is typed and tells what the gate says, until the person leaves. */
async function attend(/** @type {Gate} */ gate, /** @type {AbortController} */ leaving) {
  const { signal } = leaving;
  /** @type {Terminal | null} */
  let terminal = null;
  let told = "";
  try {
    for await (const { event, data } of kioskEvents(gate.url, signal)) {
      if (event === "verdict") terminal?.tellVerdict(data);
      else if (data.phase === "operating" && data.readers.every(({ status }) => status === "open")) {
        terminal ??= new Terminal(
          introduction(gate),
          (line) => obey(line, gate, leaving),
          () => leaving.abort(),
        );
        const waiting = data.pendingUploads === 0 ? "" : `, scans that wait for their upload: ${data.pendingUploads}`;
        const state = `${data.connectivity}, direction ${data.direction}${waiting}`;
        if (state !== told) terminal.tell(`  the gate is ${state}`);
        told = state;
      }
    }
    if (!signal.aborted) await once(signal, "abort");
  } finally {
    terminal?.close();
  }
}

async function obey(/** @type {string} */ line, /** @type {Gate} */ gate, /** @type {AbortController} */ leaving) {
  if (line === "") return;
  if (line === "q") leaving.abort();
  else if (line === "n") await gate.toggleNetwork();
  else if (line === "x") await gate.turn();
  else await gate.scan(TICKETS[Number(line) - 1]?.token ?? line);
}

function introduction(/** @type {Gate} */ { url, simulatorUrl, pin, isSerial }) {
  const tickets = TICKETS.map(({ about }, index) => `${index + 1} ${about}`).join("   ");
  return `
  Gate display     ${url}
  Operator panel   ${new URL("operator", url).href}   PIN ${pin}
  Simulator        ${simulatorUrl}

  Tickets   ${tickets}
            or any other text, as a barcode would say it
  Keys      n  cut the network, or plug it in again
            x  turn the gate: enter or exit
            q  leave

scan here: a ticket and Enter ${isSerial ? "(through a serial line)" : "(through the kiosk's standard input)"}
`;
}
