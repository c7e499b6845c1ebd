import type { Time } from "@usher/core";
import type { RelayBoard } from "../board/relay-board.js";
import { wiredTo, type RelaySettings } from "../settings.js";
import type { GateNews } from "./gate-news.js";
import { Lights } from "./lights.js";
import { withinCommandTime, type Switchboard } from "./switchboard.js";
import { Turnstile } from "./turnstile.js";

/** What a gate is made of, from one opening of its board to its loss or end. */
export interface GateParts {
  readonly switchboard: Switchboard;
  readonly settings: RelaySettings;
  readonly time: Time;
  readonly tell: (news: GateNews) => void;
}

/** The turnstile and the lights of one output. It begins with everything at rest and the idle light on. */
export class Gate {
  readonly #lights: Lights;
  readonly #turnstile: Turnstile | null;

  constructor({ switchboard, settings, time, tell }: GateParts) {
    const { channels, pulseMs, gapMs, lightMs, closedWhen } = settings;
    const { gate } = channels;
    const passMs = passageOf(settings)?.passMs ?? null;
    const move = (channel: number) => (open: boolean, done: () => void) =>
      switchboard.want(channel, open === (closedWhen === "off"), done);
    this.#turnstile =
      gate === undefined ? null : new Turnstile({ time, pulseMs, gapMs, passMs, move: move(gate), tell });
    this.#lights = new Lights({ time, channels, lightMs, want: (channel, on) => switchboard.want(channel, on) });
  }

  permit(id: string, ageMs: number): void {
    this.#turnstile?.permit(id, ageMs);
    this.#lights.show("permit");
  }

  deny(): void {
    this.#lights.show("deny");
  }

  turned(): void {
    this.#turnstile?.turned();
  }

  /** Wants nothing any more. Whoever ends it brings the board to rest. */
  end(): void {
    this.#turnstile?.end();
    this.#lights.end();
  }
}

/** Shuts every gate first, whichever state of its relay that is, and then lets every light go dark. */
export async function bringToRest(board: RelayBoard, outputs: readonly RelaySettings[], time: Time): Promise<void> {
  if (outputs.every(({ channels, closedWhen }) => closedWhen === "off" || channels.gate === undefined)) {
    await withinCommandTime(time, board.allOff());
    return;
  }
  const wired = outputs.flatMap(({ channels, closedWhen }) =>
    wiredTo(channels).map(([use, channel]) => ({ use, channel, on: use === "gate" && closedWhen === "on" })),
  );
  const gatesFirst = wired.toSorted((one, other) => Number(other.use === "gate") - Number(one.use === "gate"));
  for (const { channel, on } of gatesFirst) await withinCommandTime(time, board.set(channel, on));
}

/** How the gate tells who went through, where it can. */
export function passageOf(settings: RelaySettings) {
  return settings.kind === "serialRelay" ? settings.passage : undefined;
}
