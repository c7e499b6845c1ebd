import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { codeIn, runSnippet } from "@usher/core/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as zod from "zod";
import * as validators from "../src/index.js";

const README = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const [listSnippet = "", settingsSnippet = ""] = codeIn(README, "ts");

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "usher-readme-"));
  writeFileSync(join(folder, "tickets.csv"), codeIn(README, "csv")[0] ?? "");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function printedBy(snippet: string): Promise<readonly unknown[]> {
  const here = snippet
    .replaceAll("gate.jsonc", join(folder, "gate.jsonc"))
    .replaceAll('readTicketFile("tickets.csv")', `readTicketFile("${join(folder, "tickets.csv")}")`);
  return (await runSnippet(here, { "@usher/validators": validators, zod })).printed;
}

test("the ticket list of the README is accepted by its snippet", async () => {
  expect(await printedBy(listSnippet)).toEqual([[{ kind: "accepted", place: "A:1:1", eventId: "E1" }]]);
  const tickets = validators.readTicketFile(join(folder, "tickets.csv"));
  expect(tickets.map(({ accessGroups, mark, void: isVoid }) => [accessGroups, mark, isVoid])).toEqual([
    [["VIP", "Press"], null, false],
    [[], "stolen", false],
    [[], null, true],
  ]);
});

test("the settings snippet of the README reads a file, and explains a bad one as the README shows", async () => {
  writeFileSync(join(folder, "gate.jsonc"), '{\n  // North\n  "gateName": "North",\n  "apiKey": "12345"\n}');
  expect(await printedBy(settingsSnippet)).toEqual([["North", 5, join(folder, "tickets.csv")]]);
  writeFileSync(join(folder, "gate.jsonc"), '{\n  // North\n  "gatName": "North",\n  "apiKey": "12345"\n}');
  await expect(printedBy(settingsSnippet)).rejects.toThrow(
    (codeIn(README, "text")[0] ?? "none").trim().replace("gate.jsonc", ""),
  );
});
