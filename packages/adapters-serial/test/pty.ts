export { ptyPair, type PtyPair } from "../src/testing/index.js";
