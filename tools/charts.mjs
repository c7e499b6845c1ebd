import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "./launch/build.mjs";
import { named } from "./launch/chosen.mjs";
import { ROOT } from "./launch/place.mjs";
import { prepare } from "./launch/prepare.mjs";
import { stateDiagram, withCharts } from "./mermaid.mjs";

// Prints the engine's machines as Mermaid; with --write it renews their copies in docs/architecture.md instead.
const words = named("charts", ["--write"]);
await prepare(() => build());
const { deviceMachine, readerMachine, ticketMachine } = await import("@usher/core/machines");
const machines = [deviceMachine, readerMachine, ticketMachine];

if (words.includes("--write")) {
  const file = join(ROOT, "docs/architecture.md");
  writeFileSync(file, withCharts(readFileSync(file, "utf8"), machines));
} else {
  console.log(machines.map((machine) => stateDiagram(machine)).join("\n\n"));
}
