import { and, assign, fromPromise, not, raise, setup, stateIn } from "xstate";
import type { ConfiguredDevice } from "../domain/device.js";
import {
  deviceOf,
  probedDeviceOf,
  probeInputOf,
  retryAfterOf,
  type ConfigureOutcome,
  type DeviceContext,
  type DeviceEvent,
  type ProbeOutcome,
  type UploadOutcome,
} from "./device-events.js";

const unsupplied = () => {
  throw new Error("the device machine was used without its effects");
};

/** Probes in a row that must reach the endpoint before the device counts as online: one could be luck (hysteresis). */
const GOOD_PROBES_TO_RETURN = 2;
/** The same for an idle gate on its way offline. */
const BAD_PROBES_TO_LEAVE = 2;

/** What a guard or an action sees where an effect has come to an end. */
interface Done<Outcome> {
  readonly event: { readonly output: Outcome };
}

/** What Device Configure leads to, and Device Information where the venue wants that, too. */
const OPERATES = {
  guard: ({ event }: Done<ConfigureOutcome>) => event.output.kind === "configured",
  target: "#device.operating",
  actions: [
    { type: "takeDevice", params: ({ event }: Done<ConfigureOutcome>) => deviceOf(event.output) },
    "forgetFailures",
    "noteErrors",
  ],
} as const;
const WAITS = {
  guard: ({ event }: Done<ConfigureOutcome>) => event.output.kind === "unreachable",
  target: "waiting",
  actions: "noteTimeout",
} as const;
const IS_REFUSED = { target: "refused", actions: ["noteError", "noteErrors"] } as const;

/** Where a probe, online or offline, finds that the service does not know this device any more. */
const CONFIGURES_ANEW = {
  guard: ({ event }: Done<ProbeOutcome>) => event.output.kind === "registrationChanged",
  target: "#device.configuring",
  actions: "beginAnew",
} as const;

/**
 * The device's lifecycle (Presence overview, "Scanner Configuration" and "Scanning"): configure until OKAY, then operate,
 * online or offline, with the upload of offline scans beside it. The engine supplies the effects.
 */
export const deviceMachine = setup({
  types: { context: {} as DeviceContext, events: {} as DeviceEvent },
  actors: {
    configure: fromPromise<ConfigureOutcome>(unsupplied),
    verify: fromPromise<ConfigureOutcome, { device: ConfiguredDevice }>(unsupplied),
    probe: fromPromise<ProbeOutcome, { device: ConfiguredDevice; configuredThisRun: boolean }>(unsupplied),
    upload: fromPromise<UploadOutcome>(unsupplied),
  },
  delays: {
    configureRetry: unsupplied,
    refusedRetry: unsupplied,
    quiet: unsupplied,
    probeRetry: unsupplied,
    probeConfirm: unsupplied,
    uploadPace: unsupplied,
    uploadRetry: unsupplied,
  },
  guards: {
    verifies: unsupplied,
    hasPending: unsupplied,
    /** Nothing was heard of the service for so long that an idle gate asks whether it is there. */
    isQuiet: unsupplied,
    isOnline: stateIn({ operating: { connectivity: "online" } }),
    isLost: ({ context }) => context.badProbes + 1 >= BAD_PROBES_TO_LEAVE,
    isConfirmed: ({ context }) => context.goodProbes + 1 >= GOOD_PROBES_TO_RETURN,
  },
  actions: {
    /** Errors go on: raise or clear the call for support by `context.errors`. */
    noteErrors: unsupplied,
    takeDevice: assign((_, { device }: { device: ConfiguredDevice }) => ({
      device,
      configuredThisRun: true,
    })),
    takeStored: assign((_, { device }: { device: ConfiguredDevice }) => ({ device, configuredThisRun: false })),
    noteTimeout: assign({ timeouts: ({ context }) => context.timeouts + 1, errors: 0 }),
    noteError: assign({ errors: ({ context }) => context.errors + 1, timeouts: 0, mayStartStored: false }),
    forgetProbes: assign({ badProbes: 0, goodProbes: 0 }),
    forgetFailures: assign({ timeouts: 0, errors: 0 }),
    beginAnew: assign({ timeouts: 0, errors: 0, mayStartStored: false }),
    noteBadProbe: assign({ badProbes: ({ context }) => context.badProbes + 1, goodProbes: 0 }),
    noteGoodProbe: assign(({ context }, { device }: { device: ConfiguredDevice | null }) => ({
      goodProbes: context.goodProbes + 1,
      ...(device === null ? {} : { device, configuredThisRun: true }),
    })),
    noteUploadFailure: assign(({ context }, { retryAfterMs }: { retryAfterMs: number | null }) => ({
      uploadFailures: context.uploadFailures + 1,
      retryAfterMs,
    })),
    forgetUploadFailures: assign({ uploadFailures: 0, retryAfterMs: null }),
  },
}).createMachine({
  id: "device",
  context: {
    device: null,
    configuredThisRun: false,
    mayStartStored: true,
    timeouts: 0,
    errors: 0,
    badProbes: 0,
    goodProbes: 0,
    uploadFailures: 0,
    retryAfterMs: null,
  },
  initial: "idle",
  on: { stop: ".stopping" },
  states: {
    idle: { on: { start: "configuring" } },
    configuring: {
      initial: "attempting",
      states: {
        attempting: {
          invoke: {
            src: "configure",
            onDone: [
              {
                guard: and([({ event }) => event.output.kind === "configured", "verifies"]),
                target: "verifying",
                actions: { type: "takeDevice", params: ({ event }) => deviceOf(event.output) },
              },
              OPERATES,
              {
                guard: ({ context, event }) =>
                  event.output.kind === "unreachable" && event.output.stored !== null && context.mayStartStored,
                target: "#device.operating.connectivity.offline",
                actions: { type: "takeStored", params: ({ event }) => deviceOf(event.output) },
              },
              WAITS,
              IS_REFUSED,
            ],
            onError: IS_REFUSED,
          },
        },
        verifying: {
          invoke: {
            src: "verify",
            input: ({ context }) => ({ device: context.device as ConfiguredDevice }),
            onDone: [OPERATES, WAITS, IS_REFUSED],
            onError: IS_REFUSED,
          },
        },
        waiting: { after: { configureRetry: "attempting" }, on: { retry: "attempting" } },
        refused: { after: { refusedRetry: "attempting" }, on: { retry: "attempting" } },
      },
    },
    operating: {
      type: "parallel",
      on: {
        reconfigure: { guard: "isOnline", target: "configuring", actions: "beginAnew" },
      },
      states: {
        connectivity: {
          initial: "online",
          states: {
            online: {
              entry: "forgetProbes",
              initial: "listening",
              on: { unreachable: "offline" },
              states: {
                listening: {
                  on: { questioned: "probing" },
                  after: {
                    quiet: [
                      { guard: "isQuiet", target: "probing" },
                      { target: "listening", reenter: true, actions: "forgetProbes" },
                    ],
                  },
                },
                probing: {
                  invoke: {
                    src: "probe",
                    input: ({ context }) => probeInputOf(context),
                    onDone: [
                      CONFIGURES_ANEW,
                      {
                        guard: and([({ event }) => event.output.kind === "unreachable", "isQuiet", "isLost"]),
                        target: "#device.operating.connectivity.offline",
                      },
                      {
                        guard: ({ event }) => event.output.kind === "unreachable",
                        target: "listening",
                        actions: "noteBadProbe",
                      },
                      { target: "listening", actions: "forgetProbes" },
                    ],
                    onError: { target: "listening", actions: "forgetProbes" },
                  },
                },
              },
            },
            offline: {
              entry: "forgetProbes",
              initial: "waiting",
              states: {
                waiting: { after: { probeRetry: "probing" }, on: { retry: "probing" } },
                confirming: { after: { probeConfirm: "probing" } },
                probing: {
                  invoke: {
                    src: "probe",
                    input: ({ context }) => probeInputOf(context),
                    onDone: [
                      CONFIGURES_ANEW,
                      {
                        guard: ({ event }) => event.output.kind !== "reached",
                        target: "waiting",
                        actions: "noteBadProbe",
                      },
                      {
                        guard: "isConfirmed",
                        target: "#device.operating.connectivity.online",
                        actions: [
                          { type: "noteGoodProbe", params: ({ event }) => probedDeviceOf(event.output) },
                          raise({ type: "reachable" }),
                        ],
                      },
                      {
                        target: "confirming",
                        actions: { type: "noteGoodProbe", params: ({ event }) => probedDeviceOf(event.output) },
                      },
                    ],
                    onError: { target: "waiting", actions: "noteBadProbe" },
                  },
                },
              },
            },
          },
        },
        sync: {
          initial: "assessing",
          states: {
            assessing: {
              always: [
                { guard: not("hasPending"), target: "settled" },
                { guard: "isOnline", target: "uploading" },
                { target: "held" },
              ],
            },
            settled: { on: { queued: "assessing" } },
            held: {
              on: {
                reachable: [
                  { guard: ({ context }) => context.uploadFailures > 0, target: "backingOff" }, // probes may fare better than uploads
                  { target: "assessing" },
                ],
              },
            },
            uploading: {
              invoke: {
                src: "upload",
                onDone: [
                  {
                    guard: ({ event }) => event.output.kind === "accepted",
                    target: "pacing",
                    actions: "forgetUploadFailures",
                  },
                  {
                    guard: ({ event }) => event.output.kind === "unreachable",
                    target: "held",
                    actions: [
                      { type: "noteUploadFailure", params: { retryAfterMs: null } },
                      raise({ type: "unreachable" }),
                    ],
                  },
                  { guard: ({ event }) => event.output.kind === "formatRefused", target: "stopped" },
                  {
                    target: "backingOff",
                    actions: { type: "noteUploadFailure", params: ({ event }) => retryAfterOf(event.output) },
                  },
                ],
                onError: {
                  target: "backingOff",
                  actions: { type: "noteUploadFailure", params: { retryAfterMs: null } },
                },
              },
            },
            pacing: { after: { uploadPace: "assessing" } },
            backingOff: { after: { uploadRetry: "assessing" }, on: { uploadNow: "assessing" } },
            stopped: { on: { uploadNow: "assessing" } },
          },
        },
      },
    },
    stopping: { type: "final" },
  },
});
