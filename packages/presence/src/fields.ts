import { z } from "zod";

/** A text that says something. */
export const text = z.string({ error: "expected a text" }).min(1, { error: "expected a text that is not empty" });

const AN_ID = "expected an integer that is not negative, as a number or a numeric text";

/**
 * An id. The published examples show ids both as numbers and as numeric strings: both are read, integers are held. Fifteen
 * digits always fit a JavaScript integer.
 */
export const id = z.union(
  [
    z.int().nonnegative({ error: AN_ID }),
    z
      .string()
      .regex(/^\d{1,15}$/, { error: AN_ID })
      .transform(Number),
  ],
  { error: AN_ID },
);

/** A moment in Unix milliseconds. */
export const unixMs = z.int({ error: "expected Unix milliseconds, an integer" }).nonnegative({
  error: "expected Unix milliseconds, not negative",
});

/** How a ticket was presented, see `DeviceOs` in `@usher/core`. */
export const deviceOs = z.enum(["Printed", "iOS", "Android"], {
  error: 'expected "Printed" for a barcode, "iOS" or "Android" for tap to enter',
});
