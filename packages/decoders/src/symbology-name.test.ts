import { expect, test } from "vitest";
import { aimIdentifier } from "./aim-identifier.js";
import { symbologyName } from "./symbology-name.js";

test.each([
  ["]Q1", "QR Code"],
  ["]Q3", "GS1 QR Code"],
  ["]C0", "Code 128"],
  ["]C1", "GS1-128"],
  ["]z0", "Aztec"],
  ["]J0", "]J0"],
])("%s is %s", (identifier, name) => {
  expect(symbologyName(identifier)).toBe(name);
});

test("every identifier that is taken for one has a name", () => {
  const identifiers = Array.from({ length: 128 }, (_, code) => `]${String.fromCharCode(code)}0`);
  const known = identifiers.filter((identifier) => aimIdentifier(new TextEncoder().encode(identifier)) !== null);
  expect(known).toHaveLength(17);
  for (const identifier of known) expect(symbologyName(identifier)).not.toBe(identifier);
});
