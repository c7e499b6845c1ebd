/** The settings of a serial line. USB-CDC scanners mostly ignore them. */
export interface LineSettings {
  /** Bits a second. */
  readonly baudRate: number;
  readonly dataBits: 5 | 6 | 7 | 8;
  readonly parity: "none" | "even" | "odd";
  readonly stopBits: 1 | 1.5 | 2;
  /** Who holds the other up while it is busy: nobody, the wires RTS and CTS, or XON and XOFF among the data. */
  readonly flowControl: "none" | "rtsCts" | "xonXoff";
}

/** A serial port as the system lists it; one that is not behind USB has a path alone. */
export interface ListedPort {
  readonly path: string;
  readonly vendorId?: number | undefined;
  readonly productId?: number | undefined;
  readonly serialNumber?: string | undefined;
  readonly manufacturer?: string | undefined;
  readonly product?: string | undefined;
  /** The USB socket, on Linux as in `"1-1.4"`. */
  readonly port?: string | undefined;
  /** On Linux the name under `/dev/serial/by-id`, which tells the product. */
  readonly pnpId?: string | undefined;
}

/** Who hears what an open port says. `closed` comes once, with or without anybody having asked for it. */
export interface PortListener {
  data(bytes: Uint8Array): void;
  closed(cause: unknown): void;
}

/**
 * A port that is open. `write` sends these bytes after those of earlier calls and resolves when the system has taken them all; it
 * rejects where the port is closed or gone, or where more than `LIMITS.pendingWrites` calls wait for a device that takes
 * nothing. `close` resolves when the port is free again, also where it is already.
 */
export interface OpenedPort {
  write(bytes: Uint8Array): Promise<void>;
  close(): Promise<void>;
}

/**
 * A port whose own lines are wired to something: a relay to DTR or RTS, a contact to CTS, DSR or DCD. Both reject where the port
 * is closed or gone, and where it has no such lines (a PTY). Opening a port may raise DTR and RTS for a moment.
 */
export interface WiredPort extends OpenedPort {
  /** Raises and drops the lines that are named, and leaves the other as it is. */
  setLines(lines: { readonly dtr?: boolean; readonly rts?: boolean }): Promise<void>;
  lines(): Promise<{ readonly cts: boolean; readonly dsr: boolean; readonly dcd: boolean }>;
}

/** Lists the machine's serial ports; may reject. */
export type ListPorts = () => Promise<readonly ListedPort[]>;

/** Opens a port for nobody else. The listener is attached from the first byte on. Rejects with the library's own error. */
export type OpenPort = (path: string, line: LineSettings, listener: PortListener) => Promise<OpenedPort>;
