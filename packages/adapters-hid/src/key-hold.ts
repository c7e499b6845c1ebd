import { deviceName, type NamedDevice } from "@usher/devices";
import { startGuard, type StartGuard } from "./guard.js";
import type { InputDevice } from "./linux-devices.js";
import { inhibitRule } from "./udev-rule.js";

/**
 * What keeps a scanner's keys from the console, the desktop and every other program: the kernel, which was told to give them to
 * nobody (`inhibited`); a grab of its input device by another process (`grabbed`); or nothing at all.
 */
export type HeldBy = "inhibited" | "grabbed" | null;

/** A scanner's keys, kept from others as far as that could be done. */
export interface KeyHold {
  readonly by: HeldBy;
  /** What holds, or why nothing does and what to do about it. */
  readonly message: string;
  /** Gives the keys back. */
  readonly release: () => Promise<void>;
}

/**
 * Both guards hold until their standard input ends, and so also where this process is killed. They ignore the signals that a
 * terminal or a service manager sends to whole groups, since this process has to end first. Each says "held" when it is so.
 */
const INHIBIT = [
  "trap '' HUP INT TERM",
  'give_back() { for file; do echo 0 > "$file"; done 2> /dev/null; }',
  'for file; do echo 1 > "$file" || { give_back "$@"; exit 1; }; done',
  "echo held; cat > /dev/null",
  'give_back "$@"',
].join("\n");

// evtest takes no signal that its shell ignores, and a grab ends with its process: hence KILL.
const GRAB = [
  "trap '' HUP INT TERM",
  "grabs=",
  'for node; do evtest --grab "$node" > /dev/null & grabs="$grabs $!"; done',
  "sleep 0.3",
  'for grab in $grabs; do kill -0 "$grab" || { kill -KILL $grabs; exit 1; }; done 2> /dev/null',
  "echo held; cat > /dev/null",
  "kill -KILL $grabs",
].join("\n");

const NOTHING = async (): Promise<void> => undefined;

/** Keeps the keys of these input devices from everybody else, by the first means that works here. */
export async function holdKeys(
  device: NamedDevice,
  inputs: readonly InputDevice[],
  start: StartGuard = startGuard,
): Promise<KeyHold> {
  const name = deviceName(device);
  if (inputs.length === 0) return { by: null, message: `${name} types nowhere else`, release: NOTHING };
  const inhibiting = await start(
    INHIBIT,
    inputs.map(({ inhibited }) => inhibited),
  );
  if (inhibiting !== null) {
    return { by: "inhibited", message: `the kernel keeps the keys of ${name} from others`, release: inhibiting.end };
  }
  // Of one that has no node, or none yet, nothing can be grabbed.
  const isThere = inputs.every(({ events }) => events.length > 0);
  const nodes = inputs.flatMap(({ events }) => events);
  const grabbing = isThere ? await start(GRAB, nodes) : null;
  if (grabbing !== null) {
    return { by: "grabbed", message: `a grab by evtest keeps the keys of ${name} from others`, release: grabbing.end };
  }
  return {
    by: null,
    message: `nothing keeps the keys of ${name} from other programs: ${remedy(device)}`,
    release: NOTHING,
  };
}

function remedy({ vendorId, productId }: NamedDevice): string {
  const rule = vendorId === undefined || productId === undefined ? "" : `: ${inhibitRule({ vendorId, productId })}`;
  return `set the scanner to HID POS, or install evtest and let this user read /dev/input, or install this udev rule${rule}`;
}
