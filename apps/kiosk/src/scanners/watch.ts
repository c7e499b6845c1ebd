import {
  DEFAULT_TIMINGS,
  Readers,
  type Frame,
  type Random,
  type ReaderPlace,
  type ReaderState,
  type ScannerSettings,
  type Time,
} from "@usher/core";
import { symbologyOf } from "@usher/decoders";
import { hexOf } from "./capture/capture-line.js";

/** What watching needs of its process. */
export interface WatchParts {
  readonly readers: ScannerSettings["readers"];
  readonly time: Time;
  readonly random: Random;
  readonly print: (line: string) => void;
  /** One line of JSON for each thing that happens, in place of words. */
  readonly json: boolean;
  /** Resolves when somebody has seen enough. */
  readonly stopped: Promise<unknown>;
}

/** Shows every read of the scanners as it comes, and what becomes of the scanners, until it is stopped. */
export async function watch(parts: WatchParts): Promise<void> {
  const { time, random } = parts;
  const told = new Map<string, string>();
  const lastReadMs = new Map<string, number>();
  let isOver = false;
  const say = (event: WatchEvent) => parts.print(parts.json ? JSON.stringify(event) : words(event));

  const readers = new Readers(parts.readers, {
    time,
    random,
    timings: DEFAULT_TIMINGS,
    onFrame: (reader, frame) => {
      const nowMs = time.monotonicMs();
      const last = lastReadMs.get(reader.id);
      lastReadMs.set(reader.id, nowMs);
      say(readEvent(reader, frame, time.wallMs(), last === undefined ? null : Math.round(nowMs - last)));
    },
    onChange: () => {
      for (const state of readers.states()) {
        const event: WatchEvent = { type: "reader", ...state };
        const text = words(event);
        // An attempt to open is no news; how it ends is.
        if (isOver || state.status === "opening" || told.get(state.id) === text) continue;
        told.set(state.id, text);
        say(event);
      }
    },
    onFailure: ({ id }, error) => say({ type: "failure", id, reason: String(error) }),
    note: () => undefined,
  });
  readers.open();
  await parts.stopped;
  isOver = true;
  await readers.close();
}

/** What is told, in the shape of its JSON. `bytes` are hexadecimal; `sinceLastMs` counts from the same reader's read before. */
type WatchEvent =
  | ({ readonly type: "reader" } & ReaderState)
  | { readonly type: "failure"; readonly id: string; readonly reason: string }
  | {
      readonly type: "read";
      readonly id: string;
      readonly timeMs: number;
      readonly sinceLastMs: number | null;
      readonly symbology: string | null;
      readonly symbologyName: string | null;
      readonly text: string;
      readonly bytes: string;
    };

function readEvent({ id }: ReaderPlace, frame: Frame, timeMs: number, sinceLastMs: number | null): WatchEvent {
  const { symbology, text } = frame;
  return {
    type: "read",
    id,
    timeMs,
    sinceLastMs,
    symbology,
    symbologyName: symbology === null ? null : (symbologyOf(symbology)?.name ?? null),
    text,
    bytes: hexOf(frame.bytes),
  };
}

function words(event: WatchEvent): string {
  switch (event.type) {
    case "reader": {
      const { id, status, model, note, reason } = event;
      const remarks = [model, note, reason].filter((each) => each !== undefined);
      return `${id}: ${[status === "backingOff" ? "not open" : status, ...remarks].join(", ")}`;
    }
    case "failure":
      return `${event.id}: ${event.reason}`;
    case "read": {
      const { id, timeMs, sinceLastMs, symbology, text, bytes } = event;
      const code = symbology === null ? "no AIM identifier" : `${event.symbologyName ?? "unknown code"} (${symbology})`;
      const since = sinceLastMs === null ? [] : [`${sinceLastMs} ms after the last`];
      const size = `${bytes.length / 2} bytes`;
      const time = new Date(timeMs).toISOString().slice(11, 23);
      return `${time} ${id}: ${[code, size, ...since].join(", ")}\n  ${JSON.stringify(text)}\n  ${spaced(bytes)}`;
    }
  }
}

function spaced(hex: string): string {
  return hex.replaceAll(/(..)(?!$)/g, "$1 ");
}
