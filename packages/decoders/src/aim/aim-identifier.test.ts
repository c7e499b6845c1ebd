import { describe, expect, test } from "vitest";
import { identifierOfCodeType } from "../zebra-code-types.js";
import { aimIdentifier, symbologyOf } from "./aim-identifier.js";
import { AIM_TABLE } from "./aim-table.js";

const of = (text: string) => aimIdentifier(new TextEncoder().encode(text));

describe("aimIdentifier", () => {
  const all = Object.entries(AIM_TABLE).flatMap(([code, { modifiers }]) =>
    Object.keys(modifiers).map((modifier) => `]${code}${modifier}`),
  );

  test.each([...all, "]C9", "]XC", "]Xg"])("%s is an identifier", (identifier) => {
    expect(of(`${identifier}TICKET`)).toBe(identifier);
    expect(of(identifier)).toBe(identifier);
    expect(symbologyOf(identifier)).not.toBe(null);
  });

  test.each(["", "]", "]C", "C0", " ]C0", "]?0X", "]q1X", "]C X", "]CgX", "TICKET]C0"])(
    "%j has no identifier",
    (text) => {
      expect(of(text)).toBe(null);
    },
  );
});

describe("symbologyOf", () => {
  test.each([
    ["]C0", "Code 128", false, false],
    ["]C1", "Code 128", true, false],
    ["]C2", "Code 128", false, false],
    ["]Q1", "QR Code", false, false],
    ["]Q2", "QR Code", false, true],
    ["]Q3", "QR Code", true, false],
    ["]Q4", "QR Code", true, true],
    ["]d1", "Data Matrix", false, false],
    ["]d2", "Data Matrix", true, false],
    ["]d5", "Data Matrix", true, true],
    ["]e0", "GS1 DataBar", true, false],
    ["]E0", "EAN/UPC", false, false],
    ["]zA", "Aztec Code", true, true],
    ["]J1", "DotCode", true, false],
  ])("%s is %s", (identifier, name, gs1, eci) => {
    expect(symbologyOf(identifier)).toMatchObject({ name, gs1, eci });
  });

  test("says what it can of a modifier that the standard does not know", () => {
    expect(symbologyOf("]C9")).toEqual({ name: "Code 128", option: null, gs1: false, eci: false });
  });

  test.each(["", "]", "]C", "]C1X", "C1", "]?1", "]q1", "constructor"])("knows nothing of %j", (text) => {
    expect(symbologyOf(text)).toBe(null);
  });
});

test("the identifiers of Zebra's code types are all in the table", () => {
  const told = Array.from({ length: 0x1_00 }, (_, codeType) => identifierOfCodeType(codeType));
  const identifiers = told.flatMap((identifier) => identifier ?? []);
  expect(identifiers.length).toBeGreaterThan(50);
  for (const identifier of identifiers) expect(symbologyOf(identifier)?.option).toEqual(expect.any(String));
});
