import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { certificate, certificateFile } from "../test/far-side.js";
import { certificatesIn } from "./certificate-authority.js";

const folder = mkdtempSync(join(tmpdir(), "usher-ca-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("certificatesIn", () => {
  test("gives the certificates of a file, whatever stands between them", () => {
    const [ca, leaf] = [certificate("ca.pem"), certificate("leaf.pem")];
    expect(certificatesIn(certificateFile("ca.pem"))).toEqual([ca]);
    expect(certificatesIn(fileOf(`# our own\r\n${ca.replaceAll("\n", "\r\n")}and\n${leaf}`))).toEqual([ca, leaf]);
  });

  test.each([
    ["", "holds no certificate"],
    ["-----BEGIN CERTIFICATE-----", "holds no certificate"],
    [certificate("leaf.key"), "holds no certificate"],
    ["-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", "certificate 1 of 1 can't be read"],
    [
      `${certificate("ca.pem")}-----BEGIN CERTIFICATE-----!-----END CERTIFICATE-----`,
      "certificate 2 of 2 can't be read",
    ],
  ])("refuses what TLS would silently pass over (%#)", (text, message) => {
    const file = fileOf(text);
    expect(() => certificatesIn(file)).toThrow(expect.objectContaining({ code: "certificateAuthority" }));
    expect(() => certificatesIn(file)).toThrow(`caFile ${file}`);
    expect(() => certificatesIn(file)).toThrow(message);
  });

  test("names a file that can't be read", () => {
    expect(() => certificatesIn(join(folder, "nowhere.pem"))).toThrow("nowhere.pem can't be read: check the path");
  });
});

let files = 0;

function fileOf(text: string): string {
  files += 1;
  const file = join(folder, `${files}.pem`);
  writeFileSync(file, text);
  return file;
}
