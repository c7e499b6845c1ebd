import type { Suite } from "./suite.js";

/** All suites by name, in the order in which they run. How to add one is told in README.md. */
export const SUITES: Readonly<Record<string, Suite>> = {
  pty: { place: "pty", load: () => import("./suites/pty.js") },
  "hid-umockdev": { place: "umockdev", load: () => import("./suites/hid-umockdev.js") },
  devices: { place: "guest", load: () => import("./suites/devices.js") },
  hid: { place: "guest", load: () => import("./suites/hid.js") },
  wedge: { place: "guest", load: () => import("./suites/wedge.js") },
  replug: { place: "guest", load: () => import("./suites/replug.js") },
  usb: { place: "guest", load: () => import("./suites/usb.js") },
  rights: { place: "guest", load: () => import("./suites/rights.js") },
  exit: { place: "guest", load: () => import("./suites/exit.js") },
  serial: { place: "guest", load: () => import("./suites/serial.js") },
  relays: { place: "guest", load: () => import("./suites/relays.js") },
  kiosk: { place: "guest", load: () => import("./suites/kiosk.js") },
};
