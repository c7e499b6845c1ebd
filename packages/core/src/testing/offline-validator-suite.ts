import type { Barcode } from "../domain/barcode.js";
import type { OfflineValidator, Validity } from "../ports/offline-validator.js";
import { equal } from "./equal.js";

/** A validator in memory, for tests: what it knows of each ticket key, and `unknown` for all others. */
export function knownTickets(validities: Readonly<Record<string, Validity>>): OfflineValidator {
  const known = new Map(Object.entries(validities));
  return { validate: ({ ticketKey }) => known.get(ticketKey) ?? { kind: "unknown" } };
}

/** A validator under test, with codes of which it knows something. `refused` is null where it can't refuse. */
export interface OfflineValidatorHarness {
  readonly validator: OfflineValidator;
  readonly accepted: { readonly barcode: Barcode; readonly place: string | null; readonly eventId: string | null };
  readonly refused: { readonly barcode: Barcode; readonly status: string } | null;
  readonly unknown: Barcode;
  /** A moment at which all of that holds, in Unix milliseconds. */
  readonly atMs: number;
}

/** One case of the conformance suite. It throws where the validator breaks the contract. */
export interface OfflineValidatorCase {
  readonly name: string;
  readonly run: (harness: OfflineValidatorHarness) => void;
}

/** What every `OfflineValidator` must do. */
export const offlineValidatorSuite: readonly OfflineValidatorCase[] = [
  {
    name: "[P3] a ticket that it accepts comes with its place and its event",
    run({ validator, accepted: { barcode, place, eventId }, atMs }) {
      equal(validator.validate(barcode, atMs), { kind: "accepted", place, eventId });
    },
  },
  {
    name: "a ticket that it refuses comes with the status to show",
    run({ validator, refused, atMs }) {
      if (refused === null) return;
      equal(validator.validate(refused.barcode, atMs), { kind: "refused", status: refused.status });
    },
  },
  {
    name: "[P3] a code that it does not know is unknown, and left to the next validator",
    run({ validator, unknown, atMs }) {
      equal(validator.validate(unknown, atMs), UNKNOWN);
    },
  },
  {
    name: "asking changes nothing: the same question has the same answer, whatever was asked in between",
    run({ validator, accepted, refused, unknown, atMs }) {
      const barcodes = [accepted.barcode, unknown, ...(refused === null ? [] : [refused.barcode])];
      const first = barcodes.map((barcode) => validator.validate(barcode, atMs));
      const backwards = barcodes.toReversed().map((barcode) => validator.validate(barcode, atMs));
      equal(backwards.toReversed(), first);
      equal(
        barcodes.map((barcode) => validator.validate(Object.freeze({ ...barcode }), atMs)),
        first,
      );
    },
  },
  {
    name: "[P11] nothing that a scanner can read makes it throw, or accept",
    run({ validator, atMs }) {
      for (const token of AWKWARD)
        equal(validator.validate({ token, ticketKey: token, symbology: null }, atMs), UNKNOWN);
    },
  },
  {
    name: "a clock that is plainly wrong makes it cautious at most, never throw or accept something else",
    run({ validator, accepted, unknown }) {
      for (const atMs of [0, -1, Number.MAX_SAFE_INTEGER]) {
        equal(validator.validate(unknown, atMs), UNKNOWN);
        const validity = validator.validate(accepted.barcode, atMs);
        if (validity.kind !== "accepted") continue;
        equal(validity, { kind: "accepted", place: accepted.place, eventId: accepted.eventId });
      }
    },
  },
  {
    name: "[P12] where the time is not known it answers as ever, or `unknown`",
    run({ validator, accepted, refused, unknown, atMs }) {
      for (const barcode of [accepted.barcode, unknown, ...(refused === null ? [] : [refused.barcode])]) {
        const validity = validator.validate(barcode, null);
        if (validity.kind !== "unknown") equal(validity, validator.validate(barcode, atMs));
      }
    },
  },
];

const UNKNOWN: Validity = { kind: "unknown" };
const AWKWARD = ["", " ", "\0", "\uD800", "__proto__", "constructor", "null", "💺".repeat(2_000), "9".repeat(8_192)];
