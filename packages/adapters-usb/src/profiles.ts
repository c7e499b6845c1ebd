import type { ControlRequest, ListedUsbDevice, UsbInterface } from "./port.js";

/**
 * What a scanner's packets are: the reports of a keyboard, the reports of a HID POS scanner, reads as plain bytes with an end, or
 * packets of Zebra's Simple Serial Interface.
 */
export type UsbMode = "keyboard" | "hidPos" | "lines" | "ssi";

/** How an interface is read. What is left out of `device` and `interface` may be anything. */
export interface UsbProfile {
  readonly mode: UsbMode;
  /** Only of these devices; without it, of any. */
  readonly device?: { readonly vendorId: number; readonly productId: number };
  readonly interface: { readonly class?: number; readonly subclass?: number; readonly protocol?: number };
  /** Requests that set the interface up. A device that does not know one is read all the same. */
  readonly setUp?: readonly ControlRequest[];
  /** Bytes at the head of each packet that are no data. */
  readonly headerBytes?: number;
  /** What begins and ends the talk, on the endpoint out. */
  readonly greeting?: { readonly hello: Uint8Array; readonly goodbye: Uint8Array };
  /** Where this is known from. */
  readonly source: string;
}

const HID = 0x03;
const BOOT = 0x01;
const BOOT_KEYBOARD = 0x01;
const VENDOR = 0xff;
const SET_IDLE = 0x0a;
const SET_PROTOCOL = 0x0b;

/** The profiles, those of single devices first. A scanner with a mode of its own is one more row, with its source. */
export const PROFILES: readonly UsbProfile[] = [
  {
    mode: "lines",
    device: { vendorId: 0x0c2e, productId: 0x0700 },
    interface: {},
    greeting: { hello: Uint8Array.of(0x80), goodbye: Uint8Array.of(0xff) },
    source: "Linux driver metro-usb, unidirectional mode",
  },
  {
    mode: "lines",
    device: { vendorId: 0x0c2e, productId: 0x0720 },
    interface: {},
    source: "Linux driver metro-usb, bidirectional mode",
  },
  {
    mode: "lines",
    device: { vendorId: 0x05e0, productId: 0x0600 },
    interface: {},
    headerBytes: 1,
    source: "Linux driver symbolserial: each packet begins with its length",
  },
  {
    mode: "keyboard",
    interface: { class: HID, subclass: BOOT, protocol: BOOT_KEYBOARD },
    // Reports of the boot protocol, and none without a change: what the decoder of keyboards reads.
    setUp: [
      { type: "class", request: SET_PROTOCOL, value: 0 },
      { type: "class", request: SET_IDLE, value: 0 },
    ],
    source: "HID 1.11, appendix B and chapter 7.2",
  },
  {
    mode: "hidPos",
    interface: { class: HID, subclass: 0 },
    setUp: [{ type: "class", request: SET_IDLE, value: 0 }],
    source: "HID Usage Tables, Bar Code Scanner page",
  },
  { mode: "lines", interface: { class: VENDOR }, source: "USB 2.0: a class of the vendor's own" },
  { mode: "ssi", interface: { class: VENDOR }, source: "USB 2.0: a class of the vendor's own" },
];

/** A way to read a device: by which profile, and which of its interfaces. */
export interface Reading {
  readonly profile: UsbProfile;
  readonly interface: UsbInterface;
}

/** What is asked for: a mode, an interface, both or neither. */
export interface WantedReading {
  readonly mode?: UsbMode | undefined;
  readonly interfaceNumber?: number | undefined;
}

/** All ways to read a device, profiles of single devices before those of any. An interface that sends nothing is none. */
export function readingsOf(device: ListedUsbDevice, wanted: WantedReading = {}): readonly Reading[] {
  return PROFILES.filter((profile) => wanted.mode === undefined || profile.mode === wanted.mode)
    .filter(({ device: only }) => only === undefined || isOne(device, only))
    .flatMap((profile) =>
      device.interfaces
        .filter((each) => wanted.interfaceNumber === undefined || each.number === wanted.interfaceNumber)
        .filter((each) => fits(profile, each) && each.endpoints.some(({ direction }) => direction === "in"))
        .map((each) => ({ profile, interface: each })),
    );
}

function isOne(device: ListedUsbDevice, only: NonNullable<UsbProfile["device"]>): boolean {
  return device.vendorId === only.vendorId && device.productId === only.productId;
}

function fits({ interface: wanted }: UsbProfile, found: UsbInterface): boolean {
  const { class: ofClass = found.class, subclass = found.subclass, protocol = found.protocol } = wanted;
  return found.class === ofClass && found.subclass === subclass && found.protocol === protocol;
}
