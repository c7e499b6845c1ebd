import type { ConfiguredDevice } from "../domain/device.js";

/** What came of Device Configure, or of Device Information where it is part of the start. */
export type ConfigureOutcome =
  | { readonly kind: "configured"; readonly device: ConfiguredDevice }
  /** No answer. `stored` is the configuration that the venue lets this device start with, or null. */
  | { readonly kind: "unreachable"; readonly stored: ConfiguredDevice | null }
  /** An error of any kind: the device is not configured and must not scan. */
  | { readonly kind: "refused" };

/** What a probe found. A device that started with a stored configuration is configured by its probe. */
export type ProbeOutcome =
  | { readonly kind: "reached"; readonly device: ConfiguredDevice | null }
  | { readonly kind: "unreachable" }
  /** Something answered, but not the Presence API: nothing to come back online for, and nothing to go offline for. */
  | { readonly kind: "unintelligible" }
  /** The service does not know this device any more, or has moved it to another gate. */
  | { readonly kind: "registrationChanged" };

/** What came of one upload. */
export type UploadOutcome =
  | { readonly kind: "accepted" }
  | { readonly kind: "unreachable" }
  | { readonly kind: "failed"; readonly retryAfterMs: number | null }
  /** Scan after scan was found malformed: it is the format, and trying on would only fill the quarantine. */
  | { readonly kind: "formatRefused" };

/** What the device machine hears. */
export type DeviceEvent =
  | { readonly type: "start" | "retry" | "reconfigure" | "stop" }
  /** A live scan found the endpoint unreachable. */
  | { readonly type: "unreachable" }
  /** A live scan was answered as it is where the service does not know this device. */
  | { readonly type: "questioned" }
  /** The endpoint is back; raised by the machine itself. */
  | { readonly type: "reachable" }
  /** A scan was queued for upload. */
  | { readonly type: "queued" }
  | { readonly type: "uploadNow" };

/**
 * `configuredThisRun`: Device Configure was answered OKAY since the start (promise P1). `mayStartStored`: the service has not
 * been heard to refuse this device, nor is it being configured anew, so a stored configuration may stand in. The rest counts
 * for the back-offs.
 */
export interface DeviceContext {
  readonly device: ConfiguredDevice | null;
  readonly configuredThisRun: boolean;
  readonly mayStartStored: boolean;
  readonly timeouts: number;
  readonly errors: number;
  readonly badProbes: number;
  readonly goodProbes: number;
  readonly uploadFailures: number;
  readonly retryAfterMs: number | null;
}

/** For transitions whose guard has made sure that the outcome bears a device. */
export function deviceOf(outcome: ConfigureOutcome): { device: ConfiguredDevice } {
  const device =
    outcome.kind === "configured" ? outcome.device : outcome.kind === "unreachable" ? outcome.stored : null;
  if (device === null) throw new Error(`a configure outcome "${outcome.kind}" bears no device`);
  return { device };
}

export function probeInputOf({ device, configuredThisRun }: DeviceContext) {
  return { device: device as ConfiguredDevice, configuredThisRun };
}

export function probedDeviceOf(outcome: ProbeOutcome): { device: ConfiguredDevice | null } {
  return { device: outcome.kind === "reached" ? outcome.device : null };
}

export function retryAfterOf(outcome: UploadOutcome): { retryAfterMs: number | null } {
  return { retryAfterMs: outcome.kind === "failed" ? outcome.retryAfterMs : null };
}
