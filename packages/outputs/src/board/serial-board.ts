import { openPort as openRealPort } from "@usher/adapters-serial";
import type { LineSettings, WiredPort, PortListener } from "@usher/adapters-serial";
import type { Time } from "@usher/core";
import { LIMITS } from "../limits.js";
import { bytesOf, wiredTo, type SerialRelaySettings } from "../settings.js";
import { BytePattern } from "./byte-pattern.js";
import { watchContact } from "./contact.js";
import type { OpenBoard, RelayBoard } from "./relay-board.js";
import { serialCommand } from "./serial-commands.js";

/** Opens a serial port; the adapter's `openPort`, or one that a test speaks for. */
export type OpenSerialPort = (path: string, line: Partial<LineSettings>, listener: PortListener) => Promise<WiredPort>;

const DTR = 1;

/** A relay board at a serial port, or the port's own lines as relays, with all the outputs that are wired to it. */
export function serialBoard(
  outputs: readonly SerialRelaySettings[],
  time: Time,
  openPort: OpenSerialPort = openRealPort,
): OpenBoard {
  const [{ path, baudRate } = { path: "", baudRate: undefined }] = outputs;
  const wired = outputs.flatMap(({ channels }) => wiredTo(channels).map(([, channel]) => channel));
  return async (listener) => {
    let isOver = false;
    const watches: (() => void)[] = [];
    const stopWatching = (): void => {
      for (const stop of watches) stop();
    };
    const lose = (cause: unknown): void => {
      stopWatching();
      if (!isOver) listener.lost(cause);
      isOver = true;
    };
    const patterns = outputs.map(({ passage }) =>
      passage?.bytes === undefined ? null : new BytePattern(bytesOf(passage.bytes)),
    );
    const port = await openPort(path, baudRate === undefined ? {} : { baudRate }, {
      data: (bytes) => {
        for (const [output, pattern] of patterns.entries())
          for (let count = pattern?.count(bytes) ?? 0; count > 0; count -= 1) listener.turned(output);
      },
      closed: lose,
    });
    for (const [output, { passage }] of outputs.entries()) {
      const contact = passage?.contact ?? "bytes";
      if (contact === "bytes") continue;
      const heard = { turned: () => listener.turned(output), lost: lose };
      watches.push(watchContact({ time, read: async () => (await port.lines())[contact], listener: heard }));
    }
    const set = switchOf(port, time, outputs);
    return {
      set,
      allOff: async () => {
        for (const channel of wired) await set(channel, false);
      },
      close: () => {
        isOver = true;
        stopWatching();
        return port.close();
      },
    };
  };
}

function switchOf(port: WiredPort, time: Time, outputs: readonly SerialRelaySettings[]): RelayBoard["set"] {
  return async (channel, on) => {
    const owner =
      outputs.find(({ channels }) => wiredTo(channels).some(([, wired]) => wired === channel)) ?? outputs[0];
    const command = owner === undefined ? null : serialCommand(owner);
    if (command === null) return port.setLines(channel === DTR ? { dtr: on } : { rts: on });
    await port.write(command(channel, on));
    await new Promise<void>((resolve) => void time.after(LIMITS.commandGapMs, resolve));
  };
}
