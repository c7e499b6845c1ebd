import type { Readable } from "node:stream";
import { serialDriver, type SerialSettings } from "@usher/adapters-serial";
import type { ReaderSettings, Time } from "@usher/core";
import type { Logger } from "pino";
import type { Configuration } from "../configuration/read-configuration.js";
import { given } from "../given.js";
import { STDIN_INFO, stdinDriver } from "./stdin-driver.js";

/** What readers are made with. */
export interface ReaderParts {
  readonly time: Time;
  readonly input: Readable;
  readonly log: Logger;
}

/** The configured readers, each with the driver that opens it. */
export function readerSettings(readers: Configuration["readers"], { time, input, log }: ReaderParts): ReaderSettings[] {
  const stdin = stdinDriver(input);
  const serial = serialDriver({
    time,
    onDropped: (info, { reason, bytes }) => log.warn({ path: info.path, reason, bytes }, "readDropped"),
  });
  return readers.map((reader): ReaderSettings => {
    const { id, lane, direction } = reader;
    const place = { id, lane, ...given({ direction }) };
    if (reader.kind === "stdin") return { ...place, driver: stdin, info: STDIN_INFO, settings: {} };
    const { path, baudRate, dataBits, parity, stopBits } = reader;
    const framing = reader.framing === undefined ? undefined : { end: reader.framing.end, ...given(reader.framing) };
    const settings: SerialSettings = given({ baudRate, dataBits, parity, stopBits, framing });
    return { ...place, driver: serial, info: { path }, settings };
  });
}
