import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { expect, it } from "vitest";
import { Program } from "./program.js";
import { ROOT } from "./root.js";
import { API_KEY, Stand, TICKETS } from "./stand.js";

it("the integrator's gate in thirty lines scans over a serial line, and the README shows just these lines", async () => {
  const example = readFileSync(join(ROOT, "examples/gate.mjs"), "utf8");
  expect(readFileSync(join(ROOT, "README.md"), "utf8")).toContain(`\`\`\`js\n${example}\`\`\``);
  expect(example.trim().split("\n").length).toBeLessThanOrEqual(32);

  const stand = await Stand.withoutKiosk();
  const gate = new Program([join(ROOT, "examples/gate.mjs")], {
    ENDPOINT: stand.presence,
    API_KEY,
    SCANNER: stand.line.path,
    TICKETS: join(stand.folder, "tickets.csv"),
    DATABASE: join(stand.folder, "example.db"),
  });
  /** What the gate says to a ticket. A scan that nobody reads yet, or before the gate is configured, is made again. */
  const answerTo = async (token: string): Promise<string> => {
    const told = gate.output.length;
    for (;;) {
      await stand.ask("POST", "readers/1/scans", { token });
      await Promise.race([once(gate.child.stdout, "data"), pause(500)]);
      const answer = gate.output
        .slice(told)
        .split("\n")
        .find((line) => line !== "" && !line.includes("NOT_CONFIGURED"));
      if (answer !== undefined) return answer;
    }
  };
  try {
    expect(await answerTo(TICKETS[0] ?? "")).toBe("permit OKAY 101:A:0 online");
    expect(await answerTo("A-STRANGER-S-TICKET")).toBe("deny NOT_FOUND null online");
    expect((await gate.stop()).code).toBe(0);
  } finally {
    await gate.stop("SIGKILL");
    await stand.close();
  }
});
