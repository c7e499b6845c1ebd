export * from "./barcode.js";
