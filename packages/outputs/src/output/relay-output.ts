import type { GateOutput, Passage, Permit, Time } from "@usher/core";
import { Subject, type Observable } from "rxjs";
import type { GateNews } from "../gate/gate-news.js";
import { passageOf } from "../gate/gate.js";
import type { Order } from "../holder/messages.js";
import type { RelaySettings } from "../settings.js";

/** What an output is made of. */
export interface RelayOutputParts {
  readonly settings: RelaySettings;
  /** Which output of its board it is, from 0 on. */
  readonly place: number;
  readonly time: Time;
  /** Gives the holder an order, and tells whether it could be given. */
  readonly send: (order: Order) => boolean;
  /** `missed` has changed. */
  readonly onMissed: () => void;
}

/** A gate or a light tower at a relay board, as the engine moves it. Made by the `HeldBoard` that it is wired to. */
export class RelayOutput implements GateOutput {
  /** For turnstiles that can tell. */
  readonly passages$?: Observable<Passage>;
  readonly #parts: RelayOutputParts;
  readonly #passages = new Subject<Passage>();
  #missed: string | null = null;

  constructor(parts: RelayOutputParts) {
    this.#parts = parts;
    if (passageOf(parts.settings) !== undefined) this.passages$ = this.#passages.asObservable();
  }

  /** Why the newest permit opened nothing, and what to do; null once one does again. */
  get missed(): string | null {
    return this.#missed;
  }

  permit({ scanId }: Permit): void {
    const { place, time, send } = this.#parts;
    if (!send({ order: "permit", output: place, id: scanId, atMs: time.monotonicMs() })) this.#miss("notReady");
  }

  deny(): void {
    this.#parts.send({ order: "deny", output: this.#parts.place });
  }

  /** Takes what the holder tells of this output. */
  hear(news: GateNews): void {
    switch (news.tell) {
      case "opened":
        this.#missed = null;
        this.#parts.onMissed();
        break;
      case "notOpened":
        this.#miss(news.reason);
        // Whose turn never came can't go through any more. What people do at a gate that is not ready, nobody can tell.
        if (news.reason !== "notReady") this.#passages.next({ scanId: news.id, passed: false });
        break;
      case "passed":
      case "didNotTurn":
        this.#passages.next({ scanId: news.id, passed: news.tell === "passed" });
        break;
      case "closed":
      case "turnedUnbidden":
        break;
    }
  }

  #miss(reason: keyof typeof MISSED): void {
    const { lane, channels } = this.#parts.settings;
    // Lights alone keep nobody out.
    if (channels.gate === undefined) return;
    this.#missed = lane === undefined ? MISSED[reason] : `lane ${lane}: ${MISSED[reason]}`;
    this.#parts.onMissed();
  }
}

const MISSED = {
  crowded: "more people were permitted than can wait before the gate: let them in one by one, or set a shorter pulse",
  stale: "a permit's turn came too late, so the gate stayed shut: let the person in by hand, or set a shorter pulse",
  notReady: "a permit came while the gate could not be moved, so it stayed shut: let the person in by hand",
} as const;
