import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { KioskClient } from "./kiosk-client.js";
import { Program } from "./program.js";
import { API_KEY, Stand, TICKETS } from "./stand.js";

const [twice = "", once = ""] = TICKETS;

/** A gate of its own beside the stand's, with the same service and the same list. */
interface Gate {
  readonly file: string;
  readonly program: Program;
  readonly client: KioskClient;
  scan(token: string): Promise<void>;
}

let stand: Stand;
const gates: Gate[] = [];
afterEach(async () => {
  for (const { client, program } of gates.splice(0)) {
    client.close();
    await program.stop("SIGKILL");
  }
  await stand.close();
});

async function openGate(number: number): Promise<Gate> {
  const file = join(stand.folder, `gate-${number}.jsonc`);
  const name = `North ${number}`;
  const device = { venueId: "V1", name, mac: `02:00:00:00:00:0${number}`, gateName: "North", serial: "S", model: "M" };
  const own = { device, readers: [{ kind: "stdin" }], storage: { file: `gate-${number}.db` }, apiKey: { env: "KEY" } };
  writeFileSync(file, JSON.stringify({ ...stand.configuration, ...own }));
  const program = Program.kiosk(file, { KEY: API_KEY });
  const client = await KioskClient.connect((await program.ready())["url"] ?? "");
  const scan = async (token: string): Promise<void> => {
    program.child.stdin.write(`${token}\n`);
    expect(await client.nextVerdict()).toMatchObject({ decision: "permit", source: "offline" });
  };
  const gate = { file, program, client, scan };
  gates.push(gate);
  await client.until(({ phase, connectivity }) => phase === "operating" && connectivity === "online");
  return gate;
}

async function report(gate: Gate, ...options: string[]) {
  const program = Program.report(gate.file, ...options); // without the key: it is not needed
  const code = await program.ended();
  return { code, output: program.output, log: program.log };
}

describe("usher-kiosk report, beside the running kiosks", () => {
  it("finds the ticket that entered at both gates while the network was down", async () => {
    stand = await Stand.withoutKiosk();
    const [one, other] = [await openGate(1), await openGate(2)];
    await stand.fault({ unreachable: true, how: "refuse" });
    await one.scan(twice);
    await one.scan(once);
    await other.scan(twice);

    const during = await report(one);
    expect(during).toMatchObject({ code: 0, log: "" });
    expect(during.output).toMatch(/^entered twice +not known: bring the service's scans with --service-scans$/m);
    expect(during.output).toMatch(/^permitted without the service +2: 0 uploaded, 2 waiting, 0 quarantined$/m);
    expect(during.output).toMatch(/ lasts .* 2 not uploaded$/m);

    await stand.fault({ unreachable: false });
    for (const { client } of [one, other]) await client.until(({ pendingUploads }) => pendingUploads === 0);
    const known = join(stand.folder, "service.json");
    writeFileSync(known, JSON.stringify(await stand.scans()));

    const afterwards = await report(one, "--service-scans", known);
    expect(afterwards.output).toMatch(/^tickets that may have let in two people +1$/m);
    expect(afterwards.output).toMatch(/^ENTERED TWICE\nscanned .*\n.* …89-0 .* North +2 offline$/m);
    for (const token of [twice, once]) expect(afterwards.output).not.toContain(token);

    const lines = (await report(other, "--service-scans", known, "--format", "ndjson", "--tokens")).output.trim();
    const findings = lines.split("\n").map((line) => JSON.parse(line) as { type: string });
    expect(findings).toMatchObject([
      { type: "summary", counts: { permits: 1, uploaded: 1, enteredTwice: 1, ticketsAtRisk: 1 } },
      { type: "outage", permits: 1, waiting: 0, drainedAtMs: expect.any(Number) as number },
      { type: "enteredTwice", token: twice, other: { gateName: "North", mode: "offline" } },
    ]);
  });

  it("says what is wrong in one line", async () => {
    stand = await Stand.withoutKiosk();
    const gate = { file: stand.configurationFile } as Gate;
    expect(await report(gate)).toMatchObject({
      code: 1,
      output: "",
      log: expect.stringMatching(/gate\.db does not exist/) as string,
    });
    const missing = await report(gate, "--service-scans", "no-such-file.json");
    expect(missing).toMatchObject({ code: 1, output: "" });
    expect(missing.log).toMatch(/^usher-kiosk: no-such-file\.json: there is no such file.*\n$/);
  });
});
