import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../launch/place.mjs";
import { send, turn } from "./kiosk-client.mjs";
import { readyLine } from "./programs.mjs";
import { serialLine } from "./serial-line.mjs";

const FILES = join(ROOT, "demo");

/**
 * Starts the simulator and a kiosk that is joined to it, by a serial line where the machine has one, else by the kiosk's standard
 * input.
 *
 * @param {{ programs: import("./programs.mjs").Programs, folder: string, hasSerialLine: boolean, signal: AbortSignal }} parts
 */
export async function openGate({ programs, folder, hasSerialLine, signal }) {
  const line = hasSerialLine ? await serialLine(programs, folder) : null;
  const simulator = programs.start("simulator", process.execPath, [
    join(ROOT, "apps/simulator/dist/main.js"),
    "serve",
    `--venue=${join(FILES, "venue.jsonc")}`,
    ...(line ? [`--reader=${line.scannerEnd}`] : []),
  ]);
  /** @type {{ url: string, presence: string, admin: string }} */
  const { url: simulatorUrl, presence, admin } = await readyLine(simulator, signal);

  const configuration = kioskConfiguration();
  const file = join(folder, "kiosk.json");
  writeFileSync(
    file,
    JSON.stringify({
      ...configuration,
      endpoint: presence,
      readers: [line ? { kind: "serial", path: line.kioskEnd } : { kind: "stdin" }],
      offline: { ticketList: join(FILES, "tickets.csv") },
    }),
  );
  const kiosk = programs.start("kiosk", process.execPath, [join(ROOT, "apps/kiosk/dist/main.js"), `--config=${file}`]);
  /** @type {{ url: string }} */
  const { url } = await readyLine(kiosk, signal);
  const { pin } = configuration.ui;
  let { direction } = configuration;
  let unreachable = false;

  return {
    url,
    simulatorUrl,
    pin,
    isSerial: line !== null,
    async scan(/** @type {string} */ token) {
      if (line) await send("POST", new URL("readers/1/scans", admin), { token });
      else kiosk.stdin?.write(`${token}\n`);
    },
    async toggleNetwork() {
      unreachable = !unreachable;
      await send("PUT", new URL("faults", admin), { unreachable });
    },
    async turn() {
      direction = direction === "enter" ? "exit" : "enter";
      await turn(url, pin, direction);
    },
  };
}

/** The file in `demo/`, whose comments stand on lines of their own. */
function kioskConfiguration() {
  const text = readFileSync(join(FILES, "kiosk.jsonc"), "utf8").replaceAll(/^\s*\/\/.*$/gm, "");
  return /** @type {{ direction: "enter" | "exit", ui: { pin: string } }} */ (JSON.parse(text));
}
