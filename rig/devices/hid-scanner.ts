import { HidEnd, hidFunction } from "./hid-gadget.js";
import { Gadget, type UsbIdentity } from "./gadget.js";
import { HID_POS_DESCRIPTOR, KEYBOARD_DESCRIPTOR } from "./descriptors.js";

const HID_POS_BYTES = 64;
const KEYBOARD_BYTES = 8;
let made = 0;

/** A composite scanner on a USB bus, as many are: a keyboard and a HID POS scanner with the same ids. */
export class HidScanner {
  readonly #gadget: Gadget;
  readonly #scans = `scans${made++}`;
  #end: HidEnd | null = null;

  constructor(identity: UsbIdentity) {
    this.#gadget = new Gadget(identity, [
      hidFunction(`keys-${this.#scans}`, KEYBOARD_DESCRIPTOR, KEYBOARD_BYTES, true),
      hidFunction(this.#scans, HID_POS_DESCRIPTOR, HID_POS_BYTES),
    ]);
  }

  async plug(socket: number): Promise<void> {
    this.#gadget.plug(socket);
    this.#end = await HidEnd.open(this.#gadget, this.#scans);
  }

  unplug(): void {
    this.#end?.close();
    this.#end = null;
    this.#gadget.unplug();
  }

  async send(reports: readonly Uint8Array[]): Promise<void> {
    for (const report of reports) await this.#end?.send(report);
  }

  dispose(): void {
    this.unplug();
    this.#gadget.dispose();
  }
}
