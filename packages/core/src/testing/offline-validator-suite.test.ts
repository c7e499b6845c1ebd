import { describe, expect, test } from "vitest";
import type { Barcode } from "../domain/barcode.js";
import type { OfflineValidator, Validity } from "../ports/offline-validator.js";
import { knownTickets, offlineValidatorSuite, type OfflineValidatorHarness } from "./offline-validator-suite.js";

const barcodeOf = (token: string): Barcode => ({ token, ticketKey: token, symbology: null });
const GOOD: Validity = { kind: "accepted", place: "A:1:1", eventId: "E1" };
const VOID: Validity = { kind: "refused", status: "INVALID_TICKET" };

function harnessOf(validator: OfflineValidator): OfflineValidatorHarness {
  return {
    validator,
    accepted: { barcode: barcodeOf("GOOD"), place: "A:1:1", eventId: "E1" },
    refused: { barcode: barcodeOf("VOID"), status: "INVALID_TICKET" },
    unknown: barcodeOf("OTHER"),
    atMs: 1_790_000_000_000,
  };
}

describe("known tickets are an OfflineValidator", () => {
  test.each(offlineValidatorSuite)("$name", ({ run }) => {
    run(harnessOf(knownTickets({ GOOD, VOID })));
  });
});

describe("the suite notices", () => {
  const good = knownTickets({ GOOD, VOID });
  const failures = (validator: OfflineValidator) =>
    offlineValidatorSuite.filter(({ run }) => {
      try {
        run(harnessOf(validator));
        return false;
      } catch {
        return true;
      }
    }).length;

  test.each<[string, OfflineValidator]>([
    ["one that accepts everything", { validate: () => GOOD }],
    ["one that refuses what it does not know", knownTickets({ GOOD, VOID, OTHER: VOID })],
    [
      "one that goes by object members",
      { validate: ({ ticketKey }) => ({ GOOD, VOID })[ticketKey as "GOOD"] ?? { kind: "unknown" } },
    ],
    ["one that remembers what it was asked", remembering(good)],
    [
      "one that accepts another seat when the clock is wrong",
      {
        validate: (barcode, atMs) =>
          atMs !== null && atMs <= 0 ? { ...GOOD, place: null } : good.validate(barcode, atMs),
      },
    ],
    [
      "one that takes a time that is not known for one before the doors",
      {
        validate: (barcode, atMs) =>
          (atMs ?? 0) === 0 && barcode.token === "GOOD" ? VOID : good.validate(barcode, atMs),
      },
    ],
  ])("%s", (_name, validator) => {
    expect(failures(good)).toBe(0);
    expect(failures(validator)).toBeGreaterThan(0);
  });
});

function remembering(validator: OfflineValidator): OfflineValidator {
  const asked = new Set<string>();
  return {
    validate: (barcode, atMs) => {
      const again = asked.has(barcode.ticketKey);
      asked.add(barcode.ticketKey);
      return again ? VOID : validator.validate(barcode, atMs);
    },
  };
}
