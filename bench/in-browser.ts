import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import type { Round } from "./decoders/page.js";
import { peerBundle } from "./decoders/peers.js";

const HELP = `Reads a second of processor time where the @point-of-sale packages are made to run: in a Chromium that nobody debugs, our decoders
in the same page, on the same recorded reads, in turns. What counts is the ratio. Linux only; takes the chromium of the system, or
the one that USHER_CHROMIUM names.
  as published  theirs on the browser's timers, clock and console
  muted         the same on a console that does nothing
`;
/** What /proc counts processor time in, on every Linux that Chromium runs on. */
const TICK_US = 10_000;

const SWITCHES = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-background-timer-throttling",
];
const PEERS = ["webhid-barcode-scanner", "keyboard-barcode-scanner", "webserial-barcode-scanner"];
const PAGE = `<!doctype html><link rel="icon" href="data:," /><script type="module" src="/page.js"></script>`;

type Measured = Round & { readonly us: number };

process.stdout.write(HELP);
const folder = mkdtempSync(join(tmpdir(), "usher-in-browser-"));
try {
  await run(await pageScript());
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
}

/** The page and the decoders as one script, as a browser wants it. */
async function pageScript(): Promise<string> {
  const entry = fileURLToPath(new URL("decoders/page.js", import.meta.url));
  const lib = { entry, formats: ["es" as const], fileName: () => "page.js" };
  await build({ configFile: false, logLevel: "error", build: { lib, outDir: folder, target: "esnext" } });
  return readFileSync(join(folder, "page.js"), "utf8");
}

/** Lets a Chromium run the page, and reports each kind of scanner when its rounds are over. */
async function run(script: string): Promise<void> {
  const rounds: Measured[] = [];
  let beganUs = 0;
  const scripts = new Map([["/page.js", script], ...PEERS.map((name) => [`/${name}.js`, peerBundle(name)] as const)]);
  const server = createServer();
  const ended = new Promise<void>((resolve, reject) => {
    const hear = (path: string, told: string, tookUs: number) => {
      if (path === "/took") rounds.push({ ...(JSON.parse(told) as Round), us: tookUs });
      else if (path === "/compared") report(rounds.splice(0));
      else if (path === "/ended") resolve();
      else if (path === "/failed") reject(new Error(told));
    };
    server.on("request", (request, response) => {
      const path = request.url ?? "/";
      if (request.method === "POST") {
        const tookUs = processorUs() - beganUs;
        void text(request).then((told) => {
          hear(path, told, tookUs);
          beganUs = processorUs();
          response.end();
        });
      } else if (path === "/") response.setHeader("content-type", "text/html").end(PAGE);
      else response.setHeader("content-type", "text/javascript").end(scripts.get(path));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const browser = spawn(
    process.env["USHER_CHROMIUM"] || "chromium",
    [...SWITCHES, `--user-data-dir=${folder}`, `http://127.0.0.1:${port}/`],
    {
      stdio: "ignore",
    },
  );
  const gone = once(browser, "exit").catch((cause: unknown) => {
    throw new Error("no Chromium: install it, or name its path in USHER_CHROMIUM", { cause });
  });
  const left = gone.then(() => {
    throw new Error("Chromium left before the page was done");
  });
  try {
    await Promise.race([ended, left]);
  } finally {
    browser.kill();
    await gone.catch(() => undefined);
    server.close();
    server.closeAllConnections();
  }
}

/** What the pages of this browser have taken so far: its processes for pages, and not the browser around them. */
function processorUs(): number {
  let ticks = 0;
  for (const pid of readdirSync("/proc")) {
    if (!/^\d+$/.test(pid)) continue;
    try {
      const command = readFileSync(`/proc/${pid}/cmdline`, "utf8");
      if (!command.includes("--type=renderer") || !command.includes(folder)) continue;
      // After the name, which may hold anything but ends with the last bracket: state is field 3, utime 14, stime 15.
      const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
      ticks += Number(fields[11]) + Number(fields[12]);
    } catch {
      // It ended meanwhile.
    }
  }
  return ticks * TICK_US;
}

function report(rounds: readonly Measured[]): void {
  const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);
  const usOf = (way: Round["way"]) => {
    const same = rounds.filter((round) => round.way === way);
    return sum(same.map(({ us }) => us)) / sum(same.map(({ reads }) => reads));
  };
  const name = rounds[0]?.name ?? "";
  const ours = usOf("ours");
  for (const way of ["as published", "muted"] as const) {
    const theirs = usOf(way);
    const reads = `ours ${perSecond(ours)} reads/s, theirs ${perSecond(theirs)} reads/s`;
    process.stdout.write(`${name.padEnd(9)} ${way.padEnd(13)} ${reads}: ${(theirs / ours).toFixed(1)} times\n`);
  }
}

function perSecond(us: number): string {
  return Math.round(1_000_000 / us)
    .toLocaleString("en")
    .padStart(9);
}
