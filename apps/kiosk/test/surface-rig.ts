import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ScanStore } from "@usher/core";
import { MemoryStore, VirtualTime } from "@usher/core/testing";
import type { FastifyInstance } from "fastify";
import { pino } from "pino";
import { BehaviorSubject } from "rxjs";
import { given } from "../src/given.js";
import { createSurface } from "../src/http/surface.js";
import type { OutputState } from "../src/outputs/output-state.js";
import { scriptedGate, type ScriptedGate } from "./scripted-gate.js";

export const PIN = "2468";

type Answer = Awaited<ReturnType<FastifyInstance["inject"]>>;

/** The HTTP surface over a scripted gate, with virtual time. */
export interface SurfaceRig {
  readonly app: FastifyInstance;
  readonly gate: ScriptedGate;
  readonly outputs$: BehaviorSubject<readonly OutputState[]>;
  readonly time: VirtualTime;
  readonly store: MemoryStore;
  /** By which means it was accepted that a database was set aside, oldest first. */
  readonly accepted: readonly string[];
  /** Everything logged so far, at the most verbose level. */
  readonly logged: () => string;
  /** The cookie of a session, opened with the PIN. */
  readonly logIn: () => Promise<string>;
  readonly get: (url: string, headers?: Record<string, string>) => Promise<Answer>;
  readonly post: (url: string, payload?: object, headers?: Record<string, string>) => Promise<Answer>;
}

export function surfaceRig(
  options: { readonly journal?: Pick<ScanStore, "journal" | "quarantined">; readonly pages?: string } = {},
): SurfaceRig {
  const gate = scriptedGate();
  const outputs$ = new BehaviorSubject<readonly OutputState[]>([]);
  const time = new VirtualTime();
  const store = new MemoryStore();
  const lines: string[] = [];
  const log = pino({ level: "trace" }, { write: (line) => void lines.push(line) });
  const pages = options.pages ?? emptyPages();
  const accepted: string[] = [];
  const journal = options.journal ?? store;
  const acceptSetAside = (means: string) => {
    accepted.push(means);
    gate.scanner.setAlarm("STORAGE_SET_ASIDE", null);
  };
  const app = createSurface({ scanner: gate.scanner, outputs$, journal, acceptSetAside, time, log, pin: PIN, pages });
  const post: SurfaceRig["post"] = (url, payload, headers = {}) =>
    app.inject({ method: "POST", url, headers, ...given({ payload }) });
  return {
    app,
    gate,
    outputs$,
    time,
    store,
    accepted,
    logged: () => lines.join(""),
    logIn: async () => {
      const answer = await post("/api/session", { pin: PIN });
      return String(answer.headers["set-cookie"]).split(";")[0] ?? "";
    },
    get: (url, headers = {}) => app.inject({ method: "GET", url, headers }),
    post,
  };
}

/** A folder as the pages are built into, with hardly anything in it. */
export function emptyPages(): string {
  const folder = mkdtempSync(join(tmpdir(), "usher-pages-"));
  mkdirSync(join(folder, "assets"));
  writeFileSync(join(folder, "index.html"), "<!doctype html><title>display</title>");
  writeFileSync(join(folder, "operator.html"), "<!doctype html><title>operator</title>");
  writeFileSync(join(folder, "assets/main.js"), "export {};");
  return folder;
}
