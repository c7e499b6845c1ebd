import { describe, expect, it } from "vitest";
import { MemoryTicketService, VirtualTime } from "../../src/testing/index.js";
import type { Reply, Scan, TicketPlace } from "../../src/index.js";
import { TestGate } from "../gate.js";

/** A service that acts on a scan at once and whose answer takes its time. */
class SlowlyAnswering extends MemoryTicketService {
  answerMs = 0;
  readonly #clock: VirtualTime;

  constructor(time: VirtualTime, tickets: readonly string[]) {
    super(time, tickets);
    this.#clock = time;
  }

  override async ask(scan: Scan, signal: AbortSignal): Promise<Reply<readonly TicketPlace[]>> {
    const reply = await super.ask(scan, signal);
    await new Promise<void>((resolve) => void this.#clock.after(this.answerMs, resolve));
    return reply;
  }
}

async function slowGate() {
  const time = new VirtualTime();
  const service = new SlowlyAnswering(time, ["T1", "T2"]);
  const gate = await new TestGate({ time, service, tickets: ["T1", "T2"] }).start();
  return { gate, service };
}

describe("a live scan while an upload of its ticket is under way", () => {
  it("[P2] [P6] is judged by what was unknown to the service when it was asked, not by what it knows by now", async () => {
    const { gate, service } = await slowGate();
    await gate.goOffline();
    expect(await gate.read("T1", 10_000)).toMatchObject({ status: "OKAY", source: "offline" });
    await gate.beginUpload();
    service.answerMs = 2_000;
    expect(await gate.read("T1", 2_500)).toMatchObject({ decision: "deny", status: "ALREADY_ENTERED" });
    expect(service.uploaded).toHaveLength(1);
    expect(gate.opened).toHaveLength(1);
  });

  it("[P6] an answer of a service that does not know of an exit yet does not undo it in the ledger", async () => {
    const { gate, service } = await slowGate();
    await gate.read("T1", 10_000);
    await gate.goOffline();
    gate.turn("exit");
    expect(await gate.read("T1", 10_000)).toMatchObject({ status: "OKAY", source: "offline" });
    service.uploadWeather = { kind: "status", status: "GENERAL_ERROR" };
    await gate.goOnline();
    gate.turn("enter");
    expect(await gate.read("T1", 10_000)).toMatchObject({ status: "ALREADY_ENTERED", source: "online" });
    await gate.goOffline();
    gate.turn("exit");
    expect(await gate.read("T1", 10_000)).toMatchObject({ decision: "deny", status: "EXIT_NOT_PERMITTED" });
    gate.turn("enter");
    expect(await gate.read("T1", 10_000)).toMatchObject({ decision: "permit" });
  });
});
