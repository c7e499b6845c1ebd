import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { withCopy } from "./copies.mjs";
import { build } from "./launch/build.mjs";
import { named } from "./launch/chosen.mjs";
import { ROOT } from "./launch/place.mjs";
import { prepare } from "./launch/prepare.mjs";

/** @import { FamilyRow, ModeRow, VendorRow } from "@usher/decoders" */
/** @typedef {{ modes: readonly ModeRow[], families: readonly FamilyRow[], vendors: readonly VendorRow[] }} Known */

/** Where the tables stand. */
export const FILE = join(ROOT, "docs/scanners.md");

/**
 * How each mode is called, and what reads it.
 *
 * @type {Readonly<Record<ModeRow["mode"], readonly [string, string]>>}
 */
const READ_BY = {
  hidPos: ["HID POS", '`"hid"`'],
  snapi: ["SNAPI", '`"hid"`'],
  serial: ["serial", '`"serial"`'],
  keyboard: ["keyboard", '`"keyboard"`, on Linux; better set to another mode'],
  ibmHandHeld: ["IBM hand-held or table-top", "nothing: set it to another mode"],
  vendor: ["its maker's own", "nothing: set it to another mode"],
  bridge: ["a USB-serial chip, with anything behind it", '`"serial"`, named by its path'],
  relay: ["a relay board", "[an output](outputs.md#boards), if it is named there"],
};

/**
 * docs/scanners.md with its tables as they should be.
 *
 * @param {string} text
 * @param {Known} known
 */
export function withModels(text, { modes, families, vendors }) {
  const tables = {
    models: modelTable(modes, vendors),
    families: familyTable(families, vendors),
    makers: makerTable(vendors),
  };
  return Object.entries(tables).reduce((document, [name, rows]) => withCopy(document, name, rows), text);
}

/**
 * A row for each maker and mode.
 *
 * @param {readonly ModeRow[]} modes
 * @param {readonly VendorRow[]} vendors
 */
function modelTable(modes, vendors) {
  const rows = vendors.flatMap(({ vendorId, vendor }) => {
    const own = modes.filter((row) => row.vendorId === vendorId);
    return [...new Set(own.map(({ mode }) => mode))].map((mode) => {
      const alike = own.filter((row) => row.mode === mode);
      const [name, kind] = READ_BY[mode];
      const ids = alike.map((row) => `\`${hexadecimal(vendorId)}:${productOf(row)}\``).join(" ");
      const models = [...new Set(alike.flatMap(({ model }) => model ?? []))].join(", ");
      return [vendor, ids, models, name, kind];
    });
  });
  return table([
    ["maker", "USB ids", "models, where the id tells", "it talks as", "read by a reader of kind"],
    ...rows,
  ]);
}

/**
 * What a product id says of the model, whatever the mode.
 *
 * @param {readonly FamilyRow[]} families
 * @param {readonly VendorRow[]} vendors
 */
function familyTable(families, vendors) {
  const rows = families.map((row) => {
    const maker = vendors.find(({ vendorId }) => vendorId === row.vendorId);
    return [maker?.vendor ?? "", `\`${hexadecimal(row.vendorId)}:${productOf(row)}\``, row.model];
  });
  return table([["maker", "USB ids", "models"], ...rows]);
}

/**
 * How each maker's scanners are set to another mode.
 *
 * @param {readonly VendorRow[]} vendors
 */
function makerTable(vendors) {
  const rows = vendors.flatMap(({ vendorId, vendor, toSet }) =>
    toSet === undefined ? [] : [[vendor, `\`${hexadecimal(vendorId)}\``, toSet]],
  );
  return table([["maker", "vendor id", "to change the mode"], ...rows]);
}

/** A digit that may be any is a `?`. */
function productOf(/** @type {{ productId: number, mask?: number }} */ { productId, mask = 0xffff }) {
  const masks = hexadecimal(mask);
  return hexadecimal(productId).replaceAll(/./g, (digit, /** @type {number} */ index) =>
    masks[index] === "f" ? digit : "?",
  );
}

/**
 * A table as the formatter wants it.
 *
 * @param {readonly (readonly string[])[]} rows
 */
function table(rows) {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (/** @type {readonly string[]} */ cells) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  const [head = [], ...body] = rows;
  return [line(head), `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`, ...body.map(line)].join("\n");
}

function hexadecimal(/** @type {number} */ id) {
  return id.toString(16).padStart(4, "0");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const words = named("models", ["--write"]);
  await prepare(() => build());
  const { FAMILIES, MODES, VENDORS } = await import("@usher/decoders");
  const known = { modes: MODES, families: FAMILIES, vendors: VENDORS };
  const text = withModels(readFileSync(FILE, "utf8"), known);
  if (words.includes("--write")) writeFileSync(FILE, text);
  else console.log(text);
}
