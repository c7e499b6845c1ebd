import { z } from "zod";
import { LIMITS } from "./limits.js";

const channelSchema = z.int().min(0).max(255);

const channelsSchema = z
  .strictObject({
    gate: channelSchema.optional().describe("Pulsed for each permit: turnstile, door, barrier."),
    permit: channelSchema.optional().describe("Light: on while a permit is shown."),
    deny: channelSchema.optional().describe("Light or buzzer: on while a denial is shown."),
    idle: channelSchema.optional().describe("Light: on between verdicts, while the board is in the kiosk's hands."),
  })
  .refine((channels) => new Set(Object.values(channels)).size === Object.values(channels).length, {
    error: "expected a channel of its own for each",
  })
  .refine((channels) => Object.keys(channels).length > 0, {
    error: "expected at least one of gate, permit, deny, idle",
  })
  .describe("What is wired to which channel, numbered as the board counts them.");

const passageSchema = z
  .strictObject({
    contact: z
      .enum(["cts", "dsr", "dcd", "bytes"])
      .describe(
        "The input line of the serial port that the turnstile's contact is wired to, or bytes that a board sends.",
      ),
    bytes: z.string().optional().describe('For "bytes": what the board sends for each turn, in hexadecimal.'),
    passMs: z
      .int()
      .positive()
      .max(LIMITS.passMaxMs)
      .default(5_000)
      .describe("Who has not gone through this long after the opening won't: the permit is annulled."),
  })
  .superRefine(({ contact, bytes }, context) => {
    const isRight = contact === "bytes" ? bytes !== undefined && isHexadecimal(bytes) : bytes === undefined;
    if (!isRight) {
      const message = `expected bytes such as "01 FF" for the contact "bytes", and for no other`;
      context.addIssue({ code: "custom", path: ["bytes"], message });
    }
  })
  .describe("For turnstiles that tell by a contact whether somebody went through.");

const gateShape = {
  lane: z
    .string()
    .min(1)
    .max(64)
    .optional()
    .describe("The lane whose verdicts move it. Left out: those of every lane."),
  channels: channelsSchema,
  pulseMs: z
    .int()
    .min(50)
    .max(LIMITS.pulseMaxMs)
    .default(500)
    .describe("How long the gate's relay is switched for one person."),
  gapMs: z
    .int()
    .min(0)
    .max(LIMITS.gapMaxMs)
    .default(500)
    .describe("How long it rests at least before it is switched for the next."),
  lightMs: z.int().min(50).max(LIMITS.lightMaxMs).default(2_000).describe("How long a light shows a verdict."),
  closedWhen: z
    .enum(["off", "on"])
    .default("off")
    .describe(
      'The state of the gate\'s relay while nobody may pass. "on" where the relay must be drawn to keep it shut.',
    ),
};

const hidRelaySchema = z
  .strictObject({
    kind: z.literal("hidRelay"),
    board: z
      .string()
      .min(1)
      .optional()
      .describe(
        "Serial number of the board (five characters), its USB socket (1-1.4) or path. Left out: the only one that is plugged in.",
      ),
    ...gateShape,
  })
  .describe("A USB relay board without a serial port (16c0:05df, product USBRelay1 to USBRelay8).");

const command = z.string().min(1).max(LIMITS.commandLength);

const commandSchema = z.strictObject({
  on: command.describe("What draws the relay."),
  off: command.describe("What lets it fall."),
});

const serialRelaySchema = z
  .strictObject({
    kind: z.literal("serialRelay"),
    path: z.string().min(1).describe("The port, best by id: /dev/serial/by-id/..."),
    protocol: z
      .enum(["lcus", "kmtronic", "numato", "text", "bytes", "lines"])
      .default("lcus")
      .describe(
        'How the board is told. "text" and "bytes" (hexadecimal) take what is in commands; "lines": the port\'s own DTR (channel 1) ' +
          "and RTS (channel 2), for lights.",
      ),
    commands: z
      .record(z.string().regex(/^\d{1,3}$/), commandSchema)
      .optional()
      .describe("By channel."),
    baudRate: z.int().positive().optional().describe("Default 9600."),
    ...gateShape,
    passage: passageSchema.optional(),
  })
  .superRefine(({ protocol, commands, channels }, context) => {
    const complain: Complain = (path, message) => context.addIssue({ code: "custom", path: [...path], message });
    if ((protocol === "text" || protocol === "bytes") !== (commands !== undefined))
      return complain(["commands"], 'expected commands for the protocols "text" and "bytes", and for no other');
    if (protocol === "lines") checkLines(channels, complain);
    if (commands === undefined) return;
    checkCommands(channels, commands, complain);
    if (protocol === "bytes") checkBytes(commands, complain);
  })
  .describe("A relay board at a serial port, real or USB.");

type Channels = z.output<typeof channelsSchema>;
type Commands = Readonly<Record<string, z.output<typeof commandSchema>>>;
type Complain = (path: readonly string[], message: string) => void;

/** The port's own lines: two of them, and no gate at either. */
function checkLines(channels: Channels, complain: Complain): void {
  for (const [name, number] of wiredTo(channels)) {
    if (name === "gate") {
      const message = "expected lights only: opening a port raises its lines by itself, and would open a gate";
      complain(["channels", name], message);
    } else if (number !== 1 && number !== 2) {
      complain(["channels", name], "expected 1 (DTR) or 2 (RTS), the lines that a port has");
    }
  }
}

/** Commands of one's own: for each channel that is wired, and for no other. */
function checkCommands(channels: Channels, commands: Commands, complain: Complain): void {
  const wired = wiredTo(channels);
  for (const [name, number] of wired) {
    if (commands[number] !== undefined) continue;
    complain(["commands", String(number)], `expected {"on", "off"} for channel ${number} (${name})`);
  }
  const numbers = new Set(wired.map(([, number]) => String(number)));
  for (const number of Object.keys(commands)) {
    if (!numbers.has(number)) complain(["commands", number], `nothing is wired to channel ${number}`);
  }
}

function checkBytes(commands: Commands, complain: Complain): void {
  for (const [number, { on, off }] of Object.entries(commands)) {
    for (const [name, text] of Object.entries({ on, off })) {
      if (isHexadecimal(text)) continue;
      complain(["commands", number, name], 'expected pairs of hexadecimal digits, such as "A0 01 01 A2"');
    }
  }
}

/** The relays that a board can have, as it counts them. It says nothing to a number beyond, and the gate would never move. */
const RELAYS: Readonly<Record<string, readonly [first: number, last: number]>> = {
  hidRelay: [1, 8],
  lcus: [1, 255],
  kmtronic: [1, 255],
  numato: [0, 31],
};

/** One output as it is configured: the board, what is wired to it, and how it moves. */
export const outputSchema = z
  .discriminatedUnion("kind", [hidRelaySchema, serialRelaySchema], {
    error: 'expected "hidRelay" or "serialRelay", the outputs of this build',
  })
  .superRefine((output, context) => {
    const relays = RELAYS[output.kind === "hidRelay" ? output.kind : output.protocol];
    if (relays === undefined) return;
    const [first, last] = relays;
    for (const [name, number] of wiredTo(output.channels)) {
      if (number >= first && number <= last) continue;
      const message = `expected a relay that the board has, ${first} to ${last}`;
      context.addIssue({ code: "custom", path: ["channels", name], message });
    }
  })
  .superRefine((output, context) => {
    if (!("passage" in output) || output.passage === undefined) return;
    const { passage, pulseMs, channels } = output;
    if (passage.passMs < pulseMs) {
      const message = `expected at least pulseMs (${pulseMs}), the gate is open for that long`;
      context.addIssue({ code: "custom", path: ["passage", "passMs"], message });
    }
    if (channels.gate === undefined)
      context.addIssue({
        code: "custom",
        path: ["channels", "gate"],
        message: "expected the channel of the gate that tells",
      });
  });

/** {@link outputSchema}'s value, defaults filled in. */
export type RelaySettings = z.output<typeof outputSchema>;
/** The part of it for one kind of board. */
export type HidRelaySettings = z.output<typeof hidRelaySchema>;
/** A board on a serial line, with the defaults filled in. */
export type SerialRelaySettings = z.output<typeof serialRelaySchema>;

/** What is wired to the board: each use that is configured, with its channel. */
export function wiredTo(channels: Channels): readonly (readonly [keyof Channels, number])[] {
  const entries = Object.entries(channels) as [keyof Channels, number | undefined][];
  return entries.flatMap(([use, channel]) => (channel === undefined ? [] : [[use, channel] as const]));
}

/** Whether a text is bytes in hexadecimal, with or without spaces. */
function isHexadecimal(text: string): boolean {
  return /^\s*(?:[0-9a-f]{2}\s*)+$/i.test(text);
}

/** Bytes from hexadecimal text that the schema has let pass. */
export function bytesOf(hexadecimal: string): Uint8Array {
  return Uint8Array.from(hexadecimal.match(/[0-9a-f]{2}/gi) ?? [], (pair) => Number.parseInt(pair, 16));
}
