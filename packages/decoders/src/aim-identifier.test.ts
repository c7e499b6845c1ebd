import { expect, test } from "vitest";
import { aimIdentifier } from "./aim-identifier.js";

const of = (text: string) => aimIdentifier(new TextEncoder().encode(text));

test.each(["]C0", "]C1", "]Q1", "]Q3", "]d2", "]E4", "]e0", "]L2", "]z0", "]A4", "]X0"])(
  "%s is an identifier",
  (identifier) => {
    expect(of(`${identifier}TICKET`)).toBe(identifier);
    expect(of(identifier)).toBe(identifier);
  },
);

test.each(["", "]", "]C", "C0", " ]C0", "]?0X", "]q1X", "]C X", "TICKET]C0"])("%j has no identifier", (text) => {
  expect(of(text)).toBe(null);
});
