// What somebody compiles who installs the packages and checks libraries too, as `npm run check` does: every entry, from what was built.
export type * as hid from "@usher/adapters-hid";
export type * as serial from "@usher/adapters-serial";
export type * as serialTesting from "@usher/adapters-serial/testing";
export type * as usb from "@usher/adapters-usb";
export type * as core from "@usher/core";
export type * as coreSeal from "@usher/core/seal";
export type * as coreTesting from "@usher/core/testing";
export type * as decoders from "@usher/decoders";
export type * as decodersTesting from "@usher/decoders/testing";
export type * as devices from "@usher/devices";
export type * as outputs from "@usher/outputs";
export type * as outputsTesting from "@usher/outputs/testing";
export type * as presence from "@usher/presence";
export type * as storage from "@usher/storage";
export type * as storageSqlite from "@usher/storage/sqlite";
export type * as validators from "@usher/validators";
