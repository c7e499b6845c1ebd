import { UhidDevice } from "./uhid.js";

/** Report descriptor of the USB relay boards 16c0:05df: one feature report of eight bytes, without an id. */
const DESCRIPTOR = Uint8Array.from(
  [
    [0x06, 0x00, 0xff, 0x09, 0x01, 0xa1, 0x01], // a vendor's page, an application
    [0x15, 0x00, 0x26, 0xff, 0x00, 0x75, 0x08, 0x95, 0x08, 0x09, 0x00, 0xb2, 0x02, 0x01], // eight bytes
    [0xc0],
  ].flat(),
);
const COMMAND = { on: 0xff, off: 0xfd, allOn: 0xfe, allOff: 0xfc };
const REPORT_BYTES = 9;
const ALL = 0xff;

/**
 * A USB relay board 16c0:05df with eight relays, on this process's part played as its firmware does. It latches: drawing its plug takes its
 * power, and its relays fall; whoever held it before makes no difference.
 */
export class UsbRelay {
  static readonly vendorId = 0x16c0;
  static readonly productId = 0x05df;
  readonly serial: string;
  /** The times at which any relay was drawn. */
  draws = 0;
  #state = 0;
  #device: UhidDevice | null = null;

  constructor(serial: string) {
    this.serial = serial;
  }

  /** The relays that are drawn, from 1 on. */
  get drawn(): readonly number[] {
    return Array.from({ length: 8 }, (_, index) => index + 1).filter(
      (relay) => (this.#state & (1 << (relay - 1))) !== 0,
    );
  }

  plug(): void {
    this.#device = new UhidDevice({
      vendorId: UsbRelay.vendorId,
      productId: UsbRelay.productId,
      product: "USBRelay8",
      descriptor: DESCRIPTOR,
      onReport: (kind, report) => {
        if (kind === "feature") this.#obey(report);
      },
      feature: () => this.#report(),
    });
  }

  /** Draws the plug. May be done twice. */
  unplug(): void {
    this.#device?.unplug();
    this.#device = null;
    this.#state = 0;
  }

  #obey(report: Buffer): void {
    const [, command, relay = 0] = report;
    const before = this.#state;
    const bit = 1 << (relay - 1);
    if (command === COMMAND.on) this.#state |= bit;
    else if (command === COMMAND.off) this.#state &= ~bit;
    else if (command === COMMAND.allOn) this.#state = ALL;
    else if (command === COMMAND.allOff) this.#state = 0;
    if ((this.#state & ~before) !== 0) this.draws += 1;
  }

  #report(): Uint8Array {
    const report = Buffer.alloc(REPORT_BYTES);
    report.write(this.serial, 1, "latin1");
    report[REPORT_BYTES - 1] = this.#state;
    return report;
  }
}
