import { openPort as openRealPort } from "@usher/adapters-serial";
import type { LineSettings, WiredPort, PortListener } from "@usher/adapters-serial";
import type { Time } from "@usher/core";
import { LIMITS } from "../limits.js";
import { bytesOf, wiredTo, type SerialRelaySettings } from "../settings.js";
import { BytePattern } from "./byte-pattern.js";
import { watchContact } from "./contact.js";
import type { OpenBoard, RelayBoard } from "./relay-board.js";
import { serialCommand, type SerialCommand } from "./serial-commands.js";

/** Opens a serial port; the adapter's `openPort`, or one that a test speaks for. */
export type OpenSerialPort = (path: string, line: Partial<LineSettings>, listener: PortListener) => Promise<WiredPort>;

const DTR = 1;

/** A relay board at a serial port, or the port's own lines as relays. */
export function serialBoard(
  settings: SerialRelaySettings,
  time: Time,
  openPort: OpenSerialPort = openRealPort,
): OpenBoard {
  const { path, baudRate, passage, channels } = settings;
  return async (listener) => {
    let closed = false;
    let stopWatching = (): void => undefined;
    const pattern = passage?.bytes === undefined ? null : new BytePattern(bytesOf(passage.bytes));
    const port = await openPort(path, baudRate === undefined ? {} : { baudRate }, {
      data: (bytes) => {
        for (let count = pattern?.count(bytes) ?? 0; count > 0; count -= 1) listener.turned();
      },
      closed: (cause) => {
        stopWatching();
        if (!closed) listener.lost(cause);
      },
    });
    const contact = passage?.contact ?? "bytes";
    if (contact !== "bytes")
      stopWatching = watchContact({ time, read: async () => (await port.lines())[contact], listener });
    const set = switchOf(port, time, serialCommand(settings));
    return {
      set,
      allOff: async () => {
        for (const [, channel] of wiredTo(channels)) await set(channel, false);
      },
      close: () => {
        closed = true;
        stopWatching();
        return port.close();
      },
    };
  };
}

function switchOf(port: WiredPort, time: Time, command: SerialCommand | null): RelayBoard["set"] {
  if (command === null) return (channel, on) => port.setLines(channel === DTR ? { dtr: on } : { rts: on });
  return async (channel, on) => {
    await port.write(command(channel, on));
    await new Promise<void>((resolve) => void time.after(LIMITS.commandGapMs, resolve));
  };
}
