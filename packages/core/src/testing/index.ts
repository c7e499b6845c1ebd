export * from "./scripted-scanner.js";
