import { describe, expect, it } from "vitest";
import { TestGate } from "../gate.js";
import { offlineGate } from "./exceptional-gate.js";

describe("unknown tickets, while the service can't be reached", () => {
  const two = { unknownTickets: { max: 2 } };

  it("[P14] are admitted under that name up to the venue's number, and not one more", async () => {
    const gate = await offlineGate(two);
    expect(await gate.read("X1", 10_000)).toMatchObject({
      decision: "permit",
      source: "offline",
      exception: { kind: "unknownAdmitted" },
    });
    expect(gate.state.unknownTickets).toEqual({ admitted: 1, max: 2 });
    expect(gate.alarmCodes()).toEqual([]);
    expect(await gate.reads("X2", "X3")).toEqual(["OKAY", "NOT_FOUND"]);
    expect(gate.alarmCodes()).toEqual(["UNKNOWN_TICKETS"]);
    expect(await gate.read("T1", 10_000)).not.toHaveProperty("exception");
  });

  it("[P14] count over a restart, in both lanes, until the service has taken them", async () => {
    const gate = await offlineGate(two, { lanes: ["1", "2"] });
    await gate.read("X1", 10_000);
    const store = gate.store.reopen();
    await gate.scanner.stop();
    const again = new TestGate({
      store,
      service: gate.service,
      time: gate.time,
      lanes: ["1", "2"],
      settings: two,
    });
    gate.service.weather = { kind: "fair" };
    gate.service.uploadWeather = { kind: "status", status: "GENERAL_ERROR" };
    await again.start();
    await again.goOffline();
    again.scanners[0]?.emit("X2");
    again.scanners[1]?.emit("X3");
    await again.time.advance(10_000);
    expect(again.state.unknownTickets).toEqual({ admitted: 2, max: 2 });
    expect(again.alarmCodes()).toEqual(["UNKNOWN_TICKETS"]);
    gate.service.uploadWeather = null;
    await again.goOnline();
    expect(again.state.unknownTickets).toEqual({ admitted: 0, max: 2 });
    expect(again.alarmCodes()).toEqual([]);
    expect(gate.service.uploaded.map(({ barcode }) => barcode.token)).toEqual(["X1", "X2"]);
  });

  it("[P6] [P14] are never admitted twice; who was admitted may leave, and who was not may not", async () => {
    const gate = await offlineGate({ unknownTickets: { max: 10 } });
    expect(await gate.reads("X1", "X1")).toEqual(["OKAY", "ALREADY_ENTERED"]);
    gate.turn("exit");
    expect(await gate.reads("X1", "X1", "X2")).toEqual(["OKAY", "EXIT_NOT_PERMITTED", "EXIT_NOT_PERMITTED"]);
    expect(gate.verdicts.map(({ exception }) => exception?.kind)).toEqual([
      "unknownAdmitted",
      undefined,
      "unknownAdmitted",
      undefined,
      undefined,
    ]);
    expect(gate.state.unknownTickets).toEqual({ admitted: 1, max: 10 });
  });

  it("[P14] does not mean those that a validator refuses, that the service barred, or any while online", async () => {
    const refuses = { validate: () => ({ kind: "refused", status: "INVALID_TICKET" }) as const };
    const gate = await new TestGate({ settings: two, validators: [refuses] }).start();
    expect(await gate.reads("X1")).toEqual(["NOT_FOUND"]);
    await gate.goOffline();
    expect(await gate.reads("X2")).toEqual(["INVALID_TICKET"]);

    const barring = await new TestGate({ settings: two }).start();
    barring.service.weather = { kind: "status", status: "MARK_RESTRICTION" };
    await barring.read("X3", 10_000);
    await barring.goOffline();
    expect(await barring.reads("X3")).toEqual(["MARK_RESTRICTION"]);
  });

  it("[P14] none where the venue says nothing", async () => {
    const gate = await offlineGate();
    expect(await gate.reads("X1")).toEqual(["NOT_FOUND"]);
    expect(gate.state.unknownTickets).toBeNull();
  });
});
