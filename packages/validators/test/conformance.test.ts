import { offlineValidatorSuite } from "@usher/core/testing";
import { describe, test } from "vitest";
import { ticketListValidator, ticketRowSchema } from "../src/index.js";

const barcodeOf = (token: string) => ({ token, ticketKey: token, symbology: null });
const rows = [
  { token: "GOOD", eventId: "E1", place: "A:1:1" },
  { token: "VOID", void: true },
].map((row) => ticketRowSchema.parse(row));

describe("a ticket list is an OfflineValidator", () => {
  test.each(offlineValidatorSuite)("$name", ({ run }) => {
    run({
      validator: ticketListValidator(rows),
      accepted: { barcode: barcodeOf("GOOD"), place: "A:1:1", eventId: "E1" },
      refused: { barcode: barcodeOf("VOID"), status: "INVALID_TICKET" },
      unknown: barcodeOf("OTHER"),
      atMs: 1_790_000_000_000,
    });
  });
});
