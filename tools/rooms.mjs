/**
 * The rooms of the house and who may look into whom (docs/architecture.md, "Rooms"). One table: the boundary rules and the test of
 * the project graph are both made of it. Adding a room means adding a line here.
 *
 * @type {Readonly<Record<string, { readonly folder: string, readonly mayImport: readonly string[] }>>}
 */
export const ROOMS = {
  core: { folder: "packages/core", mayImport: [] },
  devices: { folder: "packages/devices", mayImport: [] },
  decoders: { folder: "packages/decoders", mayImport: ["core"] },
  presence: { folder: "packages/presence", mayImport: ["core"] },
  validators: { folder: "packages/validators", mayImport: ["core"] },
  storage: { folder: "packages/storage", mayImport: ["core"] },
  "adapters-hid": { folder: "packages/adapters-hid", mayImport: ["core", "decoders", "devices"] },
  "adapters-serial": { folder: "packages/adapters-serial", mayImport: ["core", "decoders", "devices"] },
  "adapters-usb": { folder: "packages/adapters-usb", mayImport: ["core", "decoders", "devices"] },
  outputs: { folder: "packages/outputs", mayImport: ["core", "devices", "adapters-hid", "adapters-serial"] },
  kiosk: { folder: "apps/kiosk", mayImport: everyPackage() },
  simulator: { folder: "apps/simulator", mayImport: everyPackage() },
};

/** The folders of core in import order: each imports only those before it. `testing` stands beside them and may import all. */
export const CORE_FOLDERS = ["domain", "ports", "barcode", "rules", "decide", "lifecycle", "upload", "engine"];

/** Native modules and the one file that may import each. */
export const NATIVE_FILES = {
  "better-sqlite3": "packages/storage/src/native.ts",
  serialport: "packages/adapters-serial/src/native.ts",
  "node-hid": "packages/adapters-hid/src/native.ts",
  usb: "packages/adapters-usb/src/native.ts",
};

function everyPackage() {
  const adapters = ["adapters-hid", "adapters-serial", "adapters-usb"];
  return ["core", "decoders", "devices", "presence", "validators", "storage", ...adapters, "outputs"];
}
