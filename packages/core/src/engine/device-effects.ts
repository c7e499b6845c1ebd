import { fromPromise } from "xstate";
import type { ConfiguredDevice, DeviceIdentity } from "../domain/index.js";
import { LIMITS } from "../domain/index.js";
import {
  backoffMs,
  deviceMachine,
  type ConfigureOutcome,
  type ProbeOutcome,
  type UploadOutcome,
} from "../lifecycle/index.js";
import type { Random, Reply, ScanStore, TicketService, Time } from "../ports/index.js";
import { limited } from "./limited.js";
import type { ScannerSettings, Timings } from "./settings.js";

/** What the device machine's effects are made from. */
export interface DeviceEffectsParts {
  readonly service: TicketService;
  readonly store: ScanStore;
  readonly time: Time;
  readonly random: Random;
  readonly timings: Timings;
  readonly settings: ScannerSettings;
  readonly stopped: AbortSignal;
  readonly noteReply: (reply: Reply<unknown>) => void;
  readonly noteFailure: (error: unknown) => void;
  /** What the service said where it refused to configure this device, or to confirm it. */
  readonly noteRefusal: (answer: string) => void;
  /** Errors in a row at Device Configure, after each attempt. */
  readonly noteErrors: (errors: number) => void;
  /** When the service was last heard, monotonic. */
  readonly heardAtMs: () => number;
  readonly uploadNext: () => Promise<UploadOutcome>;
}

/** The device machine with its effects supplied: the calls to the device service, the delays, the upload. */
export function deviceMachineWith(parts: DeviceEffectsParts) {
  const { timings, random, settings, store } = parts;
  const silence = new Silence(parts);
  const calls = new DeviceCalls(parts);
  return deviceMachine.provide({
    actors: {
      configure: fromPromise(() => calls.told(calls.configure())),
      verify: fromPromise(({ input }) => calls.told(calls.verify(input.device))),
      probe: fromPromise(({ input }) =>
        calls.told(input.configuredThisRun ? calls.probe(input.device) : calls.probeByConfiguring()),
      ),
      upload: fromPromise(parts.uploadNext),
    },
    guards: {
      verifies: () => settings.verifyDevice === true,
      hasPending: () => hasPending(store),
      isQuiet: () => silence.isLong,
    },
    actions: { noteErrors: ({ context }) => parts.noteErrors(context.errors) },
    delays: {
      configureRetry: ({ context }) =>
        backoffMs(context.timeouts, timings.configureRetryMs, timings.configureRetryMaxMs, random),
      refusedRetry: ({ context }) =>
        backoffMs(context.errors, timings.refusedRetryMs, timings.refusedRetryMaxMs, random),
      probeRetry: ({ context }) => backoffMs(context.badProbes + 1, timings.probeMs, timings.probeMaxMs, random),
      quiet: ({ context }) => (context.badProbes > 0 ? timings.probeConfirmMs : silence.restMs()),
      probeConfirm: () => timings.probeConfirmMs,
      uploadPace: () => timings.uploadPaceMs,
      uploadRetry: ({ context }) =>
        Math.max(
          Math.min(context.retryAfterMs ?? 0, LIMITS.retryAfterMs),
          backoffMs(context.uploadFailures, timings.uploadRetryMs, timings.uploadRetryMaxMs, random),
        ),
    },
  });
}

/** Where idle gates do not probe, one looks so often whether it should: no timer is endless. */
const A_DAY_MS = 86_400_000;

/** How long nothing was heard of the service. Live scans and uploads are heard too, so that a busy gate is never probed. */
class Silence {
  readonly #parts: DeviceEffectsParts;

  constructor(parts: DeviceEffectsParts) {
    this.#parts = parts;
  }

  /** Whether an idle gate should ask: after half of its quiet time, since jitter takes up to the other half. */
  get isLong(): boolean {
    const { time, timings, heardAtMs } = this.#parts;
    return timings.idleProbeMs > 0 && time.monotonicMs() - heardAtMs() >= timings.idleProbeMs / 2;
  }

  /** How much of the quiet time is left, jittered. */
  restMs(): number {
    const { time, timings, heardAtMs, random } = this.#parts;
    const { idleProbeMs } = timings;
    if (idleProbeMs === 0) return A_DAY_MS;
    return Math.max(0, heardAtMs() + backoffMs(1, idleProbeMs, idleProbeMs, random) - time.monotonicMs());
  }
}

/** The calls to the device service, each under its time limit. */
class DeviceCalls {
  readonly #parts: DeviceEffectsParts;

  constructor(parts: DeviceEffectsParts) {
    this.#parts = parts;
  }

  /** The machine goes on where a call throws, as where it is refused; that it threw, and what, is for the log. */
  async told<Outcome>(call: Promise<Outcome>): Promise<Outcome> {
    try {
      return await call;
    } catch (error) {
      this.#parts.noteFailure(error);
      throw error;
    }
  }

  async configure(): Promise<ConfigureOutcome> {
    const { service, settings } = this.#parts;
    const reply = await this.#limited((signal) => service.configure(settings.device, signal));
    if (reply.kind === "unreachable") return { kind: "unreachable", stored: this.#storedDevice() };
    if (reply.kind !== "answered" || reply.status !== "OKAY" || !hasIds(reply.value)) return this.#refused(reply);
    this.#save(reply.value);
    return { kind: "configured", device: reply.value };
  }

  async verify(device: ConfiguredDevice): Promise<ConfigureOutcome> {
    const { service } = this.#parts;
    const reply = await this.#limited((signal) => service.deviceInformation(device, signal));
    if (reply.kind === "unreachable") return { kind: "unreachable", stored: null };
    if (reply.kind !== "answered" || reply.status !== "OKAY") return this.#refused(reply);
    return { kind: "configured", device: reply.value ?? device };
  }

  /** Device Information changes nothing, so it is the probe; only an envelope or a refused key shows that the service is back. */
  async probe(device: ConfiguredDevice): Promise<ProbeOutcome> {
    const { service } = this.#parts;
    const reply = await this.#limited((signal) => service.deviceInformation(device, signal));
    if (reply.kind === "unauthorised") return { kind: "reached", device: null };
    if (reply.kind !== "answered") return { kind: reply.kind };
    const moved = reply.value !== null && reply.value.gateId !== device.gateId;
    if (reply.status === "NOT_FOUND" || moved) return { kind: "registrationChanged" };
    return { kind: "reached", device: null };
  }

  /** A device that started with a stored configuration has still to be configured: that is its probe. */
  async probeByConfiguring(): Promise<ProbeOutcome> {
    const outcome = await this.configure();
    if (outcome.kind === "configured") return { kind: "reached", device: outcome.device };
    return outcome.kind === "unreachable" ? { kind: "unreachable" } : { kind: "registrationChanged" };
  }

  /** What was answered is said here; what is no answer is told by {@link DeviceEffectsParts.noteReply}. */
  #refused(reply: Reply<unknown>): { kind: "refused" } {
    if (reply.kind === "answered") {
      const isHalf = reply.status === "OKAY";
      this.#parts.noteRefusal(isHalf ? "OKAY without a device id and a gate id" : `${reply.status}: ${reply.message}`);
    }
    return { kind: "refused" };
  }

  async #limited<Value>(call: (signal: AbortSignal) => Promise<Reply<Value>>): Promise<Reply<Value>> {
    const { time, timings, stopped, noteReply } = this.#parts;
    const reply = await limited(time, timings.configureTimeoutMs, stopped, call);
    if (!stopped.aborted) noteReply(reply);
    return reply;
  }

  /** What the venue lets this device start with, where the endpoint can't be reached (promise P1). */
  #storedDevice(): ConfiguredDevice | null {
    const { store, settings, time } = this.#parts;
    const allowed = settings.startWithStoredConfiguration;
    const stored = allowed === undefined ? null : store.configuration();
    if (allowed === undefined || stored === null || !isSameDevice(stored.identity, settings.device)) return null;
    const ageMs = time.wallMs() - stored.configuredAtMs;
    return ageMs >= 0 && ageMs <= allowed.maxAgeMs ? stored.device : null;
  }

  #save(device: ConfiguredDevice): void {
    const { store, settings, time, noteFailure, stopped } = this.#parts;
    if (stopped.aborted) return;
    try {
      store.saveConfiguration({ identity: settings.device, device, configuredAtMs: time.wallMs() });
    } catch (error) {
      noteFailure(error);
    }
  }
}

/** Scans that bear no ids could never be uploaded. */
function hasIds(device: ConfiguredDevice | null): device is ConfiguredDevice {
  return Number.isInteger(device?.id) && Number.isInteger(device?.gateId);
}

/** Where the disk can't be read, an upload is tried: it meets the same trouble, says so, and tries again later. */
function hasPending(store: ScanStore): boolean {
  try {
    return store.counts().pending > 0;
  } catch {
    return true;
  }
}

/** The address of a device may change from day to day; everything else makes it another device. */
function isSameDevice(one: DeviceIdentity, other: DeviceIdentity): boolean {
  return (["venueId", "name", "mac", "gateName", "serial", "model"] as const).every((key) => one[key] === other[key]);
}
