import { bytesOf, type SerialRelaySettings } from "../settings.js";

/** How a board at a serial port is told to switch a channel. `"lines"` is not told: the port's own lines are its channels. */
export type SerialCommand = (channel: number, on: boolean) => Uint8Array;

const LCUS_START = 0xa0;
const KMTRONIC_START = 0xff;

/** The bytes for each board that is known by its protocol. */
export function serialCommand({ protocol, commands }: SerialRelaySettings): SerialCommand | null {
  switch (protocol) {
    case "lcus":
      return lcus;
    case "kmtronic":
      return kmtronic;
    case "numato":
      return numato;
    case "text":
      return (channel, on) => text(wordsOf(commands, channel, on));
    case "bytes":
      return (channel, on) => bytesOf(wordsOf(commands, channel, on));
    case "lines":
      return null;
  }
}

/** LCUS-1, -2, -4, -8 and their copies (CH340): start, channel from 1, state, sum of the three. */
function lcus(channel: number, on: boolean): Uint8Array {
  const state = on ? 1 : 0;
  return Uint8Array.of(LCUS_START, channel, state, (LCUS_START + channel + state) & 0xff);
}

/** KMtronic USB and RS-232 boards: start, channel from 1, state. */
function kmtronic(channel: number, on: boolean): Uint8Array {
  return Uint8Array.of(KMTRONIC_START, channel, on ? 1 : 0);
}

/** Numato USB relay modules: words, channels from 0; from 10 on they are called A, B, C and so on. */
function numato(channel: number, on: boolean): Uint8Array {
  return text(`relay ${on ? "on" : "off"} ${channel.toString(36).toUpperCase()}\r`);
}

function text(words: string): Uint8Array {
  return new TextEncoder().encode(words);
}

function wordsOf(commands: SerialRelaySettings["commands"], channel: number, on: boolean): string {
  return commands?.[channel]?.[on ? "on" : "off"] ?? "";
}
