import { debuglog } from "node:util";
import { PresenceSetupError } from "./setup-error.js";

/** The sections of NODE_DEBUG under which undici writes every URL, and so the key, to standard error. */
const TALKATIVE = ["undici", "fetch", "websocket"];

/** Refuses to go on where the process was started with a NODE_DEBUG that would write the API key out. */
export function refuseWireDebugging(isOn: (section: string) => boolean = (section) => debuglog(section).enabled): void {
  const section = TALKATIVE.find(isOn);
  if (section === undefined) return;
  throw new PresenceSetupError(
    "wireDebugging",
    `NODE_DEBUG turns on "${section}", which would write the API key to standard error: start without it`,
  );
}
