import { setTimeout as pause } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { isScanning } from "./kiosk-client.js";
import { PIN, Stand, TICKETS } from "./stand.js";

const [ticket = ""] = TICKETS;

/** As `GET /api/doubts` lists it. */
interface Doubt {
  readonly scanId: string;
  readonly token: string;
  readonly decided: string;
  readonly became: string;
  readonly answer: { readonly status: string; readonly scanId: string } | null;
}

let stand: Stand;
afterEach(async () => stand.close());

async function doubts(): Promise<readonly Doubt[]> {
  return ((await (await stand.client.get("/api/doubts")).json()) as { doubts: Doubt[] }).doubts;
}

/** The kiosk is killed when the service has taken the scan and its answer is on the way. */
async function killBetweenRequestAndAnswer(): Promise<void> {
  await stand.fault({ unreachable: false, delayMs: 2_500 });
  await stand.ask("POST", "readers/1/scans", { token: ticket });
  while ((await stand.scans(ticket)).length === 0) await pause(10);
  stand.client.close();
  await stand.kiosk.stop("SIGKILL");
  await stand.fault({ unreachable: false });
}

describe("a kiosk killed between request and answer", () => {
  it("[P7] [P9] leaves a doubt that survives, is shown, is neither asked again nor uploaded, and is resolved", async () => {
    stand = await Stand.open();
    await killBetweenRequestAndAnswer();
    await stand.startKiosk();
    expect(await stand.client.until(isScanning)).toMatchObject({ inDoubt: 1, pendingUploads: 0 });
    expect(await stand.client.signIn(PIN)).toBe(200);
    const [doubt, ...others] = await doubts();
    expect(others).toEqual([]);
    expect(doubt).toMatchObject({ token: "…89-0", decided: "never", became: "open", answer: null });

    expect((await stand.client.post("/api/upload", {})).ok).toBe(true);
    const verdict = await stand.scan(ticket);
    expect(verdict).toMatchObject({ decision: "deny", status: "ALREADY_ENTERED", inDoubt: false });
    expect(verdict.message).toMatch(/never answered: ask the operator/);
    const { scanId } = verdict;
    expect(await doubts()).toMatchObject([
      { scanId: doubt?.scanId, decided: "never", became: "answered", answer: { status: "ALREADY_ENTERED", scanId } },
    ]);
    // The killed scan and the one just now: nothing was asked twice, and nothing uploaded.
    expect(await stand.scans(ticket)).toMatchObject([
      { mode: "online", status: "OKAY" },
      { mode: "online", status: "ALREADY_ENTERED" },
    ]);
  });
});
