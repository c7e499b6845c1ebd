import { describe, expect, test } from "vitest";
import { ticketListValidator } from "./ticket-list-validator.js";
import { ticketRowSchema } from "./ticket-row.js";

const rows = [
  { token: "GOOD", eventId: "E1", place: "A:1:1" },
  { token: "BARE" },
  { token: "VOID", void: true, mark: "stolen" },
  { token: "MARKED", mark: true },
].map((row) => ticketRowSchema.parse(row));
const validator = ticketListValidator(rows);
const validate = (ticketKey: string, token = ticketKey) => validator.validate({ token, ticketKey, symbology: null }, 0);

describe("ticketListValidator", () => {
  test("accepts a listed ticket with its place and event, as far as the venue says them", () => {
    expect(validate("GOOD")).toEqual({ kind: "accepted", place: "A:1:1", eventId: "E1" });
    expect(validate("BARE")).toEqual({ kind: "accepted", place: null, eventId: null });
  });

  test("refuses a void ticket before it looks at a mark", () => {
    expect(validate("VOID")).toEqual({ kind: "refused", status: "INVALID_TICKET" });
    expect(validate("MARKED")).toEqual({ kind: "refused", status: "MARK_RESTRICTION" });
  });

  test("leaves every other code to the next validator: parts, other cases and names of object members included", () => {
    for (const code of ["", "GOO", "good", "GOOD ", "constructor", "__proto__"])
      expect(validate(code)).toEqual({ kind: "unknown" });
  });

  test("goes by the ticket key, not by the token on the wire", () => {
    expect(validate("GOOD", "GOOD-rotating-17")).toMatchObject({ kind: "accepted" });
    expect(validate("OTHER", "GOOD")).toEqual({ kind: "unknown" });
  });
});
