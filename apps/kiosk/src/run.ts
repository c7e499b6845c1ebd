import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import type { Logger } from "pino";
import { composeKiosk, type Kiosk } from "./compose.js";
import { readConfiguration, type Configuration } from "./configuration/read-configuration.js";
import { flushed, openLog } from "./log.js";
import { listenProblem, StartError, startProblem } from "./start-error.js";

/** What a running kiosk takes from its process. */
export interface RunParts {
  /** The configuration file. */
  readonly file: string;
  readonly input: Readable;
  readonly output: Writable;
  /** For the log, and for the reason why the kiosk could not start. */
  readonly errorOutput: Writable;
  readonly pages: string;
  /** Resolves when somebody asks the kiosk to end. */
  readonly stopped: Promise<string>;
}

/** Runs a kiosk from its configuration to its end. Resolves to the exit code; says on standard error why it could not start. */
export async function runKiosk(parts: RunParts): Promise<number> {
  try {
    const configuration = readConfiguration(parts.file);
    const log = openLog(configuration.logLevel, parts.errorOutput);
    const kiosk = await start(configuration, parts, log);
    log.info({ reason: await parts.stopped }, "stopping");
    await stop(kiosk);
    log.info("stopped");
    return 0;
  } catch (error) {
    const problem = startProblem(error);
    if (problem === null) throw error;
    parts.errorOutput.write(`usher-kiosk: ${problem}\n`);
    return 1;
  } finally {
    await flushed(parts.errorOutput);
  }
}

async function start(configuration: Configuration, parts: RunParts, log: Logger): Promise<Kiosk> {
  if (!existsSync(join(parts.pages, "index.html"))) {
    throw new StartError(`the pages are missing in ${parts.pages}: build them, npm run build`);
  }
  const { host, port } = configuration.ui;
  const kiosk = composeKiosk(configuration, { input: parts.input, log, pages: parts.pages });
  try {
    await kiosk.surface.listen({ host, port });
  } catch (error) {
    await stop(kiosk);
    throw listenProblem(error, configuration.ui);
  }
  const url = urlOf(kiosk);
  parts.output.write(`${JSON.stringify({ url })}\n`);
  log.info({ url, config: parts.file }, "listening");
  kiosk.outputs.start();
  kiosk.scanner.start();
  void kiosk.checkJournal();
  kiosk.watchJournal();
  return kiosk;
}

/** Readers and gates first, so that nobody scans into a gate that ends; then the pages, which show it until then. */
async function stop({ scanner, outputs, surface, service }: Kiosk): Promise<void> {
  await Promise.all([outputs.close(), scanner.stop()]);
  await Promise.all([surface.close(), service.close()]);
}

/** Where a browser on this machine finds the pages. */
function urlOf({ surface }: Kiosk): string {
  const address = surface.server.address();
  if (address === null || typeof address === "string") throw new Error("the surface does not listen at a port");
  const everywhere = address.address === "0.0.0.0" || address.address === "::";
  const host = everywhere ? "127.0.0.1" : address.address;
  return `http://${host.includes(":") ? `[${host}]` : host}:${address.port}`;
}
