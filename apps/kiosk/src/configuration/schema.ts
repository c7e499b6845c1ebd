import { DEFAULT_TIMINGS, laneIdsOf, LIMITS, type Timings } from "@usher/core";
import { endpointProblem } from "@usher/presence";
import { secretSchema } from "@usher/validators";
import { z } from "zod";
import { outputsSchema } from "./output-schema.js";
import { readerSchema } from "./reader-schema.js";

/** Readers that there can be one of, and why. */
const ONCE = {
  stdin: "there is only one standard input",
  auto: "it takes every scanner there is; name those that stand at another lane",
} as const;

const text = (description: string) => z.string().min(1).describe(description);
const wholeMs = z.int().positive().max(LIMITS.timerMs);
const wholeMsOrOff = z.int().nonnegative().max(LIMITS.timerMs);

/**
 * As Linux and Windows, BSD (without leading zeros), Cisco, Huawei and HP write it, and labels. It is not rewritten: to the service
 * another notation would be another device.
 */
const MAC_PATTERN =
  /^([\dA-Fa-f]{1,2}(:[\dA-Fa-f]{1,2}){5}|[\dA-Fa-f]{1,2}(-[\dA-Fa-f]{1,2}){5}|[\dA-Fa-f]{4}([.-][\dA-Fa-f]{4}){2}|[\dA-Fa-f]{6}-?[\dA-Fa-f]{6})$/;

const deviceSchema = z
  .strictObject({
    venueId: text("The venue, as the service knows it."),
    name: text("Friendly name of this device, as the box office will list it."),
    mac: z
      .string()
      .regex(MAC_PATTERN, 'expected six pairs of hexadecimal digits, such as "02:00:00:00:00:01"')
      .describe("Hardware address, sent as it is written. With the venue it is what the service knows this device by."),
    ip: text("Address at the time of configuring. Left out: this machine's first address.").optional(),
    gateName: text("The gate, as the venue has named it in the service."),
    serial: text("Serial number of the device."),
    model: text("Model of the device."),
  })
  .describe("Who this device is: the body of Device Configure.");

const gateSchema = z
  .strictObject({
    rule: z
      .discriminatedUnion("kind", [
        z.strictObject({ kind: z.literal("external") }),
        z.strictObject({
          kind: z.literal("internal"),
          multipleEntries: z.boolean().describe("Whether a ticket may enter again without an exit."),
          zone: text("The area behind the gate; gates of one zone share it. Left out: the gate's own.").optional(),
        }),
      ])
      .describe("The gate's rule in the service."),
    reentry: z.enum(["afterExit", "never"]).default("afterExit").describe("Whether an exited ticket may enter again."),
  })
  .describe("What the gate goes by while it is offline. Left out: an external gate, entering again after an exit.");

const offlineSchema = z
  .strictObject({
    ticketList: text("The venue's ticket list, CSV or NDJSON. Without it nothing is admitted offline.").optional(),
    exits: z
      .enum(["lenient", "ledger"])
      .default("lenient")
      .describe("Whether a ticket may exit that this gate did not see entering."),
    unknownTickets: z
      .strictObject({
        max: z.int().positive().describe("How many may be in before the service has taken them by upload."),
      })
      .optional()
      .describe("Lets tickets in that are in no list, up to a number. Left out: none."),
  })
  .describe("How scans are decided while the service can't be reached.");

const timingNames = Object.keys(DEFAULT_TIMINGS) as (keyof Timings)[];
const timingsSchema = z
  .strictObject(
    Object.fromEntries(
      timingNames.map((name) => {
        const canBeOff = name === "idleProbeMs";
        const words = `Default ${DEFAULT_TIMINGS[name]} ms${canBeOff ? "; 0 turns it off" : ""}.`;
        return [name, (canBeOff ? wholeMsOrOff : wholeMs).describe(words).optional()];
      }),
    ) as Record<keyof Timings, z.ZodOptional<typeof wholeMs>>,
  )
  .describe("How long things take, in milliseconds. For tests and unusual networks; the defaults are meant for gates.");

/** A PIN is digits, so that it can be typed on any pad; shorter ones are tried through in an evening. */
export const PIN_PATTERN = /^\d{4,32}$/;
/** Words for a PIN of another form, wherever it was found. */
export const PIN_EXPECTED = 'expected 4 to 32 digits in quotes, such as "2468"';

const pinSchema = z
  .union(
    [
      z.string().regex(PIN_PATTERN, PIN_EXPECTED),
      z.strictObject({ env: z.string().min(1) }),
      z.strictObject({ file: z.string().min(1) }),
    ],
    { error: `${PIN_EXPECTED}, or {"env": "NAME"}, or {"file": "PATH"}` },
  )
  .meta({ writeOnly: true, description: "Opens the operator panel. 4 to 32 digits." });

const uiSchema = z
  .strictObject({
    port: z.int().min(0).max(65_535).describe("Port of the pages. 0 takes any that is free."),
    host: text("Address to listen on. Anything but this machine's own also lets others on the network in.").default(
      "127.0.0.1",
    ),
    pin: pinSchema,
  })
  .describe("The gate display and the operator panel.");

/** The kiosk's configuration file, as people write it. Published as `kiosk.schema.json`. */
export const configurationSchema = z
  .strictObject({
    $schema: z.string().optional().describe("For editors."),
    endpoint: text("Base URL of the Presence API, such as https://HOST/presence/v1/.").superRefine(
      (endpoint, context) => {
        const problem = endpoint === "" ? null : endpointProblem(endpoint);
        if (problem !== null) context.addIssue({ code: "custom", message: problem.words });
      },
    ),
    apiKey: secretSchema.describe("The partner API key."),
    caFile: text("PEM file with the only authorities to trust, where the endpoint's is a private one.").optional(),
    device: deviceSchema,
    gate: gateSchema.optional(),
    readers: z
      .array(readerSchema)
      .superRefine((readers, context) => {
        for (const [index, { kind }] of readers.entries()) {
          const why = kind === "stdin" || kind === "auto" ? ONCE[kind] : null;
          if (why === null || readers.findIndex((reader) => reader.kind === kind) === index) continue;
          context.addIssue({ code: "custom", path: [index, "kind"], message: `expected one ${kind} reader, ${why}` });
        }
      })
      .describe("The scanners of this gate."),
    outputs: outputsSchema,
    storage: z.strictObject({ file: text("The journal and all that this gate must not forget.") }),
    offline: offlineSchema.optional(),
    direction: z.enum(["enter", "exit"]).describe("Which way people go at the start."),
    rereadWindowMs: z
      .int()
      .min(0)
      .optional()
      .describe("A second read of a ticket within this is no second scan. Default 2000, 0 = off."),
    verifyDevice: z
      .boolean()
      .default(false)
      .describe("Whether Device Information must confirm the registration before scanning."),
    startWithStoredConfiguration: z
      .strictObject({ maxAgeHours: z.number().positive() })
      .optional()
      .describe("Lets the gate start offline with its last configuration, if that is not older."),
    timings: timingsSchema.optional(),
    logLevel: z.enum(["trace", "debug", "info", "warn", "error"]).default("info").describe("How much is logged."),
    ui: uiSchema,
  })
  .superRefine(({ readers, outputs }, context) => {
    // What an auto reader finds later stands at its lane. Without readers there is the lane of tickets that are typed in.
    const lanes = laneIdsOf(readers);
    for (const [index, { lane }] of outputs.entries()) {
      if (lane === undefined || lanes.includes(lane)) continue;
      const there = lanes.map((name) => JSON.stringify(name)).join(" or ");
      const message = `expected ${there}, the lanes that readers have; or leave it out, for every lane`;
      context.addIssue({ code: "custom", path: ["outputs", index, "lane"], message });
    }
  })
  .meta({ title: "Configuration of an Usher kiosk" });

/** What a configuration file says, defaults filled in; paths and secrets still as written. */
export type ConfigurationFile = z.output<typeof configurationSchema>;
