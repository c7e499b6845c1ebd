import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { Browser } from "./browser.js";
import { classOf, honeywell, MUTED, type Globals, type InputReport, type PeerClass } from "./peer-code.js";
import type { KeyPress, Read } from "./recordings.js";

/*
 * The `@point-of-sale/*-barcode-scanner` packages, driven as directly as they allow. They are browser code, so their bundle is
 * run as the body of a function whose arguments stand for `navigator`, `document`, timers, clock and console: nothing faster
 * can be given to them. What they do with an input report, a key event or a chunk runs as published, up to the call of the
 * listener for "barcode".
 */

/** A connected scanner of a peer. `reads` fills as it tells them; `browser` keeps its time. */
export interface Peer<Event> {
  readonly browser: Browser;
  readonly reads: Read[];
  /** What happened at the scanner, as the browser tells it. */
  readonly tell: (event: Event) => void;
}

/** Their scanner in HID POS mode. */
export async function webHidPeer(): Promise<Peer<InputReport>> {
  const { hid, tell } = honeywell();
  const { scanner, ...peer } = load("webhid-barcode-scanner", { hid });
  await scanner.connect();
  return { ...peer, tell };
}

/** Their scanner in keyboard mode: key events, as a browser makes them of the reports and of the layout of the computer. */
export async function keyboardPeer(): Promise<Peer<KeyPress>> {
  let listener: (event: object) => void = () => undefined;
  const document = {
    addEventListener: (_name: string, heard: typeof listener) => {
      listener = heard;
    },
  };
  const { scanner, ...peer } = load("keyboard-barcode-scanner", {}, document);
  await scanner.connect();
  const target = { tagName: "BODY" };
  const nothing = () => undefined;
  return {
    ...peer,
    tell: ({ key, code, ctrlKey }) =>
      listener({ key, code, ctrlKey, target, stopPropagation: nothing, preventDefault: nothing }),
  };
}

/**
 * Their scanner at a serial port. They read in a loop of their own, so chunks are not told but asked for: `next` is their
 * `reader.read()`, and may move the time on before it answers.
 */
export function webSerialPeer(
  next: (browser: Browser) => Promise<{ readonly value: Uint8Array }>,
): Omit<Peer<never>, "tell"> {
  const { scanner, ...peer } = load("webserial-barcode-scanner", {
    serial: {
      addEventListener: () => undefined,
      requestPort: async () => ({
        open: async () => undefined,
        getInfo: () => ({}),
        readable: { getReader: () => ({ read: () => next(peer.browser), releaseLock: () => undefined }) },
      }),
    },
  });
  void scanner.connect();
  return peer;
}

function load(name: string, navigator: object, document: object = {}) {
  const browser = new Browser();
  const reads: Read[] = [];
  const given = {
    navigator,
    document,
    performance: browser.performance,
    console: MUTED,
    setTimeout: browser.setTimeout,
    clearTimeout: browser.clear,
    setInterval: browser.setInterval,
    clearInterval: browser.clear,
  };
  const scanner = new (bundleOf(name, given))();
  scanner.addEventListener("barcode", ({ value, aim }) => reads.push({ text: value, symbology: aim ?? null }));
  return { scanner, browser, reads };
}

/** The class that a package exports, with what stands for the globals of a browser. */
export function bundleOf(name: string, given: Globals): PeerClass {
  return classOf(peerBundle(name), given);
}

/** What a package is made of. */
export function peerBundle(name: string): string {
  // The bundle is an ES module for browsers: Node's own resolution would not have it.
  const folders = createRequire(import.meta.url).resolve.paths(name) ?? [];
  const file = folders.map((folder) => join(folder, `@point-of-sale/${name}/dist/${name}.esm.js`)).find(existsSync);
  if (file === undefined) throw new Error(`@point-of-sale/${name} is not installed: npm ci`);
  return readFileSync(file, "utf8");
}
