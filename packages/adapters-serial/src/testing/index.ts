export { ptyPair, type PtyPair } from "./pty.js";
