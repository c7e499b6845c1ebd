import type { Readable } from "node:stream";
import type { KeyboardScannerSettings } from "@usher/adapters-hid";
import type { SerialSettings } from "@usher/adapters-serial";
import type { UsbSettings } from "@usher/adapters-usb";
import type { ReaderSettings, ScannerSettings } from "@usher/core";
import type { Framing } from "@usher/decoders";
import type { KeyboardEntry } from "../configuration/keyboard-schema.js";
import type { Configuration } from "../configuration/read-configuration.js";
import type { Wanted } from "../configuration/wanted-schema.js";
import { given } from "../given.js";
import { autoReaders } from "./auto-readers.js";
import type { Drivers } from "./drivers.js";
import { STDIN_INFO, stdinDriver } from "./stdin-driver.js";

type Entry = Configuration["readers"][number];
type Readers = ScannerSettings["readers"];

/** The configured readers, each with the driver that opens it. */
export function readerSettings(readers: readonly Entry[], drivers: Drivers, input: Readable): Readers {
  const stdin = stdinDriver(input);
  return readers.map((reader): Readers[number] => {
    const { id, lane, direction } = reader;
    const place = { id, lane, ...given({ direction }) };
    switch (reader.kind) {
      case "auto":
        return autoReaders(place, keyboardSettings(reader.keyboard ?? {}), readers, drivers);
      case "hid": {
        const { prefix, suffix } = reader;
        return { ...place, driver: drivers.hid, info: wantedOf(reader), settings: given({ prefix, suffix }) };
      }
      case "serial":
        return { ...place, driver: drivers.serial, info: wantedOf(reader), settings: serialSettings(reader) };
      case "usb":
        return { ...place, driver: drivers.usb, info: wantedOf(reader), settings: usbSettings(reader) };
      case "keyboard":
        return { ...place, driver: drivers.keyboard, info: wantedOf(reader), settings: keyboardSettings(reader) };
      case "stdin":
        return { ...place, driver: stdin, info: STDIN_INFO, settings: {} };
    }
  });
}

function wantedOf({ path, vendorId, productId, serialNumber, port }: Wanted): ReaderSettings["info"] {
  return given({ path, vendorId, productId, serialNumber, port });
}

type EntryOf<Kind extends Entry["kind"]> = Extract<Entry, { kind: Kind }>;

function serialSettings(reader: EntryOf<"serial">): SerialSettings {
  const { baudRate, dataBits, parity, stopBits, flowControl, protocol, hostTrigger } = reader;
  const commands = typeof reader.commands === "object" ? given(reader.commands) : reader.commands;
  const framing = framingOf(reader);
  return given({ baudRate, dataBits, parity, stopBits, flowControl, protocol, framing, commands, hostTrigger });
}

function usbSettings(reader: EntryOf<"usb">): UsbSettings {
  const { mode, interfaceNumber } = reader;
  const keyboard = reader.keyboard === undefined ? undefined : keyboardSettings(reader.keyboard);
  const cues = reader.cues === undefined ? undefined : given(reader.cues);
  return given({ mode, interfaceNumber, keyboard, framing: framingOf(reader), cues });
}

function framingOf({ framing }: Pick<EntryOf<"serial">, "framing">): Framing | undefined {
  return framing === undefined ? undefined : { end: framing.end, ...given(framing) };
}

function keyboardSettings(entry: KeyboardEntry): KeyboardScannerSettings {
  const { layout, end, quietMs, prefix, suffix, exclusive } = entry;
  return given({ layout, end, quietMs, prefix, suffix, exclusive });
}
