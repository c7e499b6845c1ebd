import type { Time } from "@usher/core";
import type { RelayBoard } from "../board/relay-board.js";
import { wiredTo, type RelaySettings } from "../settings.js";
import type { GateNews } from "./gate-news.js";
import { Lights } from "./lights.js";
import { Switchboard, withinCommandTime } from "./switchboard.js";
import { Turnstile } from "./turnstile.js";

/** What a gate is made of, from one opening of its board to its loss or end. */
export interface GateParts {
  readonly board: RelayBoard;
  readonly settings: RelaySettings;
  readonly time: Time;
  readonly tell: (news: GateNews) => void;
  /** The board does not obey: what the gate is in is not known from now on. */
  readonly onFailed: (cause: unknown) => void;
}

/** The turnstile and the lights that are wired to one board. It begins with everything at rest and the idle light on. */
export class Gate {
  readonly #switchboard: Switchboard;
  readonly #lights: Lights;
  readonly #turnstile: Turnstile | null;

  constructor({ board, settings, time, tell, onFailed }: GateParts) {
    const { channels, pulseMs, gapMs, lightMs, closedWhen } = settings;
    const { gate } = channels;
    const switchboard = new Switchboard(board, time, onFailed);
    this.#switchboard = switchboard;
    this.#turnstile =
      gate === undefined
        ? null
        : new Turnstile({
            time,
            pulseMs,
            gapMs,
            passMs: passageOf(settings)?.passMs ?? null,
            move: (open, done) => switchboard.want(gate, open === (closedWhen === "off"), done),
            tell,
          });
    this.#lights = new Lights({
      time,
      channels,
      lightMs,
      want: (channel, on) => switchboard.want(channel, on),
    });
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

  /** Moves nothing any more. Resolves when no command is under way, so that the board can be brought to rest. */
  async end(): Promise<void> {
    this.#turnstile?.end();
    this.#lights.end();
    await this.#switchboard.end();
  }
}

/** Shuts the gate first, whichever state of its relay that is, and then lets every light go dark. */
export async function bringToRest(board: RelayBoard, settings: RelaySettings, time: Time): Promise<void> {
  const { channels, closedWhen } = settings;
  if (closedWhen === "off" || channels.gate === undefined) {
    await withinCommandTime(time, board.allOff());
    return;
  }
  await withinCommandTime(time, board.set(channels.gate, true));
  for (const [use, channel] of wiredTo(channels)) {
    if (use !== "gate") await withinCommandTime(time, board.set(channel, false));
  }
}

/** How the gate tells who went through, where it can. */
export function passageOf(settings: RelaySettings) {
  return settings.kind === "serialRelay" ? settings.passage : undefined;
}
