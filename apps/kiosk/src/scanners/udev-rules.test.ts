import { readFileSync } from "node:fs";
import { MODES } from "@usher/decoders";
import { describe, expect, test } from "vitest";
import { RULES_NAME, udevRules } from "./udev-rules.js";

const rules = udevRules()
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"));

/** Whether a rule of this subsystem is about this device. */
function isRuled(subsystem: string, vendorId: number, productId: number): boolean {
  const digits = (id: number) => id.toString(16).padStart(4, "0");
  return rules.some((rule) => {
    const [, vendor, product] =
      /\{(?:idV|id\/v)endor\}=="(.{4})", ATTRS?\{(?:idP|id\/p)roduct\}=="(.{4})"/.exec(rule) ?? [];
    const pattern = new RegExp(`^${(product ?? "").replaceAll("?", ".")}$`);
    return rule.includes(`SUBSYSTEM=="${subsystem}"`) && vendor === digits(vendorId) && pattern.test(digits(productId));
  });
}

describe("the udev rules", () => {
  test(`are those of udev/${RULES_NAME}: usher-scanners rules > udev/${RULES_NAME}`, () => {
    const file = new URL(`../../udev/${RULES_NAME}`, import.meta.url);
    expect(readFileSync(file, "utf8")).toBe(udevRules());
  });

  test("have a line for every device that Usher can use, and none for those that may be anything", () => {
    const subsystems = {
      hidPos: "hidraw",
      snapi: "hidraw",
      relay: "hidraw",
      keyboard: "hidraw",
      serial: "tty",
    } as const;
    for (const { vendorId, productId, mode } of MODES) {
      if (mode in subsystems) {
        expect(isRuled(subsystems[mode as keyof typeof subsystems], vendorId, productId)).toBe(true);
      }
      if (mode === "bridge") expect(isRuled("tty", vendorId, productId)).toBe(false);
      expect(isRuled("input", vendorId, productId)).toBe(mode === "keyboard");
    }
    expect(isRuled("hidraw", 0x1eab, 0x1310)).toBe(true);
    expect(isRuled("hidraw", 0x046d, 0xc31c)).toBe(false);
  });

  test("are of the form that udev reads", () => {
    for (const rule of rules) {
      const clauses = rule.split(", ");
      expect(clauses.filter((clause) => !/^[A-Z]+(\{[\w/]+\})?(==|\+=|=)"[^"]*"$/.test(clause))).toEqual([]);
    }
  });
});
