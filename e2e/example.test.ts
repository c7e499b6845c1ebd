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
    VENUE: "V1",
    GATE: "North",
    SCANNER: stand.line.path,
    TICKETS: join(stand.folder, "tickets.csv"),
    DATABASE: join(stand.folder, "example.db"),
  });
  const scan = (token: string) => stand.ask("POST", "readers/1/scans", { token });
  const lines = () => gate.output.split("\n").slice(0, -1);
  const heard = async (isHeard: () => boolean): Promise<void> => {
    while (!isHeard()) await once(gate.child.stdout, "data");
  };
  try {
    // When it is configured and reads the gate does not say: strangers try until one of them is known to nobody.
    for (let stranger = 0; !gate.output.includes("NOT_FOUND"); stranger += 1) {
      await scan(`STRANGER-${stranger}`);
      await Promise.race([once(gate.child.stdout, "data"), pause(500)]);
    }
    await scan(TICKETS[0] ?? "");
    await heard(() => lines().some((line) => line.startsWith("permit")));
    expect(lines().at(-1)).toBe("permit OKAY 101:A:0 online");
    const before = lines().length;
    await scan("A-STRANGER-S-TICKET");
    await heard(() => lines().length > before);
    expect(lines().at(-1)).toBe("deny NOT_FOUND null online");
    expect((await gate.stop()).code).toBe(0);
  } finally {
    await gate.stop("SIGKILL");
    await stand.close();
  }
});
