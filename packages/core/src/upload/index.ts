export * from "./upload.js";
