import type { AsyncCommand } from "fast-check";
import { expect } from "vitest";
import type { ConfiguredDevice, Reply, TicketService } from "../../../src/index.js";
import { DEFAULT_TIMINGS, LIMITS } from "../../../src/index.js";
import type { World } from "../../world/world.js";

/** Something that happens to a device. */
export type LifecycleCommand = AsyncCommand<LifecycleModel, World>;

/** What the venue has chosen. */
export interface Choices {
  readonly verifies: boolean;
  readonly startsStored: boolean;
}

/**
 * What a device must be, told from nothing but what it heard on the wire (Presence overview, "Scanner Configuration" and
 * "Scanning") and the buttons that were pressed.
 */
export class LifecycleModel {
  phase: "configuring" | "refused" | "operating" = "configuring";
  online = false;
  /** Device Configure was answered OKAY in this run. */
  configured = false;
  keyRefused = false;
  /** When the next attempt must be made at the latest, and may be at the earliest; null while one is in hand. */
  due: { readonly fromMs: number; readonly byMs: number } | null = null;
  /** How many calls of Device Configure and Device Information were made. */
  calls = 0;

  readonly #choices: Choices;
  readonly #nowMs: () => number;
  #gateId: number | null = null;
  #everConfigured = false;
  #mayStartStored = true;
  #goodProbes = 0;
  #errors = 0;
  #senseless = 0;
  #timeouts = 0;
  #heardAtMs = -Infinity;
  #badIdleProbes = 0;
  /** Grows whenever the device comes online or goes offline: what an idle gate asked before that is nobody's any more. */
  #turns = 0;

  constructor(choices: Choices, nowMs: () => number) {
    this.#choices = choices;
    this.#nowMs = nowMs;
  }

  /** The device was off and starts anew. All that it keeps is what was answered OKAY before. */
  restart(): void {
    Object.assign(this, { phase: "configuring", online: false, configured: false, keyRefused: false, due: null });
    [this.#errors, this.#senseless, this.#timeouts, this.#goodProbes] = [0, 0, 0, 0];
    this.#mayStartStored = true;
  }

  /** Whether support must have been called for. */
  get needsSupport(): boolean {
    return this.#errors >= LIMITS.errorsUntilSupport || this.#senseless >= LIMITS.errorsUntilSupport;
  }

  get isOnline(): boolean {
    return this.phase === "operating" && this.online;
  }

  /** Whether pressing retry makes the device call at once: not while it calls, nor between two good probes. */
  get canRetry(): boolean {
    return this.due !== null && this.#goodProbes === 0 && !this.isOnline;
  }

  reconfigure(): void {
    this.phase = "configuring";
    this.#mayStartStored = false;
    this.#goodProbes = 0;
    this.due = null;
  }

  /** The same service, with the model listening in on it. */
  listeningTo(service: TicketService): TicketService {
    return {
      configure: async (identity, signal) => {
        this.#calling();
        return this.#heard(await service.configure(identity, signal), (reply) => this.#hearConfigure(reply));
      },
      deviceInformation: async (device, signal) => {
        this.#calling();
        const turns = this.isOnline ? this.#turns : null;
        const reply = await service.deviceInformation(device, signal);
        return this.#heard(reply, () => {
          if (turns === null) this.#hearInformation(reply);
          else if (this.isOnline && turns === this.#turns) this.#hearIdle(reply);
        });
      },
      ask: async (scan, signal) => this.#heard(await service.ask(scan, signal), (reply) => this.#hearLive(reply)),
      upload: async (batch, signal) =>
        this.#heard(await service.upload(batch, signal), (reply) => this.#hearLive(reply)),
    };
  }

  #calling(): void {
    if (this.due !== null) expect(this.#nowMs()).toBeGreaterThanOrEqual(this.due.fromMs);
    this.calls += 1;
    this.due = null;
    if (this.phase === "refused") this.phase = "configuring";
  }

  #heard<Value>(reply: Reply<Value>, hear: (reply: Reply<Value>) => void): Reply<Value> {
    if (reply.kind === "unauthorised") this.keyRefused = true;
    if (reply.kind === "answered") this.keyRefused = false;
    if (reply.kind === "answered") this.#senseless = 0;
    if (reply.kind === "unintelligible") this.#senseless += 1;
    if (reply.kind !== "unreachable") this.#heardAtMs = this.#nowMs();
    hear(reply);
    if (reply.kind !== "unreachable" && this.isOnline) this.#listen();
    return reply;
  }

  #hearConfigure(reply: Reply<ConfiguredDevice>): void {
    const okay = reply.kind === "answered" && reply.status === "OKAY";
    if (okay) {
      this.#gateId = reply.value?.gateId ?? null;
      this.#everConfigured = true;
      this.configured = true;
    }
    if (this.phase === "operating") {
      if (okay) return this.#goodProbe();
      return reply.kind === "unreachable" ? this.#badProbe() : this.#beginAnew();
    }
    if (okay && this.#choices.verifies) return;
    if (okay) return this.#operate();
    if (reply.kind !== "unreachable") return this.#refused();
    const stored = this.#choices.startsStored && this.#everConfigured && this.#mayStartStored;
    if (!stored) return this.#timedOut();
    this.configured = false;
    this.phase = "operating";
    this.#goOffline();
  }

  #hearInformation(reply: Reply<ConfiguredDevice>): void {
    const verifying = this.phase !== "operating";
    if (reply.kind === "unreachable") return verifying ? this.#timedOut() : this.#badProbe();
    const okay = reply.kind === "answered" && reply.status === "OKAY";
    if (verifying && okay) this.#gateId = reply.value?.gateId ?? this.#gateId;
    if (verifying) return okay ? this.#operate() : this.#refused();
    if (reply.kind === "unintelligible") return this.#badProbe();
    if (reply.kind === "unauthorised") return this.#goodProbe();
    const moved = reply.value !== null && reply.value.gateId !== this.#gateId;
    return reply.status === "NOT_FOUND" || moved ? this.#beginAnew() : this.#goodProbe();
  }

  /** Scans and uploads find out whether the endpoint is there. */
  #hearLive(reply: Reply<unknown>): void {
    if (reply.kind === "unreachable" && this.isOnline) this.#goOffline();
  }

  /** So does an idle gate, by two probes in a row, unless a scan or an upload was answered meanwhile. */
  #hearIdle(reply: Reply<ConfiguredDevice>): void {
    if (reply.kind === "answered") {
      const moved = reply.value !== null && reply.value.gateId !== this.#gateId;
      if (reply.status === "NOT_FOUND" || moved) this.#beginAnew();
    }
    if (reply.kind !== "unreachable") return;
    if (this.#nowMs() - this.#heardAtMs < DEFAULT_TIMINGS.idleProbeMs / 2) return this.#listen();
    this.#badIdleProbes += 1;
    if (this.#badIdleProbes === 2) return this.#goOffline();
    this.#wait(DEFAULT_TIMINGS.probeConfirmMs, DEFAULT_TIMINGS.probeConfirmMs);
  }

  /** From now on the next idle probe is due a while after the service was heard. */
  #listen(): void {
    this.#badIdleProbes = 0;
    const { idleProbeMs } = DEFAULT_TIMINGS;
    this.due = { fromMs: this.#heardAtMs + idleProbeMs / 2, byMs: this.#heardAtMs + idleProbeMs };
  }

  #operate(): void {
    this.phase = "operating";
    this.online = true;
    this.#turns += 1;
    this.#errors = 0;
    this.#timeouts = 0;
  }

  #refused(): void {
    this.phase = "refused";
    this.#mayStartStored = false;
    this.#errors += 1;
    this.#timeouts = 0;
    this.#wait(DEFAULT_TIMINGS.refusedRetryMs / 2, DEFAULT_TIMINGS.refusedRetryMaxMs);
  }

  #timedOut(): void {
    this.#timeouts += 1;
    if (this.#errors < LIMITS.errorsUntilSupport) this.#errors = 0; // no longer in a row; a call for support stays
    const { configureRetryMs, configureRetryMaxMs } = DEFAULT_TIMINGS;
    this.#wait(configureRetryMs / 2, this.#timeouts === 1 ? configureRetryMs : configureRetryMaxMs);
  }

  #goOffline(): void {
    this.online = false;
    this.#turns += 1;
    this.#badIdleProbes = 0;
    this.#badProbe();
  }

  #badProbe(): void {
    this.#goodProbes = 0;
    this.#wait(DEFAULT_TIMINGS.probeMs / 2, DEFAULT_TIMINGS.probeMaxMs);
  }

  #goodProbe(): void {
    this.#goodProbes += 1;
    if (this.#goodProbes < 2) return this.#wait(DEFAULT_TIMINGS.probeConfirmMs, DEFAULT_TIMINGS.probeConfirmMs);
    this.#goodProbes = 0;
    this.online = true;
    this.#turns += 1;
  }

  /** The registration has changed: the device configures itself again, at once. */
  #beginAnew(): void {
    this.reconfigure();
    this.#timeouts = 0;
  }

  #wait(fromMs: number, byMs: number): void {
    this.due = { fromMs: this.#nowMs() + fromMs, byMs: this.#nowMs() + byMs };
  }
}

/** Whether the device is what the model says. */
export function compare(model: LifecycleModel, { run, time }: World): void {
  const { phase, connectivity, device, alarms } = run.state;
  expect(phase).toBe(model.phase);
  if (phase === "operating") expect(connectivity).toBe(model.online ? "online" : "offline");
  expect(device === null).toBe(phase !== "operating");
  const standing = new Set(alarms.map(({ code }) => code));
  expect(standing.has("CONTACT_SUPPORT")).toBe(model.needsSupport);
  expect(standing.has("API_KEY_REFUSED")).toBe(model.keyRefused);
  if (model.due !== null) expect(time.monotonicMs()).toBeLessThanOrEqual(model.due.byMs);
}
